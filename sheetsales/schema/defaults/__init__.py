"""The packaged sales process: what a new workbook starts with, and what stands in where a workbook has none.

Each table is a TSV beside this file, in both languages; a team edits its own copy in the workbook's sheets.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from sheetsales.texts import Text

Preset = Literal["b2b", "sop", "project"]
PRESETS: tuple[Preset, ...] = get_args(Preset)
DEFAULT_PRESET: Preset = "b2b"

Row = dict[str, str]


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of a packaged table such as ``stages``, by column name; blank cells are empty texts."""
    text = files(__package__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def stages(preset: str = DEFAULT_PRESET) -> tuple[Row, ...]:
    """The stages of a preset, in order."""
    return tuple(row for row in table("stages") if row["preset"] == preset)


def steps(preset: str = DEFAULT_PRESET) -> tuple[Row, ...]:
    """The steps of a preset, by stage and order; ``project`` shares those of ``b2b`` where it has none of its own."""
    own = tuple(row for row in table("steps") if row["preset"] == preset)
    return own or tuple(row for row in table("steps") if row["preset"] == DEFAULT_PRESET)


def setting_title(key: str) -> Text:
    """What a setting is called in each language."""
    row = next(r for r in table("settings") if r["name"] == key)
    return Text(row["zh"], row["en"])
