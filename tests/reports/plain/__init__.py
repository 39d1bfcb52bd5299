"""A second opinion on the report: its figures in plain SQL over the rows of the sample's sheets, without our code."""
