"""The questions asked one after the other: what is said, what is understood, and where it stops."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Final, Literal

from sheetsales.adopt.answers import LATER, Answers
from sheetsales.adopt.choices import answer, offered, understood
from sheetsales.adopt.known import merged
from sheetsales.adopt.proposal import Proposal, Question
from sheetsales.adopt.question_text import cells_line, numbered, question_text
from sheetsales.dataclass import dataclass
from sheetsales.texts import Lang, Text

MOST: Final = 8
"""So many questions are asked; the rest only to who wants them."""

Ending = Literal["done", "stopped"]

_KEYS: Final = Text(
    "输入数字或名称；回车取方括号里的答案。b 上一题 · s 到此为止 · ? 看这一列的单元格",
    "Type a number or a name; Enter takes the answer in brackets. b back · s stop here · ? show the cells",
)
_NOT_UNDERSTOOD: Final = Text(
    "没看懂“{said}”。请输入 1–{most} 的数字，或写名称；? 看单元格。",
    "'{said}' was not understood. Type a number from 1 to {most}, or a name; ? shows the cells.",
)
_FIRST_ALREADY: Final = Text(
    "这是第一题，前面没有了。", "This is the first question; there is none before it."
)
_NO_CELLS: Final = Text("没有可看的单元格。", "There are no cells to show.")
_MORE: Final = Text(
    "还有 {count} 个小问题。   1 接着问   2 先到这里",
    "{count:smaller question is|smaller questions are} left.   1 go on   2 stop here",
)
_WORDS: Final = {
    "b": "back", "back": "back", "返回": "back", "上一题": "back", "s": "stop", "stop": "stop", "save": "stop",
    "保存": "stop", "到此为止": "stop", "?": "cells", "help": "cells",
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What was answered, what the workbook is read as with it, and how it ended."""

    answers: Answers
    proposal: Proposal
    answered: int
    put_off: int
    ending: Ending


class Dialogue:
    """One talk. ``propose`` reads the workbook with what was answered so far, ``ask`` prints a prompt and returns what was
    typed, ``say`` prints a line."""

    def __init__(
        self,
        propose: Callable[[Answers], Proposal],
        ask: Callable[[str], str],
        say: Callable[[str], None],
        lang: Lang,
    ) -> None:
        self._propose, self._ask, self._say, self._lang = propose, ask, say, lang
        self._given: list[tuple[Question, str]] = []
        self._most = MOST

    def run(self, proposal: Proposal, before: Answers) -> Outcome:
        """Ask what ``proposal`` leaves open; ``before`` is what a map file answered already."""
        self._before = before
        if proposal.questions:
            self._say(_KEYS.in_(self._lang))
        ending: Ending = "done"
        while question := self._next(proposal):
            said = self._put(question, proposal)
            if said == "stop":
                ending = "stopped"
                break
            if said == "back":
                question, _ = self._given.pop()
                proposal = self._propose(self._answers())
            else:
                self._given.append((question, said))
                if question.subject != "value" and said != LATER:
                    proposal = self._propose(self._answers())
        put_off = sum(1 for _, code in self._given if code == LATER)
        answers = self._answers()
        return Outcome(answers, self._propose(answers), len(self._given) - put_off, put_off, ending)

    def _answers(self) -> Answers:
        found = self._before
        for question, code in self._given:
            found = merged(found, answer(question, code))
        return found

    def _open(self, proposal: Proposal) -> list[Question]:
        put = {question.key for question, _ in self._given}
        return [question for question in proposal.questions if question.key not in put]

    def _next(self, proposal: Proposal) -> Question | None:
        """The next question; None at the end, or where the user wants no more after the usual number."""
        still = self._open(proposal)
        if still and len(self._given) >= self._most:
            if not self._wants_more(len(still)):
                return None
            self._most += MOST
        return still[0] if still else None

    def _wants_more(self, count: int) -> bool:
        said = _plain(self._ask(f"{_MORE.fill(count=count).in_(self._lang)}   [2] > "))
        return said in ("1", "y", "yes", "是", "接着问")

    def _put(self, question: Question, proposal: Proposal) -> str:
        """Ask until it is understood: a code, ``back`` or ``stop``."""
        answers = offered(question, proposal)
        at = next((n for n, option in enumerate(answers, 1) if option.code == question.default), len(answers))
        number = len(self._given) + 1
        total = max(number, min(len(self._given) + len(self._open(proposal)), self._most))
        self._say("")
        self._say(f"{number}/{total}  {question_text(question, proposal).in_(self._lang)}")
        for line in numbered(answers, self._lang):
            self._say(f"     {line}")
        while True:
            typed = self._ask(f"     [{at}] > ")
            word = _WORDS.get(_plain(typed))
            if word == "cells":
                self._say(f"     {cells_line(question).in_(self._lang) or _NO_CELLS.in_(self._lang)}")
            elif word == "back" and not self._given:
                self._say(f"     {_FIRST_ALREADY.in_(self._lang)}")
            elif word:
                return word
            elif not typed.strip():
                return answers[at - 1].code
            else:
                code = understood(typed, question, proposal)
                if code is not None:
                    return code
                said = _NOT_UNDERSTOOD.fill(said=typed.strip()[:40], most=len(answers))
                self._say(f"     {said.in_(self._lang)}")


def _plain(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).strip().casefold()
