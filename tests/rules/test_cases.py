"""Every rule on the rows of its case file: it fires where it should, with these words, and is silent elsewhere."""

from __future__ import annotations

import pytest

from sheetsales.book.load import load
from sheetsales.cells.build import workbook_from_rows
from sheetsales.findings import Finding
from sheetsales.rules.catalogue import find
from sheetsales.rules.everything import CATALOGUE
from sheetsales.rules.scene import Scene
from sheetsales.schema.bind import bind
from tests.rules.case_file import CASES, Section, sections

FILES = sorted(CASES.glob("SS*.md"))
SECTIONS = [section for path in FILES for section in sections(path)]


def found(section: Section) -> list[Finding]:
    workbook = workbook_from_rows({grid.name: grid for grid in section.grids})
    book, loaded = load(workbook, bind(workbook), today=section.today)
    told = find(Scene(book, section.today), tuple(loaded))
    return [f for f in told.findings if f.code == section.code]


def as_row(finding: Finding, section: Section) -> dict[str, str]:
    return {
        "cell": str(finding.at or ""),
        "record": finding.record,
        "column": finding.column,
        "severity": finding.severity.code,
        "message": finding.message.in_(section.lang),
        "hint": finding.hint.in_(section.lang),
    }


@pytest.mark.parametrize("section", SECTIONS, ids=[section.name for section in SECTIONS])
def test_the_rule_finds_exactly_what_its_case_expects(section: Section) -> None:
    told = [as_row(finding, section) for finding in found(section)]
    if not section.fails:
        assert told == []
        return
    assert section.expected
    compared = section.expected[0].keys()
    assert [{k: row[k] for k in compared} for row in told] == section.expected


@pytest.mark.parametrize("code", [info.code for info in CATALOGUE])
def test_every_rule_has_rows_that_pass_and_rows_that_fail_in_both_languages(code: str) -> None:
    kinds = {(s.lang, s.fails) for s in SECTIONS if s.code == code}
    assert kinds == {("zh", True), ("zh", False), ("en", True), ("en", False)}


def test_every_case_file_is_about_a_rule_of_the_catalogue() -> None:
    assert {path.stem for path in FILES} <= {info.code for info in CATALOGUE}
