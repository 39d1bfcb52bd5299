"""Formulas of our own over columns as lists: figures of reports and rules as rows, without numpy and its second start."""
