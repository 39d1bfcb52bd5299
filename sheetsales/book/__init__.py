"""A workbook as typed records: tables with indexes, the process, the settings."""
