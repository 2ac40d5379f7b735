"""What the field talks about: frozen models and the arithmetic of dates. No I/O, no clock."""
