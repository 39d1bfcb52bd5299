"""``rollup``: many workbooks, each reduced to facts by a worker, joined into the group's table."""
