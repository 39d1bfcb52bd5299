"""Whose the records of an export are: people of Team, and those who join it because they own something."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.labels import text_of
from sheetsales.book.parsing.cleaning import fold
from sheetsales.cells.values import EditValue
from sheetsales.imports.crm.links import Known, is_opaque
from sheetsales.imports.crm.outcome import New
from sheetsales.imports.crm.side import Side
from sheetsales.imports.crm.typed import Records

_OWNERS: Final = (("owner_key", "owner"), ("rep_key", "rep"))
_ROLE: Final = "rep"


def people_of(
    book: Book, side: Side, users: Iterable[Records], known: Known, records: Iterable[Records]
) -> list[New]:
    """The people to be added to Team: those who own a record and whom a list of users names; where Team is empty, all
    who are named as owners. Everybody who is found is known by the source's id from now on."""
    described = _described(users)
    made: list[New] = []
    for key, name in _owners(records):
        email = described.get(key or "", {}).get("email")
        called = described.get(key or "", {}).get("name") or (None if name and is_opaque(name) else name)
        ours = side.base.ours(key) if key else ""
        ours = ours if ours in side.table.by_id else ""
        found = ours or known.find(key, email) or known.find(None, called)
        if (
            found is None
            and called
            and (key in described or (called and not len(side.table)))
            and side.table.bound
        ):
            found = _joined(book, side, called, described.get(key or "", {}), key or "", made)
        if found is not None:
            known.add(found, called, key or "")
            if key and key in described:
                side.base.set(key, found, {})
    return made


def _described(users: Iterable[Records]) -> dict[str, dict[str, str | None]]:
    found: dict[str, dict[str, str | None]] = {}
    for records in users:
        columns = zip(
            records.get("key"), records.get("name"), records.get("email"), records.get("active"), strict=True
        )
        for i, (key, name, email, active) in enumerate(columns):
            if key and i not in records.refused:
                found[key] = {
                    "name": name or email,
                    "email": email,
                    "active": "no" if active is False else "yes",
                }
    return found


def _owners(records: Iterable[Records]) -> list[tuple[str | None, str | None]]:
    """Every owner once, in the order they come in."""
    found: dict[tuple[str | None, str | None], None] = {}
    for one in records:
        for key, name in _OWNERS:
            if key in one.columns or name in one.columns:
                pairs = zip(one.get(key), one.get(name), strict=True)
                found |= {pair: None for i, pair in enumerate(pairs) if any(pair) and i not in one.refused}
    return list(found)


def _joined(
    book: Book, side: Side, name: str, described: dict[str, str | None], key: str, made: list[New]
) -> str:
    record = side.table.record
    same = next((one for one in made if fold(one.name) == fold(name)), None)
    if same is not None:
        return same.ours
    ours = next(side.fresh) if record.id_column in side.table.raw else name
    active = described.get("active") or "yes"
    values: dict[str, EditValue] = {
        "id": ours, "name": name, "email": described.get("email") if described.get("email") != name else None,
        "role": text_of(book, "team", "role", _ROLE, book.lang), "active": book.labels["yes_no"][active].in_(book.lang),
    }  # fmt: skip
    made.append(New(ours, name, -1, key, {k: v for k, v in values.items() if v and k in side.columns}))
    return ours
