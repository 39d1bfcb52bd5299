"""Six workbooks as teams keep them, made by a script: titles, subtotals, words of their own, headings nobody's list knows."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

Rows = Sequence[Sequence[Any]]
_DAY = "yyyy-mm-dd"
_FIRMS = (
    "甬江机械",
    "海宁长丰",
    "绍兴恒泰",
    "余姚德昌",
    "嵊州鸿达",
    "诸暨金茂",
    "上虞新和",
    "慈溪东海",
    "象山渔港",
    "奉化力邦",
)
_ENGLISH = (
    "Acme Pumps",
    "Bolt & Sons",
    "Crown Mills",
    "Delta Foods",
    "Elm Textiles",
    "Forge Ltd",
    "Grove Farms",
    "Hill Steel",
)


def _write(path: Path, sheets: dict[str, Rows], title: dict[str, str] | None = None) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        day, bold = book.add_format({"num_format": _DAY}), book.add_format({"bold": True, "font_size": 14})
        for name, rows in sheets.items():
            sheet, top = book.add_worksheet(name), 0
            if title and name in title:
                sheet.write(0, 0, title[name], bold)
                top = 2
            for at, row in enumerate(rows, top):
                for column, value in enumerate(row):
                    if isinstance(value, dt.date):
                        sheet.write_datetime(at, column, value, day)
                    elif value is not None:
                        sheet.write(at, column, value)
    return path


def per_rep(path: Path) -> Path:
    """A sheet for each person, no column that says so, 万元 in the heading, words of a team's own for its stages."""
    dice = random.Random(1)
    words = ("初步接触", "方案沟通", "已报价", "待签合同", "已签约", "丢单")
    head = (
        "序号",
        "客户名称",
        "项目名称",
        "预计金额（万元）",
        "目前进展",
        "登记日期",
        "预计成交",
        "成交日期",
        "备注",
    )

    def rows(person: str) -> Iterator[Sequence[Any]]:
        yield head
        for n in range(1, 13):
            word = dice.choice(words)
            start = dt.date(2026, dice.randint(1, 8), dice.randint(1, 28))
            closed = (
                dt.date(2026, dice.choice((9, 10, 10)), dice.randint(1, 28)) if word in words[4:] else None
            )
            amount = dice.choice((3.5, 8, 12.6, 20, 46))
            yield (
                n,
                f"{dice.choice(_FIRMS)}{n}厂",
                f"{person[0]}字{n}号",
                amount,
                word,
                start,
                dt.date(2026, 12, 20),
                closed,
                "",
            )

    people = ("王芳", "张伟", "李娜")
    titles = {person: f"{person} 客户跟进 2026" for person in people}
    return _write(path, {person: list(rows(person)) for person in people}, titles)


def month_sheets(path: Path) -> Path:
    """Ten months of order lines, each with its sum, and what is still to be paid."""
    dice = random.Random(2)
    head = ("签单日期", "客户", "产品型号", "数量", "单价", "金额", "业务员", "未收款", "备注")
    sheets: dict[str, Rows] = {}
    for month in range(1, 11):
        lines: list[Sequence[Any]] = [head]
        for _ in range(dice.randint(5, 8)):
            count, price = dice.randint(1, 9), dice.choice((980, 4500, 12800))
            left = dice.choice((0, count * price, count * price // 2))
            lines.append(
                (dt.date(2026, month, dice.randint(1, 28)), dice.choice(_FIRMS), dice.choice(("JC-200", "QM-50", "PJ-1")),
                 count, price, count * price, dice.choice(("小王", "小杨", "老刘")), left, "")
            )  # fmt: skip
        total = sum(line[5] for line in lines[1:])
        sheets[f"{month}月"] = [*lines, ("合计", None, None, None, None, total, None, None, None)]
    return _write(path, sheets, {name: f"2026年{name}销售台账" for name in sheets})


def contracts(path: Path) -> Path:
    """A ledger of contracts in yuan with what came in so far, and a sheet of remarks."""
    dice = random.Random(3)
    head = ("序号", "合同编号", "客户名称", "合同金额（元）", "签订日期", "销售员", "已收款", "备注")
    rows: list[Sequence[Any]] = [head]
    for n in range(1, 41):
        amount = dice.choice((28_000, 56_000, 120_000, 8_800))
        rows.append(
            (n, f"HT2026-{n:03d}", f"{dice.choice(_FIRMS)}有限公司", amount, dt.date(2026, dice.randint(1, 10), dice.randint(1, 28)),
             dice.choice(("陈静", "周强")), dice.choice((0, amount // 2, amount)), "")
        )  # fmt: skip
    notes = [("说明",), ("黄色的是要催的",)]
    return _write(path, {"合同台账": rows, "说明": notes}, {"合同台账": "2026年合同台账"})


def orders(path: Path) -> Path:
    """An export of order lines from a shop system."""
    dice = random.Random(4)
    head = (
        "Order ID",
        "Order Date",
        "Customer Name",
        "SKU",
        "Qty",
        "Unit Price",
        "Line Total",
        "Sales Rep",
        "Ship To",
    )
    rows: list[Sequence[Any]] = [head]
    for n in range(1, 61):
        count, price = dice.randint(1, 20), dice.choice((12.5, 40, 99.99))
        rows.append(
            (f"SO-{1000 + n // 2}", dt.date(2026, dice.randint(5, 10), dice.randint(1, 28)), dice.choice(_ENGLISH),
             dice.choice(("P-1", "P-2", "P-3")), count, price, round(count * price, 2), dice.choice(("Ann", "Bob", "Cid")), "Leeds")
        )  # fmt: skip
    return _write(path, {"Export": rows})


def crm(path: Path) -> Path:
    """An export of deals with fifty columns, most of them of no use here."""
    dice = random.Random(5)
    used = (
        "Opportunity ID",
        "Opportunity Name",
        "Account Name",
        "Stage",
        "Amount",
        "Close Date",
        "Created Date",
        "Opportunity Owner",
    )
    junk = tuple(f"Custom Field {n}" for n in range(1, 43))
    stages = (
        "Qualification",
        "Needs Analysis",
        "Proposal",
        "Contract out for signature",
        "Closed Won",
        "Closed Lost",
    )
    rows: list[Sequence[Any]] = [(*used, *junk)]
    for n in range(1, 81):
        stage = dice.choice(stages)
        is_closed = stage.startswith("Closed")
        close = (
            dt.date(2026, dice.choice((8, 9, 10)), dice.randint(1, 28))
            if is_closed
            else dt.date(2026, 12, dice.randint(1, 28))
        )
        rows.append(
            (f"006{n:05d}", f"Deal {n}", dice.choice(_ENGLISH), stage, dice.choice((1200, 5600, 18_000)), close,
             dt.date(2026, dice.randint(1, 7), dice.randint(1, 28)), dice.choice(("Ann Lee", "Bob Ray")), *(["x"] * len(junk)))
        )  # fmt: skip
    return _write(path, {"opportunities": rows})


def wide_quotas(path: Path) -> Path:
    """A list of deals whose money stands under a heading nobody's list knows, and a table of quotas, people by months."""
    dice = random.Random(6)
    people = ("Ann", "Bob", "Cid")
    deals: list[Sequence[Any]] = [("Deal", "Customer", "Status", "Price", "Rep", "Opened", "Closed on")]
    for n in range(1, 31):
        status = dice.choice(("Quoted", "Verbal", "Won", "Lost"))
        closed = (
            dt.date(2026, dice.choice((9, 10)), dice.randint(1, 28)) if status in ("Won", "Lost") else None
        )
        deals.append(
            (f"Job {n}", dice.choice(_ENGLISH), status, dice.choice((900, 2400, 7000)), dice.choice(people),
             dt.date(2026, dice.randint(1, 8), dice.randint(1, 28)), closed)
        )  # fmt: skip
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    quotas: list[Sequence[Any]] = [("Rep", *(f"{name} 2026" for name in months))]
    quotas += [(person, *([1000 * n] * 12)) for n, person in enumerate(people, 2)]
    return _write(
        path, {"Jobs": deals, "Sales quota 2026": quotas}, {"Sales quota 2026": "Sales targets 2026"}
    )


BOOKS: dict[str, Callable[[Path], Path]] = {
    "per_rep": per_rep, "month_sheets": month_sheets, "contracts": contracts, "orders": orders, "crm": crm,
    "wide_quotas": wide_quotas,
}  # fmt: skip
