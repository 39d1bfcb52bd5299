"""All rules, in the order of their codes, and how they are run."""

from __future__ import annotations

from sheetsales.book.load_rules import LOAD_RULES
from sheetsales.dataclass import dataclass
from sheetsales.findings import Finding, RuleInfo
from sheetsales.rules.customers import CUSTOMER_RULES
from sheetsales.rules.follow_ups import FOLLOW_UP_RULES
from sheetsales.rules.pipeline import PIPELINE_RULES
from sheetsales.rules.rows import ROW_RULES
from sheetsales.rules.rule import Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.select import selection, waivers, without_shadows
from sheetsales.rules.stages import STAGE_RULES
from sheetsales.rules.targets import TARGET_RULES
from sheetsales.rules.tasks import TASK_RULES
from sheetsales.rules.waiving import waiver_findings
from sheetsales.rules.written import WRITTEN_INFOS, find_written
from sheetsales.texts import Text

RULES: tuple[Rule, ...] = tuple(
    sorted(
        CUSTOMER_RULES
        + FOLLOW_UP_RULES
        + PIPELINE_RULES
        + STAGE_RULES
        + TARGET_RULES
        + TASK_RULES
        + ROW_RULES,
        key=lambda rule: rule.info.code,
    )
)

CATALOGUE: tuple[RuleInfo, ...] = tuple(
    sorted(LOAD_RULES + WRITTEN_INFOS + tuple(rule.info for rule in RULES), key=lambda info: info.code)
)
"""Every code a finding may carry: those of loading, of rules a manager wrote, and those of the rules."""

TITLES: dict[str, Text] = {info.code: info.title for info in CATALOGUE}


@dataclass(frozen=True)
class Found:
    """Findings in the order of sheets, rules and rows; ``waived`` counts those a waiver holds back."""

    findings: tuple[Finding, ...]
    waived: int


def find(scene: Scene, load_findings: tuple[Finding, ...]) -> Found:
    """What loading found and what the rules find, as the workbook's Rules and Waivers sheets have it."""
    chosen = selection(scene.book)
    found = list(load_findings)
    for rule in RULES:
        if chosen.runs(rule):
            found.extend(rule.find(scene))
    found.extend(find_written(scene))
    kept = without_shadows(chosen.adjusted(found), RULES)
    kept += chosen.adjusted(waiver_findings(scene, kept, [*TITLES]))
    excused = waivers(scene.book, scene.today)
    judged = tuple(f for f in kept if (f.code, f.record) not in excused) if excused else tuple(kept)
    return Found(judged, len(kept) - len(judged))
