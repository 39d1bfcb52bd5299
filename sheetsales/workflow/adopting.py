"""``adopt``: how a workbook of the team's own is read, kept inside it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sheetsales.adopt import Answers, Proposal, propose
from sheetsales.adopt.answers import LEAVE, SheetAnswer
from sheetsales.adopt.known import merged, remembered
from sheetsales.adopt.looked import looked_at
from sheetsales.adopt.reading import answers_in, reading_edits
from sheetsales.adopt.turning import turned_sheet
from sheetsales.adopt.whole_map import has_rows, map_of
from sheetsales.backends.base import Applied
from sheetsales.backends.memory import MemoryBook
from sheetsales.cells.edits import AddSheet, Edit, EditPlan
from sheetsales.cells.grid import Workbook
from sheetsales.dataclass import dataclass
from sheetsales.schema.defaults import DEFAULT_PRESET
from sheetsales.schema.reading import answer_count
from sheetsales.texts import Lang, Text
from sheetsales.workflow.live import newest_state
from sheetsales.workflow.newest import on_newest
from sheetsales.workflow.writing import write_plan

_TAKEN: Final = Text(
    "已按“识别确认”里的 {count} 个回答读表。",
    "The workbook is read by the {count:answer|answers} on the sheet Reading.",
)
_STILL: Final = Text(
    "那里还有 {count} 个问题没有回答。", "{count:question is|questions are} still open there."
)


@dataclass(frozen=True)
class Proposed:
    """A proposal for one file as it was read, and the plan that would keep it there.

    ``asks`` says that the sheet Reading is to be there; ``from_sheet`` how many answers stood on it; ``turned`` names the sheets
    that are added for others laid out downwards.
    """

    path: Path
    workbook: Workbook
    proposal: Proposal
    plan: EditPlan
    asks: bool = False
    from_sheet: int = 0
    turned: tuple[str, ...] = ()

    def again(self, answers: Answers) -> Proposed:
        """The same file with other answers."""
        return _proposed(self.path, self.workbook, answers, asks=self.asks)


def propose_for(path: Path, answers: Answers | None = None, *, asks: bool = False) -> Proposed:
    """What adopting the workbook would mean; writes nothing. Answers on its sheet Reading are taken in, ``answers`` come over
    them; with ``asks`` the plan brings that sheet.

    Raises ``NothingToDo`` where it holds no records, ``BadRequest`` for an answer that cannot be followed.
    """
    workbook, _ = newest_state(path)
    return _proposed(path, workbook, answers or Answers(), asks=asks)


def _proposed(path: Path, workbook: Workbook, answers: Answers, *, asks: bool) -> Proposed:
    chosen = answers_of(workbook)
    seen = _turned(workbook, merged(chosen, answers))
    edits = seen.edits + seen.proposal.edits(seen.workbook)
    edits += reading_edits(seen.workbook, seen.proposal, asked=asks, answered=chosen != Answers())
    plan = EditPlan(edits, workbook.sha256)
    turned = tuple(edit.name for edit in seen.edits)
    return Proposed(path, workbook, seen.proposal, plan, asks, answer_count(workbook), turned)


@dataclass(frozen=True)
class _Seen:
    """A proposal, the workbook it is of, and the edits that made it so."""

    workbook: Workbook
    proposal: Proposal
    edits: tuple[AddSheet, ...] = ()


def _turned(workbook: Workbook, answers: Answers) -> _Seen:
    """The proposal, once the sheets laid out downwards that are to be turned stand there with a row for each record."""
    proposal = propose(workbook, answers)
    if not proposal.turned:
        return _Seen(workbook, proposal)
    edits: list[AddSheet] = []
    said: dict[str, SheetAnswer] = {}
    memory = MemoryBook(workbook)
    for sheet, record in proposal.turned.items():
        grid = workbook.grid(sheet)
        if grid is not None:
            added = turned_sheet(grid, memory.read(), proposal.language)
            memory.apply(EditPlan((added,)))
            edits.append(added)
            said |= {sheet: SheetAnswer(LEAVE), added.name: SheetAnswer(record)}
    after = memory.read()
    return _Seen(after, propose(after, merged(answers, Answers(said))), tuple(edits))


@dataclass(frozen=True)
class NotRead:
    """A workbook in which nothing can be read: what each sheet was taken for, and a map to fill in."""

    language: Lang
    told: tuple[Text, ...]
    map_text: str


def not_read(path: Path, lang: Lang, file: str) -> NotRead:
    """Why ``propose_for`` refused a workbook, sheet by sheet; ``file`` is what the map will be called."""
    workbook, _ = newest_state(path)
    looked = tuple(looked_at(workbook))
    text = map_of(None, looked, lang, book=path.name, file=file)
    return NotRead(lang, tuple(one.told for one in looked), text if has_rows(looked) else "")


def map_text(proposed: Proposed, lang: Lang, file: str) -> str:
    """Everything that was understood as a map file, sheets that are not read as well."""
    looked = looked_at(
        proposed.workbook, [*(t.sheet for t in proposed.proposal.tables), *proposed.proposal.refused_names]
    )
    return map_of(proposed.proposal, looked, lang, book=proposed.path.name, file=file)


def leave_map(path: Path, text: str) -> bool:
    """Write a map file; whether it was: a file that is there already is somebody's work and stays."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        return False
    return True


def answers_of(workbook: Workbook) -> Answers:
    """What stands on the sheet Reading; nothing where there is none."""
    if not answer_count(workbook):
        return Answers()
    return answers_in(workbook, remembered(workbook).preset or DEFAULT_PRESET)


@dataclass(frozen=True)
class Taken:
    """A workbook as it is once the answers on its sheet Reading are kept, and the edits that keep them."""

    workbook: Workbook
    edits: tuple[Edit, ...]
    notices: tuple[Text, ...]


def taken(workbook: Workbook) -> Taken:
    """The answers on the sheet Reading taken in. Raises ``BadRequest`` naming the cell that cannot be followed."""
    chosen = answers_of(workbook)
    seen = _turned(workbook, chosen)
    proposal = seen.proposal
    reading = reading_edits(seen.workbook, proposal, answered=True)
    edits = (*seen.edits, *proposal.edits(seen.workbook), *reading)
    memory = MemoryBook(workbook)
    memory.apply(EditPlan(edits))
    left = len(proposal.questions)
    said = _TAKEN.fill(count=answer_count(workbook))
    return Taken(memory.read(), edits, (said, _STILL.fill(count=left)) if left else (said,))


def keep(proposed: Proposed, *, dry_run: bool = False) -> Applied:
    """Write the proposal into its workbook; an unchanged one writes nothing."""
    return write_plan(proposed.path, proposed.plan, dry_run=dry_run)


def keep_answered(path: Path, answers: Answers, *, asks: bool = False) -> Applied:
    """The same for answers that took their time: where somebody saved the workbook meanwhile, on what that one left."""
    return on_newest(path, lambda: keep(propose_for(path, answers, asks=asks)))
