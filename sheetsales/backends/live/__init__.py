"""A workbook that is open in Excel, read and edited there through xlwings."""
