"""The three ways in which a sheet is read, each forced, so that tests can hold them against one another."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest

from sheetsales.backends.parts import deflate
from sheetsales.backends.reader import read_workbook
from sheetsales.backends.reading import sheet, strings
from sheetsales.backends.reading.rawcells import UnreadableRow
from sheetsales.cells.grid import Workbook


def _only_a_parser(*_: object) -> NoReturn:
    raise UnreadableRow


def _only_a_string_parser(*_: object) -> NoReturn:
    raise strings.OddMarkup


def read_by_cell(path: Path) -> Workbook:
    """Row by row: no pattern is learned before the end of a small sheet."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet, "_FIRST_BLOCK", 1 << 24)
        return read_workbook(path)


def read_by_pattern(path: Path) -> Workbook:
    """By a pattern that is learned from the first row on, in blocks of a few rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet, "_FIRST_BLOCK", 1)
        patch.setattr(deflate, "PIECE", 700)
        return read_workbook(path)


def read_by_parser(path: Path) -> Workbook:
    """All of it by a whole XML parser."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet, "_Reader", _only_a_parser)
        patch.setattr(strings, "_Reader", _only_a_string_parser)
        return read_workbook(path)


WAYS = (read_workbook, read_by_cell, read_by_pattern, read_by_parser)
