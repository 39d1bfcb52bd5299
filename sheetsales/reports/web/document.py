"""The whole report as one HTML file: nothing is fetched from elsewhere, and no script runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheetsales.reports.block import PlacedTable, reasons_line
from sheetsales.reports.cover import cover_title
from sheetsales.reports.draft import Draft
from sheetsales.reports.material import Material
from sheetsales.reports.printed import Printed
from sheetsales.reports.section import Section
from sheetsales.reports.sections import absent
from sheetsales.reports.summary import spoken
from sheetsales.reports.web.cover import cover, priorities
from sheetsales.reports.web.drawn import picture
from sheetsales.reports.web.markup import Markup, joined, tag
from sheetsales.reports.web.style import style_sheet
from sheetsales.reports.web.svg import figure
from sheetsales.reports.web.table import block_table, page_table

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def document(material: Material, printed: Printed) -> str:
    """The pages in the order of the printed ones; the full edition ends with the whole appendix."""
    draft, blocks = material.draft, material.appendix.blocks
    return _whole(
        draft,
        cover_title(draft),
        cover(material, printed, blocks),
        priorities(draft, material.blocks["priorities"]),
        *(_page(draft, sections, blocks) for _, sections in printed.pages),
        _absent(material),
        _appendix(material) if draft.full else None,
    )


def page_document(draft: Draft, title: str, sections: Sequence[Section]) -> str:
    """A report of a single page without a cover; its sections have no charts."""
    return _whole(
        draft,
        title,
        *(part for i, one in enumerate(sections) for part in _section(draft, one, "h2" if i else "h1", ())),
    )


def _whole(draft: Draft, title: str, *body: str | None) -> str:
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="generator", content="sheetsales"),
        tag("title", title),
        tag("style", style_sheet()),
    )
    page = tag("html", head, tag("body", tag("main", *body)), lang=draft.say("zh-CN", "en"))
    return f"<!DOCTYPE html>\n{page}\n"


def _page(draft: Draft, sections: Sequence[Section], blocks: Sequence[PlacedTable]) -> Markup:
    """A page: its first section's title heads it, those of the others stand below."""
    return tag(
        "section",
        *(
            part
            for i, one in enumerate(sections)
            for part in _section(draft, one, "h3" if i else "h2", blocks)
        ),
    )


def _section(draft: Draft, section: Section, heading: str, blocks: Sequence[PlacedTable]) -> Iterator[Markup]:
    title = draft.speak(section.title)
    yield tag(heading, title)
    if section.caption:
        yield tag("p", section.caption, class_="caption")
    if section.sentence is not None:
        yield tag("p", spoken(section.sentence), class_="lead")
    for table in section.tables:
        yield page_table(draft, table, title)
    reasons = (reasons_line(draft, table.block, table.columns, table.rows) for table in section.tables)
    for said in (*dict.fromkeys(reasons), section.note):
        if said:
            yield tag("p", said, class_="quiet")
    if section.chart is not None:
        yield figure(picture(section.chart, blocks))


def _absent(material: Material) -> Markup | None:
    lines = [tag("li", material.draft.speak(said)) for said in absent(material)]
    return tag("ul", *lines, class_="quiet") if lines else None


def _appendix(material: Material) -> Markup:
    """Every column of every section, folded away until someone asks."""
    draft, appendix = material.draft, material.appendix
    tables = (block_table(draft, block) for block in appendix.blocks)
    return tag("details", tag("summary", appendix.name), joined(tables))
