"""Sheets of ours added to a workbook that is there already: what it has, what it could have, and the edits."""
