"""Files made for people to read: the monthly sales process table."""
