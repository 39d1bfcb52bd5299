"""One year after another: what goes into the new year's workbook, and how both are read as one. No file."""
