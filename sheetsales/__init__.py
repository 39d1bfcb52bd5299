"""sheetsales: check, run and report on the sales workbook a team already has, in place, losing nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheetsales.version import __version__

if TYPE_CHECKING:
    import datetime as dt
    import os

    from sheetsales.analysis.opened import SalesWorkbook

__all__ = ["__version__", "open"]


def open(path: str | os.PathLike[str], *, today: dt.date | None = None) -> SalesWorkbook:  # noqa: A001  # read as sheetsales.open
    """A sales workbook for analysis: its rows as pandas frames, findings, figures, and plans applied.

    ``today`` is the day it is looked at, by default this one.
    """
    import datetime as dt
    from pathlib import Path

    from sheetsales.analysis.opened import SalesWorkbook

    return SalesWorkbook(Path(path), today or dt.date.today())
