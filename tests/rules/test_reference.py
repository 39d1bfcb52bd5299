"""The catalogue and its reference."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sheetsales.rules import reference
from sheetsales.rules.catalogue import LEDGER_SHEETS, LISTED, PARTS, PEOPLE_SHEETS, TITLES
from sheetsales.rules.everything import ALL_RULES as RULES
from sheetsales.rules.everything import CATALOGUE
from sheetsales.rules.ledgers import LEDGERS
from sheetsales.rules.people import PEOPLE
from sheetsales.rules.rows.declared import RowRule, sheets_of
from sheetsales.schema import defaults
from sheetsales.texts import LANGUAGES

FOLDER = Path(__file__).parents[2] / "docs" / "rules"


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [info.code for info in CATALOGUE]
    assert codes == sorted(set(codes))
    assert len({info.name for info in CATALOGUE}) == len(CATALOGUE)
    assert all(re.fullmatch(r"SS\d{3}", code) for code in codes)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)+", info.name) for info in CATALOGUE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_says_what_why_and_what_to_do(lang: str) -> None:
    for info in CATALOGUE:
        for text in (info.title, info.why, info.fix):
            assert text.in_(lang).strip(), info.code  # type: ignore[arg-type]
    for rule in RULES:
        assert rule.info.example.in_(lang)  # type: ignore[arg-type]


def test_rules_name_settings_that_exist() -> None:
    known = {row["name"] for row in (*defaults.table("settings"), *defaults.table("module_settings"))}
    assert all(set(info.settings) <= known for info in CATALOGUE)


def test_the_committed_pages_are_what_the_catalogue_makes() -> None:
    assert {
        path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")
    } == reference.rule_pages()


def test_the_pages_can_be_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    reference.main()
    assert {path.name for path in (tmp_path / "docs" / "rules").iterdir()} == {"README.md", "README.zh-CN.md"}


def test_what_is_listed_of_the_rules_of_modules_is_what_they_are() -> None:
    assert {rule.info.code: rule.level for part in PARTS for rule in part.rules} == LISTED
    assert all(TITLES[rule.info.code] == rule.info.title for part in PARTS for rule in part.rules)


@pytest.mark.parametrize(
    ("declared", "sheets"),
    [
        (LEDGERS, LEDGER_SHEETS | {"pipeline", "customers"}),
        (PEOPLE, PEOPLE_SHEETS | {"team", "sop_revisions"}),
    ],
)
def test_rules_of_a_module_are_over_its_sheets(declared: tuple[RowRule, ...], sheets: frozenset[str]) -> None:
    assert {rule.record for one in declared for rule in sheets_of(one)} <= sheets
