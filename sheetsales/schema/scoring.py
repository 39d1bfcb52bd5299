"""Which record a block of headings holds: every record is scored, and the best one must be clearly ahead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sheetsales.dataclass import dataclass
from sheetsales.schema import aliases
from sheetsales.schema.aliases import Alias
from sheetsales.schema.block import Block, Field
from sheetsales.schema.evidence import (
    CONFIRMS,
    UNIQUE,
    Verdict,
    holds_labels,
    is_own_status,
    judge,
    share_factor,
)
from sheetsales.schema.workbook import KNOWN_UNASKED, RECORDS

REQUIRED_WEIGHT = 3
STRANGER_WEIGHT = 2
LEAD = 2
LEAST_COLUMNS = 3
MANY = 30
"""From so many rows on, values that all differ tell something."""
TITLE_BONUS = 3
"""What a sheet's name adds to the record it names."""

STRANGERS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "products": (
        ("name", "price"),
        ("floor_price", "cost", "spec", "unit", "category", "valid_from", "valid_to"),
    ),
    "quotes": (("customer", "amount"), ("id", "valid_to")),
    "contracts": (("customer", "amount"), ("id", "end_on", "paid", "unpaid")),
    "service": (
        ("customer", "opened_on"),
        ("resolution", "answered_on", "closed_on", "satisfaction", "subject"),
    ),
    "returns": (("customer", "reason"), ("order_no", "returned_on")),
    "costs": (("date", "amount"), ("channel", "campaign", "kind")),
    "commission": (("person", "rate"), ("tier", "base", "amount", "period", "quota")),
    "evaluations": (("person", "score"), ("indicator", "period", "weight", "target")),
    "training": (("topic", "date"), ("person", "trainer", "hours", "place")),
    "meetings": (("date", "topic"), ("decision", "host", "recorder", "action")),
    "problems": (("problem", "action"), ("owner", "due", "cause", "result")),
    "risks": (("risk", "owner"), ("likelihood", "impact", "response", "level")),
    "partners": (("name", "contact"), ("type", "product")),
}
"""Records without a schema of ours: what they require, and of which they show one mark at least. They are known so
that they are not taken for one of ours."""

_FOREIGN_HINTS = (
    "实际", "已", "未", "回款", "收款", "成本", "税", "去年", "上年", "同期", "计划", "目标", "累计", "actual", "paid", "received", "cost", "tax", "last year",
    "prior", "target", "plan", "budget", "ytd", "do not modify",
)  # fmt: skip


GENERIC = frozenset(
    {
        "notes",
        "note",
        "remarks",
        "description",
        "comments",
        "comment",
        "details",
        "summary",
        "备注",
        "备注信息",
        "说明",
        "描述",
    }
)
"""Headings of free text that stand on sheets of any kind: they tell nothing of the kind."""
_BARE_NAMES = (("name", "name"), ("name", "名称"))
_PERSONAL = frozenset(
    {"firstname", "lastname", "salutation", "gender", "birthday", "birthdate", "姓", "性别", "生日", "年龄"}
)


@dataclass(frozen=True, slots=True)
class Fit:
    """A column that a heading may stand for, with what its values say."""

    alias: Alias
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Score:
    record: str
    points: int
    columns: frozenset[str]


def fits(record: str, field: Field) -> tuple[Fit, ...]:
    """The columns of ``record`` that the heading names and the values allow, in order of preference."""
    known = aliases.lookup(aliases.of(record), field.heading) or ()
    return tuple(fit for alias in known if alias.column and (fit := _fit(record, alias, field)))


def _fit(record: str, alias: Alias, field: Field) -> Fit | None:
    column = RECORDS[record].by_key[alias.column]
    verdict = judge(record, column, field.sample)
    if alias.column == "discount" and field.heading.unit == "%" and share_factor(field.sample) is not None:
        verdict = max(verdict, Verdict.OPEN)  # said to be per cent, it is no sum of money
    if alias.rule == "values":
        if not holds_labels(record, column, field.sample) or not is_own_status(record, column, field.sample):
            return None
    elif alias.rule == "ref":
        verdict = max(verdict, Verdict.OPEN)  # an id may be all digits
    return Fit(alias, verdict) if verdict is not Verdict.NO else None


def foreign_hint(field: Field) -> bool:
    """Whether brackets after the heading turn it into something else: ``金额（已收）``, ``Amount (paid)``."""
    return any(word in field.heading.hint for word in _FOREIGN_HINTS)


def bindable(record: str, field: Field, block: Block) -> tuple[Fit, ...]:
    """Those fits that a heading may be bound to without asking."""
    if foreign_hint(field):
        return ()
    found = tuple(fit for fit in fits(record, field) if _trusted(fit, field))
    if record == "customers" and _lists_people(block):
        found = tuple(fit for fit in found if (fit.alias.column, field.heading.key) not in _BARE_NAMES)
    return found or _customer_beside_number(record, field, block)


def _trusted(fit: Fit, field: Field) -> bool:
    """A ``Title`` that differs from row to row names deals; job titles repeat."""
    if fit.alias.rule == "unique":
        return len(field.sample.values) >= MANY and field.sample.unique >= UNIQUE
    return fit.alias.rule != "ask"


def _lists_people(block: Block) -> bool:
    """Whether the rows are contacts: a bare ``Name`` among first names and salutations is no company."""
    return any(field.heading.key in _PERSONAL for field in block.fields)


def _customer_beside_number(record: str, field: Field, block: Block) -> tuple[Fit, ...]:
    """``Name`` beside a customer number is the customer: each number always goes with the same name."""
    known = aliases.lookup(aliases.of(record), field.heading) or ()
    named = [a for a in known if a.column == "customer" and a.rule == "values"]
    if not named or field.sample.numbers >= CONFIRMS:
        return ()
    numbers = (f for f in block.fields if f is not field and _is_customer_number(record, f))
    paired = any(_paired(block, number, field) for number in numbers)
    return (Fit(named[0], Verdict.YES),) if paired else ()


def _is_customer_number(record: str, field: Field) -> bool:
    known = aliases.lookup(aliases.of(record), field.heading) or ()
    return field.sample.numbers >= CONFIRMS and any(a.column == "customer" for a in known)


def _paired(block: Block, number: Field, name: Field) -> bool:
    both = zip(block.values(number.sheet_column), block.values(name.sheet_column), strict=True)
    pairs = {(n, t) for n, t in both if n is not None and t is not None}
    return len(pairs) == len({n for n, _ in pairs}) == len({t for _, t in pairs}) > 0


def scores(block: Block) -> tuple[Score, ...]:
    """Every record that the block could hold, best first; ones that lack what they cannot be without are left out."""
    hits = {r: {f.sheet_column: _hit(r, f, block) for f in block.fields} for r in _candidates(block)}
    found = [score for record in hits if (score := _score(record, block, hits))]
    return tuple(sorted(found, key=lambda s: (-s.points, s.record)))


def _candidates(block: Block) -> list[str]:
    """Records that know at least two of the headings; the others need no closer look."""
    table = aliases.headings()
    records = [r for r in table if r not in KNOWN_UNASKED or not RECORDS[r].written]
    return [
        r
        for r in records
        if sum(1 for f in block.fields if aliases.lookup(table[r], f.heading) is not None) > 1
    ]


def _hit(record: str, field: Field, block: Block) -> tuple[str, ...] | None:
    """The columns the heading reaches; empty where the record knows the heading but has no use for it here."""
    if record in KNOWN_UNASKED:
        found = tuple(fit.alias.column for fit in bindable(record, field, block))
    else:
        known = aliases.lookup(aliases.headings()[record], field.heading) or ()
        found = tuple(alias.column for alias in known if alias.column)
    if found:
        return found
    return () if aliases.lookup(aliases.headings()[record], field.heading) is not None else None


def _score(
    record: str, block: Block, hits: Mapping[str, Mapping[int, tuple[str, ...] | None]]
) -> Score | None:
    columns = _reached(hits[record].values())
    generic = {f.sheet_column for f in block.fields if f.heading.key in GENERIC}
    telling = _reached(h for at, h in hits[record].items() if at not in generic)
    if len(columns) < LEAST_COLUMNS or not _anchored(record, telling, block):
        return None
    required = _required(record) & telling
    foreign = sum(1 for field in block.fields if _only_others(record, field, hits))
    if foreign >= len(columns):
        return None
    weight = REQUIRED_WEIGHT if record in KNOWN_UNASKED else STRANGER_WEIGHT
    points = sum(weight if column in required else 1 for column in columns) - foreign
    return Score(record, points + title_bonus(record, block), columns)


def _only_others(record: str, field: Field, hits: Mapping[str, Mapping[int, tuple[str, ...] | None]]) -> bool:
    """Whether the heading is foreign to this record and means something in another."""
    at = field.sheet_column
    return hits[record][at] is None and any(hits[other][at] for other in hits if other != record)


def _reached(hits: Iterable[tuple[str, ...] | None]) -> frozenset[str]:
    """Distinct columns, one to a heading; headings with a choice take what the plain ones leave."""
    found: set[str] = set()
    for columns in sorted((h for h in hits if h), key=len):
        found.update([c for c in columns if c not in found][:1])
    return frozenset(found)


def _required(record: str) -> frozenset[str]:
    if record in KNOWN_UNASKED:
        return frozenset(column.key for column in RECORDS[record].required)
    return frozenset(STRANGERS[record][0])


def _anchored(record: str, columns: frozenset[str], block: Block) -> bool:
    if record not in KNOWN_UNASKED:
        required, marks = STRANGERS[record]
        return columns.issuperset(required) and not columns.isdisjoint(marks)
    if RECORDS[record].config and not title_bonus(record, block):
        return False  # a list of codes has the same headings
    if RECORDS[record].anchors:
        return all(columns.intersection(group) for group in RECORDS[record].anchors)
    return _required(record) <= columns


def title_bonus(record: str, block: Block) -> int:
    named = aliases.sheet_titles().get(aliases.label_key(block.grid.name), ())
    return TITLE_BONUS if record in named else 0


def decide(found: tuple[Score, ...]) -> Score | None:
    """The best score where it leads clearly."""
    if not found:
        return None
    ahead = found[0].points - (found[1].points if len(found) > 1 else 0)
    return found[0] if ahead >= LEAD else None
