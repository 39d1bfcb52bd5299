"""Text files with one record a line, whatever their encoding and whatever parts their cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from sheetsales.backends.exports import refusals as say
from sheetsales.errors import BadRequest, LimitExceeded
from sheetsales.regex import regex

MOST_BYTES: Final = 128 * 2**20
LONGEST_LINE: Final = 2 * 2**20
MOST_ROWS: Final = 2**20
MOST_CELLS: Final = 16_384
_SIGNS: Final = ",;\t|"
_LOOKED_AT: Final = 60
_WESTERN: Final = "cp1252"
_WESTERN_SIGNS: Final = frozenset("€£§°“”‘’–—…·«»\xa0")
_MOSTLY: Final = 0.9
_HIGH: Final = rb"[\x80-\xff]+"
_SAID: Final = regex(r"sep=(.)\r?\n")
_KEPT_AS_TEXT: Final = frozenset("=+-@0123456789")


def text_rows(path: Path) -> list[list[str | None]]:
    """The rows of a text file, blank cells None; raises ``BadRequest`` or ``LimitExceeded`` before anything large is held."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise LimitExceeded(say.TOO_LARGE.fill(path=path.name, most=MOST_BYTES >> 20))
    _check_lines(path)
    text = decoded(path.read_bytes(), path.name)
    said = _SAID.match(text)
    if said:
        text = text[said.end() :]
    sign = said[1] if said else sign_of(text)
    return _rows(text, sign, path.name)


def _check_lines(path: Path) -> None:
    with path.open("rb") as source:
        while line := source.readline(LONGEST_LINE + 1):
            if len(line) > LONGEST_LINE:
                raise LimitExceeded(say.ENDLESS.fill(path=path.name, most=LONGEST_LINE >> 20))


def decoded(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, UTF-16, GB18030 or the Western code page, with or without a mark."""
    text = _decoded(data)
    if text is None:
        raise BadRequest(say.NO_TEXT.fill(path=name))
    if "\0" in text:
        raise BadRequest(say.DAMAGED.fill(path=name))
    return text


def _decoded(data: bytes) -> str | None:
    """The text; None where no encoding gives one that people write."""
    encoding = _encoding(data)
    for name in (encoding, _WESTERN) if encoding == "gb18030" else (encoding,):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if name != _WESTERN or _is_western(text):
            return text
    return None


def _is_western(text: str) -> bool:
    """Whether what is beyond plain letters is mostly letters and signs of Western texts; other code pages give rubbish there."""
    high = [ch for ch in text if ch > "\x7f"]
    return sum(ch.isalpha() or ch in _WESTERN_SIGNS for ch in high) >= _MOSTLY * len(high)


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:4096]
    if b"\0" in head and len(data) % 2 == 0:
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8-sig"
    runs = re.findall(_HIGH, data)
    single = sum(len(run) == 1 for run in runs)
    return _WESTERN if single * 2 > len(runs) else "gb18030"


def sign_of(text: str) -> str:
    """What parts the cells: the sign that gives most of the first lines the same number of cells."""
    lines = text[: 256 * 1024].splitlines(keepends=True)[:_LOOKED_AT]

    def fit(sign: str) -> tuple[int, int]:
        try:
            counts = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if row)
        except csv.Error:
            return 0, 0
        width, times = max(counts.items(), key=lambda one: (one[0] > 1, one[1], one[0]), default=(1, 0))
        return (times, width) if width > 1 else (0, 0)

    return max(_SIGNS, key=fit)


def _rows(text: str, sign: str, name: str) -> list[list[str | None]]:
    rows: list[list[str | None]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True):
            if len(row) > MOST_CELLS:
                raise LimitExceeded(say.ENDLESS.fill(path=name, most=LONGEST_LINE >> 20))
            rows.append(list(_cells(row)))
            if len(rows) > MOST_ROWS:
                raise LimitExceeded(say.TOO_MANY_ROWS.fill(path=name, most=f"{MOST_ROWS:,}"))
    except csv.Error:
        raise BadRequest(say.TORN.fill(path=name)) from None
    return rows


def _cells(row: Sequence[str]) -> Iterator[str | None]:
    """Cells without the blanks around them, nor the apostrophe or tab by which exports keep a number a text."""
    for cell in row:
        cell = cell.strip()
        if cell[:1] == "'" and cell[1:2] in _KEPT_AS_TEXT:
            cell = cell[1:]
        yield cell or None
