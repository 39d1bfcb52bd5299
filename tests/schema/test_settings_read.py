"""No setting stands in a new workbook that nothing reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sheetsales
from sheetsales.schema import defaults
from sheetsales.template.settings_rows import setting_rows, setting_values
from sheetsales.texts import LANGUAGES, Lang

CODE = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted(Path(sheetsales.__file__).parent.rglob("*.py"))
)
RULES = "\n".join(row["condition_zh"] + row["condition_en"] for row in defaults.table("rules"))
"""Rules that come with a new workbook look settings up by what they are called."""


def is_read(row: defaults.Row) -> bool:
    """Whether code or a rule names the setting, or one of a family of keys that end alike (``discount_limit_{role}``)."""
    named = re.search(rf"(?<![\w.]){row['name']}(?![\w.])", CODE) or any(
        row["name"].startswith(family) for family in re.findall(r'f"(\w+_)\{\w+\}"', CODE)
    )
    return bool(named) or f'"{row["zh"]}"' in RULES or f'"{row["en"]}"' in RULES


@pytest.mark.parametrize(
    "row",
    [*defaults.table("settings"), *defaults.table("module_settings")],
    ids=lambda row: row["name"],
)
def test_a_setting_is_read_or_said_to_be_unread(row: defaults.Row) -> None:
    assert is_read(row) != (row["unread"] == "yes")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_new_workbooks_have_only_settings_that_are_read(lang: Lang) -> None:
    there = {row["name"] for row in setting_rows(lang, setting_values(lang, None))}
    assert there == {row[lang] for row in defaults.table("settings") if not row["unread"]}
    assert len(there) > 30
