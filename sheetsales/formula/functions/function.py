"""What a function is: its name, how many arguments it takes, and how it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sheetsales.cells.values import CellError
from sheetsales.formula.coerce import as_number, as_text, as_truth
from sheetsales.formula.lanes import BLANK, TEXT, Lane, Result, Value
from sheetsales.formula.run import Run
from sheetsales.formula.syntax import Node

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

    def over(run: Run, *lanes: Lane) -> Lane:
        words = _of_words(kinds, lanes)
        if words is None:
            return run.by_value(call, *lanes, cost=cost)
        place, constants = words
        return run.by_word(
            lambda word: function(*constants[:place], word, *constants[place:]), lanes[place], cost=cost
        )

    def run(run: Run, arguments: Sequence[Node]) -> Result:
        return run.lifted(lambda *lanes: over(run, *lanes), *map(run.value, arguments))

    return Function(name, fewest, len(kinds), run)


def _of_words(kinds: str, lanes: Sequence[Lane]) -> tuple[int, list[Any]] | None:
    """Where one column of texts stands among constants, and these as the function takes them; None elsewhere."""
    varying = [place for place, lane in enumerate(lanes) if len(lane) > 1]
    if len(varying) != 1 or kinds[varying[0]] != "t" or not lanes[varying[0]].only(TEXT, BLANK):
        return None
    given = [_COERCE[kind](lane.at(0)) for kind, lane in zip(kinds, lanes, strict=False) if len(lane) == 1]
    return None if any(isinstance(value, CellError) for value in given) else (varying[0], given)
