"""What ``report``, ``run`` and a click say of a report: the facts, what is unknown, and where it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheetsales.look.numbers import UNKNOWN
from sheetsales.texts import Lang, Text
from sheetsales.workflow.report_making import Summary


def lines(summary: Summary, lang: Lang, *, dry_run: bool = False) -> Iterator[str]:
    """The facts, what is unknown and why, and where the report is."""
    yield from (sentence.in_(lang) for sentence in summary.sentences)
    colon = "：" if lang == "zh" else ": "
    for headline in summary.headlines:
        if headline.value is None:
            yield f"{UNKNOWN} {headline.name.in_(lang)}{colon}{headline.reason.in_(lang)}"
    yield ""
    yield from made_lines((summary,), lang, dry_run=dry_run)


def made_lines(summaries: Sequence[Summary], lang: Lang, *, dry_run: bool) -> Iterator[str]:
    """Where each report and its copies are, and what could not be made."""
    for summary in summaries:
        yield where(summary, dry_run=dry_run).in_(lang)
        yield from template_lines(summary, lang, filled=False)
        yield from map(str, summary.copies)
    yield from (n.in_(lang) for n in dict.fromkeys(notice for one in summaries for notice in one.notices))
    if not summaries:
        yield _NOBODY.in_(lang)


_NOBODY = Text("人员表里没有在职的人，没有出报告。", "Team has nobody in post, so no report was made.")


def where(summary: Summary, *, dry_run: bool = False) -> Text:
    as_of = summary.as_of.isoformat()
    said = _WEEKS if _is_week(summary) else _PERIODS
    return said[dry_run].fill(month=summary.month, as_of=as_of, path=summary.path, kind=_kind(summary))


def made(summary: Summary) -> Text:
    """That the report is made, and where: what a click says."""
    return _MADE.fill(month=summary.month, path=summary.path, kind=_kind(summary))


def _kind(summary: Summary) -> str:
    """What Chinese calls it by its length."""
    return _KINDS[("Q" in summary.month) + 2 * (len(summary.month) == len("2026"))]


def _is_week(summary: Summary) -> bool:
    return len(summary.month) > len("2026-10")


_KINDS = ("月报", "季报", "年报")
_MADE = Text("{month} {kind}已生成：{path}", "The report for {month} is made: {path}")
_PERIODS = (
    Text("{month} {kind}（截至 {as_of}）：{path}", "Report for {month} (as of {as_of}): {path}"),
    Text(
        "这是预演：{month} {kind}（截至 {as_of}）会存到 {path}；现在什么都没写。",
        "Dry run: the report for {month} (as of {as_of}) would go to {path}; nothing was written.",
    ),
)
_WEEKS = (
    Text("{month} 周报（截至 {as_of}）：{path}", "Report for the week of {month} (as of {as_of}): {path}"),
    Text(
        "这是预演：{month} 周报（截至 {as_of}）会存到 {path}；现在什么都没写。",
        "Dry run: the report for the week of {month} (as of {as_of}) would go to {path}; nothing was written.",
    ),
)
"""Where a report is, and where it would be."""


def template_lines(summary: Summary, lang: Lang, *, filled: bool) -> Iterator[str]:
    """What of a template is filled, where that is asked, and what is wrong with it."""
    found, problems = getattr(summary, "filled", ()), getattr(summary, "problems", ())
    if filled:
        yield from (f"✓ {one.at} {one.name}: {one.what.in_(lang)}" for one in found)
    if found or problems:
        yield _TEMPLATE.fill(filled=len(found), problems=len(problems)).in_(lang)
    yield from (problem.line.in_(lang) for problem in problems)


_TEMPLATE = Text(
    "模板：填了 {filled} 处，{problems} 个问题。",
    "Template: {filled:place|places} filled, {problems:problem|problems}.",
)
