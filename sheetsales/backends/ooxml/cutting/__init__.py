"""A part of a workbook as a workbook of its own: what is not known to be harmless does not go along."""
