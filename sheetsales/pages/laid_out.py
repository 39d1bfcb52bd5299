"""Sheets of ours that are laid out freely: known by a name for their first cell, which follows when people rename them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sheetsales.cells.address import CellRef, parse_cell
from sheetsales.cells.grid import Workbook

_PREFIX: Final = "ss_page_"


def page_name(key: str) -> str:
    """The defined name of such a sheet's first cell."""
    return _PREFIX + key


def named_cell(workbook: Workbook, name: str) -> CellRef | None:
    """The cell a defined name refers to; None where there is no such name or its cell is gone."""
    refers_to = next((ref for key, ref in workbook.names.items() if key.lower() == name.lower()), "")
    return parse_cell(refers_to.lstrip("="))


def pages_there(workbook: Workbook) -> dict[str, CellRef]:
    """Key → first cell of every such sheet the workbook has."""
    return dict(_pages(workbook))


def _pages(workbook: Workbook) -> Iterator[tuple[str, CellRef]]:
    for name, refers_to in workbook.names.items():
        if name.lower().startswith(_PREFIX):
            at = parse_cell(refers_to.lstrip("="))
            if at is not None:
                yield name[len(_PREFIX) :].lower(), at
