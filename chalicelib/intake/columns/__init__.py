"""What each form asks for, column by column; readers, blank workbooks and guides go by these definitions."""
