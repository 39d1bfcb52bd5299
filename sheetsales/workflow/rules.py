"""``rules``: what is checked, and one of the manager's rules tried on a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from sheetsales.book.book import Book
from sheetsales.book.nearest import Nearest, closest
from sheetsales.errors import BadRequest
from sheetsales.findings import RuleInfo
from sheetsales.rules.everything import BY_CODE as ROW_RULES_BY_CODE
from sheetsales.rules.everything import CATALOGUE, kit_of
from sheetsales.rules.rows.trial import tried_row_rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.written.rows import written_rules
from sheetsales.rules.written.trial import Trial, tried
from sheetsales.speech.lists import listed
from sheetsales.texts import Text
from sheetsales.workflow.opening import open_both


def catalogue(code: str | None = None) -> Sequence[RuleInfo]:
    """All built-in rules, or the one of a code or name; raises ``BadRequest`` where there is none."""
    if code is None:
        return CATALOGUE
    wanted = code.strip().casefold()
    found = [info for info in CATALOGUE if wanted in (info.code.casefold(), info.name)]
    if found:
        return found
    near = closest(Nearest([info.code for info in CATALOGUE] + [info.name for info in CATALOGUE]).of(code))
    raise BadRequest(
        Text(
            f"没有规则“{code}”{near.zh}。全部规则：sheetsales rules；自己写的规则：sheetsales rules test BOOK {code}",
            f"There is no rule '{code}'{near.en}. All rules: sheetsales rules; one of your own: "
            f"sheetsales rules test BOOK {code}",
        )
    )


def try_rule(path: Path, code: str, *, today: dt.date) -> tuple[Book, Trial]:
    """A rule over the workbook's rows, whether switched on or not: one of its Rules sheet, or one of ours that is a row
    too. Nothing is written."""
    book = open_both(path, today=today).book
    wanted = code.strip().casefold()
    declared = ROW_RULES_BY_CODE.get(wanted.upper())
    if declared is not None:
        return book, tried_row_rule(Scene(book, today), declared, kit_of(declared))
    rules = list(written_rules(book))
    rule = next((rule for rule in rules if rule.code.casefold() == wanted), None)
    if rule is not None:
        return book, tried(Scene(book, today), rule)
    own = [rule.code for rule in rules]
    zh = f"有：{listed(own).zh}。" if own else "规则表里还没有自己写的规则。"
    en = f"There are: {', '.join(own)}." if own else "Its Rules sheet has none yet."
    raise BadRequest(
        Text(
            f"{path.name} 里没有自己写的规则“{code}”。{zh}",
            f"{path.name} has no rule of your own '{code}'. {en}",
        )
    )
