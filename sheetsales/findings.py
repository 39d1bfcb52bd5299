"""Problems in data: what a rule is, and what it found in which cell. Returned, never raised."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import IntEnum

from sheetsales.cells.address import CellRef
from sheetsales.cells.values import CellValue
from sheetsales.dataclass import dataclass
from sheetsales.texts import NO_TEXT, Text


class Severity(IntEnum):
    """How much a finding matters; ordered, so that the worst is the largest."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def code(self) -> str:
        return self.name.lower()

    @property
    def text(self) -> Text:
        return _SEVERITY_TEXTS[self]


_SEVERITY_TEXTS = {
    Severity.INFO: Text("信息", "Information"),
    Severity.WARNING: Text("提醒", "Warning"),
    Severity.ERROR: Text("错误", "Error"),
}


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """One rule of the catalogue: a stable code, a name that reads after "allow", and its documentation.

    ``example`` is a sentence about one case it catches. ``settings`` are the keys of Settings rows the rule reads.
    """

    code: str
    name: str
    severity: Severity
    title: Text
    why: Text
    fix: Text
    settings: tuple[str, ...] = ()
    example: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem at one cell.

    ``record`` is the id of the record (``O-0118``), blank where there is none; ``record_key`` its kind
    (``pipeline``); ``column`` the schema key, blank where the whole row or sheet is meant. ``value`` is what the
    cell shows. ``owner`` is the team id of the person whose row it is. ``money`` is the amount at risk in the
    workbook's currency, None where there is none or it is unknown. ``since`` is the day a check first saw it.
    ``key`` tells findings of one code, record and column apart that are about different things. ``deals`` are the
    ids of deals with their amounts that make up the ``money`` of a record that is no deal.

    ``clause`` says it in few words beside another finding on the same situation; ``together`` is message and hint for
    all findings of the same rule on the record. ``also`` are those of the same situation that it speaks for.
    """

    code: str
    severity: Severity
    message: Text
    hint: Text
    at: CellRef | None = None
    record_key: str = ""
    record: str = ""
    column: str = ""
    value: CellValue = None
    owner: str = ""
    money: Decimal | None = None
    since: dt.date | None = None
    key: str = ""
    deals: tuple[tuple[str, Decimal], ...] = ()
    clause: Text = NO_TEXT
    together: tuple[Text, Text] | None = None
    also: tuple[Finding, ...] = ()

    @property
    def parts(self) -> tuple[Finding, ...]:
        """Itself and all that it speaks for."""
        return (self, *self.also)

    @property
    def identity(self) -> tuple[str, str, str, str, str]:
        """What makes it the same finding on another day: never the row."""
        return (self.code, self.record_key, self.record, self.column, self.key)
