"""Functions of single values by name."""

from __future__ import annotations

from collections.abc import Mapping

from sheetsales.formula.scalars.days import DAYS
from sheetsales.formula.scalars.scalar import Scalar
from sheetsales.formula.scalars.texts import TEXTS

SCALARS: Mapping[str, Scalar] = {scalar.name: scalar for scalar in (*TEXTS, *DAYS)}
