"""What values look like, without the values: ``9,999.99``, ``Aaaa Aaaa``, ``文文文``. Questions show these."""

from __future__ import annotations

import datetime as dt

from sheetsales.cells.values import CellValue
from sheetsales.schema.samples import Sample

SHOWN = 5
LONGEST = 16


def shapes(sample: Sample) -> tuple[str, ...]:
    """Up to five different shapes, in order of appearance."""
    return tuple(dict.fromkeys(shape(value) for value in sample.values))[:SHOWN]


def shape(value: CellValue) -> str:
    """The shape of one value; long ones are cut."""
    text = value.strftime("%Y-%m-%d") if isinstance(value, dt.date) else str(value).strip()
    drawn = "".join(map(_letter, text))
    return drawn if len(drawn) <= LONGEST else drawn[: LONGEST - 1] + "…"


def _letter(ch: str) -> str:
    if ch.isdigit():
        return "9"
    if ch.isascii() and ch.isalpha():
        return "A" if ch.isupper() else "a"
    return "文" if ch.isalpha() else ch
