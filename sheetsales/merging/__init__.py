"""Three-way merge of records: what was issued, what the workbook holds now, what a copy brings back. No file, no sheet."""
