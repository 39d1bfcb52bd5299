"""A problem as it is noticed while loading, before it is told as a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from sheetsales.book.load_rules import LoadRule
from sheetsales.cells.address import CellRef
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one cell of a record. ``row`` is the record's index in its table.

    ``details`` fill the rule's sentences; ``key`` tells problems of one rule, record and column apart.
    """

    rule: LoadRule
    record_key: str
    row: int
    column: str
    value: CellValue = None
    details: Mapping[str, object] = field(default_factory=dict)
    key: str = ""


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """What is wrong with a sheet, a heading, or a row that is no record."""

    rule: LoadRule
    at: CellRef | None
    details: Mapping[str, object] = field(default_factory=dict)
    record_key: str = ""
    record: str = ""
    column: str = ""
    value: CellValue = None
    key: str = ""
    group: str = ""
    """Problems of one rule and group are told as one where they are many."""
