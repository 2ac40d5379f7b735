"""Recordings are made here, by `make`, never stored."""
