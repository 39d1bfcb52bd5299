"""The functions a rule may use, by name. Nothing that is not listed here can be reached from a formula."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsales.rules.formula.functions.dates import DATES
from sheetsales.rules.formula.functions.function import Function
from sheetsales.rules.formula.functions.info import INFO
from sheetsales.rules.formula.functions.logic import LOGIC
from sheetsales.rules.formula.functions.lookups import LOOKUPS
from sheetsales.rules.formula.functions.maths import MATHS
from sheetsales.rules.formula.functions.texts import TEXTS
from sheetsales.rules.formula.functions.totals import TOTALS
from sheetsales.rules.formula.functions.totals_if import TOTALS_IF

FUNCTIONS: Mapping[str, Function] = {
    function.name: function
    for group in (LOGIC, INFO, TEXTS, DATES, MATHS, TOTALS, TOTALS_IF, LOOKUPS)
    for function in group
}
