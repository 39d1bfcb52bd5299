"""A further team: a varied year of the story under ids, names and numbers of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property

from sheetsales.dataclass import dataclass
from sheetsales.template.story.codes import credit_code, phone, registration_no
from sheetsales.template.story.drafts import Row, Rows, text_of
from sheetsales.template.story.modules import TOLD
from sheetsales.template.story.names import brand, person
from sheetsales.template.story.people import LEAD, MANAGER, name_of
from sheetsales.template.story.sources import source
from sheetsales.template.story.variation import MARK
from sheetsales.template.story.words import customers_by_id
from sheetsales.texts import Lang

DEALS, CUSTOMERS, PEOPLE = 150, 60, 8
_ROWS = 100  # no sheet of a module has more running numbers a team
_LINES = 6  # no line of business is named alike by more of a team's customers


@dataclass(frozen=True)
class FurtherTeam:
    """The team of that ``number``, from 1, and the varied year it had."""

    number: int
    year: Rows
    seed: int
    lang: Lang

    @cached_property
    def people(self) -> dict[str, str]:
        return {
            row["id"]: f"S{self.number * PEOPLE + n:02d}" for n, row in enumerate(source("team"), start=1)
        }

    @cached_property
    def people_names(self) -> dict[str, str]:
        """By the name in the story, the name in this team."""
        first = self.number * PEOPLE + self.seed * 101
        return {row[self.lang]: person(first + n, self.lang) for n, row in enumerate(source("team"))}

    @cached_property
    def brands(self) -> dict[str, str]:
        """By customer in the story, the brand of the one that stands in for it: unlike any of the same line."""
        lines: Counter[str] = Counter()
        found = {}
        for row in source("customers"):
            line = row[self.lang].removeprefix(_brand_of(row[f"short_{self.lang}"], self.lang))
            found[row["id"]] = _new_brand(self.number * _LINES + lines[line] + self.seed * 31, self.lang)
            lines[line] += 1
        return found

    def person(self, told: str) -> str:
        return self.people[told]

    def customer(self, told: str) -> str:
        return f"C-{self.number * CUSTOMERS + int(told[2:]):03d}"

    def deal(self, told: str) -> str:
        return f"O-{self.number * DEALS + int(told[2:6]):04d}"

    def short(self, told: str) -> str:
        """The short name of the customer that stands in for one of the story."""
        short = customers_by_id()[told][f"short_{self.lang}"]
        return self.brands[told] + short.removeprefix(_brand_of(short, self.lang))


def _new_brand(number: int, lang: Lang) -> str:
    found = brand(number, lang)
    return f"{found} Mill" if found in _told_brands() else found


@cache
def _told_brands() -> frozenset[str]:
    return frozenset(row["short_en"] for row in source("customers"))


def _brand_of(short: str, lang: Lang) -> str:
    return short[:2] if lang == "zh" else short


def block_rows(block: FurtherTeam, record: str) -> Sequence[Row]:
    """The team's rows of one record."""
    make = _MAKERS[record]
    return [make(block, row) for row in block.year[record]]


def _team(block: FurtherTeam, row: Row) -> Row:
    name = block.people_names[text_of(row, "name")]
    number = block.people[text_of(row, "id")]
    moved: Row = {
        "id": number,
        "name": name,
        "email": f"{number.lower()}@{text_of(row, 'email').partition('@')[2]}",
    }
    if "team" in row:
        moved["team"] = _team_name(block, text_of(row, "team"))
    if "manager" in row:
        moved["manager"] = block.person(text_of(row, "manager"))
    return row | moved


def _team_name(block: FurtherTeam, told: str) -> str:
    return f"{told}{block.number + 1}" if block.lang == "zh" else f"{told} {block.number + 1}"


def _customer(block: FurtherTeam, row: Row) -> Row:
    told = text_of(row, "id")
    source_row = customers_by_id()[told]
    number = block.number * CUSTOMERS + int(told[2:])
    short = block.short(told)
    moved: Row = {
        "id": block.customer(told),
        "name": short_to_name(source_row, short, block.lang),
        "short_name": short,
        "owner": block.person(text_of(row, "owner")),
        "phone": phone(number * 7, block.lang),
        "email": f"{text_of(row, 'email').partition('@')[0]}{number}@{source_row[f'slug_{block.lang}']}.example.com",
    }
    if block.lang == "zh":
        moved |= {
            "credit_code": credit_code(source_row["admin"], number),
            "wechat": f"{source_row['py']}{number}",
        }
    else:
        moved["registration_no"] = registration_no(number)
    return {key: value for key, value in (row | moved).items() if key != "notes"}


def short_to_name(row: Mapping[str, str], short: str, lang: Lang) -> str:
    """The full name that goes with another short name of the same line of business."""
    told = row[f"short_{lang}"]
    old, new = _brand_of(told, lang), short.removesuffix(told.removeprefix(_brand_of(told, lang)))
    return new + row[lang].removeprefix(old)


def _deal(block: FurtherTeam, row: Row) -> Row:
    told = text_of(row, "id")
    number = block.deal(told)
    moved: Row = {"id": number, "customer": block.customer(text_of(row, "customer"))}
    moved["owner"] = block.person(text_of(row, "owner"))
    if "approved_by" in row:
        moved["approved_by"] = block.person(text_of(row, "approved_by"))
    for key in ("quote_no", "contract_no"):
        if key in row:
            moved[key] = text_of(row, key).replace(told[2:], number[2:])
    if "notes" in row:
        moved["notes"] = _renamed(block, text_of(row, "notes"))
    return row | moved


def _renamed(block: FurtherTeam, text: str) -> str:
    for person_id in (LEAD, MANAGER):
        name = name_of(person_id, block.lang)
        text = text.replace(name, block.people_names[name])
    return text


def _activity(block: FurtherTeam, row: Row) -> Row:
    told = text_of(row, "customer")
    content = text_of(row, "content")
    short = customers_by_id()[told][f"short_{block.lang}"]
    if short in content:
        content = content.replace(short, block.short(told))
    moved: Row = {"rep": block.person(text_of(row, "rep")), "customer": block.customer(told)}
    if "opportunity" in row:
        deal = text_of(row, "opportunity")
        number = block.deal(deal)
        moved["opportunity"] = number
        content = content.replace(deal[2:], number[2:])
    return row | moved | {"content": content}


def _task(block: FurtherTeam, row: Row) -> Row:
    told = text_of(row, "id")
    title = text_of(row, "title")
    moved: Row = {
        "id": f"T-{block.number * 200 + int(told[2:]):03d}",
        "assignee": block.person(text_of(row, "assignee")),
    }
    if "customer" in row:
        customer = text_of(row, "customer")
        title = title.replace(customers_by_id()[customer][f"short_{block.lang}"], block.short(customer))
        moved["customer"] = block.customer(customer)
    if "opportunity" in row:
        moved["opportunity"] = block.deal(text_of(row, "opportunity"))
    return row | moved | {"title": title}


def _log(block: FurtherTeam, row: Row) -> Row:
    return row | {
        "opportunity": block.deal(text_of(row, "opportunity")),
        "owner": block.person(text_of(row, "owner")),
    }


def _target(block: FurtherTeam, row: Row) -> Row:
    told = text_of(row, "owner")
    return row | {"owner": block.people_names.get(told) or _team_name(block, told)}


def _ledger(block: FurtherTeam, row: Row) -> Row:
    """A row of a module's sheet: whatever it names is this team's."""
    moved: Row = {}
    for key, value in row.items():
        if key in _NAMED:
            moved[key] = _NAMED[key](block, str(value))
        elif isinstance(value, tuple):
            moved[key] = tuple(map(block.person, value))
        elif key in _PERSONS:
            moved[key] = block.person(str(value))
    return row | moved


def _numbered(block: FurtherTeam, told: str) -> str:
    """A number that ends with the deal's, or a running one of this sheet."""
    head, dash, tail = told.rpartition("-")
    if tail.endswith(MARK):
        return f"{head}{dash}{block.deal(f'O-{tail}')[2:]}"
    return f"{head}{dash}{block.number * _ROWS + int(tail):03d}"


_NAMED: dict[str, Callable[[FurtherTeam, str], str]] = {
    "id": _numbered, "contract": _numbered, "contract_no": _numbered, "order_no": _numbered,
    "invoice_no": _numbered, "customer": FurtherTeam.customer, "opportunity": FurtherTeam.deal,
    "team": _team_name, "trainer": _renamed,
}  # fmt: skip
_PERSONS = frozenset(
    {"owner", "approved_by", "reviewed_by", "raised_by", "host", "person", "evaluator", "coach"}
)
SHARED = frozenset({"products", "sop_revisions", "markets", "competitors", "partners", "library"})
"""Sheets that all teams have in common."""


_MAKERS: dict[str, Callable[[FurtherTeam, Row], Row]] = {
    "team": _team, "customers": _customer, "pipeline": _deal, "activities": _activity, "tasks": _task,
    "targets": _target, "stage_log": _log, **dict.fromkeys(TOLD, _ledger),
}  # fmt: skip
