"""Page one: the title, the tiles, the sentences, the charts and what matters most."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from sheetsales.findings import Finding
from sheetsales.look import numbers
from sheetsales.reports.block import Block
from sheetsales.reports.cells import Dash, known, shown
from sheetsales.reports.cover import (
    NO_MONEY,
    attainment_format,
    change_format,
    cover_line,
    cover_title,
    few,
    figure,
    tile_format,
    told_as,
    top_problems,
)
from sheetsales.reports.draft import Draft
from sheetsales.reports.printed import Printed
from sheetsales.reports.summary import spoken
from sheetsales.reports.web.drawn import picture
from sheetsales.reports.web.markup import Markup, joined, tag
from sheetsales.reports.web.shown import text_of
from sheetsales.reports.web.svg import figure as chart_figure
from sheetsales.reports.web.table import light_class, scrolling, short_class


def cover(draft: Draft, kpi: Block, printed: Printed, blocks: Sequence[Block]) -> Markup:
    """Page one, as the workbook's."""
    team = draft.facts.book.settings.text("team_name")
    sentences = (
        tag("li", spoken(sentence), class_="lead") for sentence in printed.sentences if sentence is not None
    )
    charts = [chart_figure(picture(chart, blocks)) for chart in printed.charts if chart is not None]
    return joined(
        (
            tag("h1", cover_title(draft)),
            tag("p", team, class_="caption") if team else None,
            tag("p", cover_line(draft), class_="quiet"),
            tag("ul", *(_tile(draft, kpi, code) for code in kpi.rows), class_="tiles"),
            tag("ul", *sentences, class_="said"),
            tag("div", *charts, class_="charts") if charts else None,
        )
    )


def _tile(draft: Draft, kpi: Block, code: str) -> Markup:
    status = str(kpi.get(code, "status") or "")
    light = tag("span", status, class_=f"light {light_class(status)}") if status else None
    name = tag("p", tag("span", str(kpi.get(code, "name"))), light, class_="name")
    value = text_of(figure(draft, kpi, code), tile_format(draft, kpi, code, "actual"))
    actual = kpi.get(code, "actual")
    large = tag("p", value, class_="figure")
    if isinstance(actual, Dash):
        return tag("li", name, large, tag("p", draft.speak(actual.reason), class_="quiet"))
    return tag("li", name, large, *_against_target(draft, kpi, code), _change(draft, kpi, code))


def _against_target(draft: Draft, kpi: Block, code: str) -> Iterator[Markup]:
    """Target and attainment, with a bar from 0 to 100 %; without a target why there is none."""
    target = kpi.get(code, "target")
    label = draft.say("目标 ", "Target ")
    if isinstance(target, Dash):
        yield tag("p", f"{label}{numbers.UNKNOWN} {draft.speak(target.reason)}", class_="quiet")
        return
    told = told_as(draft, kpi, code)
    attained = kpi.get(code, told)
    share = shown(attained) if known(attained) and not few(draft, kpi, code) else None
    said = text_of(attained, attainment_format(draft, told)) if share is not None else ""
    goal = tag("span", label, text_of(target, tile_format(draft, kpi, code, "target")))
    yield tag("p", goal, tag("b", said), class_="row")
    if share is not None:
        yield tag("div", tag("i", style=f"width:{min(max(share, 0.0), 1.0):.1%}"), class_="bar")


def _change(draft: Draft, kpi: Block, code: str) -> Markup:
    """The change on last month, and how many records the figure rests on."""
    change, n = kpi.get(code, "mom"), kpi.get(code, "n")
    said = text_of(change, change_format(draft, kpi, code))
    why = f" {draft.speak(change.reason)}" if isinstance(change, Dash) else ""
    left = tag("span", f"{draft.say('环比', 'Change')} {said}{why}", class_="quiet")
    return tag("p", left, tag("span", f"n = {n}", class_="quiet") if n is not None else None, class_="row")


def problems(draft: Draft, findings: Sequence[Finding], today: dt.date) -> Markup:
    """The three largest problems: what, whose, how much is at risk, since when."""
    say = draft.say
    headings = (
        (say("最大的三个问题", "The three largest problems"), None),
        (say("负责人", "Owner"), None),
        (say("涉及金额", "At risk"), "r"),
        (say("发现日期", "Since"), "c"),
    )
    head = tag("tr", *(tag("th", text, scope="col", class_=side) for text, side in headings))
    names = [text for text, _ in headings[1:]]
    chosen = enumerate(top_problems(findings), start=1)
    rows = [_problem(draft, f"{i}. ", finding, today, names) for i, finding in chosen]
    if not rows:
        return tag("p", say("没有错误或提醒。", "No errors or warnings."))
    caption = tag("caption", headings[0][0], class_="plain")
    table = tag("table", caption, tag("thead", head), tag("tbody", *rows), class_="cards")
    return scrolling(table, headings[0][0])


def _problem(draft: Draft, number: str, finding: Finding, today: dt.date, names: Sequence[str]) -> Markup:
    money = Dash(NO_MONEY) if finding.money is None else finding.money
    owner, at_risk, since = (
        draft.name_of(finding.owner),
        text_of(money, draft.money_format),
        text_of(finding.since or today, numbers.DATE),
    )
    return tag(
        "tr",
        tag("th", number + draft.speak(finding.message), scope="row"),
        tag("td", owner, class_=short_class(owner), data_of=names[0]),
        tag("td", at_risk, class_="r", data_of=names[1]),
        tag("td", since, class_="c", data_of=names[2]),
    )
