"""What a function is: its name, how many arguments it takes, and how it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from sheetsales.cells.values import CellError
from sheetsales.dataclass import dataclass
from sheetsales.formula.lanes import BLANK, TEXT, Lane, Result
from sheetsales.formula.run import Run
from sheetsales.formula.scalars.scalar import COERCE, Scalar
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


def carried(scalar: Scalar) -> Function:
    """A function of single values, over rows, arrays or a column."""

    def over(run: Run, *lanes: Lane) -> Lane:
        words = _of_words(scalar.kinds, lanes)
        if words is None:
            return run.by_value(scalar, *lanes, cost=scalar.cost)
        place, constants = words
        return run.by_word(
            lambda word: scalar.function(*constants[:place], word, *constants[place:]),
            lanes[place],
            cost=scalar.cost,
        )

    def run(run: Run, arguments: Sequence[Node]) -> Result:
        return run.lifted(lambda *lanes: over(run, *lanes), *map(run.value, arguments))

    return Function(scalar.name, scalar.fewest, len(scalar.kinds), run)


def _of_words(kinds: str, lanes: Sequence[Lane]) -> tuple[int, list[Any]] | None:
    """Where one column of texts stands among constants, and these as the function takes them; None elsewhere."""
    varying = [place for place, lane in enumerate(lanes) if len(lane) > 1]
    if len(varying) != 1 or kinds[varying[0]] != "t" or not lanes[varying[0]].only(TEXT, BLANK):
        return None
    given = [COERCE[kind](lane.at(0)) for kind, lane in zip(kinds, lanes, strict=False) if len(lane) == 1]
    return None if any(isinstance(value, CellError) for value in given) else (varying[0], given)
