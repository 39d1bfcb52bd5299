"""The packaged sales process: what a new workbook starts with, and what stands in where a workbook has none.

Each table is a TSV beside this file, in both languages; a team edits its own copy in the workbook's sheets.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from sheetsales.texts import Text

Preset = Literal["b2b", "sop", "project"]
PRESETS: tuple[Preset, ...] = get_args(Preset)
DEFAULT_PRESET: Preset = "b2b"

Row = dict[str, str]


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of a packaged table such as ``stages``, by column name; blank cells are empty texts."""
    text = Path(__file__).with_name(f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def stages(preset: str = DEFAULT_PRESET) -> tuple[Row, ...]:
    """The stages of a preset, in order."""
    return tuple(row for row in table("stages") if row["preset"] == preset)


def steps(preset: str = DEFAULT_PRESET) -> tuple[Row, ...]:
    """The steps of a preset, by stage and order; ``project`` shares those of ``b2b`` where it has none of its own."""
    own = tuple(row for row in table("steps") if row["preset"] == preset)
    return own or tuple(row for row in table("steps") if row["preset"] == DEFAULT_PRESET)


def settings() -> tuple[Row, ...]:
    """The settings that a new workbook carries: those that something reads."""
    return tuple(row for row in table("settings") if not row["unread"])


def setting(key: str) -> Row | None:
    """The row of a setting, of those that modules bring as well; they are read when a key is none of the others."""
    found = next((row for row in table("settings") if row["name"] == key), None)
    return found or next((row for row in table("module_settings") if row["name"] == key), None)


def settings_of(module: str, home: str = "team") -> tuple[Row, ...]:
    """The settings a module brings into the workbook everybody opens, or into the manager's own."""
    return tuple(row for row in table("module_settings") if (row["module"], row["home"]) == (module, home))


def indicators() -> tuple[Row, ...]:
    """Every packaged indicator, those that modules bring behind the others."""
    return (*table("indicators"), *table("module_indicators"))


def indicator(code: str) -> Row | None:
    """The row of an indicator."""
    return next((row for row in indicators() if row["code"] == code), None)


def indicators_of(modules: Iterable[str]) -> tuple[Row, ...]:
    """The indicators that modules bring."""
    wanted = frozenset(modules)
    return tuple(row for row in table("module_indicators") if row["module"] in wanted)


def setting_title(key: str) -> Text:
    """What a setting is called in each language."""
    row = setting(key)
    return Text(row["zh"], row["en"]) if row else Text(key, key)
