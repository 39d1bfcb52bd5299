"""What the cockpit on Home counts, as rows: conditions on a sheet's columns, told as a formula and worked out with its value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final, Literal

from sheetsales.cells.values import Formula
from sheetsales.dataclass import dataclass
from sheetsales.schema.choices import BY_KEY
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Lang

UNKNOWN: Final = "—"
NOT_RUN: Final = f'OR(home_last_run="",home_last_run="{UNKNOWN}",TODAY()<1)'
"""Whether no check has noted yet that it ran. No day is before the first: TODAY is there because LibreOffice shows stored
values when it opens a file, and those of a check that has just run only where a formula asks for the day."""
_MONTH: Final = "DATE(YEAR(TODAY()),MONTH(TODAY())"
ShownRow = Mapping[str, object]

Rule = Literal["blank", "filled", "today", "past", "month", "is", "is_not", "kind"]


@dataclass(frozen=True, slots=True)
class Condition:
    """``is``, ``is_not``: of these choices; ``kind``: in a stage of one of these kinds; ``past``, ``month``: days."""

    column: str
    rule: Rule
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows of ``sheet`` meet all conditions; with ``money`` what they come to in the workbook's own currency.

    Nothing is known of a sheet whose column ``told`` is blank all over; without one, before a check has run.
    """

    sheet: str
    told: str
    conditions: tuple[Condition, ...]
    money: bool = False


@dataclass(frozen=True)
class Ground:
    """A workbook as the cockpit counts in it: how formulas name a column (None where it is missing), what the rows show,
    by column, the currency (a code, or blank), the day, and whether a check has run."""

    name: Callable[[str, str], str | None]
    rows: Callable[[str, Iterable[str]], Iterable[ShownRow]]
    lang: Lang
    currency: str
    today: dt.date | None
    has_run: bool = False

    def has(self, count: Count) -> bool:
        return all(self.name(*needed) is not None for needed in needs(count, self.lang))

    def column(self, sheet: str, key: str) -> str:
        return self.name(sheet, key) or ""

    def rows_for(self, count: Count) -> Iterator[ShownRow]:
        """The rows of a count's sheet, with the columns that it looks at."""
        keys = {key for sheet, key in needs(count, self.lang) if sheet == count.sheet}
        return iter(self.rows(count.sheet, keys))

    def stages(self, kinds: tuple[str, ...]) -> frozenset[object]:
        """What the stages of some kinds are called in cells: by their name, or by their code."""
        labels, name = _labels("stages", "kind", kinds, self.lang), f"name_{self.lang}"
        found = [row for row in self.rows("stages", ("code", "kind", name)) if row.get("kind") in labels]
        return frozenset(value for row in found for key in (name, "code") if (value := row.get(key)))


def counted(count: Count, ground: Ground) -> Formula:
    """The count as a live formula with what it shows on the ground's day; no value where there is no day.

    Where somebody deleted a sheet or a column that it counts in, it is as unknown as before a check.
    """
    untold = f"COUNTA({ground.column(count.sheet, count.told)})=0" if count.told else NOT_RUN
    text = f'IFERROR(IF({untold},"{UNKNOWN}",{_whole(count, ground)}),"{UNKNOWN}")'
    return Formula(text, None if ground.today is None else _value(count, ground, ground.today))


def unpriced(count: Count, words: tuple[str, str], ground: Ground) -> Formula:
    """Of the rows of a count those whose amount it cannot hold, between two words; blank where there is none."""
    kept = "+".join(_grouped(count, ground, "", (*pair, _priced(ground))) for pair in _own(ground))
    before, after = (f'"{word}"' for word in words)
    left_out = f"({_rows(count, ground)})-({kept})"
    text = f'IFERROR(IF({left_out}=0,"",{before}&{left_out}&{after}),"")'
    if ground.today is None:
        return Formula(text)
    found = _found(replace(count, money=True), ground, ground.today)
    lost = sum(not _is_own(row, ground) or not _is_amount(row.get("amount")) for row in found)
    return Formula(text, f"{words[0]}{lost}{words[1]}" if lost else "")


def needs(count: Count, lang: Lang) -> Iterator[tuple[str, str]]:
    """The columns that a count is made of, as pairs of sheet and column."""
    if count.told:
        yield count.sheet, count.told
    for condition in count.conditions:
        yield count.sheet, condition.column
        if condition.rule == "kind":
            yield from (("stages", key) for key in ("code", "kind", f"name_{lang}"))
    if count.money:
        yield from ((count.sheet, "amount"), (count.sheet, "currency"))


def _whole(count: Count, ground: Ground) -> str:
    if not count.money:
        return _rows(count, ground)
    amount = ground.column(count.sheet, "amount")
    return "+".join(_grouped(count, ground, amount, pair) for pair in _own(ground))


def _rows(count: Count, ground: Ground) -> str:
    return _grouped(count, ground, "", ())


def _own(ground: Ground) -> tuple[tuple[str, ...], ...]:
    """The criteria of rows in the workbook's own currency: those that name none, and those that name it."""
    column = ground.column("pipeline", "currency")
    unnamed, named = (f'{column},""',), (f'{column},"{ground.currency}"',)
    return (unnamed, named) if ground.currency else (unnamed,)


def _priced(ground: Ground) -> str:
    return f'{ground.column("pipeline", "amount")},">-1E+300"'


def _grouped(count: Count, ground: Ground, summed: str, more: Sequence[str]) -> str:
    """One COUNTIFS, or SUMIFS; over the stages of some kinds each stage by its name and by its code."""
    plain = [c for c in count.conditions if c.rule != "kind"]
    criteria = [text for condition in plain for text in _criteria(count, condition, ground)]
    criteria += more
    kinds = next((c for c in count.conditions if c.rule == "kind"), None)
    if kinds is None:
        return _ifs(summed, criteria)
    stage = ground.column(count.sheet, kinds.column)
    code, kind, name = (ground.column("stages", key) for key in ("code", "kind", f"name_{ground.lang}"))
    wanted = "+".join(f'({kind}="{label}")' for label in _labels("stages", "kind", kinds.codes, ground.lang))
    by_name, by_code = (_ifs(summed, [f"{stage},{words}", *criteria]) for words in (name, code))
    return f"SUMPRODUCT(({wanted})*({by_name}+({name}<>{code})*{by_code}))"


def _ifs(summed: str, criteria: Sequence[str]) -> str:
    return f"SUMIFS({summed},{','.join(criteria)})" if summed else f"COUNTIFS({','.join(criteria)})"


def _criteria(count: Count, condition: Condition, ground: Ground) -> Iterator[str]:
    column = ground.column(count.sheet, condition.column)
    match condition.rule:
        case "blank":
            yield f'{column},""'
        case "filled":
            yield f'{column},"<>"'
        case "today":
            yield f"{column},TODAY()"
        case "past":
            yield f'{column},"<"&TODAY()'
        case "month":
            yield f'{column},">="&{_MONTH},1)'
            yield f'{column},"<"&{_MONTH}+1,1)'
        case _:
            sign = "<>" if condition.rule == "is_not" else ""
            labels = _labels(count.sheet, condition.column, condition.codes, ground.lang)
            yield from (f'{column},"{sign}{label}"' for label in labels)


def _value(count: Count, ground: Ground, today: dt.date) -> str | int | float:
    if not _is_told(count, ground):
        return UNKNOWN
    found = list(_found(count, ground, today))
    if not count.money:
        return len(found)
    own = [value for row in found if _is_own(row, ground) and _is_amount(value := row.get("amount"))]
    whole = sum((Decimal(str(value)) for value in own), Decimal(0))
    return int(whole) if whole == whole.to_integral_value() else float(whole)


def _is_told(count: Count, ground: Ground) -> bool:
    if not count.told:
        return ground.has_run
    return any(row.get(count.told) not in (None, "") for row in ground.rows_for(count))


def _found(count: Count, ground: Ground, today: dt.date) -> Iterator[ShownRow]:
    """The rows that meet all conditions of a count."""
    meeting = [(c, _words(count, c, ground)) for c in count.conditions]
    for row in ground.rows_for(count):
        if all(_meets(condition, words, row.get(condition.column), today) for condition, words in meeting):
            yield row


def _is_own(row: ShownRow, ground: Ground) -> bool:
    return row.get("currency") in (None, "", ground.currency)


def _is_amount(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _words(count: Count, condition: Condition, ground: Ground) -> frozenset[object]:
    """What a cell has to say, or not to say, for a condition on choices or stages."""
    if condition.rule == "kind":
        return ground.stages(condition.codes)
    if not condition.codes:
        return frozenset()
    return frozenset(_labels(count.sheet, condition.column, condition.codes, ground.lang))


def _meets(condition: Condition, words: frozenset[object], value: object, today: dt.date) -> bool:
    match condition.rule:
        case "blank" | "filled":
            return (value in (None, "")) == (condition.rule == "blank")
        case "today" | "past" | "month":
            return _is_day(condition.rule, value, today)
        case _:
            return (value in words) == (condition.rule != "is_not")


def _is_day(rule: Rule, value: object, today: dt.date) -> bool:
    if not isinstance(value, dt.date):
        return False
    day = value.date() if isinstance(value, dt.datetime) else value
    if rule == "month":
        return (day.year, day.month) == (today.year, today.month)
    return day < today if rule == "past" else day == today


def _labels(sheet: str, column: str, codes: tuple[str, ...], lang: Lang) -> tuple[str, ...]:
    """What choices are called in the column's list."""
    choices = BY_KEY[RECORDS[sheet].by_key[column].choices].choices
    return tuple(choice.label.in_(lang) for code in codes for choice in choices if choice.code == code)
