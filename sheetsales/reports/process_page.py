"""The process table as its page shows it: stages by the share that passes, steps by what was due and done, each judged."""

from __future__ import annotations

from collections import Counter, defaultdict

from sheetsales.book.process import Stage
from sheetsales.indicators import reasons
from sheetsales.indicators.catalogue import Status, definition
from sheetsales.indicators.figure import Figure
from sheetsales.look.styles import SIGNS
from sheetsales.reports.block import Heading, PlacedTable
from sheetsales.reports.cells import COUNT, PERCENT, Calc, Content, Sentence, divided, mirror, shown
from sheetsales.reports.draft import Draft
from sheetsales.reports.material import Blocks, Material
from sheetsales.reports.process_table import WHOLE, stage_of, undone, unread
from sheetsales.texts import Text

MEASURE = "step_on_time"
_FAR_BELOW = 0.8
"""Below this share of its standard a stage warns."""

HEADINGS = (
    Heading("label", Text("阶段 / 步骤", "Stage / step")),
    Heading("responsible", Text("责任人", "Responsible")),
    Heading("deadline", Text("时间节点", "Deadline")),
    Heading("standard", Text("操作标准", "Standard")),
    Heading("target", Text("目标", "Target"), "count"),
    Heading("actual", Text("实际", "Actual"), "count"),
    Heading("rate", Text("完成率", "Done"), "percent"),
    Heading("result", Text("评价", "Result"), "light"),
)
PEOPLE_HEADINGS = (
    Heading("name", Text("责任人", "Responsible")),
    Heading("role", Text("角色", "Role")),
    Heading("team", Text("团队", "Team")),
    Heading("missing", Text("未完成步骤", "Steps not done")),
    Heading("due", Text("应完成", "Due"), "count"),
    Heading("done", Text("已完成", "Done"), "count"),
    Heading("rate", Text("完成率", "Done rate"), "percent"),
    Heading("result", Text("评价", "Result"), "light"),
)


def process_view(material: Material) -> PlacedTable | None:
    """Stages and steps; without a process of its own there is no table."""
    draft, figures = material.draft, material.blocks["process"]
    rows = figures.rows if draft.facts.book.process.steps else tuple(r for r in figures.rows if r != WHOLE)
    view = PlacedTable.view("process_page", HEADINGS, rows)
    for row in rows:
        for key in ("label", "responsible", "deadline", "standard"):
            view.set(row, key, figures.get(row, key))
        stage = stage_of(draft, row)
        if stage is not None:
            _band(draft, view, row, stage, material.blocks)
        else:
            _step(draft, view, row, figures)
    return view


def _band(draft: Draft, view: PlacedTable, row: str, stage: Stage, blocks: Blocks) -> None:
    """A stage: its standard and the share of decided deals that passed, with their number."""
    stages, code = blocks.stages, stage.code
    if stage.open and code in stages.rows:
        standard, through = stages.get(code, "standard"), stages.get(code, "through")
        view.set(row, "target", mirror(stages.ref(code, "standard"), standard), "percent")
        view.set(row, "actual", _passed(draft, stages, code), "number")
        cells = stages.ref(code, "through"), stages.ref(code, "standard")
        view.set(row, "rate", divided(*cells, through, standard, reasons.NO_PROBABILITY))
    view.set(row, "result", _band_result(draft, stage, row, stages))


def _passed(draft: Draft, stages: PlacedTable, code: str) -> Content:
    """``74% (138)``: the share that passed and how many were decided."""
    through, decided = stages.get(code, "through"), stages.get(code, "decided")
    rate, n = shown(through), shown(decided)
    if rate is None or n is None:
        return mirror(stages.ref(code, "through"), through)
    opening, closing = ("（", "）") if draft.lang == "zh" else (" (", ")")
    refs = stages.ref(code, "through"), stages.ref(code, "decided")
    formula = f'{PERCENT.expression(refs[0])}&"{opening}"&{refs[1]}&"{closing}"'
    return Calc(formula, f"{PERCENT.words(rate)}{opening}{n:.0f}{closing}")


def _band_result(draft: Draft, stage: Stage, row: str, stages: PlacedTable) -> str | None:
    """The first that holds: stalled, below its standard, steps not done, above its standard."""
    say, code = draft.say, stage.code
    lacking = len(undone(draft, row))
    left = say(f"缺 {lacking} 项", f"{lacking} not done") if lacking else ""
    if code in stages.rows:
        stuck = shown(stages.get(code, "stalled"))
        if stuck:
            worth = shown(stages.get(code, "stalled_amount"))
            money = f" {draft.money.words(worth)}" if worth else ""
            return f"{SIGNS['bad']} " + say(f"停滞 {stuck:.0f} 单{money}", f"{stuck:.0f} stalled{money}")
        ratio, n = shown(stages.get(code, "ratio")), shown(stages.get(code, "decided")) or 0
        if ratio is not None and n >= draft.facts.smallest_sample:
            return _against_standard(draft, stages, code, ratio, left)
    return f"{SIGNS['watch']} {left}" if left else None


def _against_standard(draft: Draft, stages: PlacedTable, code: str, ratio: float, left: str) -> str:
    say = draft.say
    if ratio < 1:
        points = (
            (shown(stages.get(code, "standard")) or 0.0) - (shown(stages.get(code, "through")) or 0.0)
        ) * 100
        sign = SIGNS["bad" if ratio < _FAR_BELOW else "watch"]
        return f"{sign} " + say(f"低于标准 {points:.0f} 点", f"{points:.0f} points below standard")
    if left:
        return f"{SIGNS['watch']} {left}"
    return f"{SIGNS['good']} " + say("高于标准", "above standard")


def _step(draft: Draft, view: PlacedTable, row: str, figures: PlacedTable) -> None:
    unreadable = unread(draft, row)
    if unreadable:
        names = draft.say("、", ", ").join(f"“{name}”" for name in unreadable)
        view.set(
            row,
            "result",
            draft.say(f"证据{names}不是列名，见检查", f"evidence {names} is no column: see checks"),
        )
        return
    for key, column in (("target", "due"), ("actual", "done"), ("rate", "done_rate")):
        content = figures.get(row, column)
        view.set(
            row,
            key,
            None
            if _nothing_due(figures, row) and key != "target"
            else mirror(figures.ref(row, column), content),
        )
    view.set(row, "result", _result(draft, figures, row, undone_words(draft, row)))


def _nothing_due(figures: PlacedTable, row: str) -> bool:
    return not shown(figures.get(row, "due"))


def undone_words(draft: Draft, row: str) -> str:
    """``缺 1 项（O-0122）``, the deals first; "" where nothing lacks."""
    lacking = Counter(owed.deal.id for owed in undone(draft, row))
    if not lacking:
        return ""
    deals = [deal for deal, _ in lacking.most_common(2)]
    named = draft.say("、", ", ").join(deals) + (draft.say("等", " …") if len(lacking) > len(deals) else "")
    whole = sum(lacking.values())
    return draft.say(f"缺 {whole} 项（{named}）", f"{whole} not done ({named})")


def _result(draft: Draft, figures: PlacedTable, row: str, lacking: str) -> str:
    """The light stands on the rate on time where that is known, else on what was done; on few steps it is left out."""
    if _nothing_due(figures, row):
        return draft.say("本期没有应完成的", "none due")
    status, late = judged(draft, figures, row)
    if row == WHOLE and lacking and status == "good":
        status = "watch"
    words = lacking or draft.say("全部完成", "all done")
    if late is not None and not lacking and status in ("watch", "bad"):
        words = draft.say(f"按时 {PERCENT.words(late)}", f"{PERCENT.words(late)} on time")
    sign = SIGNS.get(status, "")
    return f"{sign} {words}" if sign else words


def judged(draft: Draft, figures: PlacedTable, row: str) -> tuple[Status, float | None]:
    """The light of a row of steps, and its rate on time where it stands on that."""
    due = int(shown(figures.get(row, "due")) or 0)
    undated = int(shown(figures.get(row, "undated")) or 0)
    late = shown(figures.get(row, "on_time_rate"))
    figure = (
        Figure(late, due - undated)
        if late is not None
        else Figure(shown(figures.get(row, "done_rate")) or 0.0, due)
    )
    defined = definition(draft.facts.book, MEASURE)
    return defined.status(figure, defined.target, draft.facts.smallest_sample, adds_up=False), late


def people_view(material: Material) -> PlacedTable | None:
    """Who owed the steps; in the team's edition without lights."""
    draft, figures = material.draft, material.blocks.get("process_people")
    if figures is None:
        return None
    view = PlacedTable.view("process_people_page", PEOPLE_HEADINGS, figures.rows)
    for row in figures.rows:
        for key in ("name", "role", "team", "missing"):
            view.set(row, key, figures.get(row, key))
        for key, column in (("due", "due"), ("done", "done"), ("rate", "done_rate")):
            view.set(row, key, mirror(figures.ref(row, column), figures.get(row, column)))
        view.set(row, "result", _person_result(draft, figures, row))
    return view


def _person_result(draft: Draft, figures: PlacedTable, row: str) -> str:
    if draft.edition != "manager":
        return ""
    defined = definition(draft.facts.book, MEASURE)
    due = int(shown(figures.get(row, "due")) or 0)
    figure = Figure(shown(figures.get(row, "done_rate")) or 0.0, due)
    status = defined.status(figure, defined.target, draft.facts.smallest_sample, adds_up=False)
    words = {
        "good": draft.say("达标", "on target"),
        "watch": draft.say("关注", "watch"),
        "bad": draft.say("预警", "off target"),
        "few": draft.say("样本少", "few records"),
    }.get(status, "")
    sign = SIGNS.get(status, "")
    return f"{sign} {words}".strip()


def steps_sentence(material: Material) -> Content:
    """How many steps were due and done, and which deals lack those that are missing; None without steps."""
    draft, figures = material.draft, material.blocks["process"]
    if not draft.facts.book.process.steps:
        return None
    say = draft.say
    due, done = (shown(figures.get(WHOLE, key)) or 0 for key in ("due", "done"))
    if not due:
        return draft.say_of("本月没有应完成的步骤。", "No step fell due this month.")
    s = Sentence()

    def cell(key: str) -> tuple[str, Content]:
        return figures.ref(WHOLE, key), figures.get(WHOLE, key)

    if done == due:
        s.clause(
            draft.say_of("本月应完成步骤 ", "All "),
            (*cell("due"), COUNT),
            say(" 项，全部完成", f" steps due this {draft.periods.length} were done"),
        )
        return s.end(say("。", "."))
    s.clause(
        draft.say_of("本月应完成步骤 ", ""),
        (*cell("due"), COUNT),
        say(" 项，已完成 ", " steps fell due, "),
        (*cell("done"), COUNT),
        say(" 项（", " were done ("),
        (*cell("done_rate"), PERCENT),
        say("）", ")"),
    )
    left = (f"{cell('due')[0]}-{cell('done')[0]}", due - done, COUNT)
    s.clause(say("未完成 ", ""), left, say(" 项", " not done, "), _where(draft), joint=say("；", "; "))
    return s.end(say("。", "."))


def _where(draft: Draft) -> str:
    """``集中在 2 单：O-0122 11 项（何嘉怡、周敏）``; of many deals the two with most."""
    by_deal: dict[str, list[str]] = defaultdict(list)
    for owed in undone(draft, WHOLE):
        by_deal[owed.deal.id].append(draft.name_of(owed.who))
    ordered = sorted(by_deal.items(), key=lambda item: (-len(item[1]), item[0]))
    told = [_lacking(draft, deal, names) for deal, names in ordered[:2]]
    n, joint = len(ordered), draft.say("、", ", ")
    where = draft.say(f"集中在 {n} 单：", "all on one deal: " if n == 1 else f"on {n} deals: ")
    if n > 2:
        where = draft.say(f"分布在 {n} 单，最多的是", f"on {n} deals, the most on ")
    return where + joint.join(told)


def _lacking(draft: Draft, deal: str, names: list[str]) -> str:
    if draft.edition == "team":
        return draft.say(f"{deal} {len(names)} 项", f"{deal} {len(names)}")
    who = draft.say("、", ", ").join(name for name, _ in Counter(names).most_common(2))
    return draft.say(f"{deal} {len(names)} 项（{who}）", f"{deal} {len(names)} ({who})")


def process_caption(draft: Draft) -> str:
    """The month, and what steps are held against."""
    defined, month = definition(draft.facts.book, MEASURE), draft.periods.told.label
    if defined.target is None:
        return month
    target = PERCENT.words(defined.target)
    below = PERCENT.words(defined.warning) if defined.warning is not None else ""
    zh, en = f"{month} · 步骤目标 {target}", f"{month} · steps: target {target}"
    return (
        draft.say(f"{zh}，低于 {below} 预警", f"{en}, warning below {below}") if below else draft.say(zh, en)
    )


def process_note(draft: Draft) -> str:
    """What the table does not rest on, and how it is to be read."""
    say, facts = draft.say, draft.facts
    notes = [say(
        "阶段行：目标为通过率标准，实际为近 12 个月通过率（已有结果的单数）。步骤行：目标为应完成项数，实际为已完成项数。",
        "Stages: target is the standard share that passes, actual that of twelve months (deals decided). Steps: how many were due, how many done.",
    )]  # fmt: skip
    if not facts.book.process.steps:
        notes.append(say("没有流程步骤表，只列阶段。", "There is no Steps sheet, so stages stand alone."))
    elif not facts.book.table("activities").has("date"):
        notes.append(
            say(
                "没有跟进记录，只看填在列里的证据。",
                "There are no activities: only evidence in columns counts.",
            )
        )
    if facts.log is None:
        notes.append(
            say(
                "没有阶段记录，只算现在所在阶段。",
                "There is no stage log: only the stage each deal is in counts.",
            )
        )
    return draft.say("", " ").join(notes)
