"""From what stands in a cell to its typed value, one module a kind of column."""
