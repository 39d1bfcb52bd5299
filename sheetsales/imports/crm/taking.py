"""An export taken into a workbook: everything that becomes of its records, and the edits that write it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from itertools import chain
from typing import Final

from sheetsales.book.book import Book
from sheetsales.book.column_readers import Context
from sheetsales.book.parsing.cleaning import fold
from sheetsales.book.parsing.dates import Order
from sheetsales.cells.edits import Edit, EditPlan
from sheetsales.cells.grid import Workbook
from sheetsales.cells.values import EditValue
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.imports.crm.base import PREFIX, Base, parsed
from sheetsales.imports.crm.compare import Comparison, Prefer
from sheetsales.imports.crm.links import Known, known_of
from sheetsales.imports.crm.outcome import New, Taken
from sheetsales.imports.crm.people import people_of
from sheetsales.imports.crm.profiles import LINKS, STAGE_NAMES
from sheetsales.imports.crm.recognise import RECORDS, Export
from sheetsales.imports.crm.resolved import Resolver
from sheetsales.imports.crm.side import Side
from sheetsales.imports.crm.stages import Stages
from sheetsales.imports.crm.typed import Records, read_records
from sheetsales.imports.crm.values import Decimals
from sheetsales.imports.crm.writing import side_edits
from sheetsales.schema.store import ID_MARK, store_edits
from sheetsales.texts import Text

TOLD: Final = f"{PREFIX}stages"
_NO_STAGE: Final = Text(
    "流程里没有“{name}”这个阶段。流程的阶段有：{names}。",
    "The process has no stage “{name}”. Its stages are: {names}.",
)
_STARTED: Final = {"customers": ("created_on",), "pipeline": ("created_on",)}
"""Columns that hold the day a record came into the workbook, where nobody says another."""


@dataclass(frozen=True)
class Asked:
    """What was told with the files: the order of day and month, stages by name, who is right where both changed a cell, the sign
    before decimals."""

    order: Order | None = None
    stages: Mapping[str, str] = field(default_factory=dict)
    prefer: Prefer = ""
    decimals: Decimals | None = None


@dataclass
class Outcome:
    """Everything an import does. ``people`` join Team, ``named`` are customers that only their deals name, ``sheets`` the kinds
    of record the workbook has no sheet for; ``understood`` are stages taken by what their names mean."""

    taken: list[Taken]
    plan: EditPlan
    people: list[New]
    named: list[New]
    without_sheet: dict[str, int]
    understood: dict[str, str]


class Taking:
    """One import into one workbook."""

    def __init__(
        self, book: Book, workbook: Workbook, store: Mapping[str, str], today: dt.date, asked: Asked
    ) -> None:
        self.book, self.workbook, self.store, self.today, self.asked = book, workbook, store, today, asked
        self.known = {key: known_of(book, key) for key in ("team", "customers", "contacts", "pipeline")}
        self.known["activities"] = Known()
        self.told = self._told()
        self.stages = Stages(book, self.told)
        self.sides: dict[str, Side] = {}
        self.bases: dict[str, Base] = {}
        self.named: list[New] = []

    def run(self, exports: Sequence[Export]) -> Outcome:
        """Take all exports, those that others refer to first."""
        labels = {key: dict(of) for key, of in self.book.labels.items()}
        mark = self.store.get(ID_MARK, "")
        context = Context(labels, self.book.binding.values, self.book.lang, self.today, False, mark)
        own = self.book.settings.currency
        read = {id(e): read_records(e, context, self.asked.order, own, self.asked.decimals) for e in exports}
        for export in exports:
            if export.record == STAGE_NAMES:
                self._stage_names(read[id(export)])
        owners = self._linked(exports, read)
        users = [read[id(e)] for e in exports if e.record == "team"]
        people = self._people(users, owners)
        taken: list[Taken] = []
        lacking: dict[str, int] = {}
        for kind in RECORDS[1:]:
            for export in (e for e in exports if e.record == kind):
                if not self.book.table(kind).bound:
                    lacking[kind] = lacking.get(kind, 0) + len(read[id(export)])
                    continue
                taken.append(self._take(read[id(export)]))
        self._absent(taken)
        plan = EditPlan(tuple(self._edits(taken, people)), self.workbook.sha256 or None)
        return Outcome(taken, plan, people, self.named, lacking, self.stages.understood())

    # -- what was told, now or earlier

    def _told(self) -> dict[str, str]:
        kept = json.loads(self.store.get(TOLD, "") or "{}")
        found = {str(text): str(code) for text, code in kept.items()}
        names: dict[str, str] = {}
        for stage in self.book.process.stages:
            names |= {fold(name): stage.code for name in (stage.code, stage.name.zh, stage.name.en) if name}
        for text, name in self.asked.stages.items():
            code = names.get(fold(name))
            if code is None:
                known = "、".join(s.name.in_(self.book.lang) for s in self.book.process.stages)
                raise BadRequest(_NO_STAGE.fill(name=name, names=known))
            found[fold(text)] = code
        return found

    def _stage_names(self, records: Records) -> None:
        columns = (records.get(key) for key in ("key", "label", "is_won", "is_closed"))
        for key, label, won, closed in zip(*columns, strict=True):
            if key and label:
                self.stages.labels = {**self.stages.labels, key: label}
                end = "won" if won else "lost" if closed else ""
                self.stages.ends = {**self.stages.ends, key: end}

    def _linked(self, exports: Sequence[Export], read: Mapping[int, Records]) -> list[Records]:
        """The records that have owners; deals get the customers that a list of links says."""
        links: dict[str, str] = {}
        for export in exports:
            if export.record == LINKS:
                pairs = zip(
                    read[id(export)].get("opportunity_key"), read[id(export)].get("customer_key"), strict=True
                )
                links |= {deal: customer for deal, customer in pairs if deal and customer}
        owned = [read[id(e)] for e in exports if e.record in ("customers", "pipeline", "activities")]
        for records in owned:
            if links and records.export.record == "pipeline" and "customer_key" not in records.columns:
                records.columns["customer_key"] = [links.get(key or "") for key in records.get("key")]
        return owned

    # -- the two sides

    def _base(self, known_as: str) -> Base:
        if known_as not in self.bases:
            self.bases[known_as] = parsed(self.store.get(PREFIX + known_as, ""))
        return self.bases[known_as]

    def _side(self, kind: str, known_as: str) -> Side:
        if known_as not in self.sides:
            base = self._base(known_as)
            end = f".{kind}"
            others = {
                key
                for name, text in self.store.items()
                if name.startswith(PREFIX) and name.endswith(end) and name != PREFIX + known_as
                for key in parsed(text).rows
            }
            self.sides[known_as] = Side(self.book, kind, base, frozenset(others), self.store.get(ID_MARK, ""))
            for key, (ours, _) in base.rows.items():
                if ours:
                    self.known[kind].add(ours, None, key)
            table = self.book.table(kind)
            for key, row in self.sides[known_as].by_external.items():
                if key not in others and table.record.id_column and (ours := table.id(row)):
                    self.known[kind].add(ours, None, key)
        return self.sides[known_as]

    def _people(self, users: Sequence[Records], owned: Sequence[Records]) -> list[New]:
        if not users and not owned:
            return []
        system = next((r.export.system for r in (*users, *owned) if r.export.system), "other")
        return people_of(self.book, self._side("team", f"{system}.team"), users, self.known["team"], owned)

    def _take(self, records: Records) -> Taken:
        export = records.export
        side = self._side(export.record, export.known_as)
        if export.record in ("pipeline", "contacts", "activities"):
            for kind in ("customers", "pipeline"):
                self._side(kind, f"{export.system or 'other'}.{kind}")
        resolver = Resolver(self.book, self.known, self.stages)
        resolver.customer_of |= self._customers_of
        if export.record == "pipeline":
            resolver.settle_stages(records)
            self._name_customers(records)
        found = resolver.resolved(records, side)
        started: dict[str, EditValue] = {
            k: self.today for k in _STARTED.get(side.key, ()) if k in side.columns
        }
        comparison = Comparison(
            records,
            found,
            side,
            self.known[side.key],
            side.base,
            self.asked.prefer,
            self._formulas(),
            started,
        )
        taken = comparison.run()
        side.base = self.bases[export.known_as] = taken.base
        self._note(taken, found.senses.get("customer"), found.senses.get("owner") or found.senses.get("rep"))
        return taken

    _customers_of: dict[str, str] = {}  # noqa: RUF012 - replaced, never changed

    def _note(
        self, taken: Taken, customers: Sequence[str | None] | None, owners: Sequence[str | None] | None
    ) -> None:
        """What is to be told beside; and whose each deal is, for contacts that only name the deal."""
        kind = taken.export.record
        if kind == "pipeline" and customers is not None:
            of_new = {one.ours: customers[one.source] for one in taken.new if one.ours}
            self._customers_of = {**self._customers_of, **{k: v for k, v in of_new.items() if v}}
        if customers is not None and kind != "customers":
            taken.without = sum(not customers[one.source] for one in taken.new)
        elif kind in ("contacts", "pipeline", "activities"):
            taken.without = len(taken.new)
        if owners is None:
            return
        for one in taken.new:
            said = owners[one.source]
            if said is None or said.startswith("~"):
                named = (
                    taken.records.get(key)[one.source] for key in ("owner_key", "rep_key", "owner", "rep")
                )
                text = (said or "")[1:] or next(filter(None, named), "")
                taken.nobody[text] = taken.nobody.get(text, 0) + 1

    def _name_customers(self, records: Records) -> None:
        """Customers that only their deals name: they come in with them."""
        known, side = (
            self.known["customers"],
            self._side("customers", f"{records.export.system or 'other'}.customers"),
        )
        if not side.table.bound or "customer" not in records.columns:
            return
        columns = zip(records.get("customer_key"), records.get("customer"), strict=True)
        owners = zip(records.get("owner_key"), records.get("owner"), strict=True)
        for i, ((key, name), (owner_key, owner)) in enumerate(zip(columns, owners, strict=True)):
            if (
                not name
                or i in records.refused
                or known.find(key, name)
                or key in known.refused
                or fold(name) in known.by_name
            ):
                continue
            ours = next(side.fresh) if side.gives_ids else name
            person = self.known["team"].find(owner_key, owner)
            values: dict[str, EditValue] = {
                "id": ours, "name": name, "owner": self.known["team"].names.get(person or "") or owner, "created_on": self.today,
            }  # fmt: skip
            self.named.append(
                New(ours, name, -1, key or "", {k: v for k, v in values.items() if v and k in side.columns})
            )
            known.add(ours, name, key or "")
            if key:
                side.base.set(key, ours, {})

    def _formulas(self) -> frozenset[tuple[str, int, int]]:
        return frozenset((g.name, row, column) for g in self.workbook.grids for row, column in g.formulas)

    def _absent(self, taken: Sequence[Taken]) -> None:
        """Records that the source had and this export does not: told, never deleted."""
        present: dict[str, set[str]] = {}
        for one in taken:
            keys = present.setdefault(one.export.known_as, set())
            keys |= {key for key in one.records.get("key") if key}
        for one in taken:
            if present.get(one.export.known_as) and one.export.record != "activities":
                table = self.book.table(one.export.record)
                side = self.sides[one.export.known_as]
                missing = [
                    k
                    for k in one.base.rows
                    if k not in present[one.export.known_as]
                    and not k.startswith("~")
                    and one.base.is_described(k)
                ]
                rows = ((k, side.by_external.get(k, table.by_id.get(one.base.ours(k)))) for k in missing)
                one.absent = [table.id(row) or k for k, row in rows if row is not None]
                present[one.export.known_as] = set()

    # -- edits

    def _edits(self, taken: Sequence[Taken], people: Sequence[New]) -> Iterator[Edit]:
        lang = self.book.lang
        for kind in RECORDS:
            side = next((s for s in self.sides.values() if s.key == kind), None)
            if side is None or not side.table.bound:
                continue
            mine = [one for one in taken if one.export.record == kind]
            added = people if kind == "team" else self.named if kind == "customers" else []
            new = [(one, one.values) for one in added]
            rows = chain(((one, t.values(one)) for t in mine for one in t.new), new)
            is_foreign = any(one.external for t in mine for one in t.new) or any(
                one.external for one in added
            )
            changes = [change for t in mine for change in t.changes]
            externals = [pair for t in mine for pair in t.externals]
            has_ids = is_foreign or bool(externals)
            yield from side_edits(self.workbook, side, rows, changes, externals, lang, has_ids=has_ids)
        kept = {PREFIX + name: base.text() for name, base in self.bases.items() if base.rows}
        told = json.dumps(self.told, ensure_ascii=False, sort_keys=True) if self.told else ""
        yield from store_edits(self.workbook, {**kept, TOLD: told})
