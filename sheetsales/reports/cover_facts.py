"""The three facts of the cover: what was signed, how the process runs, who of the customers waits."""

from __future__ import annotations

from sheetsales.dataclass import dataclass
from sheetsales.reports.cells import Content
from sheetsales.reports.customers_table import customers_sentence
from sheetsales.reports.material import Material
from sheetsales.reports.own_tiles import own_sentences
from sheetsales.reports.sentences import check_sentence, people_sentence, stage_sentence, won_sentence
from sheetsales.texts import Text


@dataclass(frozen=True)
class Fact:
    """A lead word, and what there is to say."""

    lead: Text
    said: Content


_WON, _PROCESS, _CUSTOMERS = Text("签约", "Won"), Text("流程", "Process"), Text("客户", "Customers")
_TARGETS, _CHECKS = Text("目标", "Targets"), Text("检查", "Checks")


def cover_facts(material: Material) -> tuple[Fact, ...]:
    """Where customers have nothing to tell, the targets do, then the checks. Of a person what is won and done, and what to
    do first."""
    draft, blocks = material.draft, material.blocks
    if draft.edition == "person":
        return tuple(Fact(lead, said) for lead, said in own_sentences(material) if said)
    third = (
        Fact(
            _CUSTOMERS,
            customers_sentence(draft, blocks.get("customers_grade"), blocks.get("customers_overdue")),
        ),
        Fact(_TARGETS, people_sentence(draft, blocks)),
        Fact(_CHECKS, check_sentence(draft, blocks["checks"], material.findings)),
    )
    facts = (
        Fact(_WON, won_sentence(draft, blocks)),
        Fact(_PROCESS, stage_sentence(draft, blocks, material.lowest, steps=True)),
        next(fact for fact in third if fact.said),
    )
    return tuple(fact for fact in facts if fact.said)
