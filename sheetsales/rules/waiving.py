"""SS048, SS049: waivers that have run out, and waivers that hold nothing back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sheetsales.book.load_rules import WAIVER_EXPIRED, WAIVER_UNUSED
from sheetsales.book.nearest import Nearest, closest
from sheetsales.book.table import BookTable
from sheetsales.findings import Finding, Severity
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, Teller, teller_of
from sheetsales.speech.days import day
from sheetsales.texts import NO_TEXT, Text

_BACK = Text("问题重新报出", "what it held back is reported again")
_GONE = Text("对应的问题也没有了", "what it held back is gone as well")


def waiver_findings(scene: Scene, findings: Sequence[Finding], codes: Sequence[str]) -> Iterator[Finding]:
    """What is wrong with the rows of Waivers, given all findings before any is waived and all codes there are."""
    table = scene.book.table("waivers")
    columns = zip(*(table.get(key) for key in ("code", "record_id", "until")), strict=True)
    waived = [(row, cells) for row, cells in enumerate(columns) if None not in cells]
    if not waived:
        return
    found = {(f.code, f.record) for f in findings}
    teller = teller_of(scene, "waivers")
    codes = [
        *codes,
        *(str(code) for code in scene.book.table("rules").get("code") if code and code not in codes),
    ]
    near = Nearest(codes)
    for row, (code, record, until) in waived:
        words = {"cell": table.cell(row, "code") or table.row_cell(row), "rule": code, "record": record}
        if until < scene.today:
            yield _expired(scene, teller, row, words, until, holds=(code, record) in found)
        elif (code, record) not in found:
            nearest = NO_TEXT if code in codes else closest(near.of(code))
            message = WAIVER_UNUSED.message.fill(**words, nearest=nearest)
            yield _told(teller, WAIVER_UNUSED, row, "record_id", message)


def _expired(
    scene: Scene, teller: Teller, row: int, words: dict[str, Any], until: Any, *, holds: bool
) -> Finding:
    message = WAIVER_EXPIRED.message.fill(
        **words, until=day(until, scene.today), effect=_BACK if holds else _GONE
    )
    return _told(teller, WAIVER_EXPIRED, row, "until", message, Severity.WARNING if holds else Severity.INFO)


def _told(
    teller: Teller, rule: Any, row: int, column: str, message: Text, severity: Severity | None = None
) -> Finding:
    """The finding, named by the rule and the record that the row waives."""
    table: BookTable = teller.table
    name = f"{table.get('code')[row]} {table.get('record_id')[row]}"
    finding = teller.one(rule.info, row, Said(column, message, rule.hint, ""))
    return Finding(
        finding.code, severity or finding.severity, message, rule.hint, finding.at, "waivers", "", column,
        finding.value, key=name,
    )  # fmt: skip
