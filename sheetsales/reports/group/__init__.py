"""The month of many workbooks: each reduced to facts where it lies, the facts joined into one table for the group."""
