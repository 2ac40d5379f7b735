"""What one cell means: a parser takes a filled cell and returns a value or raises CellError."""
