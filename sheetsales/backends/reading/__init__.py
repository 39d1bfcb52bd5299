"""How a closed workbook is read: package, parts, strings, styles, cells, and the block they make."""
