"""A workbook for people who analyse: rows as pandas frames, findings and figures, plans applied."""
