"""Exports of other programs read into the workbook: what they hold by the meaning of their headings, and where it belongs."""
