"""Rules: one case file a rule, and what holds for all of them."""
