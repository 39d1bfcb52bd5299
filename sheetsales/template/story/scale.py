"""The story cut short, or carried on with further teams: clean deals by the same rules, as many as are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import overload

from sheetsales.dataclass import dataclass
from sheetsales.template.story.block import SHARED, FurtherTeam, block_rows
from sheetsales.template.story.drafts import Row, Rows, number_of
from sheetsales.template.story.model import StoryRow
from sheetsales.template.story.modules import TOLD
from sheetsales.texts import Lang

BASE_SIZE = 150
VARIANTS = 12
"""How many different years are told before further teams repeat them."""
_BELONGING = frozenset({"activities", "tasks", "stage_log", *TOLD})
_ADDITIVE = ("won_amount", "new_customers")


def cut(rows: Rows, opportunities: int) -> Rows:
    """The first deals only, with the customers, contacts, moves and tasks that belong to them."""
    deals = rows["pipeline"][:opportunities]
    kept = {"opportunity": {row["id"] for row in deals}, "customer": {row["customer"] for row in deals}}
    for name, record in (("contract", "contracts"), ("order_no", "orders")):
        own = (row for row in rows.get(record, ()) if row["opportunity"] in kept["opportunity"])
        kept[name] = {row["id"] for row in own}

    def belongs(row: Row) -> bool:
        return all(key not in row or row[key] in known for key, known in kept.items())

    return {
        **rows,
        "pipeline": deals,
        "customers": [row for row in rows["customers"] if row["id"] in kept["customer"]],
        **{key: [row for row in found if belongs(row)] for key, found in rows.items() if key in _BELONGING},
    }


@dataclass(frozen=True)
class CarriedOn(Sequence[StoryRow]):
    """The story's rows and those of the teams after it, each made when it is asked for.

    Half a million deals would fill gigabytes at once.
    """

    told: Sequence[StoryRow]
    sizes: tuple[int, ...]
    make: Callable[[int], Sequence[StoryRow]]

    def __len__(self) -> int:
        return len(self.told) + sum(self.sizes)

    def __iter__(self) -> Iterator[StoryRow]:
        yield from self.told
        for number in range(len(self.sizes)):
            yield from self.make(number)

    @overload
    def __getitem__(self, at: int) -> StoryRow: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[StoryRow]: ...
    def __getitem__(self, at: int | slice) -> StoryRow | Sequence[StoryRow]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        place = at + len(self) if at < 0 else at
        if place < len(self.told):
            return self.told[place]
        place -= len(self.told)
        for number, size in enumerate(self.sizes):
            if place < size:
                return self.make(number)[place]
            place -= size
        raise IndexError(at)


def carried_on(
    told: Mapping[str, Sequence[Row]],
    variant: Callable[[int], Rows],
    opportunities: int,
    seed: int,
    lang: Lang,
) -> Mapping[str, Sequence[StoryRow]]:
    """The story followed by teams of 150 deals each, the last one cut; ``variant`` tells the year of that number."""
    teams, rest = divmod(opportunities - BASE_SIZE, BASE_SIZE)
    years = [variant(number) for number in range(min(VARIANTS, teams + bool(rest)))]
    blocks = [FurtherTeam(n + 1, years[n % VARIANTS], seed, lang) for n in range(teams)]
    if rest:
        blocks.append(FurtherTeam(teams + 1, cut(years[teams % VARIANTS], rest), seed, lang))
    whole = {**told, "targets": [_of_all(row, len(blocks) + 1) for row in told["targets"]]}
    return {key: _sequence(key, rows, blocks) for key, rows in whole.items()}


def _sequence(record: str, told: Sequence[StoryRow], blocks: Sequence[FurtherTeam]) -> CarriedOn:
    sizes = tuple(len(block.year[record]) for block in blocks if record not in SHARED)

    @lru_cache(maxsize=1)
    def made(number: int) -> Sequence[StoryRow]:
        return block_rows(blocks[number], record)

    return CarriedOn(told, sizes, made)


def _of_all(row: Row, teams: int) -> Row:
    """A target of the company grows with the teams that share it, in the months that are over too."""
    if row["level"] != "company" or row["measure"] not in _ADDITIVE:
        return row
    grown = {
        key: number_of(row, key) * Decimal(teams) for key in ("value", "stretch", "baseline") if key in row
    }
    return row | grown
