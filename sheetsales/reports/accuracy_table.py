"""How close the forecasts of the last months came, by the snapshots kept at month ends."""

from __future__ import annotations

from sheetsales.indicators.compared import Accuracy, accuracies
from sheetsales.indicators.period import month_of, shifted
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.column import Figured, Unless, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.texts import Text

LEAST = 3
"""Months whose forecasts are looked at, of a year all of them."""
NOTHING_WON = Text("当月没有成交", "Nothing was won in that month")

COLUMNS: tuple[Figured, ...] = (
    figure("month", "预测月", "Month forecast"),
    figure("made", "预测于", "Made at the end of"),
    figure("weighted", "当时加权", "Weighted then", "money"),
    figure("commit", "当时承诺", "Commit then", "money"),
    figure("actual", "实际", "Actual", "money"),
    figure("error", "误差", "Error", "money", "[@weighted]-[@actual]"),
    figure("accuracy", "准确度", "Accuracy", "share", "MAX(0,1-ABS([@error])/[@actual])", Unless("[@actual]<=0", NOTHING_WON)),
)  # fmt: skip


def _found(draft: Draft) -> dict[str, tuple[str, Accuracy]]:
    """By month forecast and month of the forecast, the latest month first."""
    told = draft.periods.told
    months = [shifted(month_of(told.last), -back) for back in range(max(LEAST, told.span.months))]
    return {
        f"{month.label}|{one.of}": (month.label, one)
        for month in months
        for one in accuracies(draft.snapshots, draft.facts, month)
    }


def _given(draft: Draft, rows: list[str]) -> Given:
    found = _found(draft)
    kept = [found[row] for row in rows]
    return {
        "month": [month for month, _ in kept],
        "made": [one.of for _, one in kept],
        "weighted": [one.weighted for _, one in kept],
        "commit": [one.commit for _, one in kept],
        "actual": [one.actual for _, one in kept],
    }


ACCURACY = FigureTable(
    "accuracy", "tblAccuracy", Text("预测准确度", "Forecast accuracy"), COLUMNS, lambda draft: list(_found(draft)),
    lambda draft, rows: _given(draft, list(rows)), lambda _: {}, full_only=True,
)  # fmt: skip
