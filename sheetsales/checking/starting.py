"""How a young workbook begins: at level basic, until somebody asks for more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.structure import from_template
from sheetsales.checking import memory
from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding, Severity
from sheetsales.rules.catalogue import LISTED, RULES
from sheetsales.rules.rule import Level
from sheetsales.rules.select import selection
from sheetsales.rules.situations import by_record, joined
from sheetsales.texts import NO_TEXT, Text

LEVEL: Final = "check.level"
"""The key of the level a workbook began at, or was raised to."""
LEVELS: Final = ("basic", "standard")
"""What can be asked for; strict is chosen in Settings."""
_YOUNG: Final = 30
"""With fewer deals a workbook of ours is young."""
_LEVELS: Final[Mapping[str, Level]] = {**{rule.info.code: rule.level for rule in RULES}, **LISTED}
_ABOVE_BASIC: Final = frozenset(code for code, level in _LEVELS.items() if level > Level.BASIC)

_MORE = Text(
    "刚开始用，先只列会让数字出错的（入门级）；阶段规则等另有 {count} 处。改好这些，想看其余的，运行 sheetsales check 时加 "
    "--level standard{setting}。",
    "To begin with, only what makes figures wrong is listed (level basic); {count} more {count:?comes|come} from stage "
    "rules and the like. Once these are mended, run sheetsales check with --level standard to see the rest{setting}.",
)
_IN_SETTINGS = Text("，或在参数表把检查级别改为“严格”", ", or set Check level in Settings to strict")


@dataclass(frozen=True)
class Beginning:
    """The level a check lists at: ``stored`` is what the workbook shall remember of it, ``switched_on`` are rules that
    the Rules sheet asks for whatever the level; ``proposals`` says that the limits of stages are the packaged ones,
    ``has_settings`` that there is a sheet to choose the level in."""

    stored: str
    basic: bool
    young: bool
    switched_on: frozenset[str] = frozenset()
    proposals: bool = False
    has_settings: bool = False

    def _proposed(self, finding: Finding) -> Finding:
        """What rests on proposed limits alone only informs, until they are accepted."""
        if not self.proposals or any(part.code not in _LIMITS for part in finding.parts):
            return finding
        return replace(finding, severity=Severity.INFO)

    def listed(self, findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], Text]:
        """The findings to list, those on one situation as one, and what to say of those held back."""
        told = tuple(map(self._proposed, joined(findings)))
        if not self.basic:
            return told, NO_TEXT
        above = _ABOVE_BASIC - self.switched_on
        kept = tuple(f for f in told if any(part.code not in above for part in f.parts))
        held = len(told) - len(kept)
        more = _MORE.fill(count=held, setting=_IN_SETTINGS if self.has_settings else NO_TEXT)
        return by_record(kept) if self.young else kept, more if held else NO_TEXT


_LIMITS: Final = frozenset({"SS304", "SS307", "SS308"})
"""Rules that rest on the limits of stages alone."""


def beginning(book: Book, store: Mapping[str, str], asked: str = "") -> Beginning:
    """What holds for this check: the level asked for, else the remembered one; at the first check of a workbook just
    adopted or just begun, basic.

    A level that somebody chose in Settings, other than the one it comes with, always holds.
    """
    began = store.get(LEVEL) or ("basic" if _first(store) and _new(book) else "")
    stored = asked or began
    chosen = selection(book)
    basic = stored == Level.BASIC.name.lower() and chosen.level is Level.STANDARD
    young, proposals = from_template(book.binding), book.process.packaged
    return Beginning(stored, basic, young, chosen.on, proposals, book.has("settings"))


def _first(store: Mapping[str, str]) -> bool:
    return not any(store.get(key) for key in (memory.FINGERPRINT, memory.SINCE))


def _new(book: Book) -> bool:
    if from_template(book.binding):
        return len(book.table("pipeline")) < _YOUNG
    return book.binding.adopted


def all_parts(findings: Iterable[Finding]) -> list[Finding]:
    """Every finding, those that another speaks for among them."""
    return [part for finding in findings for part in finding.parts]
