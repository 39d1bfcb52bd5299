"""How the cells of a sheet look and which drop-downs they have: what a grid of values does not tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from sheetsales.cells.address import Area
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex

GENERAL = "General"
_RELATIVE = regex(r"(?<![\w$.!:])(?:\$?[A-Za-z]{1,3}\d+|[A-Za-z]{1,3}\$\d+)(?![\w(.!])")
_QUOTED = regex(r"\"[^\"]*\"|'[^']*'")


@dataclass(frozen=True, slots=True)
class ValidationRule:
    """One rule of what may be typed, and where it holds.

    ``source`` is what a drop-down offers: a formula without ``=``, or the choices in quotes; None for any other rule.
    """

    areas: tuple[Area, ...]
    source: str | None


@dataclass(frozen=True, slots=True)
class SheetLooks:
    """The rules of a sheet, and by column and row the number format of each cell that stands in the file."""

    rules: tuple[ValidationRule, ...] = ()
    formats: Mapping[int, Mapping[int, str]] = field(default_factory=dict)


def is_relative(source: str) -> bool:
    """Whether what a drop-down offers depends on the cell it stands in."""
    return bool(_RELATIVE.search(_QUOTED.sub("", source)))
