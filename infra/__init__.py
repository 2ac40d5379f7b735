"""Everything that makes, deploys and runs the stack."""
