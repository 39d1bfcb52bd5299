"""``serve``: clicks answered by a Python that is warm, and workbooks of a folder checked when they are saved."""
