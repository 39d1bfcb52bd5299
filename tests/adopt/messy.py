"""Two workbooks as people really keep them, made from nothing: a Chinese tracker and an English year of month sheets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_ZH_HEADINGS = (
    "序号", "客户名称", "项目名称", "联系人", "联系电话", "负责人", "跟进\n阶段", "预计金额", "赢率（%）", "加权金额", "预计成交日期", "登记日期", "跟进情况", "下次跟进", "备注",
)  # fmt: skip
Row = tuple[Any, ...]
# customer (None: merged with the one above), project, contact, phone, owner, stage, 万元, 赢率, expected close, registered, follow-ups, next, note
_ZH_DEALS: tuple[tuple[str, tuple[Row, ...]], ...] = (
    ("李静", (
        ("甬江机械有限公司", "空压机节能改造", "王工", "0574-8765 4321", "李静", "方案", 38.5, 40, dt.date(2026, 12, 10), dt.date(2026, 8, 3),
         "8.12 电话，王工想看样板\n9.3 拜访，量了管径\n10.8 发方案，等回话", dt.date(2026, 11, 6), ""),
        (None, "二期在线监测", "王工", "0574-8765 4321", "李静", "初步接触", "待定", 10, "2027.1.20", dt.date(2026, 10, 12), "10.12 顺带提了二期", "", "一期做完再说"),
        ("海宁长丰纺织厂", "车间用电监测", "沈厂长", "13800001111", "李静", "报价", "１２.５", 60, "2026年11月30日", dt.date(2026, 7, 20), "10.20 已报价，嫌贵", dt.date(2026, 11, 3), ""),
        ("余姚德昌塑业", "注塑机节电", "赵总", "0574-6262 0088", "李静", "已丢单", 21, 0, dt.date(2026, 9, 30), dt.date(2026, 5, 11), "9.28 选了别家，便宜两万", "", "明年再联系"),
    )),
    ("周晓峰", (
        ("绍兴恒泰化工有限公司", "能耗管理平台", "孙经理", "0575-8123 9000", "周晓峰", "商务谈判", 86, 80, dt.date(2026, 11, 15), dt.date(2026, 6, 18),
         "10.15 谈付款，要 3-6-1\n10.27 法务在看合同", dt.date(2026, 11, 2), "大单，盯紧"),
        ("嵊州鸿达电器", "诊断服务", "钱工", "13900002222", "周晓峰", "签约", 6.8, 100, dt.date(2026, 10, 16), dt.date(2026, 8, 28), "10.16 合同已回", "", ""),
        ("诸暨金茂食品", "冷库监测", "吴主任", "0575-8701 5566", "周晓峰", "需求沟通", 15, 30, dt.date(2026, 10, 20), dt.date(2026, 9, 1), "9.25 现场看过，等预算", "", ""),
        ("上虞新和机电", "空压站托管", "郑总", "13700003333", "周晓峰", "暂缓", 45, 20, "明年", dt.date(2026, 4, 9), "7.2 停产检修，年后再说", "", ""),
    )),
)  # fmt: skip


def chinese_tracker(path: Path) -> Path:
    """A team's follow-up sheet: titles, 单位：万元, merged customers, follow-ups in one cell, subtotals, side notes."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy/m/d"})
    sheet = book.add_worksheet("重点客户跟进2026")
    bold = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    sheet.merge_range("B1:P1", "浙东区重点客户跟进表", bold)
    sheet.write("B2", "单位：万元    更新：2026-10-30    填表：李静")
    heading = book.add_format({"bold": True, "bg_color": "#FFC000", "text_wrap": True, "border": 1})
    for column, text in enumerate(_ZH_HEADINGS, start=1):
        sheet.write(3, column, text, heading)
    row, number, sums = 4, 0, []
    for owner, deals in _ZH_DEALS:
        first = row
        for deal in deals:
            number += 1
            _zh_deal(sheet, row, number, deal)
            row += 1
        _merge_customers(sheet, first, deals)
        sheet.write(row, 1, f"{owner}小计")
        sheet.write_formula(row, 8, f"SUM(I{first + 1}:I{row})", None, _money(deals))
        sums.append(f"I{row + 1}")
        row += 1
    sheet.write(row, 1, "合计")
    sheet.write_formula(row, 8, "+".join(sums), None, sum(_money(deals) for _, deals in _ZH_DEALS))
    sheet.write(row + 2, 1, "备注：黄色为本月必须拿下的单子")
    _zh_side_notes(book, sheet)
    _zh_customers(book)
    _zh_pivot(book)
    book.close()
    return path


def _money(deals: tuple[Row, ...]) -> float:
    return sum(d[6] for d in deals if isinstance(d[6], int | float))


def _zh_deal(sheet: Any, row: int, number: int, deal: Row) -> None:
    sheet.write(row, 1, number)
    places = (2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15)
    for column, value in zip(places, deal, strict=True):
        if value not in (None, ""):
            sheet.write(row, column, value)
    amount = deal[6] if isinstance(deal[6], int | float) else 0
    sheet.write_formula(row, 10, f"IFERROR(I{row + 1}*J{row + 1}/100,0)", None, amount * deal[7] / 100)


def _merge_customers(sheet: Any, first: int, deals: tuple[Row, ...]) -> None:
    for i, deal in enumerate(deals[1:], start=1):
        if deal[0] is None:
            sheet.merge_range(first + i - 1, 2, first + i, 2, deals[i - 1][0])


def _zh_side_notes(book: Any, sheet: Any) -> None:
    """Notes, a chart, a button and a picture-like box to the right of the data."""
    sheet.write("R4", "颜色说明")
    sheet.write("R5", "黄：本月必签")
    sheet.write("R6", "红：超过 30 天没动")
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {"values": "='重点客户跟进2026'!$I$5:$I$8", "categories": "='重点客户跟进2026'!$D$5:$D$8"}
    )
    sheet.insert_chart("R9", chart)
    sheet.insert_button("R25", {"caption": "刷新", "width": 80, "height": 30})
    sheet.insert_textbox("R28", "周一例会前更新")


def _zh_customers(book: Any) -> None:
    sheet = book.add_worksheet("客户资料")
    rows: tuple[Row, ...] = (
        ("客户名称（全称）", "客户级别", "行业", "地区", "联系人", "手机", "电话", "业务员", "客户来源", "建档日期", "主营产品"),
        ("甬江机械有限公司", "A级", "机械加工", "宁波", "王工", "13600001234", "0574-8765 4321", "李静", "展会", dt.date(2025, 3, 2), "减速机"),
        ("海宁长丰纺织厂", "B级", "纺织", "嘉兴", "沈厂长", "13800001111", "", "李静", "转介绍", dt.date(2026, 2, 14), "坯布"),
        ("绍兴恒泰化工有限公司", "A级", "化工", "绍兴", "孙经理", "13500005678", "0575-8123 9000", "周晓峰", "老客户介绍", "2024.11.5", "助剂"),
        ("诸暨金茂食品", "C级", "食品", "绍兴", "吴主任", "", "0575-8701 5566", "周晓峰", "官网", dt.date(2026, 8, 30), "速冻"),
    )  # fmt: skip
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value != "":
                sheet.write(r, c, value)


def _zh_pivot(book: Any) -> None:
    sheet = book.add_worksheet("汇总")
    for r, row in enumerate(
        (("行标签", "求和项:预计金额"), ("李静", 72), ("周晓峰", 152.8), ("总计", 224.8)), start=2
    ):
        sheet.write_row(r, 0, row)


_EN_HEADINGS = {
    "Jan": ("Date", "Customer", "Product", "Qty", "Unit Price", "Total", "Sales Rep", "Notes"),
    "Mar": ("Order Date", "Client Name", "Product", "Quantity", "Unit price ", "Total ($)", "Rep", "Notes"),
    "Jun": ("DATE", "CUSTOMER", "ITEM", "QTY", "UNIT PRICE", "TOTAL", "SALES REP", "PAID?"),
    "Sep": ("Date", "Customer Name", "Product Name", "Qty.", "Unit Price ($)", "Amount", "Sales rep", ""),
}
_EN_CUSTOMERS = (
    "Norbury Machinery",
    "Total Fluid Power",
    "Halden Foods",
    "Kestrel Packaging",
    "Aire Valley Textiles",
)
_EN_PRODUCTS = (("Gateway", 420.0), ("Compressor kit", 1850.0), ("Audit", 990.0))
_EN_REPS = ("Priya Nair", "Tom Ashworth", "Ewan Reid")


def english_year(path: Path) -> Path:
    """Twelve month sheets with headings that drift and totals below, and one sheet of open deals in $k."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "mm/dd/yyyy"})
    for number, month in enumerate(MONTHS, start=1):
        _en_month(book, number, month)
    _en_deals(book)
    _en_summary(book)
    book.close()
    return path


def _en_month(book: Any, number: int, month: str) -> None:
    sheet = book.add_worksheet(month)
    top = 0
    if number % 4 == 2:
        sheet.write("A1", f"{month} 2026 sales - do not edit totals")
        top = 2
    since = [m for m in _EN_HEADINGS if MONTHS.index(m) < number][-1]
    for column, text in enumerate(_EN_HEADINGS[since]):
        if text:
            sheet.write(top, column, text)
    row, total = top + 1, 0.0
    for i in range(0 if month in ("Nov", "Dec") else 4 + number % 3):
        total += _en_line(sheet, row, number, i)
        row += 1
        if i == 2 and number % 5 == 0:
            row += 1  # somebody left a blank row between two weeks
    if total:
        sheet.write(row, 0 if number % 2 else 1, "Total" if number % 3 else f"{month} total")
        sheet.write_formula(row, 5, f"SUM(F{top + 2}:F{row})", None, total)


def _en_line(sheet: Any, row: int, number: int, i: int) -> float:
    product, price = _EN_PRODUCTS[(number + i) % 3]
    quantity = 1 + (number * i) % 4
    day = dt.date(2026, number, 2 + i * 4)
    sheet.write(row, 0, day.strftime("%m/%d/%Y") if (number + i) % 4 == 3 and day.day > 12 else day)
    sheet.write_row(row, 1, (_EN_CUSTOMERS[(number + 2 * i) % 5], product, quantity, price))
    sheet.write_formula(row, 5, f"D{row + 1}*E{row + 1}", None, quantity * price)
    sheet.write(row, 6, _EN_REPS[i % 3])
    if i == 1:
        sheet.write(row, 7, "yes" if number in (6, 7, 8) else "paid late")
    return quantity * price


def _en_deals(book: Any) -> None:
    sheet = book.add_worksheet("Open deals")
    rows: tuple[Row, ...] = (
        ("Company", "Opportunity", "Sales Rep", "Stage", "Deal Value ($k)", "Prob. %", "Close Date", "Next Step", "Next Step Date", "Created", "Comments"),
        ("Norbury Machinery", "Hall 2 monitoring", "Priya Nair", "Proposal", 48, 50, dt.date(2026, 12, 4), "Call about terms", dt.date(2026, 11, 5), dt.date(2026, 8, 2), ""),
        ("Halden Foods", "Cold store audit", "Tom Ashworth", "Negotiation", 19.5, 80, dt.date(2026, 11, 20), "", "", dt.date(2026, 7, 14), "waiting for legal"),
        ("Kestrel Packaging", "Energy platform", "Tom Ashworth", "Discovery", 66, 20, dt.date(2026, 9, 30), "Site visit", dt.date(2026, 9, 10), dt.date(2026, 6, 1), "slipped twice"),
        ("Aire Valley Textiles", "Retrofit line 3", "Ewan Reid", "Closed Won", 31, 100, dt.date(2026, 10, 9), "", "", dt.date(2026, 5, 6), ""),
        ("Total Fluid Power", "Compressor kit x2", "Ewan Reid", "Closed Lost", 12, 0, dt.date(2026, 10, 2), "", "", dt.date(2026, 4, 22), "price"),
        ("Norbury Machinery", "Service contract", "Priya Nair", "Closing soon", "tbc", 10, "", "", "", dt.date(2026, 3, 3), ""),
    )  # fmt: skip
    for r, row in enumerate(rows, start=2):
        for c, value in enumerate(row):
            if value != "":
                sheet.write(r, c, value)
    sheet.write("A1", "Pipeline - updated Fridays")


def _en_summary(book: Any) -> None:
    sheet = book.add_worksheet("Year")
    sheet.write_row(0, 0, ("Month", "Sales"))
    for number, month in enumerate(MONTHS, start=1):
        sheet.write(number, 0, month)
        sheet.write_formula(number, 1, f"SUM({month}!F2:F20)/2", None, 0)
