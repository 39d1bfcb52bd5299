"""Indicators by name: ``kpi_won_amount``, ``kpi_won_amount_target``, ``kpi_won_amount__S03``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from sheetsales.forms.contents import BLANK, Value, as_name
from sheetsales.indicators.catalogue import BY_CODE, definition
from sheetsales.indicators.figure import Figure
from sheetsales.indicators.reasons import NO_TARGET
from sheetsales.indicators.scope import Scope
from sheetsales.reports.block import Look, PlacedTable
from sheetsales.reports.cover_table import LOOKS, LOWER_IS_BETTER
from sheetsales.reports.form.tables import value_of
from sheetsales.reports.form.words import CELL, OF_COVER, PARTS
from sheetsales.reports.indicators_table import rows
from sheetsales.reports.material import Material
from sheetsales.texts import Text

Thunk = Callable[[], Value]
ACTUAL = "actual"
NOT_COVER = Text("只有封面八个指标有这一项", "only the eight indicators of the cover have this")
NOT_BY_PERSON = Text("这个指标不分团队和个人", "this indicator is not told by team or person")


def figures(material: Material) -> Iterator[tuple[str, Thunk]]:
    """Every name of an indicator with what gives its value: by code, by its titles, of the whole and of each team and
    person."""
    draft = material.draft
    scopes = list(_scopes(material))
    for code in rows(draft):
        spelled = [CELL + code, *_titles(material, code)]
        for part, words in ((ACTUAL, ("",)), *((word.key, (word.key, word.zh)) for word in PARTS)):
            for name in spelled:
                for word in words:
                    yield (f"{name}_{word}" if word else name), partial(_of_all, material, code, part)
        for scope, keys in scopes:
            for part in (ACTUAL, "target", "attainment", "n", "reason"):
                for key in keys:
                    for name in spelled:
                        whole = name if part == ACTUAL else f"{name}_{part}"
                        yield f"{whole}__{key}", partial(_of_scope, material, code, part, scope)


def _titles(material: Material, code: str) -> list[str]:
    title = definition(material.draft.facts.book, code).title
    return [name for name in dict.fromkeys((as_name(title.zh), as_name(title.en))) if name]


def _scopes(material: Material) -> Iterator[tuple[Scope, tuple[str, ...]]]:
    team = material.draft.team
    for name in dict.fromkeys(team.teams.values()):
        yield Scope("team", name), (as_name(name),)
    for person in team.all:
        names = (person.id, as_name(person.name or ""))
        yield Scope("person", person.id), tuple(dict.fromkeys(filter(None, names)))


def _of_all(material: Material, code: str, part: str) -> Value:
    block: PlacedTable = material.blocks["indicators"]
    if part == "reason":
        return value_of(block.get(code, "reason"), "text")
    if part not in OF_COVER:
        return value_of(block.get(code, part), block.look(code, part))
    cover = material.blocks.kpi
    if code not in cover.rows:
        return Value(None, reason=NOT_COVER)
    return value_of(cover.get(code, OF_COVER[part]), cover.look(code, OF_COVER[part]))


def _of_scope(material: Material, code: str, part: str, scope: Scope) -> Value:
    """One team's or person's figure of the month, against its own target."""
    draft, indicator = material.draft, BY_CODE.get(code)
    if indicator is None:
        return Value(None, reason=NOT_BY_PERSON)
    month = draft.periods.told
    actual = indicator.compute(draft.facts, month, scope)
    look = LOOKS[indicator.unit]
    if part == "reason":
        return BLANK if actual.known else Value(draft.speak(actual.reason))
    if part == "n":
        return Value(actual.n) if actual.known else Value(None, reason=actual.reason)
    if part == ACTUAL:
        return _figure(actual, look)
    target = draft.targets.of(code, month, scope)
    if part == "target":
        return _figure(target, look)
    for one in (actual, target):
        if not one.known:
            return Value(None, reason=one.reason)
    if definition(draft.facts.book, code).direction != "higher":
        return Value(None, reason=LOWER_IS_BETTER)
    return (
        Value(actual.number / target.number, "0.0%") if target.number > 0 else Value(None, reason=NO_TARGET)
    )


def _figure(figure: Figure, look: Look) -> Value:
    return value_of(figure.number, look) if figure.known else Value(None, reason=figure.reason)
