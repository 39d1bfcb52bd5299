"""A column of cell values as arrays: what kind each is, its number, and its text as an index into few words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sheetsales.cells.values import CellError
from sheetsales.dataclass import dataclass
from sheetsales.formula.single import ERRORS, NUMBER_OF, Canon, Value, plain_value

BLANK, NUMBER, TEXT, BOOL, ERROR = range(5)


Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Kinds = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Lane:
    """Values of as many rows as there are, or one value for all rows (length 1).

    ``numbers`` holds numbers, days as Excel counts them, TRUE as 1 and an error's number; 0 elsewhere. ``codes``
    point into ``words``, whose first is "", 0 where there is no text. ``canon`` tells what texts of this column mean.
    """

    kinds: Kinds
    numbers: Floats
    codes: Ints
    words: Sequence[str]
    canon: Canon | None = None

    def __len__(self) -> int:
        return len(self.kinds)

    def only(self, *kinds: int) -> bool:
        """Whether all values are of these kinds."""
        present = np.bincount(self.kinds, minlength=5)
        return bool(present[list(kinds)].sum() == len(self.kinds))

    def take(self, rows: NDArray[Any]) -> Lane:
        return replace(self, kinds=self.kinds[rows], numbers=self.numbers[rows], codes=self.codes[rows])

    def spread(self, count: int) -> Lane:
        """The lane for so many rows."""
        return self if len(self) == count else self.take(np.zeros(count, np.intp))

    def at(self, row: int) -> Value:
        """The value of one row."""
        row = row if len(self) > 1 else 0
        kind = self.kinds[row]
        if kind == TEXT:
            return self.words[int(self.codes[row])]
        if kind == NUMBER:
            return float(self.numbers[row])
        if kind == BOOL:
            return bool(self.numbers[row])
        return ERRORS[int(self.numbers[row])] if kind == ERROR else None

    @property
    def errors(self) -> Kinds | None:
        """The number of each row's error, 0 for none; None where no row has one."""
        wrong = self.kinds == ERROR
        return np.where(wrong, self.numbers, 0).astype(np.uint8) if wrong.any() else None


@dataclass(frozen=True, slots=True, eq=False)
class Range:
    """A whole column of a table; ``unqualified`` where the formula does not name the table (``[金额]``)."""

    lane: Lane
    table: str = ""
    unqualified: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """The items of an array constant, or what became of them row by row."""

    items: tuple[Lane, ...]


Result = Lane | Range | Spread

_NO_WORDS: Final = ("",)


def numbers_lane(numbers: Floats, errors: Kinds | None = None, kind: int = NUMBER) -> Lane:
    """A lane of numbers; what is not finite is #NUM!."""
    finite = np.isfinite(numbers)
    kinds = np.full(len(numbers), kind, np.uint8)
    if errors is None and finite.all():
        return Lane(kinds, numbers, _zeros(len(numbers)), _NO_WORDS)
    wrong = np.where(finite, 0, NUMBER_OF["#NUM!"]).astype(np.uint8)
    if errors is not None:
        wrong = np.where(errors > 0, errors, wrong)
    kinds[wrong > 0] = ERROR
    return Lane(kinds, np.where(wrong > 0, wrong, numbers), _zeros(len(numbers)), _NO_WORDS)


def to_fifteen(numbers: Floats) -> Floats:
    """Sums to fifteen digits, as Excel keeps them: 0.1 + 0.2 is 0.3."""
    odd = numbers != np.floor(numbers)
    if not odd.any():
        return numbers
    result = numbers.copy()
    result[odd] = [float(f"{number:.15g}") for number in numbers[odd].tolist()]
    return result


def bools_lane(truths: Bools, errors: Kinds | None = None) -> Lane:
    return numbers_lane(truths.astype(np.float64), errors, BOOL)


def constant(value: Value) -> Lane:
    return lane_of([value])


def lane_of(values: Sequence[Any], canon: Canon | None = None) -> Lane:
    """A lane of the values of cells, each as it is; "" of a cell counts as blank only where it is None."""
    types = set(map(type, values))
    if types <= {str, type(None)}:
        return _texts(values, canon)
    if types <= {float, type(None)} or types <= {Decimal, type(None)}:
        return _numbers(values)
    return _mixed([plain_value(value) for value in values], canon)


def _zeros(count: int) -> Ints:
    return np.zeros(count, np.int64)


def _encoded(texts: Sequence[str | None]) -> tuple[Ints, list[str]]:
    """Texts as codes and the words they stand for, "" first; -1 for None."""
    index: dict[str | None, int] = {"": 0}
    for text in dict.fromkeys(texts):
        if text is not None:
            index.setdefault(text, len(index))
    words = [word for word in index if word is not None]
    index[None] = -1
    return np.fromiter(map(index.__getitem__, texts), np.int64, len(texts)), words


def _texts(values: Sequence[str | None], canon: Canon | None) -> Lane:
    codes, words = _encoded(values)
    kinds = np.where(codes < 0, BLANK, TEXT).astype(np.uint8)
    return Lane(kinds, np.zeros(len(values)), np.maximum(codes, 0), words, canon)


def _numbers(values: Sequence[Any]) -> Lane:
    numbers = np.fromiter(map(_or_nan, values), np.float64, len(values)) if None in values else None
    if numbers is None:
        return Lane(
            np.full(len(values), NUMBER, np.uint8),
            np.array(values, np.float64),
            _zeros(len(values)),
            _NO_WORDS,
        )
    blank = np.isnan(numbers)
    kinds = np.where(blank, BLANK, NUMBER).astype(np.uint8)
    return Lane(kinds, np.where(blank, 0.0, numbers), _zeros(len(values)), _NO_WORDS)


def _or_nan(value: Any) -> float:
    return np.nan if value is None else float(value)


def _mixed(values: Sequence[Value], canon: Canon | None) -> Lane:
    kinds = np.fromiter((_KIND[type(value)] for value in values), np.uint8, len(values))
    numbers = np.fromiter(map(_number, values), np.float64, len(values))
    codes, words = _encoded([v if isinstance(v, str) else "" for v in values])
    return Lane(kinds, numbers, codes, words, canon)


_KIND: Final = {type(None): BLANK, float: NUMBER, str: TEXT, bool: BOOL, CellError: ERROR}


def _number(value: Value) -> float:
    if isinstance(value, CellError):
        return float(NUMBER_OF.get(value.code, NUMBER_OF["#VALUE!"]))
    return float(value) if isinstance(value, float | bool) else 0.0


def distinct(lane: Lane) -> tuple[Ints, list[Value]]:
    """Each row's value as an index into a list of the values there may be."""
    ids = lane.codes.copy()
    values: list[Value] = list(lane.words)
    others = lane.kinds != TEXT
    if not others.any():
        return ids, values
    for kind, known in ((BLANK, [None]), (BOOL, [False, True]), (ERROR, list(ERRORS))):
        rows = lane.kinds == kind
        if rows.any():
            ids[rows] = len(values) + lane.numbers[rows].astype(np.int64)
            values += known
    rows = lane.kinds == NUMBER
    if rows.any():
        unique, index = np.unique(lane.numbers[rows], return_inverse=True)
        ids[rows] = len(values) + index
        values += unique.tolist()
    return ids, values
