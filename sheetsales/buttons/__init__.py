"""Buttons in the workbook: which there are, where they stand, and the macro that a click runs."""
