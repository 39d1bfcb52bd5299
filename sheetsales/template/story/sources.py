"""The story's own tables, packaged beside this file."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

Row = dict[str, str]


@cache
def source(name: str) -> tuple[Row, ...]:
    """The rows of a packaged table such as ``team``, by column name; blank cells are empty texts."""
    text = files(__package__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
