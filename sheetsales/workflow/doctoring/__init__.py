"""``doctor``: everything that is known to keep a click from working, looked at one by one, each with its cure."""
