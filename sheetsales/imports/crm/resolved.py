"""The columns of an export as the workbook would write them, each value with what it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final

from sheetsales.book.book import Book
from sheetsales.book.labels import text_of
from sheetsales.book.parsing.cleaning import fold
from sheetsales.book.process import CLOSED_KINDS
from sheetsales.cells.values import EditValue
from sheetsales.dataclass import dataclass
from sheetsales.imports.crm import reasons
from sheetsales.imports.crm.links import Known, is_opaque
from sheetsales.imports.crm.sense import UNREAD_MARK, sense
from sheetsales.imports.crm.side import References, Side
from sheetsales.imports.crm.stages import Stages
from sheetsales.imports.crm.typed import Records
from sheetsales.process.written_names import Names
from sheetsales.schema.column import Kind
from sheetsales.schema.workbook import RECORDS

_PEOPLE: Final = {"pipeline": ("owner",), "customers": ("owner",), "activities": ("rep",)}
_ENDS: Final = {"won": "won", "lost": "lost", "open": "open", "成交": "won", "输单": "lost", "赢单": "won"}
_BETWEEN: Final = {"zh": "、", "en": ", "}


@dataclass
class Resolved:
    """By column of ours: what each row writes and what that says; a sense of None leaves the cell as it is."""

    writes: dict[str, Sequence[EditValue]]
    senses: dict[str, Sequence[str | None]]

    def put(self, key: str, writes: Sequence[EditValue], senses: Sequence[str | None]) -> None:
        self.writes[key], self.senses[key] = writes, senses


class Resolver:
    """Turns typed columns into cells of a workbook."""

    def __init__(self, book: Book, known: dict[str, Known], stages: Stages) -> None:
        self.book, self.known, self.stages, self.lang = book, known, stages, book.lang
        deals = book.table("pipeline")
        pairs = zip(deals.get("id"), deals.get("customer"), strict=True)
        self.customer_of: dict[str, str] = {deal: customer for deal, customer in pairs if deal and customer}

    def resolved(self, records: Records, side: Side) -> Resolved:
        """All columns that the workbook has; rows that say what cannot be are refused on the way."""
        found = Resolved({}, {})
        record = RECORDS[side.key]
        for key, typed in records.columns.items():
            column = record.by_key.get(key)
            if (
                column is None
                or key not in side.columns
                or column.kind is Kind.REF
                or key == record.id_column
            ):
                continue
            self._plain(found, side.key, key, typed)
        if side.key == "pipeline" and "stage" in side.columns and "stage" in records.columns:
            self._plain(found, "pipeline", "stage", records.get("stage_code"))
        for key in _PEOPLE.get(side.key, ()):
            if key in side.columns and (key in records.columns or f"{key}_key" in records.columns):
                self._people(found, records, side, key)
        for key in ("opportunity", "customer"):
            if key in side.columns and key in record.by_key and record.by_key[key].kind is Kind.REF:
                self._references(found, records, side, key)
        for i, key in records.unread:
            if key in found.senses:
                senses = list(found.senses[key])
                senses[i] = None
                found.senses[key] = senses
        return found

    def _plain(self, found: Resolved, record: str, key: str, typed: Sequence[Any]) -> None:
        write = self._writer(record, key)
        distinct = set(typed)
        distinct.discard(None)
        said = {value: sense(value, value) for value in distinct}
        writes: Sequence[EditValue] = typed
        if write is not None:
            made = {value: write(value) for value in distinct}
            writes = [None if value is None else made[value] for value in typed]
        found.put(key, writes, ["" if value is None else said[value] for value in typed])

    def _writer(self, record: str, key: str) -> Callable[[Any], EditValue] | None:
        column = RECORDS[record].by_key[key]
        if column.kind is Kind.CHOICE or column.ref == "stages":
            return lambda code: text_of(self.book, record, key, code, self.lang)
        if column.kind is Kind.YES_NO:
            words = self.book.labels.get("yes_no", {})
            return lambda yes: words["yes" if yes else "no"].in_(self.lang)
        if column.kind is Kind.LIST:
            return lambda parts: _BETWEEN[self.lang].join(map(str, parts))
        return None

    # -- stages

    def settle_stages(self, records: Records) -> None:
        """The stage of every deal, and which of its dates the closing date is; a row whose stage nobody knows is refused."""
        self._stages(records)
        _closing(records, self.stages)

    def _stages(self, records: Records) -> None:
        texts = records.columns.get("stage")
        ends = _ends(records)
        if texts is None and not any(ends):
            return
        texts = texts or [None] * len(records)
        codes: list[str | None] = []
        for i, (text, end) in enumerate(zip(texts, ends, strict=True)):
            code = self.stages.of(text, end)
            if code is None and text is not None:
                label = self.stages.labels.get(text, text)
                records.refuse(i, "stage", reasons.UNKNOWN_STAGE.fill(value=reasons.short(label)))
            codes.append(code)
        records.columns["stage_code"] = codes
        records.columns.setdefault("stage", texts)

    # -- references

    def _people(self, found: Resolved, records: Records, side: Side, key: str) -> None:
        names, team = Names(self.book, side.key, key), self.known["team"]
        keys, texts = records.get(f"{key}_key"), records.get(key)
        made: dict[tuple[str | None, str | None], tuple[EditValue, str | None]] = {}
        for pair in set(zip(keys, texts, strict=True)):
            ours = team.find(pair[0], pair[1]) or (team.find(None, pair[0]) if pair[0] else None)
            if ours is not None:
                is_new = ours not in self.book.table("team").by_id
                made[pair] = team.names.get(ours, ours) if is_new else names.of(ours), ours
            elif pair[1] and not is_opaque(pair[1]):
                made[pair] = pair[1], UNREAD_MARK + fold(pair[1])
            else:
                made[pair] = (None, None) if any(pair) else (None, "")
        pairs = [made[pair] for pair in zip(keys, texts, strict=True)]
        found.put(key, [one[0] for one in pairs], [one[1] for one in pairs])

    def _references(self, found: Resolved, records: Records, side: Side, key: str) -> None:
        target = "customers" if key == "customer" else "pipeline"
        known, style = self.known[target], References(self.book, side.key, key)
        keys, texts = records.get(f"{key}_key"), records.get(key)
        said = {f"{key}_key", key} | (
            {"opportunity", "opportunity_key"} if side.key == "activities" else set()
        )
        if said.isdisjoint(records.columns):
            return
        writes: list[EditValue] = []
        senses: list[str | None] = []
        for i, (foreign, text) in enumerate(zip(keys, texts, strict=True)):
            ours = known.find(_first(foreign), text) or self._beside(found, records, key, i)
            if ours is not None:
                writes.append(style.written(ours, known.names.get(ours)))
                senses.append(ours)
            elif text and len(known.by_name.get(fold(text), ())) > 1:
                records.refuse(i, key, _several(text))
                writes.append(None)
                senses.append(None)
            else:
                writes.append(text)
                senses.append(UNREAD_MARK + fold(text) if text else None if foreign else "")
        found.put(key, writes, senses)

    def _beside(self, found: Resolved, records: Records, key: str, i: int) -> str | None:
        """The customer of a contact that names a deal only, or what it names instead of one."""
        if key != "customer" or (
            "opportunity_key" not in records.columns and "opportunity" not in records.columns
        ):
            return None
        deals = found.senses.get("opportunity")
        deal = deals[i] if deals is not None else None
        return self.customer_of.get(deal or "") or self.known["customers"].find(
            records.get("opportunity_key")[i], None
        )


def _several(text: str) -> Any:
    from sheetsales.book.load_rules import AMBIGUOUS_REFERENCE

    return reasons.why(AMBIGUOUS_REFERENCE, text)


def _first(foreign: str | None) -> str | None:
    """The first of several ids: the one that counts where a system links more than one."""
    return foreign.replace(",", ";").split(";")[0].strip() if foreign else None


def _ends(records: Records) -> list[str]:
    """What the export says beside the stage: won, lost or open; "" where it says nothing."""
    if "is_won" in records.columns or "is_closed" in records.columns:
        pairs = zip(records.get("is_won"), records.get("is_closed"), strict=True)
        return [
            "won" if won else "lost" if closed else "open" if closed is False else "" for won, closed in pairs
        ]
    states = records.get("state") if "state" in records.columns else records.get("outcome")
    return [_ENDS.get(fold(str(state)), "") if state else "" for state in states]


def _closing(records: Records, stages: Stages) -> None:
    """One closing date for both: closed deals closed on it, the others expect to."""
    if "close" not in records.columns and not {"won_on", "lost_on"} & records.columns.keys():
        return
    codes = records.get("stage_code")
    closed = [stages.kind(code) in CLOSED_KINDS for code in codes]
    days = zip(
        records.get("won_on"),
        records.get("lost_on"),
        records.get("close"),
        records.get("closed_on"),
        strict=True,
    )
    ended = [won or lost or other or at for won, lost, at, other in days]
    expected: Sequence[dt.date | None] = records.columns.get("expected_close") or records.get("close")
    unread = {i for i, key in records.unread if key == "close"}
    records.unread |= {(i, key) for i in unread for key in ("closed_on", "expected_close")}
    records.columns["closed_on"] = [
        day if is_closed else None for day, is_closed in zip(ended, closed, strict=True)
    ]
    records.columns["expected_close"] = [
        None if is_closed and "expected_close" not in records.columns else day
        for day, is_closed in zip(expected, closed, strict=True)
    ]
