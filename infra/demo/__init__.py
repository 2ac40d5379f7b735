"""The demonstration: a sample month on a local stack, seen with its users' eyes, and checked as it goes."""
