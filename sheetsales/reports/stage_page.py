"""The page of stages: how deals flowed, how long they stayed, which are stalled."""

from __future__ import annotations

from collections.abc import Sequence

from sheetsales.indicators.deals import Deal
from sheetsales.indicators.facts import Facts
from sheetsales.indicators.pipeline import is_stalled, stage_age
from sheetsales.look.numbers import UNKNOWN
from sheetsales.reports.block import Heading, PlacedTable
from sheetsales.reports.cells import COUNT, PERCENT, Calc, Content, Dash, mirror, shown
from sheetsales.reports.draft import Draft
from sheetsales.reports.figures.cells import Named
from sheetsales.reports.figures.column import Figured, Unless, figure
from sheetsales.reports.figures.table import FigureTable, Given
from sheetsales.reports.material import Material
from sheetsales.reports.stage_table import HEADINGS as STAGE_HEADINGS
from sheetsales.texts import Text

_FLOW = ("stage", "start", "entered", "advanced", "lost", "other", "open")
_TIME = ("stage", "limit", "over", "stalled", "stalled_amount", "amount", "weighted")
_BY_KEY = {heading.key: heading for heading in STAGE_HEADINGS}

FLOW_HEADINGS = (
    *(_BY_KEY[key] for key in _FLOW),
    Heading("passed", Text("通过率（标准）", "Passed (standard)"), "number"),
)
TIME_HEADINGS = (
    _BY_KEY["stage"],
    Heading("median", Text("停留天数中位（n）", "Median days (n)"), "number"),
    *(_BY_KEY[key] for key in _TIME[1:]),
)


def flow_view(material: Material) -> PlacedTable:
    """What was there, came, left and is there, and the share that passed with its standard."""
    return _view(material, "stage_flow", FLOW_HEADINGS, _FLOW, "passed", ("through", "standard"))


def time_view(material: Material) -> PlacedTable:
    """How long deals stayed, which are over the limit or stalled, and what is open."""
    return _view(material, "stage_time", TIME_HEADINGS, _TIME, "median", ("days", "days_n"))


def _view(
    material: Material,
    key: str,
    headings: Sequence[Heading],
    same: Sequence[str],
    pair: str,
    parts: tuple[str, str],
) -> PlacedTable:
    stages = material.blocks.stages
    view = PlacedTable.view(key, headings, stages.rows)
    for row in stages.rows:
        for column in same:
            view.set(row, column, stages.shows(row, column))
        view.set(row, pair, _paired(material.draft, stages, row, *parts))
    return view


def _paired(draft: Draft, stages: PlacedTable, row: str, figure_key: str, beside: str) -> Content:
    """A figure with another in brackets: ``74% (67%)``, ``4 (35)``."""
    first, second = stages.get(row, figure_key), stages.get(row, beside)
    a, b = shown(first), shown(second)
    if a is None or b is None:
        return first if isinstance(first, Dash) else mirror(stages.ref(row, figure_key), first)
    opening, closing = ("（", "）") if draft.lang == "zh" else (" (", ")")
    refs = stages.ref(row, figure_key), stages.ref(row, beside)
    if stages.look(row, figure_key) == "share":
        formulas, words = [PERCENT.expression(ref) for ref in refs], [PERCENT.words(v) for v in (a, b)]
    else:
        formulas = [refs[0], COUNT.expression(refs[1])]
        words = [f"{a:g}", COUNT.words(b)]
    return Calc(
        f'{formulas[0]}&"{opening}"&{formulas[1]}&"{closing}"', f"{words[0]}{opening}{words[1]}{closing}"
    )


NO_AMOUNT = Text("没有金额", "no amount")
_NO_CONTACT = Text("没有跟进记录", "no activity on record")

STALLED_COLUMNS: tuple[Figured, ...] = (
    figure("deal", "停滞商机", "Stalled deal"),
    figure("customer", "客户", "Customer"),
    figure("stage", "阶段", "Stage"),
    figure("days", "天数（期限）", "Days (limit)"),
    figure("last", "上次联系", "Last contact", "date"),
    figure("amount", "金额", "Amount", "money", "SUMIFS(deals[amount],deals[id],[@deal])",
           Unless('COUNTIFS(deals[id],[@deal],deals[amount],"<>")=0', NO_AMOUNT)),
    figure("owner", "负责人", "Owner"),
    figure("next", "下一步", "Next step"),
)  # fmt: skip


def _stalled(draft: Draft) -> list[Deal]:
    """The stalled deals, the largest first."""
    found = [deal for deal in draft.facts.open() if deal.id and is_stalled(draft.facts, deal) is True]
    return sorted(found, key=lambda deal: (-(deal.amount or 0), deal.id))


def _rows(draft: Draft) -> list[str]:
    return [deal.id for deal in _stalled(draft)]


def _given(draft: Draft, rows: Sequence[str]) -> Given:
    deals = _stalled(draft)[: len(rows)]
    facts, pipeline = draft.facts, draft.facts.book.table("pipeline")
    steps = pipeline.get("next_step")
    last = [facts.contact.of(d.id, d.customer) if facts.contact is not None else None for d in deals]
    opening, closing = ("（", "）") if draft.lang == "zh" else (" (", ")")
    return {
        "deal": [d.id for d in deals],
        "customer": [draft.customer_name(d.customer) for d in deals],
        "stage": [draft.stage_name(d.stage.code) if d.stage else None for d in deals],
        "days": [f"{_age(facts, d)}{opening}{d.stage.max_days if d.stage else ''}{closing}" for d in deals],
        "last": [day or Dash(_NO_CONTACT) for day in last],
        "owner": [draft.name_of(d.owner) for d in deals],
        "next": [steps[d.row] for d in deals],
    }


def stalled_for(facts: Facts, deal: Deal) -> Text:
    """``停滞 111 天（期限 14 天）``; without the days where nobody wrote down since when."""
    days, limit = stage_age(facts, deal), deal.stage.max_days if deal.stage else None
    if days is None:
        return Text(f"停滞（期限 {limit} 天）", f"past the limit of {limit} days")
    return Text(f"停滞 {days} 天（期限 {limit} 天）", f"for {days} days (limit {limit})")


def _age(facts: Facts, deal: Deal) -> int | str:
    age = stage_age(facts, deal)
    return UNKNOWN if age is None else age


def _no_names(_: Draft) -> dict[str, Named]:
    return {}


STALLED = FigureTable(
    "stalled", "tblStalled", Text("停滞的商机", "Stalled deals"), STALLED_COLUMNS, _rows, _given, _no_names
)
