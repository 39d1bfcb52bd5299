"""The functions a rule may use, by name. Nothing that is not listed here can be reached from a formula."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsales.formula.functions.dates import DATES
from sheetsales.formula.functions.function import Function, carried
from sheetsales.formula.functions.info import INFO
from sheetsales.formula.functions.logic import LOGIC
from sheetsales.formula.functions.lookups import LOOKUPS
from sheetsales.formula.functions.maths import MATHS
from sheetsales.formula.functions.totals import TOTALS
from sheetsales.formula.functions.totals_if import TOTALS_IF
from sheetsales.formula.scalars import SCALARS

FUNCTIONS: Mapping[str, Function] = {
    function.name: function
    for group in (LOGIC, INFO, map(carried, SCALARS.values()), DATES, MATHS, TOTALS, TOTALS_IF, LOOKUPS)
    for function in group
}
