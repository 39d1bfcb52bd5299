"""Teams of any size in a workbook in which everything that is somebody's says so in a word or amount that stands nowhere else."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

from tests.merging.crowded import table

Row = list[str | int]
STAGES = ("Lead", "Quotation", "Negotiation")


@dataclass
class Team:
    """The workbook's file; by person what others' copies may say of theirs, and what none but the team's own may."""

    place: Path
    people: list[str]
    own: dict[str, set[str]] = field(default_factory=dict)
    lent: dict[str, set[str]] = field(default_factory=dict)
    """Names of others' customers that a person's own deals need."""
    nobodys: set[str] = field(default_factory=set)

    def foreign(self, who: str) -> set[str]:
        """Words and amounts that a copy for somebody may not say."""
        others = set().union(*(said for key, said in self.own.items() if key != who))
        return (others | self.nobodys) - self.lent[who]


def team(place: Path, size: int, seed: int) -> Team:
    """A team of ``size`` people, each with customers, deals, some at customers of others, and what was said."""
    pick, made = random.Random(seed), Team(place, [f"S{n:02d}" for n in range(1, size + 1)])
    made.own = {key: set() for key in made.people}
    made.lent = {key: set() for key in made.people}
    amounts, words = _amounts(pick), _words(pick)
    people: list[Row] = []
    customers: list[Row] = []
    deals: list[Row] = []
    said: list[Row] = []
    pay: list[Row] = []
    for n, key in enumerate(made.people, 1):
        wage, name = next(amounts), next(words)
        made.nobodys.add(str(wage))
        people.append([key, name, "rep", "North", "North", "Yes", 38, wage])
        earned = next(amounts)
        made.nobodys.add(str(earned))
        pay.append(["2026-10", key, "plan", earned])
        for _ in range(pick.randint(0, 3)):
            firm, contact, credit = next(words), next(words), next(amounts)
            made.own[key] |= {firm, contact, str(credit)}
            customers.append(
                [f"C-{len(customers) + 1:03d}", firm, key, contact, f"0{next(amounts)}", 46000 + n, credit]
            )
    for key in made.people:
        for _ in range(pick.randint(0, 3) if customers else 0):
            customer = pick.choice(customers)
            name, amount, step = next(words), next(amounts), next(words)
            made.own[key] |= {name, str(amount), step}
            if customer[2] != key:
                made.lent[key].add(str(customer[1]))
            number = f"O-{len(deals) + 1:03d}"
            deals.append([number, customer[0], name, pick.choice(STAGES), amount, key, 46000, step])
            words_said = next(words)
            made.own[key].add(words_said)
            said.append([46001, key, customer[0], "Call", words_said])
    _write(place, people, customers, deals, said, pay)
    return made


def _write(place: Path, people: list[Row], *tables: list[Row]) -> None:
    with xlsxwriter.Workbook(place) as book:
        names = ("Team", "Customers", "Pipeline", "Activities", "Commission")
        for name, rows in zip(names, (people, *tables), strict=True):
            table(book.add_worksheet(name), f"tbl{name}", rows or [[]])


def _amounts(pick: random.Random) -> Iterator[int]:
    """Amounts of which none is part of another."""
    numbers = list(range(611_111, 699_999, 97))
    pick.shuffle(numbers)
    return iter(numbers)


def _words(pick: random.Random) -> Iterator[str]:
    """Words that stand in no file by chance."""
    found = [
        f"Q{''.join(letters)}z"
        for letters in itertools.product("bdfgklmnprtvw", "aeiou", "bdfgklmnprtvw", "aeiou")
    ]
    pick.shuffle(found)
    return iter(found)
