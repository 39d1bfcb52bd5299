"""What a function is: its name, how many arguments it takes, and how it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sheetsales.cells.values import CellError
from sheetsales.rules.formula.coerce import as_number, as_text, as_truth
from sheetsales.rules.formula.lanes import Result, Value
from sheetsales.rules.formula.run import Run
from sheetsales.rules.formula.syntax import Node

Runs = Callable[[Run, Sequence[Node]], Result]
MANY: Final = 255
"""Arguments at most, as in Excel."""


@dataclass(frozen=True, slots=True)
class Function:
    """``fewest`` to ``most`` arguments; ``run`` gets them unevaluated."""

    name: str
    fewest: int
    most: int
    run: Runs


_COERCE: Final[dict[str, Callable[[Value], Any]]] = {
    "n": as_number, "t": as_text, "b": as_truth, "v": lambda value: value,
}  # fmt: skip


def by_value(name: str, kinds: str, fewest: int, function: Callable[..., Value], cost: float = 1) -> Function:
    """A function of single values. ``kinds`` says what each argument is taken as: number, text, truth (b) or as it
    is (v); the first error among the arguments is the result."""

    def call(*values: Value) -> Value:
        taken = []
        for kind, value in zip(kinds, values, strict=False):
            coerced = _COERCE[kind](value)
            if isinstance(coerced, CellError) and kind != "v":
                return coerced
            taken.append(coerced)
        return function(*taken)

    def run(run: Run, arguments: Sequence[Node]) -> Result:
        return run.by_value_lifted(call, *map(run.value, arguments), cost=cost)

    return Function(name, fewest, len(kinds), run)
