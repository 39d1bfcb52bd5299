"""The language of figures and rules: Excel formulas over the rows of tables, read and run column by column."""
