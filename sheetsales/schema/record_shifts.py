"""What speaks for or against a record beside its columns: the sheet's title, words of other trades, marks of its neighbours."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from sheetsales.regex import regex
from sheetsales.schema import aliases
from sheetsales.schema.block import Block
from sheetsales.schema.period_headings import is_wide
from sheetsales.schema.row_names import numbers_customers
from sheetsales.schema.stage_meaning import meaning
from sheetsales.schema.words import UNKNOWN, Words, words_of

_TITLE_WORDS: Final[Mapping[str, frozenset[str]]] = {
    "pipeline": frozenset({"DEAL", "STAGE"}),
    "customers": frozenset({"CUST", "COMPANY"}),
    "contacts": frozenset({"CPERSON", "CONTACT"}),
    "activities": frozenset({"ACT", "VISIT", "CALL"}),
    "orders": frozenset({"ORDER"}),
    "contracts": frozenset({"CONTRACT"}),
    "receipts": frozenset({"PAY", "RECEIVABLE"}),
    "tasks": frozenset({"TASK"}),
    "targets": frozenset({"TARGET"}),
    "team": frozenset({"TEAM", "EMPL", "REP"}),
    "products": frozenset({"PROD", "PRICE"}),
    "quotes": frozenset({"QUOTE"}),
    "invoices": frozenset({"INVOICE", "RECEIVABLE"}),
}
_NO_RECORDS: Final = (
    "dictionary", "lookup", "lists", "dashboard", "summary", "products", "price book", "quotes", "invoices", "returns", "campaigns",
    "字典", "说明", "汇总", "透视", "产品", "发票", "库存", "话术",
)  # fmt: skip
"""What a sheet that holds no records of these kinds is called."""
_OTHER_TRADES: Final = frozenset({"STOCK", "PAYROLL", "TICKET", "SUPPLIER", "PURCHASE", "SUBSCR"})
_BOUGHT: Final = frozenset({"orders", "customers", "pipeline", "activities"})
_CAMEL: Final = regex(r"(?<=[a-z])(?=[A-Z])|_")
_ACCOUNTING_TITLE: Final = regex(
    r"(?<![a-z])(?:general ?ledger|chart ?of ?accounts|system ?accounts|journal ?entries|trial ?balance)(?![a-z])|总账|明细账|科目|凭证|日记账",
    re.IGNORECASE,
)
_ACCOUNTING: Final = regex(
    r"(?<![a-z])(?:debit|credit|gl|cogs|ledger|journal|trans type|posted by|qty in|qty out)(?![a-z])|借方|贷方|科目|凭证",
    re.IGNORECASE,
)
_BOOKED: Final = 2
"""So many headings of book-keeping, and the sheet keeps books: its accounts are no customers."""
_INQUIRY: Final = "询价"
_INQUIRY_FORM: Final = regex(r"询价[单函](?!.*(?:汇总|明细|记录|台账|登记))")
_NUMBERED: Final = ({"SUPPLIER", "NO"}, {"SUBSCR", "NO"}, {UNKNOWN, "NO"})
_REFERRED: Final = frozenset({"CUST", "COMPANY", "DEAL", "LEAD", "ORDER"})
_WORD: Final = regex(r"[a-z]{3,}|[\u3400-\u9fff]{2}")
_ALL_DIFFER: Final = 0.98
_SHARE: Final = 0.08
"""So many of the headings in words of another trade, and the sheet is of that trade."""
_DEAL_FACTS: Final = 2
_LEADS, _LEADS_BY_NUMBER = 2.0, 4.0
"""What a sheet called leads has ahead, and more where the number of a lead stands on it."""
_ROWS_OF_A_LIST: Final = 5
_MOSTLY: Final = 0.9
_LABELS: Final = 0.6


def _title_texts(block: Block) -> tuple[str, ...]:
    return (block.grid.name, *block.titles)


def _words(block: Block) -> tuple[Words, ...]:
    return tuple(words_of(field.text) for field in block.fields)


def named_by_title(record: str, block: Block) -> bool:
    """Whether the sheet's name or a title above the headings names the record."""
    named = aliases.sheet_titles().get(aliases.label_key(block.grid.name), ())
    if named:
        return record in named
    return any(_names(record, text) for text in _title_texts(block))


def _names(record: str, title: str) -> bool:
    return not _TITLE_WORDS[record].isdisjoint(words_of(title).known)


def sheet_is_foreign(block: Block) -> bool:
    """Whether title or headings say that the sheet is of another trade: tickets, purchases, stock, pay, a model's output."""
    told = [token for words in map(words_of, _title_texts(block)) for token in words.tokens]
    if not _OTHER_TRADES.isdisjoint(told) or _keeps_books(block):
        return True
    words = _words(block)
    if (_INQUIRY in block.grid.name and _says(words, "SUPPLIER")) or numbers_something_else(block):
        return True
    least = max(1.0, len(words) * _SHARE)
    tickets = sum(1 for w in words if "TICKET" in w.tokens)
    bought = sum(1 for w in words if _is_bought(w))
    model = sum(1 for w in words if not {"FORECASTCOL", "PIVOT"}.isdisjoint(w.tokens))
    return tickets >= least or bought >= least or model >= 2


def numbers_something_else(block: Block) -> bool:
    """Whether the number the rows go by is that of suppliers, or of what the sheet's name says in a word that we do not
    have (``churn_id`` on a sheet Churns): the numbers of deals or customers beside it only refer to them."""
    first = block.fields[0] if block.fields else None
    tokens = words_of(first.text).tokens if first else ()
    if first is None or set(tokens) not in _NUMBERED or first.sample.unique < _ALL_DIFFER:
        return False
    word = _WORD.match(first.text.strip().casefold())
    called = word is not None and block.grid.name.casefold().startswith(word[0])
    return "SUPPLIER" in tokens or (called and _only_refers(block))


def _only_refers(block: Block) -> bool:
    """Whether numbers of customers, deals or orders stand beside, and nothing says that the rows are deals themselves."""
    words = _words(block)
    refers = any("NO" in w.known and not _REFERRED.isdisjoint(w.known) for w in words[1:])
    return refers and _deal_facts(words) < _DEAL_FACTS and not _has_stage_words(block)


def is_called_inquiry(sheet: str) -> bool:
    """Whether a sheet says by its name that it is a form that asks makers for their prices."""
    return bool(_INQUIRY_FORM.search(sheet))


def is_called_books(sheet: str) -> bool:
    """Whether a sheet says by its name that it is one of book-keeping."""
    return bool(_ACCOUNTING_TITLE.search(_CAMEL.sub(" ", sheet)))


def _keeps_books(block: Block) -> bool:
    """Whether title or headings say that the sheet is one of book-keeping."""
    if is_called_books(block.grid.name):
        return True
    return sum(1 for f in block.fields if _ACCOUNTING.search(_CAMEL.sub(" ", f.text))) >= _BOOKED


def _is_bought(words: Words) -> bool:
    return "SUPPLIER" in words.tokens or ("PURCHASE" in words.tokens and "NO" not in words.tokens)


def shift(record: str, columns: Collection[str], block: Block) -> float:
    """Points for or against a record by what else the block shows."""
    words = _words(block)
    points = _SHIFTS[record](columns, words, block) if record in _SHIFTS else 0.0
    if record not in ("products", "quotes") and _is_list_of_others(record, block):
        points -= 20.0
    return points


def _is_list_of_others(record: str, block: Block) -> bool:
    title = block.grid.name.casefold()
    return any(word in title for word in _NO_RECORDS) and not _names(record, title)


def _says(words: Iterable[Words], *tokens: str) -> bool:
    return any(not w.known.isdisjoint(tokens) for w in words)


def _deal_facts(words: Iterable[Words]) -> int:
    """How many headings say what only deals have: a chance, an expected amount, a stage or name of a deal."""
    return sum(1 for each in words if _is_deal_fact(each.known))


def _is_deal_fact(known: Collection[str]) -> bool:
    return (
        "PROB" in known
        or ("AMT" in known and not {"EXPECT", "DEAL"}.isdisjoint(known))
        or ("DEAL" in known and not {"STAGE", "NAME"}.isdisjoint(known))
    )


def _pipeline(columns: Collection[str], words: tuple[Words, ...], block: Block) -> float:
    points = 3.0 if _deal_facts(words) >= _DEAL_FACTS else 0.0
    if _is_contract_ledger(words, block):
        points -= 5.0
    if not {"amount", "probability", "expected_close", "name", "product"}.intersection(columns):
        points -= 4.0
    return points + (2.5 if _has_stage_words(block) else 0.0)


def _customers(_columns: Collection[str], words: tuple[Words, ...], block: Block) -> float:
    """What has an amount and a stage is a deal, whatever its sheet is called: one customer may have two."""
    if _says_sum_of_deal(words) and _has_stage_words(block):
        return -6.0
    if _deal_facts(words) >= _DEAL_FACTS:
        return -3.0
    leads = any("LEAD" in words_of(text).known for text in _title_texts(block))
    if not leads or _says(words, "STAGE", "AMT"):
        return 0.0
    return _LEADS_BY_NUMBER if _numbered_once(words) else _LEADS


def _numbered_once(words: Iterable[Words]) -> bool:
    return sum(1 for each in words if numbers_customers(each.known)) == 1


def _says_sum_of_deal(words: Iterable[Words]) -> bool:
    return any("AMT" in w.known and not {"EXPECT", "DEAL", "QUOTE"}.isdisjoint(w.known) for w in words)


def _activities(columns: Collection[str], words: tuple[Words, ...], _block: Block) -> float:
    """What happened with money in it and nothing said about it is no contact."""
    return -5.0 if _says(words, "AMT", "REV") and "content" not in columns else 0.0


def _orders(_columns: Collection[str], words: tuple[Words, ...], block: Block) -> float:
    points = -5.0 if _says(words, "TARGET") else 0.0
    points -= 4.0 if _says(words, "PROB") else 0.0
    return points - (2.5 if _has_stage_words(block) else 0.0)


def _receipts(_columns: Collection[str], words: tuple[Words, ...], block: Block) -> float:
    return 0.0 if _says(words, "PAY") or named_by_title("receipts", block) else -5.0


def _invoices(columns: Collection[str], words: tuple[Words, ...], block: Block) -> float:
    """What came in may name its invoice; lines of what was sold are orders."""
    said = _says(words, "INVOICE") or named_by_title("invoices", block)
    came_in = "received_on" in columns and not {"due_on", "invoiced_on"}.intersection(columns)
    return -5.0 if not said or came_in or _says(words, "QTY", "PRICE") else 0.0


def _contracts(_columns: Collection[str], words: tuple[Words, ...], _block: Block) -> float:
    return 0.0 if _says(words, "CONTRACT") else -4.0


def _products(columns: Collection[str], words: tuple[Words, ...], block: Block) -> float:
    """Prices of what was sold to whom and when are order lines."""
    sold = _says(words, "CUST", "ORDER", "DEAL", "QTY", "PAY", "PERSON") or any(
        "DATE" in w.known for w in words
    )
    sold = sold and not named_by_title("products", block)
    told = _says(words, "PROD") or {"cost", "unit"} & set(columns) or named_by_title("products", block)
    lists = 1.5 if not sold and "price" in columns and _named_once(block) else 0.0
    return (-5.0 if sold else 0.0) - (0.0 if told else 3.0) + lists


def _named_once(block: Block) -> bool:
    """Whether some column of texts differs from row to row: each row is a thing of its own."""
    samples = (field.sample for field in block.fields)
    return any(
        len(s.texts) >= _ROWS_OF_A_LIST and len(s.texts) == len(s.values) and s.unique >= _MOSTLY
        for s in samples
    )


def _quotes(_columns: Collection[str], words: tuple[Words, ...], _block: Block) -> float:
    """A deal may name its quotation; what has a stage or a chance is a deal."""
    return -5.0 if _says(words, "PROB", "STAGE") else 0.0


def _targets(columns: Collection[str], words: tuple[Words, ...], block: Block) -> float:
    listed = {"owner", "period", "value"} <= set(columns)
    return 0.0 if listed or _says(words, "TARGET") or is_wide_target(block) else -5.0


def is_wide_target(block: Block) -> bool:
    """Whether months or quarters stand beside one another under a title that says target: each is a column of values."""
    told = any(
        "TARGET" in words_of(text).known for text in (*_title_texts(block), *(f.text for f in block.fields))
    )
    return told and is_wide(field.text for field in block.fields)


_SHIFTS: Final = {
    "pipeline": _pipeline, "customers": _customers, "activities": _activities, "orders": _orders, "receipts": _receipts, "contracts": _contracts, "targets": _targets, "products": _products, "quotes": _quotes, "invoices": _invoices,
}  # fmt: skip


def _is_contract_ledger(words: tuple[Words, ...], block: Block) -> bool:
    if not any({"CONTRACT", "NO"} <= w.known for w in words):
        return False
    marks = (
        any("CONTRACT" in words_of(text).known for text in _title_texts(block)),
        _says(words, "SIGN"),
        any({"END", "DUE"} & w.known and "DATE" in w.known for w in words),
        _says(words, "PAY"),
    )
    return sum(marks) >= 2


def _has_stage_words(block: Block) -> bool:
    """Whether a column of states says stages of a deal: two places of a funnel, or both won and lost."""
    for field in block.fields:
        if not {"STAGE", "STATUS"}.isdisjoint(words_of(field.text).known) and field.sample.values:
            labels = {str(value).strip() for value in field.sample.values if isinstance(value, str)}
            if 0 < len(labels) <= 40 and _are_stages(labels):
                return True
    return False


def _are_stages(labels: Collection[str]) -> bool:
    said = [found for label in labels if (found := meaning(label)) is not None]
    kinds = {found.kind for found in said}
    places = {found.place for found in said if found.place}
    return len(said) >= len(labels) * _LABELS and (len(places) >= 2 or {"won", "lost"} <= kinds)


def forbidden(record: str, columns: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """What else is missing for the block to be the record; () where nothing is."""
    if record == "orders":
        group = (
            "ordered_on",
            "shipped_on",
            "promised_on",
            "delivered_on",
            "id",
            "customer",
            "customer_id",
            "owner",
            "opportunity",
        )
        return (group,) if not set(group).intersection(columns) else ()
    if record == "pipeline" and not {"customer", "name", "customer_id"}.intersection(columns):
        known = {"owner", "created_on", "closed_on", "expected_close"}.intersection(columns)
        numbered = {"id", "stage", "amount"} <= set(columns)
        return () if numbered or ("amount" in columns and len(known) >= 2) else (("customer", "name"),)
    return ()
