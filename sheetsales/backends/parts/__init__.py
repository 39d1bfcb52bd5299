"""What reader and engine both know of the parts of a workbook file: decided once, under both."""
