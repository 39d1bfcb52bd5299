"""All rules, in the order of their codes, and how they are run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Final, NamedTuple

from sheetsales.book.book import Book
from sheetsales.book.load_rules import LOAD_RULES
from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding
from sheetsales.rules.customers import CUSTOMER_RULES
from sheetsales.rules.follow_ups import FOLLOW_UP_RULES
from sheetsales.rules.pipeline import PIPELINE_RULES
from sheetsales.rules.rows import ROW_RULES
from sheetsales.rules.rule import Level, Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.select import selection, waivers, without_shadows
from sheetsales.rules.stages import STAGE_RULES
from sheetsales.rules.targets import TARGET_RULES
from sheetsales.rules.tasks import TASK_RULES
from sheetsales.rules.waiving import waiver_findings
from sheetsales.rules.written import WRITTEN_INFOS, find_written
from sheetsales.schema.lazily import Lazily
from sheetsales.texts import Text


def in_order(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules by their codes."""
    return tuple(sorted(rules, key=lambda rule: rule.info.code))


RULES: tuple[Rule, ...] = in_order(
    (
        *CUSTOMER_RULES, *FOLLOW_UP_RULES, *PIPELINE_RULES, *STAGE_RULES, *TARGET_RULES, *TASK_RULES, *ROW_RULES,
    )
)  # fmt: skip
"""The rules of the core sheets; ``rules_for`` adds those of modules where a workbook has their sheets."""


LEDGER_SHEETS: Final = frozenset(
    {
        "contacts", "products", "quotes", "contracts", "orders", "receipts", "returns", "service", "surveys",
        "problems", "risks", "meetings", "sop_revisions",
        "costs", "markets", "competitors", "partners", "library", "loyalty",
    }
)  # fmt: skip
PAY_SHEETS: Final = frozenset({"commission_plans", "commission"})
PEOPLE_SHEETS: Final = frozenset({"training", "development", "evaluations", "headcount"})


def _listed(basic: str, standard: str, strict: str) -> dict[str, Level]:
    levels = zip((basic, standard, strict), Level, strict=True)
    found = {f"SS{number}": level for numbers, level in levels for number in numbers.split()}
    return dict(sorted(found.items()))


class Part(NamedTuple):
    """Rules of modules: the package that has them as ``name``, read for workbooks that keep one of ``sheets``; and as
    much of them as is known without reading them."""

    package: str
    name: str
    sheets: frozenset[str]
    levels: Mapping[str, Level]

    @property
    def rules(self) -> tuple[Rule, ...]:
        found: tuple[Rule, ...] = getattr(import_module(f"sheetsales.rules.{self.package}"), self.name)
        return found


PARTS: Final[tuple[Part, ...]] = (
    Part(
        "ledgers", "LEDGER_RULES", LEDGER_SHEETS,
        _listed(
            basic="601 604 610 623 633 635 638 651 652 654 662 663 673 675 961",
            standard="602 603 605 606 607 609 611 612 621 622 624 625 631 632 634 637 639 653 656 657 661 664 665 671 672 674 682 901 903 904 911 912 921 922 924 941 942 943 953 954 955",
            strict="608 636 655 676 681 902 923 951 952",
        ),
    ),
    Part("pay", "PAY_RULES", PAY_SHEETS, _listed(basic="801 802 803 804 807 808", standard="805 806 809", strict="")),
    Part(
        "people", "PEOPLE_RULES", PEOPLE_SHEETS,
        _listed(basic="832", standard="821 822 824 831 833 834 835 841 842 852", strict="823 851"),
    ),
)  # fmt: skip
LISTED: Final[Mapping[str, Level]] = {code: level for part in PARTS for code, level in part.levels.items()}
"""The rules of modules, as much of them as is known without reading them."""


def rules_for(book: Book) -> tuple[Rule, ...]:
    """The rules that a workbook's sheets call for."""
    more = [part for part in PARTS if not part.sheets.isdisjoint(book.tables)]
    return in_order((*RULES, *(rule for part in more for rule in part.rules))) if more else RULES


def _title(code: str) -> Text:
    part = next(part for part in PARTS if code in part.levels)
    return next(rule.info.title for rule in part.rules if rule.info.code == code)


TITLES: Mapping[str, Text] = Lazily(
    {info.code: info.title for info in (*LOAD_RULES, *WRITTEN_INFOS, *(rule.info for rule in RULES))},
    LISTED,
    _title,
)
"""What the rule behind every code is called."""


@dataclass(frozen=True)
class Found:
    """Findings in the order of sheets, rules and rows; ``waived`` counts those a waiver holds back."""

    findings: tuple[Finding, ...]
    waived: int


def find(scene: Scene, load_findings: tuple[Finding, ...]) -> Found:
    """What loading found and what the rules find, as the workbook's Rules and Waivers sheets have it."""
    chosen = selection(scene.book)
    found = list(load_findings)
    rules = rules_for(scene.book)
    for rule in rules:
        if chosen.runs(rule):
            found.extend(rule.find(scene))
    found.extend(find_written(scene))
    kept = without_shadows(chosen.adjusted(found), rules)
    kept += chosen.adjusted(waiver_findings(scene, kept, [*TITLES]))
    excused = waivers(scene.book, scene.today)
    judged = tuple(f for f in kept if (f.code, f.record) not in excused) if excused else tuple(kept)
    return Found(judged, len(kept) - len(judged))
