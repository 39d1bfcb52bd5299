"""The sheets of workbooks, teams and people: each row adds up those below it, targets are as they are set."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from sheetsales.cells.address import column_letters
from sheetsales.reports.cells import Calc, Content, Dash
from sheetsales.reports.group import columns as c
from sheetsales.reports.group.columns import Column
from sheetsales.reports.group.joined import ADDED, MONEY, Group, is_known, rows_of, total
from sheetsales.reports.group.pens import FIRST_ROW, Pens, Sheet, plain
from sheetsales.texts import NO_TEXT, Text

Values = Mapping[str, Any]
_GIVEN: Final = ("target", "year_target")
RATIOS: Final = {
    "attainment": ("won", "target"),
    "ytd_attainment": ("ytd", "year_target"),
    "forecast_attainment": ("forecast", "year_target"),
}
_BOOKS: Final = Text("各工作簿", "Workbooks")
_TEAMS: Final = Text("各团队", "Teams")
_PEOPLE: Final = Text("各人", "People")
_LINE: Final = Text(
    "{month}，截至 {as_of}，金额单位 {currency}；— 表示未知。完成率只比有目标的。",
    "{month}, as of {as_of}, money in {currency}; — means unknown. Attainment compares only what has a target.",
)
ALL: Final = Text("集团合计", "The group")


def line(group: Group) -> Text:
    """Of which month, as of when, in which money."""
    return _LINE.fill(month=group.period.label, as_of=group.as_of.isoformat(), currency=group.currency or "?")


def derived(values: Values) -> dict[str, Any]:
    """The same with what follows from it; None where something it takes is unknown."""
    out = dict(values)
    out["forecast"] = _both(values["ytd"], values["coming"], lambda a, b: float(a) + float(b))
    out["gap"] = _both(values["target"], values["won"], lambda a, b: a - b)
    for key, (part, whole) in RATIOS.items():
        out[key] = _both(out[part], out[whole], lambda a, b: float(a) / float(b) if b > 0 else None)
    out["done_rate"] = values["done"] / values["due"] if is_known(values["due"]) and values["due"] else None
    return out


def _both(a: Any, b: Any, then: Callable[[Any, Any], Any]) -> Any:
    return then(a, b) if is_known(a) and is_known(b) else None


def group_values(group: Group) -> dict[str, Any]:
    """The group's own figures. What is set is compared with what those reached who have it set."""
    rows = [derived(row) for row in rows_of(group.totals)]
    out: dict[str, Any] = {key: total(row[key] for row in rows) for key in (*ADDED, *_GIVEN, "forecast")}
    out["gap"] = None
    for key, (part, whole) in RATIOS.items():
        pairs = [(row[part], row[whole]) for row in rows if is_known(row[part]) and is_known(row[whole])]
        wholes = total(pair[1] for pair in pairs)
        reached = total(pair[0] for pair in pairs)
        out[key] = float(reached) / float(wholes) if wholes else None
        if key == "attainment" and pairs:
            out["gap"] = wholes - reached
    out["done_rate"] = out["done"] / out["due"] if out["due"] else None
    out["with_target"] = sum(is_known(row["target"]) for row in rows)
    return out


class Level:
    """A sheet of one level: its columns, and the cells of a row."""

    def __init__(self, pens: Pens, table: str, columns: Sequence[Column]) -> None:
        self.pens, self.table, self.columns = pens, table, tuple(columns)
        self._letters = {column.key: column_letters(i) for i, column in enumerate(columns, 1)}
        self._titles = {column.key: pens.say(column.title) for column in columns}

    def at(self, key: str, row: int) -> str:
        return f"{self._letters[key]}{row}"

    def cell(self, key: str, row: int = FIRST_ROW + 1) -> str:
        return f"${self._letters[key]}${row}"

    def ref(self, key: str) -> str:
        """A whole column in a formula."""
        return f"{self.table}[{self._titles[key]}]"

    def has(self, key: str) -> bool:
        return key in self._letters

    def figures(self, values: Values, row: int, summed: Callable[[str], str] | None) -> dict[str, Content]:
        """What a row shows: sums by ``summed``, else what is given; what follows from it by formulas over the row."""
        found = derived(values)
        out: dict[str, Content] = {}
        for key in (*ADDED, *_GIVEN):
            if not self.has(key):
                continue
            if summed is not None and key in ADDED:
                out[key] = _calc(summed(key), found[key])
            elif self.has(f"own_{key}"):
                pair = f"{self.at(f'own_{key}', row)},{self.at('rate', row)}"
                out[key] = _calc(_if_both(pair, pair.replace(",", "*")), found[key])
                out[f"own_{key}"] = plain(values[f"own_{key}"])
            else:
                out[key] = plain(found[key])
        out.update({key: _calc(formula, found[key]) for key, formula in self._following(row)})
        return out

    def _following(self, row: int) -> Iterator[tuple[str, str]]:
        def at(key: str) -> str:
            return self.at(key, row)

        yield "forecast", _if_both(f"{at('ytd')},{at('coming')}", f"{at('ytd')}+{at('coming')}")
        yield "gap", _if_both(f"{at('target')},{at('won')}", f"{at('target')}-{at('won')}")
        for key, (part, whole) in RATIOS.items():
            divided = f'IF({at(whole)}<=0,"—",{at(part)}/{at(whole)})'
            yield key, _if_both(f"{at(part)},{at(whole)}", divided)
        yield "done_rate", f'IF(N({at("due")})=0,"—",{at("done")}/{at("due")})'

    def totals(self, found: Values) -> dict[str, Content]:
        """The group's row above the headings."""
        out: dict[str, Content] = {}
        for key in (*ADDED, *_GIVEN, "forecast"):
            ref = self.ref(key)
            out[key] = _calc(f'IF(COUNT({ref})=0,"—",SUM({ref}))', found[key])
        for key, (part, whole) in RATIOS.items():
            over, under = self._paired(part, whole), self._paired(whole, part)
            out[key] = _calc(f'IF({under}<=0,"—",{over}/{under})', found[key])
        gap = f"{self._paired('target', 'won')}-{self._paired('won', 'target')}"
        out["gap"] = _calc(f'IF(COUNT({self.ref("gap")})=0,"—",{gap})', found["gap"])
        due, done = self.ref("due"), self.ref("done")
        out["done_rate"] = _calc(f'IF(SUM({due})=0,"—",SUM({done})/SUM({due}))', found["done_rate"])
        return out

    def _paired(self, part: str, whole: str) -> str:
        """The sum of a column where another one is known."""
        return f'SUMIFS({self.ref(part)},{self.ref(whole)},">-1E+300")'


def _if_both(pair: str, then: str) -> str:
    return f'IF(COUNT({pair})<2,"—",{then})'


def _calc(formula: str, value: Any) -> Content:
    return Calc(formula, float(value)) if is_known(value) else Dash(NO_TEXT, formula=formula)


def summing(people: Level, by: str, key_cell: str) -> Callable[[str], str]:
    """The formula of a column that adds up the people whose ``by`` is what a cell says; ``—`` where none is known."""

    def formula(key: str) -> str:
        column, test = people.ref(key), f"{people.ref(by)},{key_cell}"
        return f'IF(COUNTIFS({test},{column},">-1E+300")=0,"—",SUMIFS({column},{test}))'

    return formula


def _sheet(
    title: Text,
    said: Text,
    level: Level,
    rows: Sequence[Mapping[str, Content]],
    frozen: int,
    totals: Any = None,
) -> Sheet:
    aside = frozenset(column.key for column in level.columns if column.key.startswith("own_")) | {"team_no"}
    return Sheet(
        title,
        said,
        level.table,
        level.columns,
        rows,
        totals,
        frozen=frozen,
        aside=aside,
        printed=c.FIGURES[-2].key,
    )


class Levels:
    """The three sheets."""

    def __init__(self, pens: Pens, group: Group) -> None:
        self.pens, self.group = pens, group
        mixed = group.is_mixed
        money = [column for column in c.FIGURES if column.key in MONEY]
        given = [c.own(column) for column in money if column.key in _GIVEN]
        rate = (c.RATE,) if mixed else ()
        currency = (c.CURRENCY, c.RATE) if mixed else ()
        self.books = Level(
            pens,
            c.BOOKS_TABLE,
            (c.NUMBER, c.BOOK, *currency, *c.FIGURES, *c.BOOK_TAIL, *(given if mixed else ())),
        )
        self.teams = Level(
            pens,
            c.TEAMS_TABLE,
            (c.NUMBER, c.BOOK, c.TEAM, *c.FIGURES, c.TEAM_NO, *rate, *(given if mixed else ())),
        )
        own = [c.own(column) for column in money if column.key in MONEY and column.key != "forecast"]
        self.people = Level(
            pens, c.PEOPLE_TABLE,
            (c.NUMBER, c.BOOK, c.TEAM, c.PERSON, *c.FIGURES, c.TEAM_NO, *rate, *(own if mixed else ())),
        )  # fmt: skip
        self.found = group_values(group)
        self._names = {m.number: m.name for m in group.members}

    def sheets(self) -> tuple[Sheet, ...]:
        said, books, teams, people = line(self.group), self.books, self.teams, self.people
        totals: dict[str, Content] = {"book": self.pens.say(ALL), **books.totals(self.found)}
        return (
            _sheet(_BOOKS, said, books, list(self._book_rows()), 2, totals),
            _sheet(_TEAMS, said, teams, list(self._team_rows()), 3),
            _sheet(_PEOPLE, said, people, list(self._people_rows()), 4),
        )

    def _book_rows(self) -> Iterator[dict[str, Content]]:
        rows = rows_of(self.group.totals)
        for i, (member, values) in enumerate(zip(self.group.members, rows, strict=True), FIRST_ROW + 1):
            facts = member.facts
            yield {
                "number": member.number, "book": member.name,
                "people": sum(bool(p.person) for p in facts.people), "place": facts.place,
                "unknown": self._unknown(member.number), "currency": facts.currency,
                **self._rate(i, member.rate),
                **self.books.figures(values, i, summing(self.people, "number", self.books.at("number", i))),
            }  # fmt: skip

    def _rate(self, row: int, rate: Any) -> dict[str, Content]:
        """What the sheet of rates says for a workbook's currency."""
        if not self.group.is_mixed:
            return {}
        code, value = (f"{c.RATES_TABLE}[{self.pens.say(col.title)}]" for col in (c.CURRENCY, c.RATE))
        found = f"INDEX({value},MATCH({self.books.at('currency', row)},{code},0))"
        return {"rate": _calc(f'IFERROR({found}+0,"—")', rate)}

    def rate_of(self, level: Level, row: int, number: int) -> dict[str, Content]:
        """The rate of the workbook that a team or person is of."""
        if not self.group.is_mixed:
            return {}
        rate = self.group.members[number - 1].rate
        found = (
            f"INDEX({self.books.ref('rate')},MATCH({level.at('number', row)},{self.books.ref('number')},0))"
        )
        return {"rate": _calc(found, rate)}

    def _team_rows(self) -> Iterator[dict[str, Content]]:
        for i, values in enumerate(rows_of(self.group.teams), FIRST_ROW + 1):
            number = int(values["book"])
            summed = summing(self.people, "team_no", self.teams.at("team_no", i))
            yield {
                "number": number, "book": self._names[number], "team": values["team"] or self.pens.say(c.NO_TEAM),
                "team_no": int(values["team_no"]), **self.rate_of(self.teams, i, number),
                **self.teams.figures(values, i, summed),
            }  # fmt: skip

    def _people_rows(self) -> Iterator[dict[str, Content]]:
        for i, values in enumerate(rows_of(self.group.people), FIRST_ROW + 1):
            number = int(values["book"])
            yield {
                "number": number, "book": self._names[number], "team": values["team"] or self.pens.say(c.NO_TEAM),
                "name": values["name"] or self.pens.say(c.NOBODY), "team_no": int(values["team_no"]),
                **self.rate_of(self.people, i, number), **self.people.figures(values, i, None),
            }  # fmt: skip

    def _unknown(self, number: int) -> str | None:
        """The figures of a workbook that are unknown, with the reasons, in one cell."""
        member = self.group.members[number - 1]
        titles = {column.key: self.pens.say(column.title) for column in c.FIGURES}
        said = [f"{titles[key]}: {self.pens.say(reason)}" for key, reason in member.facts.why]
        if member.rate is None:
            rates = {rate.code: rate.said for rate in self.group.rates}
            said.append(self.pens.say(rates[member.facts.currency]))
        return "; ".join(said) or None
