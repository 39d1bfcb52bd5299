"""The sentence for a workbook in which nothing can be read: which sheets were seen, and what they hold instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sheetsales.cells.grid import Workbook
from sheetsales.errors import NothingToDo
from sheetsales.schema.binding import Binding, BoundTable, RefusedSheet
from sheetsales.schema.reading import is_reading
from sheetsales.schema.workbook import STORE_SHEET
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

STRANGER_TEXTS: Mapping[str, Text] = {
    "products": Text("价目表", "a price list"), "quotes": Text("报价记录", "quotations"), "contracts": Text("合同台账", "a contract register"),
    "service": Text("售后记录", "service cases"), "returns": Text("退货记录", "returns"), "costs": Text("费用台账", "expenses"),
    "commission": Text("提成表", "commission"), "evaluations": Text("考核表", "evaluations"), "training": Text("培训记录", "training records"),
    "meetings": Text("会议记录", "meeting minutes"), "problems": Text("问题清单", "an issue list"), "risks": Text("风险清单", "a risk register"),
    "partners": Text("合作伙伴名单", "a partner list"),
}  # fmt: skip
"""What a sheet is that we recognise and do not read."""


def refuse_unread(workbook: Workbook, binding: Binding) -> None:
    """Raises ``NothingToDo`` where the binding found no records to work on."""
    refuse_if_nothing(workbook, binding.tables, binding.refused)


def refuse_if_nothing(
    workbook: Workbook,
    tables: Iterable[BoundTable],
    refused: Iterable[RefusedSheet],
    strangers: Mapping[str, str] | None = None,
) -> None:
    """Raises ``NothingToDo``, naming sheets and kinds, unless some table holds records of a team."""
    if any(not t.record.written for t in tables):
        return
    from sheetsales.schema.veto import KIND_TEXTS

    seen = {r.sheet: KIND_TEXTS.get(r.kind, Text("别的表单", "another kind of form")) for r in refused}
    seen |= {sheet: STRANGER_TEXTS[kind] for sheet, kind in (strangers or {}).items()}
    raise NothingToDo(_named(seen) if seen else _nothing(workbook))


def _named(seen: Mapping[str, Text]) -> Text:
    zh = "；".join(f"“{sheet}”是{text.zh}" for sheet, text in seen.items())
    en = "; ".join(f"'{sheet}' is {text.en}" for sheet, text in seen.items())
    return Text(
        f"没有能用的数据：{zh}。请换成一行一单的明细表（客户、商机、跟进或订单）再试。",
        f"There is nothing to work on: {en}. Use the sheet behind it with one row a record (customers, opportunities, "
        "activities or orders).",
    )


def _nothing(workbook: Workbook) -> Text:
    names = [g.name for g in workbook.grids if g.name != STORE_SHEET and not is_reading(g)]
    seen = listed(names, most=5)
    return Text(
        f"没有认出任何销售数据（看过的工作表：{seen.zh or '无'}）。表格要有一行列名，如客户名称、阶段、金额、负责人；"
        "列名特别的，用 sheetsales adopt --map 指定。",
        f"No sales data was recognised (sheets seen: {seen.en or 'none'}). A table needs a row of headings such as customer, "
        "stage, amount, owner; headings of your own can be named with sheetsales adopt --map.",
    )
