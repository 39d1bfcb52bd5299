"""Whether the cells under a heading can be values of a column: they confirm it, leave it open, or rule it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache

from sheetsales.schema import aliases, currencies, defaults
from sheetsales.schema.choices import BY_KEY as CHOICE_LISTS
from sheetsales.schema.column import Column, Kind
from sheetsales.schema.samples import Sample
from sheetsales.schema.workbook import RECORDS

CONFIRMS, VETOES = 0.8, 0.2
NUMBERS_AS_TEXT = ("payment_terms", "wechat", "size", "product")
"""Columns of text whose values may all be digits: net days, phone numbers, headcounts, article numbers."""
LABELS_ENOUGH = 0.6
UNIQUE, MOSTLY_UNIQUE, FEW = 0.9, 0.7, 5
SLIPS = 20
"""One number above 1 to so many fractions is a slip in a column of fractions, not a second way of writing."""
STATUS_COLUMNS = (
    ("pipeline", "stage"), ("tasks", "status"), ("customers", "lifecycle"), ("orders", "status"), ("team", "active"),
)  # fmt: skip
"""Columns that a heading such as 状态 / Status may mean; their labels are compared with one another."""


class Verdict(IntEnum):
    NO = 0
    OPEN = 1
    YES = 2


@lru_cache(maxsize=256)
def known_labels(record: str, column: str, choices: str = "", ref: str = "") -> Mapping[str, str]:
    """Folded label → code: codes, our labels in both languages, and those that other people use."""
    found: dict[str, str] = {}
    if ref == "stages":
        for row in defaults.table("stages"):
            found |= dict.fromkeys(map(aliases.label_key, (row["code"], row["zh"], row["en"])), row["code"])
    if choices and not CHOICE_LISTS[choices].sample:
        for choice in CHOICE_LISTS[choices].choices:
            names = (choice.code, choice.label.zh, choice.label.en)
            found |= dict.fromkeys(map(aliases.label_key, names), choice.code)
    if choices == "currency":
        found |= {aliases.label_key(name): codes[0] for name, codes in currencies.names().items()}
    more = aliases.labels(record, column) or (aliases.yes_no() if choices == "yes_no" else {})
    return {**more, **found}


def labels_of(record: str, column: Column) -> Mapping[str, str]:
    choices = "yes_no" if column.kind is Kind.YES_NO else column.choices
    return known_labels(record, column.key, choices, column.ref)


def judge(record: str, column: Column, sample: Sample) -> Verdict:
    """What the values say about the heading's being ``column`` of ``record``; a blank column says nothing."""
    if not sample.values:
        return Verdict.OPEN
    return _JUDGES.get(column.kind, _judge_text)(record, column, sample)


def holds_labels(record: str, column: Column, sample: Sample) -> bool:
    """Whether most cells hold labels of the column: those that lists know, or words that say stages by their meaning."""
    if sample.overlap(labels_of(record, column)) >= LABELS_ENOUGH:
        return True
    if (record, column.key) != ("pipeline", "stage"):
        return False
    from sheetsales.schema.outcome_pair import says_stages

    return says_stages(sample)


def _repeats(sample: Sample, least: float) -> bool:
    return len(sample.values) >= FEW and sample.unique < least


def _by_share(share: float) -> Verdict:
    if share >= CONFIRMS:
        return Verdict.YES
    return Verdict.NO if share <= VETOES else Verdict.OPEN


def _judge_date(_record: str, _column: Column, sample: Sample) -> Verdict:
    """Texts such as 10.14 may be dates without a year: they neither confirm the heading nor rule it out."""
    found = _by_share(sample.dates)
    return max(found, Verdict.OPEN) if sample.dates + sample.month_days >= CONFIRMS else found


def _judge_number(_record: str, _column: Column, sample: Sample) -> Verdict:
    return _by_share(sample.numbers)


def _judge_percent(record: str, column: Column, sample: Sample) -> Verdict:
    if column.key == "discount":
        return _judge_discount(sample)
    return Verdict.NO if share_factor(sample) is None else _judge_number(record, column, sample)


def _judge_discount(sample: Sample) -> Verdict:
    """Ours is the share taken off; 九折, 0.95 and sums of money are also called discount, so those are left alone."""
    off = all(0 <= figure <= 0.5 for figure in sample.figures)
    plain = len(sample.figures) / len(sample.values) + sample.percent_texts
    return Verdict.YES if off and plain >= CONFIRMS else Verdict.NO


def _judge_text(record: str, column: Column, sample: Sample) -> Verdict:
    if (record, column.key) == ("customers", "name") and _repeats(sample, MOSTLY_UNIQUE):
        return Verdict.NO  # contacts, visits or deals of the same customers
    if sample.dates >= CONFIRMS or (sample.numbers >= CONFIRMS and column.key not in NUMBERS_AS_TEXT):
        return Verdict.NO
    return Verdict.OPEN


def _judge_choice(record: str, column: Column, sample: Sample) -> Verdict:
    if column.kind is Kind.CHOICE and CHOICE_LISTS[column.choices].open:
        return _judge_text(record, column, sample)
    if sample.overlap(labels_of(record, column)) >= LABELS_ENOUGH:
        return Verdict.YES
    if column.choices == "currency":
        # Left aside, amounts in what nobody knows would count as the workbook's own.
        return _judge_text(record, column, sample)
    return Verdict.NO


def _judge_stage(record: str, column: Column, sample: Sample) -> Verdict:
    if sample.overlap(labels_of(record, column)) >= LABELS_ENOUGH:
        return Verdict.YES
    return _judge_text(record, column, sample)


def _judge_ref(record: str, column: Column, sample: Sample) -> Verdict:
    return (
        _judge_stage(record, column, sample)
        if column.ref == "stages"
        else _judge_text(record, column, sample)
    )


def _judge_id(record: str, column: Column, sample: Sample) -> Verdict:
    """An id of the record itself differs from row to row; order lines share that of their order."""
    own = RECORDS[record].id_column == column.key and RECORDS[record].ids != "shared"
    return (
        Verdict.NO
        if (own and _repeats(sample, UNIQUE)) or sample.dates >= CONFIRMS or sample.counts_rows
        else Verdict.OPEN
    )


def _judge_email(_record: str, _column: Column, sample: Sample) -> Verdict:
    return _by_share(sample.emails)


def _judge_phone(_record: str, _column: Column, sample: Sample) -> Verdict:
    return _by_share(sample.phones)


def _judge_anything(_record: str, _column: Column, _sample: Sample) -> Verdict:
    return Verdict.OPEN


def _judge_period(_record: str, _column: Column, sample: Sample) -> Verdict:
    return _by_share(sample.periods)


_JUDGES: Mapping[Kind, Callable[[str, Column, Sample], Verdict]] = {
    Kind.DATE: _judge_date,
    Kind.MONEY: _judge_number,
    Kind.NUMBER: _judge_number,
    Kind.INTEGER: _judge_number,
    Kind.PERCENT: _judge_percent,
    Kind.CHOICE: _judge_choice,
    Kind.YES_NO: _judge_choice,
    Kind.REF: _judge_ref,
    Kind.ID: _judge_id,
    Kind.EMAIL: _judge_email,
    Kind.PHONE: _judge_phone,
    Kind.PERIOD: _judge_period,
    Kind.ANY: _judge_anything,
}


def share_factor(sample: Sample) -> Decimal | None:
    """How the numbers of a percentage column are meant: 1 for 0–1, 0.01 for 0–100, None where both are mixed.

    A few numbers above 1 among many fractions are slips, which the check reports, and change nothing.
    """
    figures = sample.figures
    above = sum(1 for figure in figures if figure > 1)
    between = sum(1 for figure in figures if 0 < figure < 1)
    if any(figure < 0 or figure > 100 for figure in figures):
        return None
    if above and (between or sample.percent_texts > 0):
        return Decimal(1) if 0 < above * SLIPS <= between else None
    return Decimal("0.01") if above else Decimal(1)


def is_own_status(record: str, column: Column, sample: Sample) -> bool:
    """Whether the labels under a heading such as Status are those of this column, and no other's more than its."""
    if (record, column.key) not in STATUS_COLUMNS:
        return True
    mine = sample.overlap(labels_of(record, column))
    rest = (
        sample.overlap(known_labels(r, c, "task_status" if r == "tasks" else "lifecycle" if r == "customers" else "", "stages" if c == "stage" else ""))
        for r, c in STATUS_COLUMNS
        if (r, c) != (record, column.key)
    )  # fmt: skip
    others = max(rest)
    if mine >= LABELS_ENOUGH:
        return mine >= others
    return others < LABELS_ENOUGH and holds_labels(record, column, sample)
