"""SS309: compliance checks of the stages a deal has left, without the answer that proves them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sheetsales.book.process import Check, Proof, Stage
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.rules.deal_facts import asked
from sheetsales.rules.rule import Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.stages.contacts import contacts
from sheetsales.rules.stages.proofs import Demand, prover
from sheetsales.rules.stages.ways import Way, ways
from sheetsales.rules.teller import Said, teller_of
from sheetsales.rules.words import deal, stage_name
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

UNANSWERED = RuleInfo(
    code="SS309",
    name="compliance-unanswered",
    severity=Severity.ERROR,
    title=Text("合规检查没有答复", "Compliance check unanswered"),
    why=Text(
        "离开阶段前该确认的合规事项没有证明，出了事说不清。",
        "What had to be confirmed before moving on has no proof; should it be questioned, there is nothing to show.",
    ),
    fix=Text(
        "做过的补上证明，多数是在合规列填检查编号；没做的先补做。检查什么、怎样算有证明，在合规表里改。",
        "Add the proof, most often the code of the check under Compliance; what was not done, do first. What is checked "
        "and what proves it stands in the Compliance sheet.",
    ),
    settings=("discount_limit_rep", "discount_limit_lead", "discount_limit_manager"),
    example=Text(
        "商机 O-0091 已离开谈判，合规检查 C09 没有证明：有合同编号。",
        "O-0091 has left Negotiation without proof of compliance check C09: a contract number exists.",
    ),
)

_MESSAGE = Text(
    "{deal}已离开{stage}，合规检查 {codes} 没有证明（{text}）。",
    "{deal} has left {stage} without proof of compliance {count:?check|checks} {codes} ({text}).",
)
_HINT = Text(
    "{ask}补上证明（{proof}）；没做的先补做。",
    "{ask} add the proof ({proof}); if it was not done, do it first.",
)
_LONGEST = 80
_SEVERITIES = {severity.code: severity for severity in Severity}


class _Open(NamedTuple):
    """Checks of one stage that lack proof in one column."""

    stage: Stage
    column: str
    checks: Sequence[Check]


def unanswered(scene: Scene) -> Iterator[Finding]:
    if not scene.book.process.checks:
        return
    demands = _demands(scene)
    hits = [(way.row, missing) for way in ways(scene) for missing in _missing(scene, way, demands)]

    def say(row: int, missing: _Open) -> Said:
        first = missing.checks[0].text
        message = _MESSAGE.fill(
            deal=deal(scene, row),
            stage=stage_name(missing.stage),
            codes=listed(c.code for c in missing.checks),
            count=len(missing.checks),
            text=Text(_short(first.zh, "。"), _lowered(_short(first.en, "."))),
        )
        hint = _HINT.fill(ask=asked(scene, row), proof=_proofs(missing.checks))
        codes = " ".join(check.code for check in missing.checks)
        return Said(missing.column, message, hint, key=codes, severity=_severity(missing.checks))

    yield from teller_of(scene, "pipeline").all(UNANSWERED, hits, say, base=len(ways(scene)))


class _Asked(NamedTuple):
    """The checks of a stage that can be looked up, and whether any takes the deal's activities."""

    pairs: Sequence[tuple[Check, Demand]]
    looks_at_contacts: bool


Demands = Mapping[str, _Asked]
"""By the codes of stages."""


def _demands(scene: Scene) -> Demands:
    looks, process = prover(scene), scene.book.process
    found = {}
    for stage in process.stages:
        checks = [process.check_of[code] for code in stage.compliance if code in process.check_of]
        pairs = [(check, demand) for check in checks if (demand := looks.check(check)) is not None]
        if pairs:
            found[stage.code] = _Asked(pairs, any(demand.looks_at_contacts for _, demand in pairs))
    return found


def _missing(scene: Scene, way: Way, demands: Demands) -> Iterator[_Open]:
    """The checks of the stages behind the deal that lack proof; in after-sales only those of the stage left last."""
    behind = way.shape.behind
    for stage, number in behind[-1:] if way.stage.kind == "after" else behind:
        if stage.code not in demands:
            continue
        asked = demands[stage.code]
        found = _activities(scene, way, number) if asked.looks_at_contacts else ()
        unproven = [(check, demand) for check, demand in asked.pairs if not demand.shown(way.row, found)]
        if unproven:
            yield from _by_column(stage, unproven)


def _activities(scene: Scene, way: Way, number: int) -> Sequence[int]:
    known, stay = contacts(scene), way.stay(number)
    if known is None or stay is None:
        return ()
    return known.between(way.row, stay.entered, stay.left or scene.today)


def _by_column(stage: Stage, checks: Sequence[tuple[Check, Demand]]) -> Iterator[_Open]:
    columns: dict[str, list[Check]] = {}
    for check, demand in checks:
        columns.setdefault(_column(demand.proofs[0]), []).append(check)
    for column, found in columns.items():
        yield _Open(stage, column, tuple(found))


def _column(proof: Proof) -> str:
    """Where a proof is missing: in the deal's own row where it belongs there; an approval at the discount."""
    if proof.record != "pipeline":
        return "stage"
    return "discount" if proof.name == "approved_by" else proof.name


def _severity(checks: Sequence[Check]) -> Severity:
    """The worst the Compliance sheet gives these checks."""
    return max(_SEVERITIES.get(check.severity, UNANSWERED.severity) for check in checks)


def _proofs(checks: Sequence[Check]) -> Text:
    texts = [check.proof if check.proof.zh else check.text for check in checks]
    zh = "；".join(dict.fromkeys(_short(text.zh, "。") for text in texts))
    en = "; ".join(dict.fromkeys(_short(text.en, ".") for text in texts))
    return Text(zh, en)


def _short(text: str, stop: str) -> str:
    text = " ".join(text.split()).rstrip(stop)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


COMPLIANCE_RULES: tuple[Rule, ...] = (Rule(UNANSWERED, unanswered, yields_to=("SS210",)),)
