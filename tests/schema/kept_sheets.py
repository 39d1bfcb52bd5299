"""Sheets as teams keep them, of every record, under headings that no list of ours has whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sheetsales.cells.values import CellValue

Rows = list[list[CellValue]]

_DAY = dt.datetime(2026, 3, 2)
_PEOPLE_ZH, _PEOPLE_EN = ("李静", "周晓峰", "沈洁"), ("Amy Fox", "Ben Hale", "Cara Dunn")
_FIRMS_ZH = (
    "甬江机械",
    "长丰纺织",
    "德昌塑业",
    "恒泰化工",
    "鸿达电器",
    "金茂食品",
    "新和机电",
    "宏图包装",
    "永安阀门",
    "海天注塑",
)
_FIRMS_EN = (
    "Norbury",
    "Calder Mills",
    "Ashton Foods",
    "Tees Valves",
    "Wyre Paper",
    "Selby Glass",
    "Marple Gears",
    "Kirkby Dyes",
    "Otley Print",
    "Leven Steel",
)


def day(n: int, after: int = 0) -> dt.datetime:
    return _DAY + dt.timedelta(days=7 * n + after)


def of(values: Sequence[str], n: int) -> str:
    return values[n % len(values)]


def _sheet(headings: str, *columns: Sequence[CellValue]) -> Rows:
    return [list(headings.split("|")), *([*row] for row in zip(*columns, strict=True))]


_N = range(10)
_zh, _en = [of(_FIRMS_ZH, n) for n in _N], [of(_FIRMS_EN, n) for n in _N]
_who_zh, _who_en = [of(_PEOPLE_ZH, n) for n in _N], [of(_PEOPLE_EN, n) for n in _N]
_days, _later = [day(n) for n in _N], [day(n, 40) for n in _N]
_money = [12000 + 1700 * n for n in _N]

KEPT: dict[str, tuple[str, str, Rows]] = {
    "contract register": ("contracts", "登记", _sheet(
        "序号|合同编号|签约客户|签约总金额|签署日期|到期日期|业务负责人|已回款金额", list(range(1, 11)), [f"HT26-{n:03}" for n in _N], _zh, _money, _days, _later,
        _who_zh, [m / 2 for m in _money])),
    "contracts": ("contracts", "Sheet1", _sheet(
        "Contract No.|Client name|Total contract value|Date signed|Expiry date|Sales person", [f"C/{n:04}" for n in _N], _en, _money, _days, _later, _who_en)),
    "money in": ("receipts", "到账", _sheet(
        "到账日期|付款单位|到账金额|收款方式|业务员|备注说明", _days, _zh, _money, ["电汇", "承兑"] * 5, _who_zh, [None] * 10)),
    "payments": ("receipts", "Cash in", _sheet(
        "Payment received on|Customer name|Amount received|Payment method|Invoice number", _days, _en, _money, ["BACS", "Card"] * 5, [f"INV{n}" for n in _N])),
    "order lines": ("orders", "明细", _sheet(
        "订货日期|订货单号|购货客户|货品名称|订购数量|含税单价|价税合计|业务", _days, [f"DD{n // 2:03}" for n in _N], _zh, ["泵", "阀"] * 5, [n + 2 for n in _N], [250 + n for n in _N], _money, _who_zh)),
    "order lines en": ("orders", "Lines", _sheet(
        "order_date|order_id|client|product_name|qty_ordered|unit_price|line_total", _days, [f"SO{n // 2}" for n in _N], _en, ["Pump", "Valve"] * 5, [n + 2 for n in _N], [19.5] * 10, _money)),
    "follow-ups": ("activities", "拜访日报", _sheet(
        "拜访日期|拜访客户|拜访人员|拜访方式|沟通内容|下次拜访时间", _days, _zh, _who_zh, ["电话", "上门"] * 5, [f"谈了第{n}次价格，对方还要请示" for n in _N], _later)),
    "call log": ("activities", "Log", _sheet(
        "Call date|Rep name|Company name|Call type|Call notes|Duration (min)", _days, _who_en, _en, ["Call", "Visit"] * 5, [f"Talked about line {n}, will send papers" for n in _N], [5 + n for n in _N])),
    "leads": ("customers", "线索池", _sheet(
        "线索客户名称|线索来源|联系人姓名|联系手机|所属行业|线索负责人|首次联系时间", _zh, ["展会", "官网"] * 5, [f"王{n}" for n in "一二三四五六七八九十"], [f"1380000{n:04}" for n in _N], ["纺织", "化工"] * 5, _who_zh, _days)),
    "accounts": ("customers", "Book", _sheet(
        "account_name|account_owner|industry_sector|main_phone|billing_address|last_contacted", _en, _who_en, ["Food", "Paper"] * 5, [f"020 7946 {n:04}" for n in _N], [f"{n} High Street" for n in _N], _days)),
    "people": ("contacts", "People", _sheet(
        "First name|Last name|Job title|Company name|Work email|Mobile phone", ["Jo", "Al", "Di", "Ed", "Fi", "Gus", "Hal", "Ida", "Jan", "Kit"], ["Ward", "Penn", "Cole", "Dale", "East", "Ford", "Gray", "Hill", "Innes", "Jay"],
        ["Buyer", "Director"] * 5, _en, [f"p{n}@firm.example" for n in _N], [f"07700 90{n:04}" for n in _N])),
    "funnel": ("pipeline", "漏斗", _sheet(
        "商机所属客户|商机主题|当前所处阶段|预计签单金额|预计签单时间|赢单概率|归属销售", _zh, [f"{f}改造" for f in _zh], ["需求确认", "已报价", "商务谈判", "已签约", "丢单"] * 2, _money, _later, [0.1 * n for n in _N], _who_zh)),
    "deals": ("pipeline", "Tracker", _sheet(
        "Opp name|Account name|Current sales stage|Est. deal value|Target close date|Win likelihood|Assigned rep", [f"{f} line" for f in _en], _en, ["Discovery", "Proposal sent", "Negotiation", "Closed won", "Closed lost"] * 2, _money, _later, [0.1 * n for n in _N], _who_en)),
    "quotas": ("targets", "Quota", _sheet("Sales rep name|Quota month|Monthly quota amount", _who_en, ["2026-01", "2026-02"] * 5, _money)),
    "staff": ("team", "人员", _sheet(
        "员工姓名|入职日期|岗位职务|所属团队|在职状态", ["李静", "周晓峰", "沈洁", "孙强", "吴昊"], [day(n) for n in range(5)], ["销售", "主管", "销售", "销售", "销售"], ["一组", "一组", "二组", "二组", "二组"], ["在职"] * 5)),
    "quotations": ("quotes", "报价登记", _sheet("报价单号|报价客户名称|报价总金额|报价日期|报价有效期至|报价负责人", [f"BJ{n:03}" for n in _N], _zh, _money, _days, _later, _who_zh)),
    "prices": ("products", "报价体系", _sheet("产品型号名称|产品大类|计量单位|含税单价|单位成本", [f"泵{n}" for n in _N], ["泵", "阀"] * 5, ["台", "套"] * 5, _money, [m / 2 for m in _money])),
    "traditional": ("orders", "工作表1", _sheet("訂購日期|訂單單號|客戶名稱|產品名稱|數量|單價|金額", _days, [f"DD{n // 2:03}" for n in _N], _zh, ["泵", "閥"] * 5, [n + 2 for n in _N], [250 + n for n in _N], _money)),
    "numbered deals": ("pipeline", "Export", _sheet("Deal_ID|Sales_Rep|Product|Stage|Deal_Value_USD|Win_Probability_Pct", list(range(1, 11)), _who_en, ["Pump"] * 10, ["Prospecting", "Proposal", "Negotiation", "Closed Won", "Closed Lost"] * 2, _money, [10, 30, 60, 100, 0] * 2)),
    "signed by number": ("contracts", "contracts", _sheet("contract_id|customer_id|contract_value|term_months|start_date|install_fee", [f"CT{n}" for n in _N], [f"C{n}" for n in _N], _money, [12, 24] * 5, _days, [300 + n for n in _N])),
    "reps": ("team", "sales_reps", _sheet("rep_id|rep_name|region", ["R1", "R2", "R3"], list(_PEOPLE_EN), ["North", "South", "West"])),
    "to do": ("tasks", "To do", _sheet("Task name|Task owner|Task due date|Task status|Task priority", [f"Send papers {n}" for n in _N], _who_en, _days, ["Open", "Done"] * 5, ["High", "Low"] * 5)),
}  # fmt: skip
"""What it is → record, name of the sheet, rows."""

FOREIGN: dict[str, tuple[str, Rows]] = {
    "accounts": ("ChartOfAccounts", _sheet("AccountID|AccountName|AccountType|Category|Description|Active", [f"{n}00" for n in _N], _en, ["Asset"] * 10, ["Current"] * 10, ["kept"] * 10, ["Yes"] * 10)),
    "ledger": ("GeneralLedger", _sheet("Date|Account name|Description|Debit amount|Credit amount|Owner", _days, _en, ["paid"] * 10, _money, _money, _who_en)),
    "stock lines": ("TransactionLines", _sheet("LineID|ProductID|Description|QtyIn|QtyOut|Rate|Amount|CreatedOn", list(_N), _en, ["Sale"] * 10, [0] * 10, [4] * 10, [25] * 10, _money, _days)),
    "customer account": ("客户明细账", _sheet("客户名称|项目名称|合同编号|产品名称|数量|单价|合计|订货日期", _zh, [f"{f}改造" for f in _zh], [f"HT{n}" for n in _N], ["泵"] * 10, [3] * 10, [250] * 10, _money, _days)),
    "inquiry form": ("询价单模板", _sheet("名称|型号|数量|含税单价|备注|交货期", [f"阀{n}" for n in _N], ["D270"] * 10, [3] * 10, [250] * 10, ["急"] * 10, _later)),
    "inquiries": ("询价记录", _sheet("部门|询价单号|产品名称|型号|规格|介质|温度|单价|厂家名称", ["一部"] * 10, [f"XJ{n}" for n in _N], [f"阀{n}" for n in _N], ["D270"] * 10, ["DN50"] * 10, ["水"] * 10, [80] * 10, [250 + n for n in _N], _zh)),
    "tickets": ("Sheet1", _sheet("Ticket number|Customer name|Opened date|Resolution|SLA|Owner", [f"T{n}" for n in _N], _en, _days, ["Fixed"] * 10, [4] * 10, _who_en)),
    "purchases": ("采购", _sheet("采购日期|供应商名称|物料名称|采购数量|采购单价|采购金额", _days, _zh, ["钢板"] * 10, [3] * 10, [250] * 10, _money)),
    "stock": ("库存表", _sheet("产品名称|产品编号|库存数量|单价|金额|日期", ["泵"] * 10, [f"P{n}" for n in _N], [3] * 10, [250] * 10, _money, _days)),
    "pay": ("工资表", _sheet("员工姓名|部门|入职日期|岗位|基本工资|绩效", _who_zh, ["销售"] * 10, _days, ["销售"] * 10, _money, _money)),
    "books": ("Sheet1", _sheet("ISBN|Author|Publisher|Pages|Shelf|Language", [f"978{n}" for n in _N], _en, ["North Press"] * 10, [200 + n for n in _N], ["A1"] * 10, ["en"] * 10)),
    "weather": ("Sheet1", _sheet("Station|Date|Temperature|Humidity|Wind speed", ["A"] * 10, _days, [10 + n for n in _N], [50 + n for n in _N], [5] * 10)),
    "dictionary": ("数据字典", _sheet("归属客户|商机主题|所处阶段|预计签单金额|归属销售", ["文本"] * 10, ["文本"] * 10, ["选项"] * 10, ["数字"] * 10, ["人员"] * 10)),
}  # fmt: skip
"""Sheets that are none of ours: name of the sheet, rows."""
