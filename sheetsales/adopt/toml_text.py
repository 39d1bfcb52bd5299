"""The lines of a map file that answer a proposal's questions; every answer starts out as "leave alone"."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sheetsales.adopt.answers import LEAVE
from sheetsales.adopt.proposal import Question
from sheetsales.texts import Lang, Text, spelled

_OR = Text("或", "or")


def answer_lines(questions: Iterable[Question], lang: Lang) -> list[str]:
    """TOML with the possible answers beside each question."""
    groups: dict[str, list[str]] = {}
    for question in questions:
        for group in _groups(question):
            groups.setdefault(group, []).append(_line(question, lang))
    lines: list[str] = []
    for group, answers in groups.items():
        lines += [f"[{group}]", *answers]
    return lines


def _groups(question: Question) -> list[str]:
    if question.is_of_sheet:
        return [f"sheets.{quoted(sheet)}" for sheet in question.sheets]
    if question.subject == "column":
        return [f"sheets.{quoted(question.place)}.columns"]
    return [f"values.{quoted(question.place)}"]


def _line(question: Question, lang: Lang) -> str:
    key = "record" if question.is_of_sheet else quoted(question.about.strip())
    codes = f" {_OR.in_(lang)} ".join(quoted(option.code) for option in question.options)
    return f'{key} = "{LEAVE}"' + (f"  # {_OR.in_(lang)} {codes}" if codes else "")


def quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are the same."""
    return spelled(json.dumps(text, ensure_ascii=False))
