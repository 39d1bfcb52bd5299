"""What an export last said of each record, kept in the workbook: by it what changed there is told from what changed here."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from functools import cached_property, lru_cache
from hashlib import blake2s
from typing import Final

from sheetsales.dataclass import dataclass

PREFIX: Final = "import."
_SIZE: Final = 4
_BYTES: Final = 3
NAMELESS: Final = "~"
"""What begins the key of a record without an id."""
BLANK: Final = "...."
UNKNOWN: Final = "----"


@lru_cache(maxsize=262_144)
def mark(sense: str) -> str:
    """Four letters that stand for what a cell says; those of a blank one are their own."""
    return b64encode(blake2s(sense.encode(), digest_size=_BYTES).digest()).decode() if sense else BLANK


@dataclass
class Base:
    """``columns`` in their order, and per key of the source our id and the marks of its columns, one after the other."""

    columns: tuple[str, ...] = ()
    rows: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._at = {key: n * _SIZE for n, key in enumerate(self.columns)}

    def ours(self, key: str) -> str:
        """Our id of a record; "" where it was never imported or has none."""
        return self.rows[key][0] if key in self.rows else ""

    def said(self, key: str, column: str) -> str | None:
        """The mark of what was said last; None where nothing is known of that."""
        at = self._at.get(column)
        found = self.rows[key][1][at : at + _SIZE] if at is not None and key in self.rows else UNKNOWN
        return None if found in (UNKNOWN, "") else found

    def is_described(self, key: str) -> bool:
        """Whether the source ever described the record itself, and did not only name it."""
        return bool(self.rows[key][1].replace("-", ""))

    def widened(self, columns: Iterable[str]) -> Base:
        """The same with room for more columns."""
        more = [column for column in columns if column not in self._at]
        if not more:
            return self
        added = UNKNOWN * len(more)
        rows = {key: (ours, marks + added) for key, (ours, marks) in self.rows.items()}
        return Base((*self.columns, *more), rows)

    def set(self, key: str, ours: str, marks: Mapping[str, str]) -> None:
        """Remember what is said now; columns without a mark keep what was known."""
        if len(marks) == len(self.columns):
            text = "".join(map(marks.__getitem__, self.columns))
        else:
            old = self.rows[key][1] if key in self.rows else UNKNOWN * len(self.columns)
            text = "".join(
                marks.get(column, old[n * _SIZE : (n + 1) * _SIZE]) for n, column in enumerate(self.columns)
            )
        self.rows[key] = ours, text

    @cached_property
    def has_nameless(self) -> bool:
        """Whether some records came without an id."""
        return any(key.startswith(NAMELESS) for key in self.rows)

    def text(self) -> str:
        """As it is kept."""
        lines = ["\t".join(self.columns)]
        lines += [f"{key}\t{ours}\t{marks}" for key, (ours, marks) in self.rows.items()]
        return "\n".join(lines)


def parsed(text: str) -> Base:
    """What was kept; lines that somebody damaged are forgotten, and their records compared as if met for the first time."""
    lines = text.split("\n") if text else [""]
    columns = tuple(filter(None, lines[0].split("\t")))
    size = len(columns) * _SIZE
    rows = {}
    for line in lines[1:]:
        parts: Sequence[str] = line.split("\t")
        if len(parts) == 3 and len(parts[2]) == size:
            rows[parts[0]] = parts[1], parts[2]
    return Base(columns, rows)
