"""A worker's rehearsal: buttons pressed on a workbook of its own, so that the user's first click is not the one that learns."""

from __future__ import annotations

import datetime as dt
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from sheetsales.backends.clicks.job import Job, Request
from sheetsales.backends.workroom import workroom
from sheetsales.errors import SheetsalesError
from sheetsales.template.build import build_workbook
from sheetsales.template.story import build_story
from sheetsales.workflow import clicking

_OPPORTUNITIES: Final = 60
_PRESSED: Final = ("check", "report", "fix")


def rehearse(today: dt.date) -> None:
    """Answer clicks nobody made: all that is imported, compiled or looked up once only is there afterwards.

    Nothing of the user's is touched. What goes wrong here goes wrong, and is told, where a user clicks.
    """
    with workroom() as folder, suppress(OSError, SheetsalesError):
        book = Path(folder) / "snapshot.xlsx"
        story = build_story("en", "b2b", today, opportunities=_OPPORTUNITIES, seed=1)
        build_workbook(book, lang="en", process="b2b", today=today, story=story)
        for action in _PRESSED:
            request = Request(secrets.token_hex(16), action, "book.xlsx", str(folder), "en", "")
            clicking.answer(Job(Path(folder), request, book), today=today)
