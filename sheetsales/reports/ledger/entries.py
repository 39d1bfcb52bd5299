"""The rows of a ledger: day, money, person, customer, product, what is still to be paid; and why a row is in no sum."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from sheetsales.book.amount_currency import currencies
from sheetsales.book.book import Book
from sheetsales.book.labels import text_of
from sheetsales.book.parsing.cleaning import is_blank
from sheetsales.book.table import BookTable, own_heading
from sheetsales.cells.address import CellRef
from sheetsales.dataclass import dataclass
from sheetsales.process.numbered import inherited
from sheetsales.process.receipts import contract_of_order, money_received, receipt_currencies, whose
from sheetsales.process.returns import returns
from sheetsales.regex import regex
from sheetsales.reports.ledger.owed import unreadable
from sheetsales.schema.currencies import code_for
from sheetsales.schema.headings import normalise
from sheetsales.schema.units import parse_unit
from sheetsales.texts import Lang, Text


@dataclass(frozen=True, slots=True)
class Kind:
    """A record that a ledger is made of, the columns that may say its day (the first there is counts), the word for what its
    money is, and the column it stands in, the record's own where that is ""; ``paid`` is the one for what came in of it."""

    record: str
    days: tuple[str, ...]
    money: Text
    column: str = ""
    paid: str = "paid"

    def money_of(self, table: BookTable) -> str:
        """The column that holds its money."""
        return self.column or table.record.money_column


KINDS: Final = (
    Kind("contracts", ("signed_on", "start_on"), Text("签约额", "Signed")),
    Kind("orders", ("ordered_on", "confirmed_on", "delivered_on"), Text("订单额", "Ordered")),
    Kind("quotes", ("date",), Text("报价额", "Quoted")),
    Kind("receipts", ("received_on", "date"), Text("回款额", "Received")),
    Kind("receipts", ("invoiced_on", "due_on"), Text("应收额", "Invoiced"), "due_amount", "amount"),
    Kind("pipeline", ("closed_on",), Text("金额", "Amount")),
)
"""Of receipts what came in counts, and what is due only where nothing says what came in when. Deals come last: where no
stage says how far they are, those with a closing day are listed by it."""

NO_DAY: Final = Text("没有日期，或日期看不懂", "no date, or one that cannot be read")
NO_AMOUNT: Final = Text("没有金额，或金额看不懂", "no amount, or one that cannot be read")
CANCELLED: Final = Text("已取消或终止", "cancelled or terminated")
OTHER_CURRENCY: Final = Text("别的币种，不折算、不相加", "another currency: not converted, not added up")
NOT_YET: Final = Text("应收的，还没有到账", "due, nothing received yet")
WITHDRAWN: Final = Text("已作废，或被新报价替代", "withdrawn, or replaced by a later quotation")
NOT_SENT: Final = Text("草稿，还没有发出", "drafts, not sent yet")
_DEAD: Final = {"cancelled": CANCELLED, "terminated": CANCELLED, "withdrawn": WITHDRAWN}
_UNPAID: Final = regex(
    r"未收|未回款|未付|应收(?:余额|账款|款)?$|欠款|outstanding|unpaid|balance due|receivable", re.IGNORECASE
)
_CURRENCY: Final = regex(r"币种|货币|币别|currency\b", re.IGNORECASE)
_PAID: Final = regex(
    r"已收|已回款|已付|累计回款|累计收款|^回款金额$|amount (?:paid|received)|paid to date|^received$|^paid$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. ``unpaid`` None is unknown; names are "" where the cell is blank."""

    at: CellRef
    day: dt.date
    amount: Decimal
    owner: str
    customer: str
    product: str
    unpaid: Decimal | None

    @property
    def month(self) -> str:
        return f"{self.day:%Y-%m}"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that are in no sum for one reason; ``amount`` None where their money is unknown too."""

    why: Text
    cells: tuple[CellRef, ...]
    amount: Decimal | None


@dataclass(frozen=True)
class Ledger:
    """All rows of one record. ``unpaid_from`` names the headings that say what is still to be paid, "" for none."""

    kind: Kind
    title: Text
    sheets: tuple[str, ...]
    day_heading: str
    entries: tuple[Entry, ...]
    left_out: tuple[LeftOut, ...]
    unpaid_from: str
    has: frozenset[str]


def ledgers(book: Book, lang: Lang, as_of: dt.date = dt.date.max) -> tuple[Ledger, ...]:
    """Every record of the workbook that has rows with a day and money; what came in by a day is paid."""
    found: dict[str, Ledger] = {}
    for kind in KINDS:
        ledger = None if kind.record in found else _ledger(book, kind, lang, as_of)
        if ledger is not None and ledger.entries:
            found[kind.record] = ledger
    return tuple(found.values())


def _ledger(book: Book, kind: Kind, lang: Lang, as_of: dt.date) -> Ledger | None:
    table = book.table(kind.record)
    day = next((key for key in kind.days if table.has(key)), "")
    money = kind.money_of(table)
    if not table.bound or not day or not table.has(money):
        return None
    unpaid, unpaid_from = _unpaid(book, table, money, kind.paid, as_of)
    entries, left_out = _sorted_out(book, table, day, money, unpaid, lang)
    sheets = tuple(dict.fromkeys(bound.sheet for bound in table.bound))
    above = _contracts_of(book, table)
    has = frozenset(k for k in ("owner", "customer", "product") if table.has(k) or (above and above.has(k)))
    heading = (
        table.heading(day) if table.bound[0].beside is None else table.record.by_key[day].title.in_(lang)
    )
    return Ledger(kind, table.record.title, sheets, heading, entries, left_out, unpaid_from, has)


def _sorted_out(
    book: Book, table: BookTable, day: str, counted: str, unpaid: Sequence[Decimal | None], lang: Lang
) -> tuple[tuple[Entry, ...], tuple[LeftOut, ...]]:
    said = book.settings.text("currency")
    of_receipts = table.record.key == "receipts"
    others = (receipt_currencies(book) if of_receipts else currencies(table, said)) or _said_beside(
        table, said
    )
    own = said or _usual(others)
    days, money = _told(table, day), table.get(counted)
    dead, awaited = _dead(table), _awaited(table, counted, day)
    names = {key: _inherited(book, table, key, lang) for key in ("owner", "customer", "product")}
    entries: list[Entry] = []
    left: dict[Text, list[int]] = {}
    for i in range(len(table)):
        why = dead[i]
        if why is not None:
            pass
        elif i in awaited:
            why = NOT_YET
        elif money[i] is None:
            why = NO_AMOUNT
        elif days[i] is None:
            why = NO_DAY
        elif others is not None and others[i] not in (own, ""):
            why = OTHER_CURRENCY
        if why is not None:
            left.setdefault(why, []).append(i)
            continue
        owner, customer, product = (names[key][i] for key in ("owner", "customer", "product"))
        entries.append(Entry(table.row_cell(i), days[i], money[i], owner, customer, product, unpaid[i]))
    order = sorted(entries, key=lambda entry: entry.day)
    return tuple(order), tuple(_left_out(why, rows, table, counted) for why, rows in left.items())


def _told(table: BookTable, key: str) -> Sequence[Any]:
    """The column as it holds for each row: lines of one number share what one of them says."""
    return inherited(table, key) if key in table.record.inherited else table.get(key)


def _dead(table: BookTable) -> Sequence[Text | None]:
    """Why a row counts nowhere, whatever else it says."""
    of_quotes = table.record.key == "quotes"
    status = _told(table, "status")
    replaced = set(table.get("replaces")) - {None} if of_quotes else set()
    found: list[Text | None] = []
    for number, said in zip(table.get(table.record.id_column), status, strict=True):
        drafted = of_quotes and said == "draft"
        found.append(WITHDRAWN if number in replaced else NOT_SENT if drafted else _DEAD.get(said or ""))
    return found


def _awaited(table: BookTable, counted: str, day: str) -> frozenset[int]:
    """Instalments laid out of which nothing came in: neither day nor money says so."""
    if table.record.key != "receipts" or counted != "amount":
        return frozenset()
    cells = (table.raw.get(key, [None] * len(table)) for key in (counted, day))
    rows = enumerate(zip(table.get("due_amount"), *cells, strict=True))
    return frozenset(i for i, (due, *came) in rows if due is not None and all(map(is_blank, came)))


def _said_beside(table: BookTable, own: str) -> Sequence[str] | None:
    """The currencies a column of the team's own says, row by row."""
    for key in table.own:
        if _CURRENCY.match(own_heading(key).strip()):
            return [code_for(str(value).strip(), own) if value else own for value in table.own[key]()]
    return None


def _usual(said: Sequence[str] | None) -> str:
    """The currency most rows say, where nobody set one."""
    return Counter(said).most_common(1)[0][0] if said else ""


def _left_out(why: Text, rows: Sequence[int], table: BookTable, counted: str) -> LeftOut:
    money = [value for i in rows if (value := table.get(counted)[i]) is not None]
    amount = sum(money, Decimal()) if money and why is not OTHER_CURRENCY else None
    return LeftOut(why, tuple(table.row_cell(i) for i in rows), amount)


def _contracts_of(book: Book, table: BookTable) -> BookTable | None:
    """The contracts that say whose the money of a receipt is; None for other ledgers and where none are kept."""
    contracts = book.table("contracts")
    return contracts if table.record.key == "receipts" and contracts.bound and table.has("contract") else None


def _inherited(book: Book, table: BookTable, key: str, lang: Lang) -> Sequence[str]:
    """The names of a column; where a receipt says none, those of its contract."""
    own, contracts = _names(book, table, key, lang), _contracts_of(book, table)
    if contracts is None or not contracts.has(key):
        return own
    theirs = _names(book, contracts, key, lang)
    rows = (contracts.by_id.get(of) for of in whose(table, contract_of_order(book)))
    return [name or (theirs[row] if row is not None else "") for name, row in zip(own, rows, strict=True)]


def _names(book: Book, table: BookTable, key: str, lang: Lang) -> Sequence[str]:
    """What people call the person, customer or product of every row; what stands in the cell where nobody knows it.

    Names that differ in capitals alone are one, as they are for a worksheet's formulas: the first spelling counts.
    """
    if not table.has(key):
        return ("",) * len(table)
    codes, raw = table.get(key), table.raw.get(key, ())
    first: dict[str, str] = {}

    def name(i: int) -> str:
        if codes[i] is None:
            said = str(raw[i] if i < len(raw) and raw[i] is not None else "")
        elif key == "owner":
            said = book.person_name(codes[i])
        else:
            said = text_of(book, table.record.key, key, codes[i], lang)
        plain = " ".join(said.split())
        return first.setdefault(plain.casefold(), plain)

    found = [name(i) for i in range(len(table))]
    if key not in table.record.inherited:
        return found
    of = table.get(table.record.id_column)
    by_number = {number: name for number, name in zip(reversed(of), reversed(found), strict=True) if name}
    return [name or by_number.get(number, "") for number, name in zip(of, found, strict=True)]


def _unpaid(
    book: Book, table: BookTable, money: str, received: str, as_of: dt.date
) -> tuple[Sequence[Decimal | None], str]:
    """What is still to be paid, row by row, and what says so: a heading of its own, or amount less what was paid by another
    heading or by the receipts."""
    unpaid = _own(table, _UNPAID, "unpaid")
    if unpaid is not None:
        return unpaid
    paid = _own(table, _PAID, received) or _by_receipts(book, table, as_of)
    if paid is None:
        return (None,) * len(table), ""
    amounts = table.get(money)
    rest = [
        None if amount is None or part is None else amount - part
        for amount, part in zip(amounts, paid[0], strict=True)
    ]
    return rest, paid[1]


def _by_receipts(book: Book, table: BookTable, as_of: dt.date) -> tuple[Sequence[Decimal | None], str] | None:
    """What came in for each contract and what returns gave back of it, where the workbook keeps receipts by contract; an
    amount nobody can read, or nobody noted, makes it unknown."""
    receipts = book.table("receipts")
    if table.record.key != "contracts" or not (receipts.has("contract") and receipts.has("amount")):
        return None
    of_order = contract_of_order(book)
    paid: dict[str, Decimal | None] = {}
    days, money = receipts.get("received_on"), money_received(book, "amount")
    for contract, amount, day in zip(whose(receipts, of_order), money, days, strict=True):
        if amount is not None and (day is None or day <= as_of):
            paid[contract] = (paid.get(contract) or Decimal()) + amount
    paid |= dict.fromkeys(unreadable(book, as_of))
    for one in returns(book, as_of):  # a refund is a negative receipt too: together they count once
        contract = of_order.get(one.order, "")
        before = paid.get(contract, Decimal())
        paid[contract] = None if one.amount is None or before is None else before + one.amount
    return [paid.get(table.id(i), Decimal()) for i in range(len(table))], receipts.bound[0].sheet


def _own(table: BookTable, words: re.Pattern[str], key: str) -> tuple[Sequence[Decimal | None], str] | None:
    """A column of ours, or the first of the team's own under such a heading; its numbers in the unit it says."""
    if table.has(key) and any(value is not None for value in table.get(key)):
        return table.get(key), table.heading(key)
    for own in table.own:
        heading = own_heading(own)
        if words.search(heading.strip()):
            factor = _factor(table, heading)
            return [_number(value, factor) for value in table.own[own]()], heading
    return None


def _factor(table: BookTable, heading: str) -> Decimal:
    """The unit a heading says; where it says none, that of the amount beside it."""
    unit = parse_unit(normalise(heading).unit)
    if unit is not None and unit.dimension == "money":
        return unit.factor
    amount = table.bound[0].by_key.get(table.record.money_column)
    return amount.factor if amount else Decimal(1)


def _number(value: Any, factor: Decimal) -> Decimal | None:
    """A plain number; what is typed as text is unknown."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return Decimal(str(value)) * factor


def by(entries: Sequence[Entry], key: str) -> Mapping[str, Sequence[Entry]]:
    """The entries by the name they have under ``key``, the most money first."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(getattr(entry, key), []).append(entry)
    return dict(sorted(found.items(), key=lambda pair: (-total(pair[1]), pair[0])))


def total(entries: Sequence[Entry]) -> Decimal:
    return sum((entry.amount for entry in entries), Decimal())


def unpaid_total(entries: Sequence[Entry]) -> tuple[Decimal | None, int]:
    """What is still to be paid, and of how many rows that is not known; None where it is known of none."""
    known = [entry.unpaid for entry in entries if entry.unpaid is not None]
    return (sum(known, Decimal()) if known else None), len(entries) - len(known)
