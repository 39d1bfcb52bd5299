"""The catalogue: rules of the pipeline and its stages, and what a workbook switches on, changes or waives."""
