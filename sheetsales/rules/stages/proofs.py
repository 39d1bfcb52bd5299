"""Whether a deal shows the evidence that a step or a compliance check asks for, and how evidence is spoken of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from functools import cached_property

from sheetsales.book.book import Book
from sheetsales.book.process import Check, Evidence, Proof, Stage, Step
from sheetsales.book.telling import column_title
from sheetsales.dataclass import dataclass
from sheetsales.process.discounts import Limits
from sheetsales.process.evidence import Lookup, Shown, in_an_activity, names_ledger, ways_of
from sheetsales.rules.scene import Scene
from sheetsales.rules.stages.contacts import Contacts, contacts
from sheetsales.schema.choices import BY_KEY
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.lists import OR, listed
from sheetsales.texts import Text

_APPROVAL = Proof("column", "pipeline", "approved_by")
_ANSWERS = Proof("column", "pipeline", "compliance")
_ANY_OF, _ALL_OF = Text("或", " or "), Text("和", " and ")
_DOCUMENT = Text("写到“{document}”的跟进", "an activity that names the {document}")
_ANY_DOCUMENT = Text("写到产出文件的跟进", "an activity that names the document")
_IN_LEDGER = Text("“{sheet}”表里有这单，填了“{column}”", "a row of the deal in {sheet} with {column}")
_FILLED = Text("填好“{column}”", "{column} filled in")


Ways = tuple[tuple[Shown, ...], ...]
"""Any of several sets of proofs, each set whole."""


@dataclass(frozen=True)
class Demand:
    """What one step or check asks of every deal: ``ways`` to prove it, ``looks_at_contacts`` where any takes activities."""

    ways: Ways
    proofs: tuple[Proof, ...]
    looks_at_contacts: bool

    def shown(self, row: int, activities: Sequence[int]) -> bool:
        for way in self.ways:
            for proof in way:
                if not proof(row, activities):
                    break
            else:
                return True
        return False


@dataclass(frozen=True)
class Prover:
    """Looks for evidence. What the workbook has no sheet or column for is unknown, and unknown is never missing."""

    scene: Scene
    _demands: dict[tuple[str, str], tuple[tuple[Step, Demand], ...]] = field(default_factory=dict)
    _checks: dict[str, Demand | None] = field(default_factory=dict)

    @property
    def book(self) -> Book:
        return self.scene.book

    @cached_property
    def contacts(self) -> Contacts | None:
        return contacts(self.scene)

    @cached_property
    def _evidence(self) -> Lookup:
        return Lookup(self.book, self.contacts.table if self.contacts is not None else None)

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

    def steps(self, stage: Stage, now: Stage) -> tuple[tuple[Step, Demand], ...]:
        """The steps of a stage that a deal now in another may lack evidence for.

        Columns that its present stage requires are another rule's matter, and so are approvals.
        """
        key = (stage.code, now.code)
        if key not in self._demands:
            steps = self.book.process.steps_of.get(stage.code, ())
            pairs = ((step, self._of_step(step, now)) for step in steps)
            self._demands[key] = tuple((step, demand) for step, demand in pairs if demand is not None)
        return self._demands[key]

    def lacking(
        self, demands: Sequence[tuple[Step, Demand]], row: int, activities: Sequence[int]
    ) -> list[Step]:
        """The steps among these that the deal shows no evidence of."""
        return [
            step for step, demand in demands if not demand.shown(row, activities) and self._due(step, row)
        ]

    def _due(self, step: Step, row: int) -> bool:
        return not step.evidence_when or not self.within_own_limit(row)

    def _of_step(self, step: Step, now: Stage) -> Demand | None:
        if step.evidence_when == "unknown":
            return None
        asked = {(f.record, f.column) for f in now.required}

        def of(proof: Proof) -> Shown | None:
            if proof == _APPROVAL or (proof.record, proof.name) in asked:
                return None
            return self._shown(proof, step.documents)

        return _demand(ways_of(self.book, step.evidence), of)

    def check(self, check: Check) -> Demand | None:
        """What a compliance check asks; None where it cannot be looked up."""
        if check.code not in self._checks:
            self._checks[check.code] = _demand(
                ways_of(self.book, check.evidence), lambda proof: self._answer(proof, check)
            )
        return self._checks[check.code]

    def _answer(self, proof: Proof, check: Check) -> Shown | None:
        if proof == _ANSWERS:
            answers, code = self.scene.deals.get("compliance"), check.code
            return (lambda row, _: code in (answers[row] or ())) if self._answers_given else None
        shown = self._shown(proof, ())
        if proof != _APPROVAL or shown is None:
            return shown
        return lambda row, found: shown(row, found) or self.within_own_limit(row)

    def _shown(self, proof: Proof, documents: Sequence[str]) -> Shown | None:
        """How to look for a proof; None where the workbook has nowhere to look."""
        return self._evidence.of(proof, documents)


def _demand(any_of: Sequence[Sequence[Proof]], of: Callable[[Proof], Shown | None]) -> Demand | None:
    """The demand, without proofs that cannot be looked for; None where one way to prove it is left with nothing."""
    ways: list[tuple[Shown, ...]] = []
    for proofs in any_of:
        found = tuple(shown for proof in proofs if (shown := of(proof)) is not None)
        if not found:
            return None
        ways.append(found)
    if not ways:
        return None
    flat = tuple(proof for proofs in any_of for proof in proofs)
    contacts_too = any(map(in_an_activity, flat))
    return Demand(tuple(ways), flat, contacts_too)


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
    any_of = ways_of(book, evidence)
    alone = [proofs[0].name for proofs in any_of if len(proofs) == 1 and proofs[0].what == "activity"]
    others = [
        _joined([_spoken(book, proof, documents) for proof in proofs], _ALL_OF)
        for proofs in any_of
        if len(proofs) != 1 or proofs[0].what != "activity"
    ]
    return _joined([*([_contact(alone)] if alone else []), *others], _ANY_OF)


def _contact(kinds: Sequence[str]) -> Text:
    """An activity of one of these kinds."""
    labels = [next(c.label for c in BY_KEY["activity_kind"].choices if c.code == kind) for kind in kinds]
    kinds_of = listed([Text(label.zh, _with_article(label.en)) for label in labels], last=OR)
    return Text(f"{kinds_of.zh}的跟进", kinds_of.en)


def _with_article(label: str) -> str:
    word = label if label[1:] != label[1:].lower() else label.lower()
    return f"{'an' if word[0] in 'aeio' else 'a'} {word}"


def _joined(parts: Sequence[Text], word: Text) -> Text:
    return Text(word.zh.join(p.zh for p in parts), word.en.join(p.en for p in parts))


def _spoken(book: Book, proof: Proof, documents: Sequence[str]) -> Text:
    if proof.what == "activity":
        return _contact([proof.name])
    if proof.what == "document":
        if not documents:
            return _ANY_DOCUMENT
        return _DOCUMENT.fill(document=Text(documents[0], documents[-1]))
    if names_ledger(proof):
        return _IN_LEDGER.fill(sheet=RECORDS[proof.record].title, column=proof_title(book, proof))
    return _FILLED.fill(column=proof_title(book, proof))


def proof_title(book: Book, proof: Proof) -> Text:
    """What the column of a proof is called."""
    if proof.record in RECORDS:
        return column_title(book.table(proof.record), proof.name)
    return Text(proof.name, proof.name)
