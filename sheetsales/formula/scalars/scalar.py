"""A function of single values: data, so that whichever evaluator runs it can carry it over columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sheetsales.cells.values import CellError
from sheetsales.dataclass import dataclass
from sheetsales.formula.single import Value, as_number, as_text, as_truth

COERCE: Final[dict[str, Callable[[Value], Any]]] = {
    "n": as_number, "t": as_text, "b": as_truth, "v": lambda value: value,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scalar:
    """``kinds`` says what each argument is taken as: number, text, truth (b) or as it is (v). ``cost`` is what one call
    takes, in calls of a simple function."""

    name: str
    kinds: str
    fewest: int
    function: Callable[..., Value]
    cost: float = 1

    def __call__(self, *values: Value) -> Value:
        """The function's value; the first error among the arguments is the result."""
        taken = []
        for kind, value in zip(self.kinds, values, strict=False):
            coerced = COERCE[kind](value)
            if isinstance(coerced, CellError) and kind != "v":
                return coerced
            taken.append(coerced)
        return self.function(*taken)
