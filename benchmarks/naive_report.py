"""The monthly report a colleague would write: pandas reads and counts, openpyxl writes values into a new workbook.

Five sections over one workbook of ours: won value by person against the target, stages, activity by person, customers by
grade, open deals by month; and the deals they come from. No formulas, no charts, nothing that prints.

    python -m benchmarks.naive_report BOOK MONTH OUT
"""

from __future__ import annotations

import sys
from typing import Any

import openpyxl
import pandas as pd

SHEETS = ("Pipeline", "Customers", "Activities", "Targets")


def main(path: str, month: str, out: str) -> None:
    sheets = pd.read_excel(path, sheet_name=list(SHEETS), engine="openpyxl")
    for name, frame in sheets.items():
        sheets[name] = frame.rename(columns=lambda title: str(title).split(" (")[0].rstrip(" *"))
    book = openpyxl.Workbook()
    book.remove(book["Sheet"])
    for title, frame in sections(sheets, month).items():
        sheet = book.create_sheet(title)
        sheet.append([str(column) for column in frame.columns])
        for row in frame.itertuples(index=False):
            sheet.append([plain(value) for value in row])
    book.save(out)


def sections(sheets: dict[str, pd.DataFrame], month: str) -> dict[str, pd.DataFrame]:
    deals, customers, activities = sheets["Pipeline"], sheets["Customers"], sheets["Activities"]
    closed = pd.to_datetime(deals["Closed on"], errors="coerce").dt.strftime("%Y-%m")
    amount = pd.to_numeric(deals["Amount"], errors="coerce")
    deals = deals.assign(month=closed, amount=amount, won=closed.notna() & (deals["Stage"] != "Lost"))
    told = deals[deals["won"] & (deals["month"] == month)]
    targets = sheets["Targets"]
    of_month = (targets["Period"].astype(str) == month) & (targets["Measure"] == "Signed value")
    wanted = targets[of_month].groupby("Owner")["Value"].sum()
    people = told.groupby("Owner")["amount"].agg(["sum", "count"]).join(wanted, how="outer").reset_index()
    stages = deals.groupby("Stage")["amount"].agg(["count", "sum"]).reset_index()
    days = pd.to_datetime(activities["Date"], errors="coerce").dt.strftime("%Y-%m")
    activity = activities[days == month].groupby(["Rep", "Kind"]).size().reset_index()
    by_grade = customers.groupby("Grade").size().reset_index()
    expected = pd.to_datetime(deals["Expected close"], errors="coerce").dt.strftime("%Y-%m")
    outlook = deals[~deals["won"]].groupby(expected)["amount"].sum().reset_index()
    return {"Targets": people, "Stages": stages, "Activity": activity, "Customers": by_grade, "Forecast": outlook,
            "Deals": deals}  # fmt: skip


def plain(value: Any) -> Any:
    """What openpyxl takes."""
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    return None if pd.isna(value) else getattr(value, "item", lambda: value)()


if __name__ == "__main__":
    main(*sys.argv[1:])
