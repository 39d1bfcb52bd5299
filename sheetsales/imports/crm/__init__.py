"""Records out of another system's export: understood, compared with the workbook by key, written where they are new or changed."""
