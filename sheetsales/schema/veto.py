"""Sheets that look like sales data and must not be read as such: pivots, invoices, purchase orders, forecasts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from sheetsales.cells.grid import Grid
from sheetsales.regex import regex
from sheetsales.schema.block import Block
from sheetsales.schema.title_rows import heading_cells
from sheetsales.texts import Text

Veto = Literal["pivot", "invoice", "purchase_order", "forecast"]

_PIVOT_CORNER = regex(r"(?:row labels|column labels|行标签|列标签)\Z", re.IGNORECASE)
_COLUMNS = 3
_PIVOT_VALUE = regex(
    r"(?:(?:sum|count|average|max|min) of .+|(?:求和项|计数项|平均值项|最大值项|最小值项)\s*[:：].+)",
    re.IGNORECASE,
)
_PURCHASE_HEADING = regex(
    r"(?:.*(?:供应商|供货商|供货单位|采购单|采购订单|采购日期|采购单价|采购金额|采购人|采购员).*|.*\b(?:vendor|supplier)\b.*|purchase (?:order|price|date|no).*|purchaser|buyer code)\Z",
    re.IGNORECASE,
)
_PURCHASE_TITLE = regex(r"采购|\bpurchas(?:e|es|ing)\b|\bprocurement\b|\bvendors?\b|供应商", re.IGNORECASE)
_INVOICE_HEADING = regex(
    r"(?:.*发票(?:号码|号|代码|编号|日期).*|invoice (?:no|number|id|date|#).*)\Z", re.IGNORECASE
)
_INVOICE_TITLE = regex(r"发票|\binvoices?\b", re.IGNORECASE)
_FORECAST_HEADING = regex(
    r"(?:yhat(?:_lower|_upper)?|trend_lower|trend_upper|seasonal_lower|forecast \(.*\)|lower confidence bound.*|置信下限.*)\Z",
    re.IGNORECASE,
)

KIND_TEXTS: dict[str, Text] = {
    "pivot": Text(
        "粘贴过来的数据透视表，只有汇总没有明细", "a pasted pivot table: sums without the rows behind them"
    ),
    "invoice": Text("发票", "an invoice list"),
    "purchase_order": Text("采购订单，是买进不是卖出", "purchase orders: what you buy, not what you sell"),
    "forecast": Text("预测模型的计算结果", "the output of a forecasting model"),
    "cards": Text(
        "竖着排的（项目名在左、一列一条），要转置成一行一条",
        "laid out downwards, a column for each record; turn it so that each has a row",
    ),
    "copy": Text("另一张表的副本，不重复计", "a copy of another sheet, so its rows are not counted twice"),
}
"""What a refused sheet is, as a phrase of a sentence."""


def pivot(grid: Grid) -> bool:
    """Whether the sheet's first rows carry the marks of a pivot table."""
    rows = range(grid.first_row, min(grid.first_row + 15, grid.last_row + 1))
    return any(_is_pivot([text for _, text in heading_cells(grid, row)]) for row in rows)


def beside_pivot(grid: Grid) -> Grid | None:
    """The columns left of a pasted pivot that a blank column parts from them; None where there are too few."""
    rows = range(grid.first_row, min(grid.first_row + 15, grid.last_row + 1))
    marks = [(column, row) for row in rows for column, text in heading_cells(grid, row) if _is_mark(text)]
    column, row = min(marks, default=(grid.first_column, grid.first_row))
    at, top = column - grid.first_column, row - grid.first_row
    blank = next((i for i in range(at - 1, -1, -1) if all(v is None for v in grid.columns[i][top:])), 0)
    return replace(grid, columns=grid.columns[:blank]) if blank >= _COLUMNS else None


def _is_mark(text: str) -> bool:
    return bool(_PIVOT_CORNER.match(text.strip()) or _PIVOT_VALUE.match(text.strip()))


def _is_pivot(texts: list[str]) -> bool:
    if any(_PIVOT_CORNER.match(t.strip()) for t in texts):
        return True
    return sum(1 for t in texts if _PIVOT_VALUE.match(t.strip())) >= 2


def veto(record: str, block: Block) -> Veto | None:
    """Why a block must not be read as ``record``, whatever its headings score."""
    headings = [f.text.strip() for f in block.fields]
    titles = (block.grid.name, *block.titles)
    if _count(_FORECAST_HEADING, headings) >= 2:
        return "forecast"
    if record not in ("orders", "customers", "pipeline", ""):
        return None
    if _count(_PURCHASE_HEADING, headings) or (
        record in ("orders", "customers") and _any(_PURCHASE_TITLE, titles)
    ):
        return "purchase_order"
    if _count(_INVOICE_HEADING, headings) and (record in ("orders", "") or _any(_INVOICE_TITLE, titles)):
        return "invoice"
    return None


def invoices(block: Block) -> bool:
    """Whether the sheet says of itself that it lists invoices: what came in stands elsewhere."""
    return _any(_INVOICE_TITLE, (block.grid.name, *block.titles))


def _count(pattern: re.Pattern[str], texts: Iterable[str]) -> int:
    return sum(1 for text in texts if pattern.match(text))


def _any(pattern: re.Pattern[str], texts: Iterable[str]) -> bool:
    return any(pattern.search(text) for text in texts)
