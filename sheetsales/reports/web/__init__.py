"""The report as one HTML file, for a phone, a mail or a browser: made of the same sections as the workbook."""
