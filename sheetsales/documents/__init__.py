"""Documents printed from rows: quotations, contracts and order forms, statements of account."""
