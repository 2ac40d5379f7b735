"""What makes, deploys and runs the stack."""
