"""One target of the company divided over periods, teams and people, around what stands there already.

In this order, so that every sum holds: the company over periods; the whole period over teams, and each team's over its
people; then period by team, and within each team period by person, always to the sums already settled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sheetsales.dataclass import dataclass
from sheetsales.targets.dividing import divided_around, table
from sheetsales.targets.periods import Calendar

COMPANY = ""


@dataclass(frozen=True)
class Tree:
    """Teams and their people with their weights; people of no team stand under "", which is no team of its own."""

    teams: Mapping[str, Mapping[str, Fraction]]

    def weights(self) -> list[Fraction]:
        return [sum(people.values(), Fraction(0)) for people in self.teams.values()]


Key = tuple[str, str, str]
"""(period, level, owner)."""


@dataclass(frozen=True)
class Parts:
    """Whole units by key; ``follows`` are those that are nothing but the sum of fixed ones."""

    amounts: Mapping[Key, int]
    follows: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What stands in the sheet cannot add up: the sum ``due`` of ``owner`` in ``period`` against rows below it."""

    period: str
    level: str
    owner: str
    due: int
    given: int


def split(
    total: int,
    period: str,
    season: Mapping[str, Fraction],
    tree: Tree,
    fixed: Mapping[Key, int],
    calendar: Calendar,
) -> Parts | Conflict:
    """Every number below the company's ``total`` for ``period``; those ``fixed`` stay as they are.

    ``season`` weighs the months. All sums hold exactly: parts of a period make the period, people their team, teams the
    company. A ``Conflict`` where the fixed ones do not allow that.
    """
    return _Split(period, season, tree, fixed, calendar).all(total)


class _Conflicted(Exception):
    def __init__(self, conflict: Conflict) -> None:
        super().__init__()
        self.conflict = conflict


class _Split:
    def __init__(
        self,
        period: str,
        season: Mapping[str, Fraction],
        tree: Tree,
        fixed: Mapping[Key, int],
        calendar: Calendar,
    ) -> None:
        self._period, self._season, self._tree = period, season, tree
        self._calendar = calendar
        self._given = frozenset(fixed)
        self._fixed = self._settled(fixed)
        self._found: dict[Key, int] = {}

    def all(self, total: int) -> Parts | Conflict:
        try:
            self._found[self._period, "company", COMPANY] = total
            self._company(self._period)
            self._owners()
            self._teams_by_period(self._period)
            for team in self._tree.teams:
                self._people_by_period(team, self._period)
        except _Conflicted as conflicted:
            return conflicted.conflict
        return Parts(self._found, frozenset(self._fixed.keys() - self._given))

    def _settled(self, fixed: Mapping[Key, int]) -> dict[Key, int]:
        """The fixed numbers, and those that follow from them: a quarter whose months all stand, a team whose people do."""
        found = dict(fixed)
        labels = self._labels(self._period)
        owners = [("company", COMPANY)]
        owners += [("team", team) for team in self._tree.teams]
        owners += [("person", person) for people in self._tree.teams.values() for person in people]
        for label in reversed(labels):
            for level, owner in owners:
                self._follow(
                    found,
                    (label, level, owner),
                    [(part, level, owner) for part in self._calendar.parts(label)],
                )
            for team, people in self._tree.teams.items():
                self._follow(found, (label, "team", team), [(label, "person", person) for person in people])
            teams = [(label, "team", team) for team in self._tree.teams]
            self._follow(found, (label, "company", COMPANY), teams)
        found.pop((self._period, "company", COMPANY), None)
        return found

    @staticmethod
    def _follow(
        found: dict[Key, int],
        whole: Key,
        parts: Sequence[Key],
    ) -> None:
        if parts and whole not in found and all(part in found for part in parts):
            found[whole] = sum(found[part] for part in parts)

    def _labels(self, period: str) -> list[str]:
        """The period and all it consists of, the whole before its parts."""
        return [period, *(label for part in self._calendar.parts(period) for label in self._labels(part))]

    def _company(self, period: str) -> None:
        inner = self._calendar.parts(period)
        if inner:
            weights = [
                sum((self._season[m] for m in self._calendar.months(part)), Fraction(0)) for part in inner
            ]
            self._line([(part, "company", COMPANY) for part in inner], weights, (period, "company", COMPANY))
            for part in inner:
                self._company(part)

    def _owners(self) -> None:
        """The whole period over teams, and each team's over its people."""
        if not self._tree.teams:
            return
        teams = [(self._period, "team", team) for team in self._tree.teams]
        self._line(teams, self._tree.weights(), (self._period, "company", COMPANY))
        for team, people in self._tree.teams.items():
            keys = [(self._period, "person", person) for person in people]
            self._line(keys, list(people.values()), (self._period, "team", team))

    def _line(self, keys: Sequence[Key], weights: Sequence[Fraction], above: Key) -> None:
        given = {at: self._fixed[key] for at, key in enumerate(keys) if key in self._fixed}
        parts = divided_around(self._found[above], weights, given)
        if parts is None:
            raise _Conflicted(Conflict(*above, self._found[above], sum(given.values())))
        self._found.update(zip(keys, parts, strict=True))

    def _teams_by_period(self, period: str) -> None:
        inner = self._calendar.parts(period)
        if inner and self._tree.teams:
            self._block(inner, "company", COMPANY, "team", list(self._tree.teams), period)
            for part in inner:
                self._teams_by_period(part)

    def _people_by_period(self, team: str, period: str) -> None:
        inner = self._calendar.parts(period)
        if inner and self._tree.teams[team]:
            self._block(inner, "team", team, "person", list(self._tree.teams[team]), period)
            for part in inner:
                self._people_by_period(team, part)

    def _block(
        self, inner: Sequence[str], above: str, owner: str, level: str, names: Sequence[str], period: str
    ) -> None:
        """Parts of a period by names, to the sums of both."""
        fixed = {
            (r, c): self._fixed[part, level, name]
            for r, part in enumerate(inner)
            for c, name in enumerate(names)
            if (part, level, name) in self._fixed
        }
        rows = [self._found[part, above, owner] for part in inner]
        columns = [self._found[period, level, name] for name in names]
        cells = table(rows, columns, fixed)
        if cells is None:
            raise _Conflicted(Conflict(period, above, owner, sum(rows), sum(fixed.values())))
        for part, line in zip(inner, cells, strict=True):
            for name, value in zip(names, line, strict=True):
                self._found[part, level, name] = value
