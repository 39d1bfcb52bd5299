"""Cells as plain data: addresses, values, grids as read, edits to be written. Knows no file and no schema."""
