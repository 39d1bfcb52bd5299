"""The language of rules a manager writes: Excel formulas over the rows of a sheet, compiled and run column by column."""
