"""The sample story's workbooks and their October tables, made once for all tests of the reports."""

from __future__ import annotations

import datetime as dt
import warnings
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from sheetsales.checking.judge import judge
from sheetsales.indicators.period import month
from sheetsales.reports.monthly import build
from sheetsales.reports.summary import ReportSummary
from sheetsales.rules.everything import CATALOGUE
from sheetsales.texts import LANGUAGES, Lang
from sheetsales.workflow.making import make_workbook, tell_story
from sheetsales.workflow.opening import Opened, open_book

TODAY = dt.date(2026, 11, 2)


@dataclass(frozen=True)
class Made:
    """A report, read back: ``values`` as shown, ``formulas`` as written."""

    lang: Lang
    path: Path
    summary: ReportSummary
    values: Workbook
    formulas: Workbook


def report_of(opened: Opened, path: Path, lang: Lang, today: dt.date = TODAY, *, full: bool = True) -> Made:
    judged = judge(opened.workbook, opened.book, opened.findings, today=today, store=opened.store)
    summary = build(
        judged.book,
        judged.findings,
        period=month(2026, 10),
        today=today,
        path=path,
        lang=lang,
        rules=CATALOGUE,
        full=full,
    )
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", message=".*extension is not supported"
        )  # data bars, which openpyxl drops
        return Made(
            lang, path, summary, openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
        )


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[Lang, Path]:
    folder = tmp_path_factory.mktemp("samples")
    made = {}
    for lang in LANGUAGES:
        made[lang] = folder / f"{lang}.xlsx"
        story = tell_story(lang, "b2b", today=TODAY, opportunities=150, seed=1)
        make_workbook(made[lang], lang=lang, process="b2b", today=TODAY, story=story)
    return made


@pytest.fixture(scope="session")
def reports(samples: dict[Lang, Path]) -> dict[Lang, Made]:
    return {
        lang: report_of(open_book(path, today=TODAY), path.with_name(f"{lang}-report.xlsx"), lang)
        for lang, path in samples.items()
    }


@pytest.fixture(params=LANGUAGES)
def report(request: pytest.FixtureRequest, reports: dict[Lang, Made]) -> Made:
    return reports[request.param]
