"""The sheets there are, and the edits that add them or bring them up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from sheetsales.cells.edits import Edit
from sheetsales.cells.grid import Workbook
from sheetsales.pages.laid_out import named_cell, pages_there
from sheetsales.reports.in_book import dashboard, person_sheet, process_sheet
from sheetsales.reports.in_book.dashboard_places import MONTH
from sheetsales.reports.in_book.laid import Laid, edits_of, is_emptied
from sheetsales.reports.in_book.scene import Scene

_MAKERS: Final[Mapping[str, Callable[[Scene, str], Laid | None]]] = {
    process_sheet.KEY: lambda scene, _: process_sheet.process_sheet(scene),
    person_sheet.KEY: person_sheet.person_sheet,
    dashboard.KEY: lambda scene, _: dashboard.dashboard(scene),
}
"""By the kind of sheet, the first word of its key; the rest of the key says which one."""
_CHOSEN: Final = (process_sheet.MONTH, MONTH)
"""The cells in which people choose what a sheet shows."""


def choices(workbook: Workbook) -> str:
    """What people chose on the sheets that are there, "" where there are none: with it alone they may change."""
    there = pages_there(workbook)
    if not there:
        return ""
    cells = [named_cell(workbook, name) for name in _CHOSEN]
    grids = [(at, workbook.grid(at.sheet)) for at in cells if at]
    return repr((sorted(there), [str(grid.value(at.row, at.column)) for at, grid in grids if grid]))


def renewed(scene: Scene) -> Iterator[Edit]:
    """What brings the sheets that are there up to date; one that somebody emptied is left alone."""
    for key, at in pages_there(scene.workbook).items():
        laid = None if is_emptied(scene.workbook, at) else _laid(scene, key)
        if laid is not None:
            yield from edits_of(scene.workbook, scene.lang, laid)


def added(scene: Scene, keys: Sequence[str]) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    """The title of each sheet asked for, and what makes the workbook have it as it should be."""
    for key in keys:
        laid = _laid(scene, key)
        if laid is not None:
            yield laid.title, tuple(edits_of(scene.workbook, scene.lang, laid))


def _laid(scene: Scene, key: str) -> Laid | None:
    kind, _, which = key.partition("_")
    make = _MAKERS.get(kind)
    return make(scene, which) if make else None
