"""Customers that look like the same company: by name, by phone, e-mail and company code, each pair with a score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from sheetsales.book.table import BookTable
from sheetsales.dataclass import dataclass
from sheetsales.process.company_names import CompanyName, company_names, digits_of, pairs_of_letters
from sheetsales.process.near_names import Near, near_names

_ONE_PLACE: Final = 0.04
"""Off where only one of the names has a place in it."""
_OTHER_PLACE: Final = 0.25
_GROUP: Final = 0.16
"""Off where only one of the names is a group: it may be the parent company."""
_FORM: Final = 0.01
_PERSON: Final = 0.16
"""Off for a Chinese name of two or three characters without a legal form: people share their names."""
_OTHER_CODE: Final = 0.05
_SAME_KEY: Final = 0.4
"""What is left of the doubt where the phone or the e-mail is the same; where both are, of the rest again."""
_SAME_CODE: Final = 0.99
_SHARED: Final = 4
"""A phone or an e-mail that more customers share is a switchboard, an agent or a placeholder."""
_LEAST_DIGITS: Final = 7
_LEAST_CODE: Final = 6
_PERSONAL: Final = 3


class Pair(NamedTuple):
    """Two customer rows, the later one second, with their score from 0 to 1 and the second keys they share."""

    first: int
    second: int
    score: float
    shared: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Keys:
    """The second keys of every customer; blank where unknown or of no use."""

    phones: Sequence[str]
    emails: Sequence[str]
    codes: Sequence[str]

    def shared(self, pair: Pair) -> tuple[str, ...]:
        """Of phone, e-mail and company code those that are the same."""
        columns = (("phone", self.phones), ("email", self.emails), ("code", self.codes))
        return tuple(
            key for key, values in columns if values[pair.first] and values[pair.first] == values[pair.second]
        )


def duplicates(customers: BookTable, least: float) -> tuple[Pair, ...]:
    """For each customer the earlier one it looks most like, with at least that score; in sheet order."""
    names = company_names(customers.get("name"))
    keys = _keys(customers)
    best: dict[int, Pair] = {}
    for first, second, alike in _candidates(names, keys):
        score = _with_keys(alike, first, second, keys)
        known = best.get(second)
        if score >= least and (known is None or score > known.score):
            best[second] = Pair(first, second, score)
    return tuple(best[row]._replace(shared=keys.shared(best[row])) for row in sorted(best))


def _candidates(names: Sequence[CompanyName | None], keys: _Keys) -> Iterator[tuple[int, int, float]]:
    """Pairs of rows, the earlier one first, and how alike their names are."""
    rows = _by_core(names)
    yield from _same_core(rows)
    yield from _same_words(names)
    yield from _one_slip_apart(rows)
    for values in (keys.phones, keys.emails, keys.codes):
        for first, second in _same(values, _SHARED):
            one, other = names[first], names[second]
            yield first, second, _alike(one, other) if one and other else 0.0


class _Row(NamedTuple):
    """A customer row that has a name."""

    row: int
    name: CompanyName


_ByCore = dict[str, list[_Row]]


def _by_core(names: Sequence[CompanyName | None]) -> _ByCore:
    rows: _ByCore = {}
    for row, name in enumerate(names):
        if name is not None:
            known = rows.get(name.core)
            if known is None:
                rows[name.core] = [_Row(row, name)]
            else:
                known.append(_Row(row, name))
    return rows


def _same_core(rows: _ByCore) -> Iterator[tuple[int, int, float]]:
    """Each row with the first before it of the same place and form, of either alone, and of any."""
    for group in rows.values():
        if len(group) == 1:
            continue
        firsts: dict[tuple[str, bool], _Row] = {}
        for this in group:
            place, is_group = this.name.place, this.name.group
            likely = {(place, is_group), (place, not is_group), ("", is_group)}
            others = [firsts[key] for key in likely if key in firsts]
            if not others and firsts:
                others.append(min(firsts.values()))
            for other in others:
                yield other.row, this.row, _alike_cores(other.name, this.name)
            firsts.setdefault((place, is_group), this)


def _same_words(names: Sequence[CompanyName | None]) -> Iterator[tuple[int, int, float]]:
    """Names of the same words in another order."""
    firsts: dict[str, int] = {}
    for row, name in enumerate(names):
        if name is None or len(name.starts) == 1:
            continue
        first = firsts.setdefault(name.words, row)
        other = names[first]
        if first != row and other is not None and other.core != name.core:
            yield first, row, _alike_cores(other, name) - _FORM


def _one_slip_apart(rows: _ByCore) -> Iterator[tuple[int, int, float]]:
    for near in near_names(rows):
        if digits_of(near.one) != digits_of(near.other):
            continue
        for one in _first_of_each_place(rows[near.one]):
            for other in _first_of_each_place(rows[near.other]):
                mine, its = one.name, other.name
                if mine.place == its.place or not mine.place or not its.place:
                    alike = _alike_cores(mine, its) - _doubt(near, mine, its)
                    yield min(one.row, other.row), max(one.row, other.row), alike


def _first_of_each_place(group: list[_Row]) -> Collection[_Row]:
    if len(group) == 1:
        return group
    firsts: dict[str, _Row] = {}
    for row in group:
        firsts.setdefault(row.name.place, row)
    return firsts.values()


def _alike_cores(one: CompanyName, other: CompanyName) -> float:
    """How alike two names of the same core are."""
    score = 1.0
    if one.place != other.place:
        score -= _ONE_PLACE if not (one.place and other.place) else _OTHER_PLACE
    if one.group != other.group:
        score -= _GROUP
    if one.length != other.length:
        score -= _FORM
    if one.plain and other.plain and one.chinese and min(len(one.core), len(other.core)) <= _PERSONAL:
        score -= _PERSON
    return score


def _doubt(near: Near, one: CompanyName, other: CompanyName) -> float:
    """What a slip takes off: less in a long name, all where it gives a word another first letter.

    In Chinese what touches the first character, half of a brand, counts twice.
    """
    length = max(one.length, other.length)
    if one.chinese or other.chinese:
        return (1 if near.at or one.place or other.place else 2) / length
    if near.slip == "mistyped" and (near.at in one.starts or near.at in other.starts):
        return 1.0
    return 1 / length


def _alike(one: CompanyName, other: CompanyName) -> float:
    """How alike any two names are, by the pairs of letters they share."""
    if one.core == other.core:
        return _alike_cores(one, other)
    mine, its = pairs_of_letters((one.core, other.core))
    return 2 * len(mine & its) / (len(mine) + len(its)) if mine and its else 0.0


def _with_keys(alike: float, first: int, second: int, keys: _Keys) -> float:
    """The likeness of the names with what phone, e-mail and company code say."""
    mine, its = keys.codes[first], keys.codes[second]
    if mine and mine == its:
        return max(_SAME_CODE, alike)
    doubt = 1 - max(alike, 0.0)
    for values in (keys.phones, keys.emails):
        if values[first] and values[first] == values[second]:
            doubt *= _SAME_KEY
    if mine and its:
        doubt += _OTHER_CODE
    return round(1 - doubt, 4)


def _keys(customers: BookTable) -> _Keys:
    codes = [
        "".join(code.split()).upper() if code and len(code) >= _LEAST_CODE else ""
        for code in map(_either, customers.get("credit_code"), customers.get("registration_no"))
    ]
    phones = [_phone(value) if value else "" for value in customers.get("phone")]
    emails = [value.strip().casefold() if value and "@" in value else "" for value in customers.get("email")]
    return _Keys(phones, emails, codes)


def _either(code: str | None, number: str | None) -> str | None:
    return code or number


def _phone(value: str) -> str:
    """The digits of a number without zeros in front and the country's code; blank where they are too few or all the same."""
    digits = digits_of(value).lstrip("0")
    if len(digits) > 11:
        digits = digits.removeprefix("86").removeprefix("44").lstrip("0")
    return digits if len(digits) >= _LEAST_DIGITS and len(set(digits)) > 1 else ""


def _same(values: Sequence[str], most: int) -> Iterator[tuple[int, int]]:
    """Pairs of rows that share a value, where no more than so many do."""
    groups: dict[str, list[int]] = defaultdict(list)
    for row, value in enumerate(values):
        if value:
            groups[value].append(row)
    for group in groups.values():
        if 1 < len(group) <= most:
            yield from ((first, second) for n, first in enumerate(group) for second in group[n + 1 :])
