"""The targets: the company's months, split over teams and people so that every sum reconciles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from sheetsales.dataclass import dataclass
from sheetsales.template.story.model import StoryValue
from sheetsales.template.story.people import COMPANY, MANAGER, TEAMS, name_of
from sheetsales.template.story.sources import source
from sheetsales.texts import Lang, Text

TargetRow = dict[str, StoryValue]
UNIT = 10_000
MASTER_MONTH = "2026-10"
CARER = "S05"
_COMING = (("2026-11", 84), ("2026-12", 120))
_EAST_FIXED = {"2026-10": 29, "2026-11": 33, "2026-12": 46}
_SHARES = {"east": 0.5, "north": 0.26, "south": 0.135}
_QUARTER_SHARES = {"north": 0.29, "south": 0.18}
_NEWCOMER = {"2026-08": 1, "2026-09": 3, "2026-10": 4, "2026-11": 5, "2026-12": 6}
_FULL_NEWCOMER = 7
_LEAVER_UNTIL = "2026-06"
_HOW = Text("按关闭日期合计成交商机金额，含税。", "Sum of won deals by closing date, tax included.")
_NEW_A_MONTH = 2
_MEASURES = (
    (
        "new_customers",
        str(12 * _NEW_A_MONTH),
        Text("首单落在年内的客户数。", "Customers whose first order falls in the year."),
    ),
    ("win_rate_count", "0.4", Text("赢单 ÷（赢单＋输单），按单数。", "Won ÷ (won + lost), by count.")),
    ("funnel_conversion", "0.2", Text("同批线索的成交比例。", "Share of a cohort of leads that is won.")),
    (
        "cycle_days",
        "30",
        Text("首次接触到签约天数的中位数。", "Median days from first contact to signature."),
    ),
    ("satisfaction", "0.9", Text("客户打分平均 ÷ 100。", "Mean customer score ÷ 100.")),
)
_ACTIONS = Text(
    "每周一过一遍在手商机，季度末前两周只盯报价和谈判。",
    "Walk through open deals every Monday; in the last fortnight of a quarter only quotations and negotiations.",
)
_RESOURCES = Text("样板工厂两家、技术支持一人", "Two reference plants, one engineer for support")


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the workbook: ``shown`` there, ``told`` in the story's own time."""

    shown: str
    told: str
    total: int

    @property
    def teams(self) -> dict[str, int]:
        return team_split(self.told, self.total)

    @property
    def people(self) -> dict[str, int]:
        return people_split(self.told, self.teams)


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


def _month(number: int) -> str:
    return f"{number // 12}-{number % 12 + 1:02d}"


def _total(told: str) -> int:
    """The company's target of a month of the story, in ten thousands; years to come repeat this one."""
    known = {row["month"]: int(row["target_wan"]) for row in source("months")} | dict(_COMING)
    return known.get(told) or known[f"2026{told[4:]}"]


def company_months(report_month: str) -> tuple[Month, ...]:
    """From eleven months before the month reported to the end of the year that the month after it lies in.

    The story's months move with the month reported, so that targets stay beside the wins they were set for.
    """
    end = _number(report_month)
    shown = range(min(end - 11, end // 12 * 12), (end + 1) // 12 * 12 + 12)
    on = end - _number(MASTER_MONTH)
    return tuple(Month(_month(n), _month(n - on), _total(_month(n - on))) for n in shown)


def team_split(month: str, total: int) -> dict[str, int]:
    """A month's target by team; what rounding leaves goes to the west."""
    shares = _QUARTER_SHARES if month in _EAST_FIXED else _SHARES
    split = {team: round(total * share) for team, share in shares.items()}
    if month in _EAST_FIXED:
        split = {"east": _EAST_FIXED[month], **split}
    return split | {"west": total - sum(split.values())}


def people_split(month: str, teams: dict[str, int]) -> dict[str, int]:
    """A month's target by person: the newcomer ramps up, the leaver counts until he left."""
    lead = round(teams["east"] * 0.3)
    newcomer = _NEWCOMER.get(month, min(_FULL_NEWCOMER, lead) if month > max(_NEWCOMER) else 0)
    leaver = round(teams["north"] * 0.4) if month <= _LEAVER_UNTIL else 0
    split = {
        "S02": lead, "S03": teams["east"] - lead - newcomer, "S04": teams["north"] - leaver, "S05": teams["south"],
        "S06": teams["west"], "S07": newcomer, "S08": leaver,
    }  # fmt: skip
    return {person: value for person, value in split.items() if value}


def target_rows(lang: Lang, report_month: str) -> list[TargetRow]:
    """The year's targets, the quarter's of one team, and every month's, as of the month reported."""
    months = company_months(report_month)
    year = [month for month in months if month.shown[:4] == report_month[:4]]
    return [*_year(lang, year), _quarter(lang, year, report_month), *_months(lang, months)]


def _target(period: str, level: str, owner: str, measure: str, value: Decimal, how: str = "") -> TargetRow:
    row: TargetRow = {"period": period, "level": level, "owner": owner, "measure": measure, "value": value}
    return row | ({"how_measured": how} if how else {})


def _amount(value: int) -> Decimal:
    return Decimal(value * UNIT)


def _year(lang: Lang, months: Sequence[Month]) -> Iterator[TargetRow]:
    year, how, total = months[0].shown[:4], _HOW.in_(lang), sum(month.total for month in months)
    yield _target(year, "company", COMPANY[lang], "won_amount", _amount(total), how) | {
        "stretch": _amount(total) * 11 / 10,
        "resources": _RESOURCES.in_(lang),
        "actions": _ACTIONS.in_(lang),
    }
    for measure, value, text in _MEASURES:
        yield _target(year, "company", COMPANY[lang], measure, Decimal(value), text.in_(lang))
    for team, part in _sum(month.teams for month in months).items():
        yield _target(year, "team", TEAMS[team][lang], "won_amount", _amount(part), how)
    for person, part in sorted(_sum(month.people for month in months).items()):
        yield _target(year, "person", name_of(person, lang), "won_amount", _amount(part), how)
    yield _target(year, "person", name_of(MANAGER, lang), "win_rate_count", Decimal("0.4"))
    yield _target(year, "person", name_of(CARER, lang), "satisfaction", Decimal("0.9"))


def _sum(splits: Iterable[dict[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for split in splits:
        total.update(split)
    return dict(total)


def _quarter(lang: Lang, year: Sequence[Month], report_month: str) -> TargetRow:
    quarter = _number(report_month) % 12 // 3
    value = sum(month.teams["east"] for month in year[quarter * 3 : quarter * 3 + 3])
    period = f"{report_month[:4]}Q{quarter + 1}"
    return _target(period, "team", TEAMS["east"][lang], "won_amount", _amount(value), _HOW.in_(lang))


def _months(lang: Lang, months: Sequence[Month]) -> Iterator[TargetRow]:
    won = {row["month"]: Decimal(row["won_wan"]) for row in source("months")}
    for month in months:
        company = _target(month.shown, "company", COMPANY[lang], "won_amount", _amount(month.total))
        last_year = won.get(f"{int(month.told[:4]) - 1}{month.told[4:]}")
        yield company | ({"baseline": last_year * UNIT} if last_year else {})
        yield _target(month.shown, "company", COMPANY[lang], "new_customers", Decimal(_NEW_A_MONTH))
        for team, value in month.teams.items():
            yield _target(month.shown, "team", TEAMS[team][lang], "won_amount", _amount(value))
        for person, value in month.people.items():
            yield _target(month.shown, "person", name_of(person, lang), "won_amount", _amount(value))
        if month.told >= MASTER_MONTH:
            yield _target(month.shown, "person", name_of(MANAGER, lang), "win_rate_count", Decimal("0.4"))


def shared_periods(report_month: str) -> frozenset[str]:
    """The periods for which further teams have targets: the month reported and those after it, quarter and year."""
    months = {month.shown for month in company_months(report_month) if month.shown >= report_month}
    quarter = f"{report_month[:4]}Q{_number(report_month) % 12 // 3 + 1}"
    return frozenset({report_month[:4], quarter, *months})


def carried_targets(rows: Sequence[TargetRow], report_month: str) -> list[TargetRow]:
    """The targets of teams and people that a further team has too."""
    periods = shared_periods(report_month)
    return [row for row in rows if row["level"] != "company" and row["period"] in periods]
