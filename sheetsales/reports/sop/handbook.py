"""The handbook: what the process is for, a page for every stage, and a page on which people sign that they have read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Final

from sheetsales.book.process import FieldRef, Stage, Step
from sheetsales.cells.grid import Workbook
from sheetsales.dataclass import dataclass
from sheetsales.indicators.flow import standard_conversion
from sheetsales.look import styles
from sheetsales.look.numbers import UNKNOWN
from sheetsales.process.people import Person
from sheetsales.reports.cells import PERCENT
from sheetsales.reports.draft import Draft
from sheetsales.reports.process_table import deadline_of, limit_of, named_for, responsible_for, role_name
from sheetsales.reports.process_texts import process_texts
from sheetsales.reports.sop.chart import chart_of, ordered_stages
from sheetsales.reports.sop.content import StageBox
from sheetsales.reports.sop.figures import StageFigures
from sheetsales.reports.sop.materials import materials
from sheetsales.reports.sop.paper import Paper
from sheetsales.reports.sop.version import Version, version_line
from sheetsales.rules.stages.proofs import spoken_evidence
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.counts import count_of
from sheetsales.texts import LANGUAGES, Text

SHEET: Final = Text("流程手册", "Handbook")
SIGN_OFF: Final = Text("签收", "Sign-off")
_WIDTHS: Final = (18, 34, 28, 15, 13, 25, 16)
_SIGN_WIDTHS: Final = (7, 20, 16, 18, 16, 24, 28)
_NAME: Final = Text("姓名", "Name")
_BLANK_LINES, _SPARE_LINES = 16, 6


Typed = tuple[object, object, object]
"""The day, the signature and the remark of somebody who has read it."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed an earlier handbook, by name, and which one: the line that stands over the signatures."""

    over: str = ""
    rows: Mapping[str, Typed] = field(default_factory=dict)

    def of(self, version: str) -> Mapping[str, Typed]:
        """The signatures for a version; none where they were for another."""
        return self.rows if self.over.endswith(version) else {}


NOBODY_SIGNED: Final = Signed()


def signed_in(book: Workbook) -> Signed:
    """The signatures in an earlier file of ours."""
    grid = next((found for lang in LANGUAGES if (found := book.grid(SIGN_OFF.in_(lang))) is not None), None)
    if grid is None or len(grid.columns) < len(_SIGN_WIDTHS):
        return NOBODY_SIGNED
    names, columns = grid.columns[1], grid.columns
    head = next((i for i, text in enumerate(names) if text in (_NAME.zh, _NAME.en)), None)
    if head is None:
        return NOBODY_SIGNED
    over = next((str(text) for text in reversed(columns[0][:head]) if text), "")
    rows = {
        str(names[i]): typed
        for i in range(head + 1, len(names))
        if names[i] and any(typed := (columns[4][i], columns[5][i], columns[6][i]))
    }
    return Signed(over, rows)


class Handbook:
    """The handbook while it is written; ``figures`` are blank where it shows none, names are left out of a blank one."""

    def __init__(
        self, draft: Draft, figures: Mapping[str, StageFigures], version: Version | None, signed: Signed, *, blank: bool
    ) -> None:  # fmt: skip
        self.draft, self.figures, self.version, self.blank = draft, figures, version, blank
        self.signed = signed.of(version_line(draft, version))
        self.stages = ordered_stages(draft)
        self.boxes: dict[str, StageBox] = {
            box.code: box for box in chart_of(draft, {}, version, blank=blank).stages
        }
        self.told = {
            (table, column): process_texts(draft, table, column)
            for table, columns in (("stages", ("entry", "exit")), ("steps", ("what", "standard")))
            for column in columns
        }

    def write(self) -> None:
        """The sheets of the handbook and of the sign-off."""
        paper = Paper(self.draft, self.draft.speak(SHEET), _WIDTHS)
        paper.sheet.set_header(
            "&L&8" + _head(self.title()) + "&R&8" + _head(version_line(self.draft, self.version))
        )
        self._front(paper)
        short = False
        for number, stage in enumerate(self.stages, 1):
            if short:
                paper.skip(24)
            else:
                paper.page()
            self._stage(paper, number, stage)
            short = not self._steps(stage)  # the next one stands on the same page
        self._sign()

    def title(self) -> str:
        team = self.draft.facts.book.settings.team_name
        title = self.draft.say("销售流程手册", "Sales process handbook")
        return f"{title} · {team}" if team else title

    def _front(self, paper: Paper) -> None:
        say = self.draft.say
        paper.title(self.title())
        paper.text(version_line(self.draft, self.version), styles.HELP)
        if self.version is not None and self.version.change:
            paper.text(
                say(f"本版改动：{self.version.change}", f"Changed in this version: {self.version.change}")
            )
        paper.skip()
        paper.text(say(
            "每个阶段一页：为什么、什么算进入、什么算走完，以及每一步谁来做、做到什么程度、多久做完。流程以工作簿的“流程阶段”和“流程步骤”两张表为准，改了表再生成一份。",
            "One page a stage: what it is for, what counts as entering and as done, and of every step who does it, how well and how "
            "soon. The sheets Stages and Steps of the workbook are what holds; after a change there, make this anew.",
        ))  # fmt: skip
        paper.skip()
        paper.section(say("阶段一览", "The stages"))
        paper.headings(
            [say(*pair) for pair in (
                ("阶段", "Stage"), ("目的", "Objective"), ("接下来", "Then"), ("责任人", "Responsible"), ("期限", "Limit"),
                ("步骤", "Steps"), ("标准通过率", "Standard rate"),
            )]
        )  # fmt: skip
        for number, stage in enumerate(self.stages, 1):
            steps = [step.code for step in self._steps(stage)]
            paper.cells((
                f"{number}  {self.draft.stage_name(stage.code)}", self.draft.speak(stage.objective), self._then(stage),
                self._who(stage), limit_of(self.draft, stage), self._joined(steps), self._standard(stage),
            ))  # fmt: skip
        self._roles(paper)

    def _roles(self, paper: Paper) -> None:
        """Which role does what, and who that is."""
        draft, say = self.draft, self.draft.say
        steps = draft.facts.book.process.steps
        roles = dict.fromkeys(step.role for step in steps)
        if not roles:
            return
        paper.skip()
        paper.section(say("谁做什么", "Who does what"))
        for role in roles:
            name = role_name(draft, role) or say("没写角色", "No role named")
            holders = (
                [] if self.blank else [draft.name_of(p.id) for p in self._team() if p.role == role and role]
            )
            told = self._joined([step.code for step in steps if step.role == role])
            who = self._joined(holders)
            paper.fact(name, f"{who}{say('：', ': ')}{told}" if who else told)

    def _stage(self, paper: Paper, number: int, stage: Stage) -> None:
        draft, say = self.draft, self.draft.say
        place = say(f"第 {number} 阶段，共 {len(self.stages)} 个", f"Stage {number} of {len(self.stages)}")
        paper.title(f"{number}  {draft.stage_name(stage.code)}", place)
        for label, text in self._facts(stage):
            paper.fact(label, text or UNKNOWN)
        paper.skip()
        steps = self._steps(stage)
        if not steps:
            paper.text(say("这个阶段没有写步骤。", "No steps are written down for this stage."), styles.HELP)
            return
        paper.headings(
            [say(*pair) for pair in (
                ("步骤", "Step"), ("做什么", "What to do"), ("做到什么程度", "Standard"), ("责任人", "Responsible"),
                ("时间节点", "Due"), ("凭什么算做了", "Shown by"), ("产出", "Document"),
            )]
        )  # fmt: skip
        for step in steps:
            paper.cells(self._step(step))

    def _facts(self, stage: Stage) -> Iterator[tuple[str, str]]:
        draft, say = self.draft, self.draft.say
        yield say("目的", "Objective"), draft.speak(stage.objective)
        yield say("进入标准", "Enter when"), self._of("stages", "entry", stage.code)
        yield say("完成标准", "Done when"), self._of("stages", "exit", stage.code)
        yield say("责任与期限", "Who and how long"), self._terms(stage)
        known = self.figures.get(stage.code)
        if known is not None and stage.open:
            yield say("现在怎样", "How it stands"), self._now(known)
        if stage.required:
            yield say("必填", "To be filled in"), self._required(stage)
        if stage.compliance:
            yield say("合规", "Compliance"), self._compliance(stage)
        material = materials(draft).get(stage.code)
        if material:
            yield say("资料", "Material"), material
        yield say("去向", "Where to next"), self._then(stage)

    def _terms(self, stage: Stage) -> str:
        draft, say = self.draft, self.draft.say
        parts = [self._who(stage), str(limit_of(draft, stage) or "")]
        if stage.min_activities:
            least = stage.min_activities
            parts.append(say(f"至少跟进 {least} 次", f"at least {count_of(least, 'activity', 'activities')}"))
        if stage.contact_every_days:
            days = stage.contact_every_days
            parts.append(
                say(
                    f"每 {days} 个工作日内联系一次",
                    f"a contact every {days} working days" if days > 1 else "a contact every working day",
                )
            )
        if stage.may_be_skipped:
            parts.append(say("可跳过", "may be skipped"))
        return " · ".join(part for part in parts if part)

    def _now(self, known: StageFigures) -> str:
        """The share that passed against the standard, and what is there."""
        say, parts = self.draft.say, []
        if known.passed.known:
            rate, n = PERCENT.words(known.passed.number), known.passed.n
            parts.append(say(f"近 12 个月通过 {rate}（{n} 单）", f"{rate} passed in twelve months (n {n})"))
        if known.standard.known:
            parts.append(say("标准 ", "standard ") + PERCENT.words(known.standard.number))
        parts.append(say(f"在手 {known.there} 单", f"{known.there} open"))
        if known.stalled:
            parts.append(say(f"停滞 {known.stalled} 单", f"{known.stalled} stalled"))
        if known.narrow:
            parts.append(say("▲ 目前的瓶颈", "▲ the bottleneck now"))
        return " · ".join(parts)

    def _required(self, stage: Stage) -> str:
        """What is asked for from this stage on, and how much from before goes on."""
        place, say = self.stages.index(stage), self.draft.say
        before = {
            ref
            for other in self.stages[:place]
            if other.kind == stage.kind or other.open
            for ref in other.required
        }
        new = [ref for ref in stage.required if ref not in before]
        sheets = dict.fromkeys(ref.record for ref in new)
        more = len(stage.required) - len(new)
        told = say("；", "; ").join(self._titles(sheet, new) for sheet in sheets) or say(
            "没有新增", "nothing new"
        )
        if not more:
            return told
        of_earlier = "the column" if more == 1 else f"the {more} columns"
        stays = "stays" if more == 1 else "stay"
        return told + say(
            f"；另有前面阶段的 {more} 列仍须填着", f"; and {of_earlier} of earlier stages {stays} filled"
        )

    def _titles(self, sheet: str, asked: Sequence[FieldRef]) -> str:
        """The columns asked for on a sheet, which is named unless it is the deals' own."""
        found, speak = RECORDS[sheet], self.draft.speak
        titles = self._joined([speak(found.by_key[ref.column].title) for ref in asked if ref.record == sheet])
        if sheet == "pipeline":
            return titles
        return self.draft.say(f"{found.title.zh}表的{titles}", f"on {found.title.en}: {titles}")

    def _compliance(self, stage: Stage) -> str:
        checks = self.draft.facts.book.process.check_of
        lines = []
        for code in stage.compliance:
            check = checks.get(code)
            if check is None:
                lines.append(code)
                continue
            proof = self.draft.speak(check.proof)
            shown = self.draft.say(f"（证明：{proof}）", f" (proof: {proof})") if proof else ""
            lines.append(f"{code}  {self.draft.speak(check.text)}{shown}")
        return "\n".join(lines)

    def _step(self, step: Step) -> tuple[object, ...]:
        draft = self.draft
        shown = (
            draft.speak(spoken_evidence(draft.facts.book, step.evidence, step.documents))
            if step.evidence.any_of
            else ""
        )
        asked = draft.say("（按需）", " (where asked)") if step.evidence_when else ""
        who = role_name(draft, step.role) if self.blank else responsible_for(draft, step)
        return (
            f"{step.code}  {draft.speak(step.name)}{asked}", self._what(step), self._of("steps", "standard", step.code),
            who or draft.say("▲ 没写", "▲ not named"), deadline_of(draft, step), shown[:1].upper() + shown[1:],
            self._joined(step.documents),
        )  # fmt: skip

    def _what(self, step: Step) -> str:
        """What to do, and what it is for."""
        what, why = self._of("steps", "what", step.code), self.draft.speak(step.objective)
        if not why:
            return what
        return f"{what}\n" + self.draft.say(f"目的：{why}", f"Aim: {why}")

    def _standard(self, stage: Stage) -> str:
        rate = standard_conversion(self.draft.facts, stage)
        return PERCENT.words(rate.number) if rate.known else ""

    def _then(self, stage: Stage) -> str:
        """Where deals go from here."""
        box, parts = self.boxes[stage.code], []
        if box.onward:
            after = self.stages[self.stages.index(stage) + 1]
            parts.append("→ " + self.draft.stage_name(after.code))
        parts += box.moves
        if box.lost:
            parts.append(box.lost)
        return (
            "；".join(parts)
            if self.draft.lang == "zh" and parts
            else "; ".join(parts) or self.draft.say("终点", "The end")
        )

    def _steps(self, stage: Stage) -> tuple[Step, ...]:
        return self.draft.facts.book.process.steps_of.get(stage.code, ())

    def _who(self, stage: Stage) -> str:
        named = "" if self.blank else named_for(self.draft, stage)
        return named or role_name(self.draft, stage.role)

    def _of(self, table: str, column: str, code: str) -> str:
        return self.told[table, column].get(code, "")

    def _joined(self, parts: list[str] | tuple[str, ...]) -> str:
        return self.draft.say("、", ", ").join(parts)

    def _team(self) -> list[Person]:
        draft = self.draft
        return [p for p in draft.team.all if draft.team.there(p.id, draft.facts.as_of)]

    def _sign(self) -> None:
        """Who has read it, on a sheet of its own: it is printed alone, too."""
        draft, say = self.draft, self.draft.say
        paper = Paper(draft, draft.speak(SIGN_OFF), _SIGN_WIDTHS)
        paper.title(
            say("签收：我已读过这份流程手册，并按它做", "Sign-off: I have read this handbook and work by it")
        )
        paper.text(f"{self.title()} · {version_line(draft, self.version)}", styles.HELP)
        paper.skip()
        paper.headings(
            [say(*pair) for pair in (
                ("序号", "No."), (_NAME.zh, _NAME.en), ("岗位", "Role"), ("团队", "Team"), ("阅读日期", "Read on"), ("签名", "Signature"),
                ("疑问或建议", "Questions, suggestions"),
            )],
            centred=(0,),
        )  # fmt: skip
        people = [] if self.blank else self._team()
        waiting = dict(self.signed)
        rows: list[tuple[object, ...]] = []
        for person in people:
            name = draft.name_of(person.id)
            rows.append(
                (name, role_name(draft, person.role), person.team, *waiting.pop(name, (None, None, None)))
            )
        rows += [(name, None, None, *typed) for name, typed in waiting.items()]
        rows += [(None,) * 6] * (_SPARE_LINES if people else _BLANK_LINES)
        for number, row in enumerate(rows, 1):
            paper.cells((number, *row), least=26, centred=(0,))
        paper.skip(14)
        by = self.version.approved_by if self.version is not None else ""
        since = str(self.version.since or "") if self.version is not None else ""
        line = "________________"
        paper.text(say(
            f"批准人 {by or line}　　批准日期 {line}　　执行日期 {since or line}　　讲解人 {line}",
            f"Approved by {by or line}     on {line}     In force from {since or line}     Explained by {line}",
        ))  # fmt: skip
        paper.sheet.repeat_rows(3)


def _head(text: str) -> str:
    """Text for a page's head, which takes no more than that."""
    return text.replace("&", "&&")[:110]
