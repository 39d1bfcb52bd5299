"""Whether a deal shows the evidence that a step or a compliance check asks for, and how evidence is spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sheetsales.book.book import Book
from sheetsales.book.process import Check, Evidence, Proof, Stage, Step
from sheetsales.book.table import BookTable
from sheetsales.book.telling import column_title
from sheetsales.process.discounts import Limits
from sheetsales.rules.deal_facts import left_blank
from sheetsales.rules.scene import Scene
from sheetsales.rules.stages.contacts import Contacts, contacts
from sheetsales.schema.choices import BY_KEY
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Text

_APPROVAL = Proof("column", "pipeline", "approved_by")
_ANSWERS = Proof("column", "pipeline", "compliance")
_ANY_OF, _ALL_OF = Text("或", " or "), Text("和", " and ")
_DOCUMENT = Text("写到“{document}”的跟进", "an activity that names the {document}")
_ANY_DOCUMENT = Text("写到产出文件的跟进", "an activity that names the document")
_FILLED = Text("填好“{column}”", "{column} filled in")


@dataclass(frozen=True)
class Prover:
    """Looks for evidence. What the workbook has no sheet or column for is unknown, and unknown is never missing."""

    scene: Scene

    @property
    def book(self) -> Book:
        return self.scene.book

    @cached_property
    def contacts(self) -> Contacts | None:
        return contacts(self.scene)

    @cached_property
    def _limits(self) -> Limits:
        return Limits(self.book)

    @cached_property
    def _answers_given(self) -> bool:
        """Whether anybody uses the column for compliance answers."""
        deals = self.scene.deals
        return deals.has("compliance") and any(deals.get("compliance"))

    def within_own_limit(self, row: int) -> bool:
        """Whether the deal's discount is within its owner's right, or cannot be told to be beyond it."""
        deals = self.scene.deals
        discount = deals.get("discount")[row]
        return discount is None or self._limits.allows(deals.get("owner")[row], float(discount)) is not False

    def step_shown(self, step: Step, row: int, activities: Sequence[int], now: Stage) -> bool:
        """Whether a step left its evidence; columns that the deal's stage requires anyway are another rule's matter."""
        if step.evidence_when == "unknown" or (step.evidence_when and self.within_own_limit(row)):
            return True
        asked = {(f.record, f.column) for f in now.required}
        return not step.evidence.any_of or any(
            all(
                (proof.record, proof.name) in asked
                or proof == _APPROVAL
                or self._shown(proof, row, activities, step.documents)
                for proof in proofs
            )
            for proofs in step.evidence.any_of
        )

    def check_missing(self, check: Check, row: int, activities: Sequence[int]) -> Proof | None:
        """What a compliance check lacks; None where it is proven, or cannot be looked up."""
        lacking = None
        for proofs in check.evidence.any_of:
            lacks = [proof for proof in proofs if not self._answers(proof, check, row, activities)]
            if not lacks:
                return None
            lacking = lacking or lacks[0]
        return lacking

    def _answers(self, proof: Proof, check: Check, row: int, activities: Sequence[int]) -> bool:
        if proof == _ANSWERS:
            given = self.scene.deals.get("compliance")[row]
            return not self._answers_given or check.code in (given or ())
        if proof == _APPROVAL and self.within_own_limit(row):
            return True
        return self._shown(proof, row, activities, ())

    def _shown(self, proof: Proof, row: int, activities: Sequence[int], documents: Sequence[str]) -> bool:
        if proof.what != "column":
            return self.contacts is None or self._in_activities(
                self.contacts.table, proof, activities, documents
            )
        if proof.record == "pipeline":
            deals = self.scene.deals
            return not deals.has(proof.name) or not left_blank(deals, proof.name, row)
        if proof.record == "customers":
            return self._of_customer(proof.name, row)
        if proof.record == "activities":
            if self.contacts is None or not self.contacts.table.has(proof.name):
                return True
            return any(not left_blank(self.contacts.table, proof.name, i) for i in activities)
        return True

    def _of_customer(self, column: str, row: int) -> bool:
        customers = self.book.table("customers")
        at = customers.by_id.get(self.scene.deals.get("customer")[row])
        return at is None or not customers.has(column) or not left_blank(customers, column, at)

    def _in_activities(
        self, table: BookTable, proof: Proof, activities: Sequence[int], documents: Sequence[str]
    ) -> bool:
        if proof.what == "activity":
            kinds = table.get("kind")
            return not table.has("kind") or any(kinds[i] == proof.name for i in activities)
        if not documents or not (table.has("content") or table.has("result")):
            return True
        content, result = table.get("content"), table.get("result")
        names = [document.casefold() for document in documents]
        for i in activities:
            said = f"{content[i] or ''} {result[i] or ''}".casefold()
            if any(name in said for name in names):
                return True
        return False


def prover(scene: Scene) -> Prover:
    """Looks for evidence in the scene; one for all rules."""
    return scene.once(Prover)


def asks_for_contact(step: Step) -> bool:
    """Whether each way to prove the step takes an activity or a document named in one."""
    return bool(step.evidence.any_of) and all(
        any(proof.what != "column" for proof in proofs) for proofs in step.evidence.any_of
    )


def spoken_evidence(book: Book, evidence: Evidence, documents: Sequence[str] = ()) -> Text:
    """``电话或微信的跟进``; ``a call or an e-mail``."""
    alone = [
        proofs[0].name for proofs in evidence.any_of if len(proofs) == 1 and proofs[0].what == "activity"
    ]
    others = [
        _joined([_spoken(book, proof, documents) for proof in proofs], _ALL_OF)
        for proofs in evidence.any_of
        if len(proofs) != 1 or proofs[0].what != "activity"
    ]
    return _joined([*([_contact(alone)] if alone else []), *others], _ANY_OF)


def _contact(kinds: Sequence[str]) -> Text:
    """An activity of one of these kinds."""
    labels = [next(c.label for c in BY_KEY["activity_kind"].choices if c.code == kind) for kind in kinds]
    zh = listed([label.zh for label in labels], "、", "或")
    return Text(f"{zh}的跟进", listed([_with_article(label.en) for label in labels], ", ", " or "))


def _with_article(label: str) -> str:
    word = label if label[1:] != label[1:].lower() else label.lower()
    return f"{'an' if word[0] in 'aeio' else 'a'} {word}"


def listed(parts: Sequence[str], between: str, last: str) -> str:
    """``a, b or c``."""
    *first, end = parts
    return f"{between.join(first)}{last}{end}" if first else end


def _joined(parts: Sequence[Text], word: Text) -> Text:
    return Text(word.zh.join(p.zh for p in parts), word.en.join(p.en for p in parts))


def _spoken(book: Book, proof: Proof, documents: Sequence[str]) -> Text:
    if proof.what == "activity":
        return _contact([proof.name])
    if proof.what == "document":
        if not documents:
            return _ANY_DOCUMENT
        return _DOCUMENT.fill(document=Text(documents[0], documents[-1]))
    return _FILLED.fill(column=proof_title(book, proof))


def proof_title(book: Book, proof: Proof) -> Text:
    """What the column of a proof is called."""
    if proof.record in RECORDS:
        return column_title(book.table(proof.record), proof.name)
    return Text(proof.name, proof.name)
