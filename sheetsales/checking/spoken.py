"""A check in the words of the terminal: what matters first, the findings that cost most, the next step last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum

from sheetsales.cells.edits import EditPlan, SetCell
from sheetsales.checking.findings_sheet import sheet_title
from sheetsales.checking.judge import Judged
from sheetsales.checking.summary import PersonFindings, Summary
from sheetsales.findings import Finding, Severity
from sheetsales.speech.counts import count_of
from sheetsales.speech.lists import listed
from sheetsales.speech.money import spoken_money
from sheetsales.speech.widths import display_width
from sheetsales.texts import Lang, Text

_MOST_KINDS = 6
"""So many kinds of findings are named in a line; the sheet has them all."""

SIGNS = {Severity.ERROR: "✕", Severity.WARNING: "▲", Severity.INFO: "●"}

PEOPLE_SHOWN = 8

_FIRST = {
    1: Text("先找", "speak first to "),
    2: Text("先找这两个人：", "speak first to these two people: "),
    3: Text("先找这三个人：", "speak first to these three people: "),
}


class Outcome(Enum):
    """What became of the plan."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    SHOWN = "shown"


def outcome(plan: EditPlan, *, dry_run: bool) -> Outcome:
    if not plan.edits:
        return Outcome.UNCHANGED
    return Outcome.SHOWN if dry_run else Outcome.WRITTEN


def spoken(judged: Judged, plan: EditPlan, what: Outcome, lang: Lang) -> Iterator[str]:
    """The lines of a check, in order."""
    summary = judged.summary
    headline = _headline(summary, lang)
    if headline:
        yield headline
    yield counts_line(summary, lang)
    if summary.top:
        yield ""
        yield from _details(summary.top, lang)
    yield from _folded(summary, lang)
    yield from _by_person(summary, lang)
    rest = [*_held_back(summary), *summary.notices]
    if rest:
        yield ""
        yield from (text.in_(lang) for text in rest)
    yield ""
    yield _next_step(judged, plan, what).in_(lang)


def _headline(summary: Summary, lang: Lang) -> str:
    clauses = [text.in_(lang) for text in _deals(summary)]
    first = _first(summary, lang)
    if lang == "zh":
        return "；".join(filter(None, ["，".join(clauses), first])) + ("。" if clauses or first else "")
    said = "; ".join(filter(None, [", ".join(clauses), first])) + ("." if clauses or first else "")
    return said[:1].upper() + said[1:]


def _deals(summary: Summary) -> Iterator[Text]:
    if summary.open_deals is None:
        return
    yield Text(f"{summary.open_deals} 单在手", count_of(summary.open_deals, "open deal"))
    if summary.unplaced:
        many = "a stage" if summary.unplaced == 1 else "stages"
        yield Text(
            f"另有 {summary.unplaced} 单的阶段不认识", f"{summary.unplaced} more in {many} we do not know"
        )
    if summary.stalled is None:
        yield Text(
            "有没有停滞看不出来（缺跟进记录或日期）",
            "whether any are stalled is unknown (no activities or no dates)",
        )
    elif not summary.stalled:
        yield Text("没有停滞的", "none stalled")
    elif summary.stalled_money is None:
        yield Text(f"{summary.stalled} 单停滞", f"{summary.stalled} stalled")
    else:
        zh = spoken_money(summary.stalled_money, "zh", summary.currency)
        en = spoken_money(summary.stalled_money, "en", summary.currency)
        yield Text(f"{summary.stalled} 单停滞，共 {zh}", f"{summary.stalled} stalled, worth {en}")


def _first(summary: Summary, lang: Lang) -> str:
    people = [_person(person, summary.currency, lang) for person in summary.first]
    if not people:
        return ""
    lead = _FIRST[len(people)].in_(lang)
    return lead + listed(people).in_(lang)


def _person(person: PersonFindings, currency: str, lang: Lang) -> str:
    if lang == "zh":
        money = f"，{spoken_money(person.money, lang, currency)}" if person.money else ""
        return f"{person.name}（{person.findings} 处{money}）"
    money = f", {spoken_money(person.money, lang, currency)}" if person.money else ""
    return f"{person.name} ({count_of(person.findings, 'finding')}{money})"


def counts_line(summary: Summary, lang: Lang) -> str:
    """How many findings of each severity, in one sentence."""
    errors, warnings = summary.count(Severity.ERROR), summary.count(Severity.WARNING)
    notes = summary.count(Severity.INFO)
    if not summary.problems:
        text = Text("没有发现问题", "No problems found")
    else:
        people_zh = f"，涉及 {summary.people} 人" if summary.people else ""
        people_en = f", {count_of(summary.people, 'person', 'people')}" if summary.people else ""
        text = Text(
            f"{summary.problems} 处问题：{errors} 错误 · {warnings} 提醒{people_zh}",
            f"{count_of(summary.problems, 'finding')}: {count_of(errors, 'error')} · "
            f"{count_of(warnings, 'warning')}{people_en}",
        )
    also = Text(f"，另有 {notes} 条信息", f", and {count_of(notes, 'note')}") if notes else Text("", "")
    return text.zh + also.zh + "。" if lang == "zh" else text.en + also.en + "."


def _details(findings: tuple[Finding, ...], lang: Lang) -> Iterator[str]:
    places = [str(f.at) if f.at else sheet_title(f).in_(lang) for f in findings]
    width = max(map(display_width, places))
    space = "" if lang == "zh" else " "
    for finding, place in zip(findings, places, strict=True):
        gap = " " * (width - display_width(place)) + ("  " if width else "")
        said = f"{_without(place, finding.message.in_(lang))}{space}{finding.hint.in_(lang)}"
        yield f"{SIGNS[finding.severity]} {place}{gap}{said}"


def _without(place: str, message: str) -> str:
    """The message without the cell it begins with, which stands before it in the line already."""
    if not message.startswith(f"{place} "):
        return message
    return message[len(place) :].lstrip().removeprefix("的")


def _folded(summary: Summary, lang: Lang) -> Iterator[str]:
    if summary.folded:
        total = sum(summary.folded.values())
        lead = f"其余 {total} 处：" if lang == "zh" else f"{total} more: "
        yield lead + _by_code(summary.folded, summary.titles, lang)
    if summary.information:
        lead = "信息：" if lang == "zh" else "Notes: "
        yield lead + _by_code(summary.information, summary.titles, lang)


def _by_code(counts: Mapping[str, int], titles: Mapping[str, Text], lang: Lang) -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    named = [
        (titles[code].in_(lang) if code in titles else code, code, n) for code, n in ranked[:_MOST_KINDS]
    ]
    rest = len(ranked) - len(named)
    if lang == "zh":
        said = listed(f"{title} {n}（{code}）" for title, code, n in named).zh
        return said + (f"，另有 {rest} 种" if rest else "")
    said = listed(f"{title} {n} ({code})" for title, code, n in named).en
    return said + (f", and {count_of(rest, 'other kind')}" if rest else "")


def _by_person(summary: Summary, lang: Lang) -> Iterator[str]:
    """Who has how many, where the headline has not named them all."""
    people = summary.everyone
    if len(people) <= len(summary.first):
        return
    zh = lang == "zh"
    parts = [f"{p.name} {_counts(p.errors, p.warnings, lang)}" for p in people[:PEOPLE_SHOWN]]
    more = len(people) - PEOPLE_SHOWN
    if more > 0:
        parts.append(f"还有 {more} 人" if zh else f"{more} more")
    yield ("按人：" if zh else "By person: ") + listed(parts).in_(lang)


def _counts(errors: int, warnings: int, lang: Lang) -> str:
    zh = lang == "zh"
    said = []
    if errors:
        said.append(f"{errors} 错误" if zh else count_of(errors, "error"))
    if warnings:
        said.append(f"{warnings} 提醒" if zh else count_of(warnings, "warning"))
    return " · ".join(said)


def _held_back(summary: Summary) -> Iterator[Text]:
    if summary.gone:
        n = len(summary.gone)
        yield Text(
            f"上次列出的，有 {n} 处已改好或不再出现。",
            f"{count_of(n, 'finding')} of the last check {_are(n)} mended or gone.",
        )
    if summary.accepted:
        yield Text(
            f"另有 {summary.accepted} 处是先前接受的老问题，没有列出。",
            f"{count_of(summary.accepted, 'finding')} accepted earlier {_are(summary.accepted)} not shown.",
        )
    if summary.waived:
        yield Text(
            f"{summary.waived} 处按豁免表没有报。",
            f"{count_of(summary.waived, 'finding')} {_are(summary.waived)} held back by Waivers.",
        )


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _next_step(judged: Judged, plan: EditPlan, what: Outcome) -> Text:
    sheet = judged.findings_sheet
    if what is Outcome.UNCHANGED:
        return Text(
            "和上次检查相比没有变化，文件没有动。",
            "Nothing has changed since the last check; the file was not touched.",
        )
    if not sheet:
        return Text(
            "结果没有地方写；全部结果用 sheetsales check --json 工作簿 看。",
            "There is no place for the findings; sheetsales check --json BOOK lists them all.",
        )
    if what is Outcome.SHOWN:
        cells = sum(isinstance(edit, SetCell) for edit in plan.edits)
        return Text(
            f"这是预演：会改 {cells} 个单元格，更新“{sheet}”表；现在什么都没写。去掉 --dry-run 就写入。",
            f"Dry run: it would set {count_of(cells, 'cell')} and bring the sheet “{sheet}” up to date; nothing was "
            "written. Leave out --dry-run to write.",
        )
    filled = len(judged.given_ids)
    ids = Text(f"补了 {filled} 个编号，", f"Gave {count_of(filled, 'id')}. ") if filled else Text("", "")
    if not judged.findings:
        return Text(f"{ids.zh}结果已写入工作簿。", f"{ids.en}The result is in the workbook.")
    return Text(
        f"{ids.zh}结果已写入“{sheet}”表，按人分好，点单元格直达；改完再查一次。",
        f"{ids.en}The findings are in the sheet “{sheet}”, by person; click a cell to go there, mend it, and check again.",
    )
