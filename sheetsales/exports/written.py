"""Made files as bytes: comma-separated text, or a workbook of one sheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

from sheetsales.exports.making import Made, Value

_STEERS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(made: Made, *, signed: bool) -> tuple[bytes, int]:
    """UTF-8, commas, a line feed; ``signed`` with the mark that Excel knows it by. Returns how many cells were made text with
    an apostrophe: only in signed files, which people open, and where a program would take them for formulas."""
    guarded = 0
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(made.headings)
    for row in made.rows:
        texts = [_text(value) for value in row]
        if signed:
            steering = [
                isinstance(value, str) and text.startswith(_STEERS)
                for value, text in zip(row, texts, strict=True)
            ]
            guarded += sum(steering)
            texts = [f"'{text}" if steers else text for text, steers in zip(texts, steering, strict=True)]
        writer.writerow(texts)
    return out.getvalue().encode("utf-8-sig" if signed else "utf-8"), guarded


def as_workbook(made: Made, today: dt.date) -> bytes:
    """One sheet, headings in the first row, texts as texts, no merged cells and no blank rows."""
    from sheetsales.look.workbook import open_workbook  # it loads XlsxWriter

    out = io.BytesIO()
    workbook = open_workbook(out, "zh", title=made.file, today=today)
    sheet = workbook.add_worksheet(made.record)
    for column, heading in enumerate(made.headings):
        sheet.write_string(0, column, heading)
    for number, row in enumerate(made.rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, int | float | Decimal):
                sheet.write_number(number, column, float(value))
            elif value not in (None, ""):
                sheet.write_string(number, column, _text(value))
    workbook.close()
    return out.getvalue()


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return (
        repr(value)
        if isinstance(value, float) and not value.is_integer()
        else str(int(value) if isinstance(value, float) else value)
    )
