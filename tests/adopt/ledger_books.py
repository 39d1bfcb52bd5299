"""Eight ledgers as teams keep them, made from nothing: contracts, receipts, orders and quotations, Chinese and English."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook

from sheetsales.dataclass import dataclass

Rows = Sequence[Sequence[Any]]


def day(month: int, number: int, year: int = 2026) -> dt.date:
    return dt.date(year, month, number)


@dataclass(frozen=True)
class Ledger:
    """One workbook: its sheet, its rows from the first row of the sheet, and what is merged."""

    sheet: str
    rows: Rows
    merged: Sequence[str] = ()

    def made(self, path: Path) -> Path:
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = self.sheet
        for row in self.rows:
            sheet.append(list(row))
        for area in self.merged:
            sheet.merge_cells(area)
        book.save(path)
        return path


CONTRACTS_ZH: Final = Ledger(
    "合同台账",
    [
        ["2026年销售合同台账"],
        ["制表：综合部", None, None, None, "单位：万元"],
        ["月份", "合同编号", "客户名称", "合同内容", "合同金额", "签订日期", "第一次回款", None, "第二次回款", None, "第三次回款", None, "业务员", "备注"],
        [None, None, None, None, None, None, "日期", "金额", "日期", "金额", "日期", "金额", None, None],
        ["3月", "XS-2026-001", "甬润机械有限公司", "空压机监测", 12.5, day(3, 2), day(3, 10), 3.75, day(4, 28), 7.5, None, None, "林晓燕", "质保金 1.25 明年 4 月"],
        [None, "XS-2026-002", "沪翎汽车电子有限公司", "压差传感器", 30, "2026.3.18", "2026.4.2", 9, "2026年6月30日", 24, None, None, "赵国梁", None],
        [None, None, None, None, None, None, None, None, None, None, None, None, None, None],
        ["5月", "XS-2026-003", "苏蔚汽车部件有限公司", "节能改造", 8.8, day(5, 8), day(5, 9), 8.8, None, None, None, None, "林晓燕", "加急"],
        [None, "XS-2026-004", "钱塘纺织集团", "在线监测", 45, day(5, 20), day(6, 3), 13.5, None, 27, None, None, "赵国梁", "尾款在催"],
        [None, "XS-2026-005", "婺州食品", "诊断服务", 2.6, day(5, 27), "6月底", 2.6, None, None, None, None, "何敏", None],
        ["小计", None, None, None, 56.4, None, None, 24.9, None, 27, None, None, None, None],
        ["合计", None, None, None, 98.9, None, None, 37.65, None, 58.5, None, None, None, None],
        [None, "注：黄色为需法务复核", None, None, None, None, None, None, None, None, None, None, None, None],
    ],
    ("A1:N1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:E4", "F3:F4", "G3:H3", "I3:J3", "K3:L3", "M3:M4", "N3:N4", "A5:A6", "A8:A10"),
)  # fmt: skip

CONTRACTS_EN: Final = Ledger(
    "Contracts FY26",
    [
        ["Aldermoor - contract register 2026", None, None, None, None, None, None, None, None, None, None, None],
        ["All amounts in GBP", None, None, None, "Updated 30 Oct"],
        [],
        ["Contract no.", "Customer", "Contract value", "Signed", "Payment 1 date", "Payment 1", "Payment 2 date", "Payment 2", "Final payment date", "Final payment", "Sales rep", "Comments"],
        ["CT-101", "Norbury Machinery Ltd", 48000, day(2, 12), day(2, 20), 14400, day(5, 4), 33600, None, None, "Laura Bennett", None],
        ["CT-102", "Larkhill Automotive", 19500, "14 March 2026", "31/03/2026", 5850, None, None, None, None, "Graham Whitlock", "balance on delivery"],
        ["CT-103", "Selwick Auto Components", 66000, day(6, 1), day(6, 15), 33000, day(7, 15), 33000, day(8, 15), 6600, "Laura Bennett", "paid too much?"],
        ["CT-104", "Kestrel Packaging", 12000, day(7, 9), None, None, None, 4000, None, None, "Graham Whitlock", None],
        ["Total", None, 145500, None, None, 53250, None, 70600, None, 6600, None, None],
    ],
    ("A1:L1",),
)  # fmt: skip

RECEIPTS_ZH: Final = Ledger(
    "回款台账",
    [
        ["回款登记表（2026）"],
        ["月份", "合同编号", "客户名称", "款项", "应收日期", "应收金额（万元）", "到账日期", "到账金额（万元）", "业务员", "备注"],
        ["3月", "XS-2026-001", "甬润机械有限公司", "预付款", day(3, 9), 3.75, day(3, 10), 3.75, "林晓燕", None],
        [None, "XS-2026-001", "甬润机械有限公司", "验收款", "2026.4.25", 7.5, None, None, "林晓燕", "答应 11 月付"],
        ["3月小计", None, None, None, None, 11.25, None, 3.75, None, None],
        ["6月", "XS-2026-002", "沪翎汽车电子有限公司", "全款", day(6, 30), 30, "2026年6月28日", 30, "赵国梁", None],
        [None, "XS-2026-002", "沪翎汽车电子有限公司", "退款", None, None, day(7, 6), -1.5, "赵国梁", "少发一箱"],
        ["7月", "XS-2026-003", "苏蔚汽车部件有限公司", "全款", day(7, 15), 8.8, None, 8.8, "林晓燕", None],
        [None, "XS-2026-006", "钱塘纺织集团", "预付款", day(7, 20), 13.5, day(7, 22), "十三万五", "何敏", None],
        ["合计", None, None, None, None, 63.55, None, 41.05, None, None],
    ],
    ("A1:J1", "A3:A4", "A6:A7", "A8:A9"),
)  # fmt: skip

RECEIPTS_EN: Final = Ledger(
    "Cash received",
    [
        ["Cash received 2026 - accounts copy"],
        [],
        ["Month", "Contract No.", "Customer", "Instalment", "Due date", "Amount due", "Date received", "Amount received", "Rep", "Notes"],
        ["Feb", "CT-101", "Norbury Machinery Ltd", "Deposit", day(2, 19), 14400, day(2, 20), 14400, "Laura Bennett", None],
        [None, "CT-101", "Norbury Machinery Ltd", "On acceptance", day(5, 1), 33600, day(5, 4), 30000, "Laura Bennett", "short paid"],
        ["Mar", "CT-102", "Larkhill Automotive", "Deposit", "20 March 2026", 5850, "31/03/2026", 5850, "Graham Whitlock", None],
        [None, "CT-102", "Larkhill Automotive", "On delivery", day(12, 1), 13650, None, None, "Graham Whitlock", None],
        ["Jun", "CT-103", "Selwick Auto Components", "In full", day(6, 15), 66000, day(6, 15), None, "Laura Bennett", None],
        ["Sub-total", None, None, None, None, 133500, None, 50250, None, None],
        ["Jul", "CT-103", "Selwick Auto Components", "Refund", None, None, day(7, 1), -600, "Laura Bennett", "wrong price"],
        ["Total", None, None, None, None, 133500, None, 49650, None, None],
    ],
    ("A1:J1", "A4:A5", "A6:A7"),
)  # fmt: skip

ORDERS_ZH: Final = Ledger(
    "订单明细",
    [
        ["2026 年订单登记"],
        ["单位：元", None, None, None, None, None, None, None, None, None, None, None],
        ["月份", "订单编号", "客户名称", "产品型号", "数量", "单价", "金额", "下单日期", "承诺交期", "实际交货日期", "业务员", "备注"],
        ["9月", "DD-0901", "甬润机械有限公司", "JC-200", 10, 1200, 12000, day(9, 1), day(9, 20), day(9, 18), "林晓燕", None],
        [None, "DD-0901", None, "JC-300", 2, 4000, 8000, None, None, "2026.9.18", None, None],
        [None, "DD-0902", "沪翎汽车电子有限公司", "JC-200", 5, 1200, 7000, "2026.9.3", day(9, 25), day(9, 25), "赵国梁", "价格再核"],
        ["9月小计", None, None, None, 17, None, 27000, None, None, None, None, None],
        ["10月", "DD-1001", "苏蔚汽车部件有限公司", "JC-300", 3, 4000, 12000, day(10, 8), day(10, 20), None, "林晓燕", "缺料"],
        [None, "DD-1002", "婺州食品", "JC-200", 4, 1200, 4800, day(10, 12), day(11, 10), day(10, 2), "何敏", None],
        ["合计", None, None, None, 24, None, 43800, None, None, None, None, None],
    ],
    ("A1:L1", "A4:A6", "A8:A9"),
)  # fmt: skip

ORDERS_EN: Final = Ledger(
    "Order book",
    [
        ["Order book 2026 - do not sort"],
        [],
        ["Month", "Order no.", "Customer", "Product", "Qty", "Unit price", "Amount ($k)", "Order date", "Promised", "Delivered", "Sales rep", "Notes"],
        ["Sep", "SO-101", "Norbury Machinery Ltd", "Gauge", 10, 1200, 12, day(9, 1), day(9, 20), day(9, 18), "Laura Bennett", None],
        [None, "SO-101", None, "Valve", 2, 4000, 8, None, None, day(9, 18), None, "second line"],
        [None, "SO-102", "Larkhill Automotive", "Gauge", 5, 1200, 7, "3 Sep 2026", day(9, 25), day(9, 25), "Graham Whitlock", None],
        ["Sep total", None, None, None, 17, None, 27, None, None, None, None, None],
        ["Oct", "SO-103", "Selwick Auto Components", "Valve", 3, 4000, 12, day(10, 8), day(10, 20), None, "Laura Bennett", None],
        [None, "SO-104", "Kestrel Packaging", "Valve", 2, 4000, 8, day(10, 12), day(11, 10), day(10, 2), "Laura Bennett", None],
        ["Grand total", None, None, None, 22, None, 47, None, None, None, None, None],
    ],
    ("A1:L1", "A4:A6", "A8:A9"),
)  # fmt: skip

QUOTES_ZH: Final = Ledger(
    "报价记录",
    [
        ["2026 年报价登记表"],
        ["报价单号", "客户名称", "产品名称", "数量", "单价（元）", "折扣", "报价金额（元）", "报价日期", "有效期至", "业务员", "状态", "备注"],
        ["BJ-001", "甬润机械有限公司", "JC-200", 10, 1200, 0.05, 11400, day(10, 1), day(10, 31), "林晓燕", "已发出", None],
        ["BJ-001", None, "JC-300", 2, 4000, 0, 8000, None, None, None, None, "同一张"],
        ["BJ-002", "沪翎汽车电子有限公司", "JC-200", 5, 1200, 0, 6500, "2026.10.5", day(11, 4), "赵国梁", "已接受", "多算？"],
        ["BJ-003", "苏蔚汽车部件有限公司", "JC-300", 1, 4000, 0.1, 3600, day(10, 9), "2026年11月8日", "林晓燕", "未接受", "嫌贵"],
        ["合计", None, None, 18, None, None, 29500, None, None, None, None, None],
    ],
    ("A1:L1",),
)  # fmt: skip

QUOTES_EN: Final = Ledger(
    "Quotation log",
    [
        ["Quotation log 2026"],
        ["Quote no.", "Customer", "Product", "Qty", "Price", "Discount %", "Total", "Date", "Valid until", "Rep", "Status", "Notes"],
        ["Q-1", "Norbury Machinery Ltd", "Gauge", 10, 120, 0.05, 1140, day(10, 1), day(10, 31), "Laura Bennett", "Sent", None],
        ["Q-1", None, "Valve", 2, 400, 0, 800, None, None, None, None, "same quote"],
        ["Q-2", "Larkhill Automotive", "Gauge", 5, 120, 0, 650, "5 October 2026", day(11, 4), "Graham Whitlock", "Accepted", None],
        ["Q-3", "Selwick Auto Components", "Valve", 1, 400, 0.1, 360, day(10, 9), "8 Nov 2026", "Laura Bennett", "Declined", "too dear"],
        ["Total", None, None, 18, None, None, 2950, None, None, None, None, None],
    ],
    ("A1:L1",),
)  # fmt: skip

LEDGERS: Final[Mapping[str, Ledger]] = {
    "contracts zh": CONTRACTS_ZH,
    "contracts en": CONTRACTS_EN,
    "receipts zh": RECEIPTS_ZH,
    "receipts en": RECEIPTS_EN,
    "orders zh": ORDERS_ZH,
    "orders en": ORDERS_EN,
    "quotations zh": QUOTES_ZH,
    "quotations en": QUOTES_EN,
}
