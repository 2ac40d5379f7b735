"""Side by side with what a user would do otherwise: each module measures both in one run and prints a ratio."""
