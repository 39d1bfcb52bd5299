"""What ``sheetsales.open`` gives: a workbook as it was read, to look into and to write to by plans."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sheetsales.backends.base import Applied
from sheetsales.cells.edits import EditPlan
from sheetsales.cells.plan_json import read_plan
from sheetsales.checking.judge import judge
from sheetsales.errors import BadRequest
from sheetsales.indicators.period import parse_period
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.lists import listed
from sheetsales.texts import LANGUAGES, Lang, Text
from sheetsales.workflow.opening import Opened, open_book
from sheetsales.workflow.writing import write_plan

if TYPE_CHECKING:
    import pandas as pd

_NO_RECORD: Final = Text(
    "没有“{name}”这种记录。这个工作簿里有：{known}。",
    "There is no record '{name}'. The workbook has: {known}.",
)
_NO_PERIOD: Final = Text(
    "“{period}”不是期间。请写成 2026-10、2026Q4 或 2026。",
    "'{period}' is no period. Write it like 2026-10, 2026Q4 or 2026.",
)


class SalesWorkbook:
    """A sales workbook as it was when it was opened; ``apply`` reads it again after it has written."""

    def __init__(self, path: Path, today: dt.date) -> None:
        self.path, self.today = path, today
        self._opened: Opened = open_book(path, today=today)

    @property
    def lang(self) -> Lang:
        """The language the workbook speaks."""
        return self._opened.book.lang

    @property
    def records(self) -> tuple[str, ...]:
        """The keys of the records it holds, such as ``pipeline``, ``customers`` or ``activities``."""
        return tuple(key for key, table in self._opened.book.tables.items() if table.bound)

    def frame(self, record: str, *, labels: bool = False, decimal: bool = False) -> pd.DataFrame:
        """The rows of a record, a column for each the workbook has.

        Stages, choices and references are codes and ids, with ``labels`` what people call them. Money is float, with
        ``decimal`` exact, in the currency of its row.
        """
        if record not in RECORDS or not self._opened.book.has(record):
            known = listed(self.records)
            raise BadRequest(_NO_RECORD.fill(name=record, known=known))
        from sheetsales.analysis import frames

        return frames.rows(self._opened.book, record, labels=labels, decimal=decimal)

    def findings(self, today: dt.date | None = None, *, lang: str | None = None) -> pd.DataFrame:
        """What a check of that day finds, a row a finding; nothing is written."""
        from sheetsales.analysis import frames

        opened = self._opened
        judged = judge(
            opened.workbook,
            opened.book,
            opened.findings,
            today=today or self.today,
            store=opened.store,
            remembers=False,
        )
        return frames.findings(judged.book, judged.findings, self._spoken(lang))

    def figures(self, period: str, *, person: str | None = None, lang: str | None = None) -> pd.DataFrame:
        """The indicators of a month, a quarter or a fiscal year (``2026-10``, ``2026Q4``, ``2026``), as the report has
        them; for one ``person`` by id or name. What is unknown has no value and a reason."""
        from sheetsales.analysis import frames
        from sheetsales.indicators.facts import gather
        from sheetsales.indicators.scope import COMPANY
        from sheetsales.indicators.scope import person as scope_of

        book = self._opened.book
        found = parse_period(period, int(book.settings.number("fiscal_year_start")))
        if found is None:
            raise BadRequest(_NO_PERIOD.fill(period=period))
        facts = gather(book, min(found.last, self.today))
        scope = COMPANY if person is None else scope_of(self._person(person))
        return frames.figures(facts, found, scope, self._spoken(lang))

    def apply(self, plan: EditPlan | Mapping[str, Any] | str, *, dry_run: bool = False) -> Applied:
        """Write a plan into the workbook, with a backup, as ``sheetsales apply`` does: a plan, or its JSON."""
        edits = (
            plan
            if isinstance(plan, EditPlan)
            else read_plan(plan if isinstance(plan, str) else json.dumps(plan))
        )
        applied = write_plan(self.path, edits, dry_run=dry_run)
        if not dry_run:
            self._opened = open_book(self.path, today=self.today)
        return applied

    def _person(self, said: str) -> str:
        from sheetsales.process.people import people

        found = people(self._opened.book).named(said)
        return found[0].id if len(found) == 1 else said

    def _spoken(self, lang: str | None) -> Lang:
        return next((known for known in LANGUAGES if known == lang), self.lang)
