"""The lossless engine: edits a closed workbook by splicing bytes; what is not edited stays byte for byte."""
