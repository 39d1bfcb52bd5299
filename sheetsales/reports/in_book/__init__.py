"""Sheets of ours in a team's workbook that show what reports show: the process, a dashboard, a person's week."""
