"""The whole story of one team, put together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence

from sheetsales.process.periods import span_of
from sheetsales.schema.defaults import Preset, table
from sheetsales.schema.modules import module_of
from sheetsales.template.story.activities import activity_rows
from sheetsales.template.story.customers import customer_rows
from sheetsales.template.story.deals import deal_row
from sheetsales.template.story.drafts import Row, Rows, day_of, text_of
from sheetsales.template.story.mistakes import PLANTED_NOW, plant
from sheetsales.template.story.model import Story
from sheetsales.template.story.modules import module_rows
from sheetsales.template.story.people import team_rows
from sheetsales.template.story.plan import Deal, deals
from sheetsales.template.story.running import now_of, run_on, running
from sheetsales.template.story.scale import BASE_SIZE, carried_on, cut
from sheetsales.template.story.shifting import days_gone, move, rated_periods, report_month, weeks_to
from sheetsales.template.story.stage_log import log_rows
from sheetsales.template.story.targets import carried_targets, target_rows
from sheetsales.template.story.tasks import task_rows
from sheetsales.template.story.timeline import touches
from sheetsales.template.story.variation import varied
from sheetsales.texts import Lang


def build_story(
    lang: Lang,
    process: Preset,
    today: dt.date,
    opportunities: int = BASE_SIZE,
    seed: int = 1,
    mistakes: tuple[str, ...] = PLANTED_NOW,
    sheets: Collection[str] = (),
) -> Story:
    """The sample story as of ``today`` in one language, its stages as ``process`` calls them.

    The story is told as of 2026-11-02, a Monday. For another day every date moves by whole weeks, to the nearest at or
    before ``today``, and what is under way moves along with the days since that Monday, as if told on it; the month
    reported is the last one over by ``today``, and the months of the targets move with it.
    ``opportunities`` other than 150 cuts the story short or goes on with clean deals of further teams, varied by
    ``seed``. ``mistakes`` are the ids of those planted, in whatever of the story there is. ``sheets`` are those of
    modules, by record key, that it is told for besides the core ones.
    """
    month = report_month(today)
    by = weeks_to(today)
    gone, rated = days_gone(today), rated_periods(today)
    clean = _as_of(_tell(lang, process, deals(process), sheets, gone), by, target_rows(lang, month), rated)
    if opportunities < BASE_SIZE:
        clean = cut(clean, opportunities)
    rows, raw = plant(clean, mistakes, lang, process, today)
    if opportunities <= BASE_SIZE:
        return Story(lang, today, _bought(rows, process, lang, today), _settings(lang, month), raw)

    def variant(number: int) -> Rows:
        year = _tell(lang, process, varied(deals(process), f"{seed}/{number}"), sheets, gone)
        year["tasks"] = [task for task in year["tasks"] if task["from"] != "manual"]
        return _as_of(year, by, carried_targets(clean["targets"], month), rated)

    whole = carried_on(rows, variant, opportunities, seed, lang)
    return Story(lang, today, whole, _settings(lang, month), raw)


def _bought(
    rows: Mapping[str, Sequence[Row]], process: Preset, lang: Lang, today: dt.date
) -> Mapping[str, Sequence[Row]]:
    """The customers with what they bought, where the story is told in ledgers; of further teams a check fills it in."""
    if not any((module := module_of(key)) is not None and module.key == "orders" for key in rows):
        return rows
    from sheetsales.template.story.purchases import with_purchases

    return with_purchases(rows, process, lang, today)


def _as_of(told: Rows, by: dt.timedelta, targets: list[Row], rated: Mapping[str, str]) -> Rows:
    moved = {key: list(move(rows, by)) for key, rows in told.items()} | {"targets": targets}
    if "evaluations" in moved:
        moved["evaluations"] = list(_rated(moved["evaluations"], moved["team"], rated))
    return moved


def _rated(rows: Sequence[Row], team: Sequence[Row], rated: Mapping[str, str]) -> Iterator[Row]:
    """The ratings, for the quarters they are of now; nobody is rated before he began."""
    began = {row["id"]: day_of(row, "hired_on") for row in team}
    for row in rows:
        period = rated[text_of(row, "period")]
        span = span_of(period)
        if span is not None and began[row["person"]] <= span.last:
            yield row | {"period": period}


def _tell(lang: Lang, process: Preset, planned: Sequence[Deal], sheets: Collection[str], gone: int) -> Rows:
    """Every row but the targets, as of so many working days after the story's own day."""
    now, plan = now_of(gone), running(planned, gone)
    contacts = touches(plan, process, now)
    activities = activity_rows(contacts, lang)
    said = {
        row["opportunity"]: text_of(row, "next_step")
        for row in activities
        if "opportunity" in row and "next_step" in row
    }
    customers = customer_rows(plan, contacts, lang, now)
    busy = {deal.customer for deal in plan if deal.is_open}
    due = {text_of(row, "id"): day_of(row, "next_contact") for row in customers if row["id"] not in busy}
    return {
        "team": team_rows(lang),
        "customers": customers,
        "pipeline": [deal_row(deal, process, lang, said.get(deal.id, ""), now) for deal in plan],
        "activities": activities,
        "tasks": task_rows(planned, due, process, lang, gone),
        "targets": [],
        "stage_log": log_rows(plan),
        **(run_on(module_rows(sheets, plan, customers, lang), gone) if sheets else {}),
    }


def _settings(lang: Lang, month: str) -> dict[str, str]:
    """What the sample sets: team name, currency, calendar and the month reported."""
    column = f"sample_{lang}"
    return {row["name"]: row[column] for row in table("settings") if row[column]} | {"report_month": month}
