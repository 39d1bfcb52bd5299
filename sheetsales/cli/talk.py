"""The talk that ``adopt`` has with somebody at the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheetsales.cli.output import echo, typed
from sheetsales.dataclass import dataclass
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.adopt import Answers
    from sheetsales.adopt.dialogue import Outcome
    from sheetsales.workflow.adopting import Proposed

_CONFIRM = Text("存进工作簿？   1 存   2 先不存", "Keep this in the workbook?   1 yes   2 not now")
_YES = ("1", "y", "yes", "是", "存")
_NOTED = Text("记下 {answered} 个回答。", "{answered:answer|answers} noted.")
_LEFT = Text(
    "还有 {left} 个没有回答，一律不动，下次再问。",
    "{left:question|questions} not answered: that stays as it is and is asked again next time.",
)


@dataclass(frozen=True, slots=True)
class Talked:
    """How the workbook is read after the talk, and whether that was kept."""

    proposed: Proposed
    written: bool


def asked(proposed: Proposed, before: Answers, lang: Lang) -> Talked:
    """Ask what is open, then whether to keep it all."""
    from sheetsales.workflow.adopting import keep_answered

    outcome = _talk(proposed, before, lang)
    after = proposed.again(outcome.answers)
    left = len(after.proposal.questions)
    lines = [_NOTED.fill(answered=outcome.answered)] if outcome.answered else []
    lines += [_LEFT.fill(left=left)] if left else []
    for line in ("", *(text.in_(lang) for text in lines)) if lines else ():
        echo(line)
    if not after.plan.edits:
        return Talked(after, written=False)
    usual = "1" if outcome.answered or not left else "2"
    said = typed(f"{_CONFIRM.in_(lang)}   [{usual}] > ").strip().casefold() or usual
    if said not in _YES:
        return Talked(after, written=False)
    keep_answered(proposed.path, outcome.answers)
    return Talked(after, written=True)


def _talk(proposed: Proposed, before: Answers, lang: Lang) -> Outcome:
    from sheetsales.adopt.dialogue import Dialogue

    dialogue = Dialogue(lambda answers: proposed.again(answers).proposal, typed, echo, lang)
    return dialogue.run(proposed.proposal, before)
