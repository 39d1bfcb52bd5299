"""What changed between two workbooks: by record where records are known, by cell elsewhere, parts beside that."""
