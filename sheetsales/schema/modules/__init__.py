"""The modules: sheets a team may have besides the core ones, each declared in a file that is read when it is needed.

Here stands only what tells their sheets in a workbook: keys, titles and the names of their Tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from sheetsales.dataclass import dataclass
from sheetsales.texts import Text

if TYPE_CHECKING:
    from sheetsales.schema.choices import ChoiceList
    from sheetsales.schema.record import Record


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet of a module, as much of it as a workbook is searched for."""

    key: str
    title: Text
    table: str


@dataclass(frozen=True, slots=True)
class LiveFigure:
    """What Home says of a module, live: what a column of one of its sheets adds up to, or how many of its cells are filled,
    of rows where ``without`` is blank if it names a column.

    ``this_year`` is a column of days, of which only the present year's count. ``past`` counts cells with a day gone by, of
    rows whose column ``of_choice`` holds none of the choices ``ended`` of its list.
    """

    label: Text
    sheet: str
    column: str
    adds_up: bool = False
    without: str = ""
    this_year: str = ""
    past: bool = False
    of_choice: str = ""
    ended: tuple[str, ...] = ()


@dataclass(frozen=True)
class Module:
    """Sheets that are switched on together; ``whom`` says for which teams. ``lists`` are choice lists only they use,
    ``figure`` is what Home shows of them."""

    key: str
    title: Text
    whom: Text
    sheets: tuple[Listed, ...]
    lists: tuple[str, ...] = ()
    figure: LiveFigure | None = None


def _sheets(rows: str) -> tuple[Listed, ...]:
    found = []
    for row in rows.split(";"):
        key, zh, en, table = (part.strip() for part in row.split("|"))
        found.append(Listed(key, Text(zh, en), table))
    return tuple(found)


MODULES: tuple[Module, ...] = (
    Module(
        "contacts", Text("联系人", "Contacts"),
        Text("一家客户要跟几个人打交道的团队", "Teams that deal with several people at a customer"),
        _sheets(
            "contacts|联系人|Contacts|tblContacts"
        ),
        ("contact_role", "contact_attitude"),
        LiveFigure(Text("在册", "On file"), "contacts", "name"),
    ),
    Module(
        "orders", Text("订单回款", "Orders and cash"),
        Text("签了单还要盯交付和收钱的团队", "Teams that must also deliver and collect"),
        _sheets(
            "products|价目表|Price list|tblProducts; "
            "quotes|报价|Quotes|tblQuotes; "
            "contracts|合同|Contracts|tblContracts; "
            "orders|订单|Orders|tblOrders; "
            "receipts|回款|Receipts|tblReceipts; "
            "returns|退货|Returns|tblReturns"
        ),
        ("quote_status", "contract_status", "order_status", "order_fault", "instalment", "pay_method", "return_reason", "return_remedy", "return_status"),
        LiveFigure(Text("未回款", "Outstanding"), "contracts", "unpaid", adds_up=True),
    ),
    Module(
        "service", Text("售后", "Service"),
        Text("有售后电话、要打满意度的团队", "Teams with after-sales calls and scores"),
        _sheets(
            "service|售后|Service|tblService; "
            "surveys|满意度调查|Surveys|tblSurveys"
        ),
        ("service_type", "survey_kind"),
        LiveFigure(Text("未办结", "Open tickets"), "service", "opened_on", without="closed_on"),
    ),
    Module(
        "people", Text("人员", "People"),
        Text("带团队的主管", "Managers"),
        _sheets(
            "commission_plans|提成方案|Commission plans|tblCommissionPlans; "
            "commission|提成单|Commission|tblCommission; "
            "training|培训|Training|tblTraining; "
            "development|发展计划|Development|tblDevelopment; "
            "evaluations|评价|Evaluations|tblEvaluations; "
            "headcount|编制|Headcount|tblHeadcount"
        ),
        ("plan_kind", "plan_basis", "plan_period", "pay_status", "training_kind", "pay_kind"),
    ),
    Module(
        "improve", Text("改进", "Improvement"),
        Text("主管和组长", "Managers and leads"),
        _sheets(
            "problems|问题改进|Improvements|tblProblems; "
            "risks|风险|Risks|tblRisks; "
            "meetings|会议与复盘|Meetings|tblMeetings; "
            "sop_revisions|流程修订|SOP revisions|tblSopRevisions"
        ),
        ("problem_kind", "risk_strategy", "risk_status", "risk_kind", "meeting_kind", "revision_source"),
        LiveFigure(Text("逾期", "Overdue"), "problems", "due", past=True, of_choice="status", ended=("done", "cancelled")),
    ),
    Module(
        "market", Text("市场", "Market"),
        Text("管市场费用和渠道的人", "Whoever runs marketing"),
        _sheets(
            "costs|费用|Costs|tblCosts; "
            "markets|目标市场|Markets|tblMarkets; "
            "competitors|竞争对手|Competitors|tblCompetitors; "
            "partners|合作伙伴|Partners|tblPartners; "
            "library|资料库|Library|tblLibrary; "
            "loyalty|积分|Loyalty points|tblLoyalty"
        ),
        ("cost_kind", "partner_type", "partner_status", "library_kind", "loyalty_kind"),
        LiveFigure(Text("今年已花", "Spent this year"), "costs", "amount", adds_up=True, this_year="date"),
    ),
)  # fmt: skip
"""In the order their sheets stand in a workbook."""

_MODULE_OF_SHEET = {sheet.key: module for module in MODULES for sheet in module.sheets}
_MODULE_OF_LIST = {key: module for module in MODULES for key in module.lists}


def listed() -> Iterator[Listed]:
    """Every sheet of every module."""
    for module in MODULES:
        yield from module.sheets


def listed_choices() -> Iterator[str]:
    """The keys of the choice lists that only modules use."""
    return iter(_MODULE_OF_LIST)


def module_of(sheet: str) -> Module | None:
    """The module a sheet belongs to; None for a core sheet."""
    return _MODULE_OF_SHEET.get(sheet)


def modules_of(records: Iterable[Record]) -> tuple[str, ...]:
    """The modules these records belong to, each once."""
    return tuple(dict.fromkeys(record.module for record in records if record.key in _MODULE_OF_SHEET))


def sheet_of(key: str) -> Listed:
    return next(sheet for sheet in _MODULE_OF_SHEET[key].sheets if sheet.key == key)


def load_record(key: str) -> Record:
    """The declaration of a module's sheet."""
    records: tuple[Record, ...] = import_module(f"{__name__}.{_MODULE_OF_SHEET[key].key}").RECORDS
    return next(record for record in records if record.key == key)


def load_choices(key: str) -> ChoiceList:
    """A choice list that only modules use."""
    lists: tuple[ChoiceList, ...] = import_module(f"{__name__}.lists").LISTS
    return next(choices for choices in lists if choices.key == key)
