"""What kind of value stands there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from sheetsales.formula.functions.function import Function
from sheetsales.formula.lanes import (
    BLANK,
    BOOL,
    ERROR,
    NUMBER,
    TEXT,
    Bools,
    Lane,
    Result,
    bools_lane,
    constant,
)
from sheetsales.formula.run import Run
from sheetsales.formula.single import NA, NUMBER_OF
from sheetsales.formula.syntax import Node


def _asks(name: str, test: Callable[[Lane], Bools]) -> Function:
    def run(run: Run, arguments: Sequence[Node]) -> Result:
        return run.lifted(lambda lane: bools_lane(test(lane)), run.value(arguments[0]))

    return Function(name, 1, 1, run)


def is_na(lane: Lane) -> Bools:
    found: Bools = (lane.kinds == ERROR) & (lane.numbers == NUMBER_OF["#N/A"])
    return found


def _is(kind: int) -> Callable[[Lane], Bools]:
    return lambda lane: np.asarray(lane.kinds == kind)


INFO: Final = (
    _asks("ISBLANK", _is(BLANK)),
    _asks("ISNUMBER", _is(NUMBER)),
    _asks("ISTEXT", _is(TEXT)),
    _asks("ISNONTEXT", lambda lane: lane.kinds != TEXT),
    _asks("ISLOGICAL", _is(BOOL)),
    _asks("ISERROR", _is(ERROR)),
    _asks("ISNA", is_na),
    _asks("ISERR", lambda lane: (lane.kinds == ERROR) & ~is_na(lane)),
    Function("NA", 0, 0, lambda *_: constant(NA)),
)
