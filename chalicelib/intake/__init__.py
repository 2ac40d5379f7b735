"""From an upload's bytes to facts: what a key means, what a file says, and what is wrong with it."""
