"""Page one: the title, the tiles, the sentences, the charts and what matters most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sheetsales.reports.block import PlacedTable, cell_format
from sheetsales.reports.cells import shown
from sheetsales.reports.cover import NOTHING, cover_line, cover_makers, cover_title
from sheetsales.reports.cover_lines import as_text
from sheetsales.reports.draft import Draft
from sheetsales.reports.material import Material
from sheetsales.reports.printed import Printed
from sheetsales.reports.summary import spoken
from sheetsales.reports.tiles import Tile
from sheetsales.reports.web.drawn import picture
from sheetsales.reports.web.markup import Markup, joined, tag
from sheetsales.reports.web.shown import text_of
from sheetsales.reports.web.svg import figure as chart_figure
from sheetsales.reports.web.table import light_class, scrolling, short_class


def cover(material: Material, printed: Printed, blocks: Sequence[PlacedTable]) -> Markup:
    """Page one, as the workbook's."""
    draft = material.draft
    team = draft.facts.book.settings.text("team_name")
    facts = (
        tag("li", tag("b", draft.speak(fact.lead)), " ", spoken(fact.said), class_="lead")
        for fact in printed.facts
    )
    charts = [chart_figure(picture(chart, blocks)) for chart in printed.charts if chart is not None]
    return joined(
        (
            tag("h1", cover_title(draft)),
            tag("p", team, class_="caption") if team else None,
            tag("p", cover_line(draft), " · ", cover_makers(draft, material.today), class_="quiet"),
            tag("ul", *map(_tile, printed.tiles), class_="tiles"),
            tag("ul", *facts, class_="said"),
            tag("div", *charts, class_="charts") if charts else None,
        )
    )


def _tile(tile: Tile) -> Markup:
    light = tag("span", tile.status, class_=f"light {light_class(tile.status)}") if tile.status else None
    name = tag("p", tag("span", tile.name), light, class_="name")
    large = tag("p", text_of(tile.figure, tile.pattern), class_="figure")
    if tile.unknown:
        return tag("li", name, large, tag("p", as_text(tile.target), class_="quiet"))
    context = tag("p", tag("span", as_text(tile.context), class_="quiet"), class_="row")
    return tag("li", name, large, *_against_target(tile), context)


def _against_target(tile: Tile) -> Iterator[Markup]:
    """Target and attainment, with a bar from 0 to 100 %."""
    said = text_of(tile.share, tile.share_pattern) if tile.share is not None else ""
    yield tag("p", tag("span", as_text(tile.target)), tag("b", said), class_="row")
    share = shown(tile.bar)
    if share is not None:
        filled = tag("i", style=f"width:{min(max(share, 0.0), 1.0):.1%}", class_=light_class(tile.status))
        yield tag("div", filled, class_="bar")


def priorities(draft: Draft, block: PlacedTable) -> Markup:
    """What matters most, whose it is, what is at stake, by when."""
    sides = {"what": None, "owner": None, "money": "r", "due": "c"}
    titles = {key: draft.speak(block.heading(key).title) for key in sides}
    if not block.rows:
        return tag("p", draft.speak(NOTHING))
    head = tag("tr", *(tag("th", titles[key], scope="col", class_=side) for key, side in sides.items()))
    rows = [_priority(draft, block, row, titles) for row in block.rows]
    caption = tag("caption", titles["what"], class_="plain")
    table = tag("table", caption, tag("thead", head), tag("tbody", *rows), class_="cards")
    return scrolling(table, titles["what"])


def _priority(draft: Draft, block: PlacedTable, row: str, titles: Mapping[str, str]) -> Markup:
    told = {
        key: text_of(block.get(row, key), cell_format(draft, block.look(row, key)))
        for key in ("owner", "money", "due")
    }
    return tag(
        "tr",
        tag("th", f"{row}. {block.get(row, 'what')}", scope="row"),
        tag("td", told["owner"], class_=short_class(told["owner"]), data_of=titles["owner"]),
        tag("td", told["money"], class_="r", data_of=titles["money"]),
        tag("td", told["due"], class_="c", data_of=titles["due"]),
    )
