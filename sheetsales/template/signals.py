"""The few conditional formats: what is late, what is over, what the check found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sheetsales.look import styles
from sheetsales.look.styles import Style
from sheetsales.schema.choices import BY_KEY
from sheetsales.template.layout import Layout
from sheetsales.texts import Lang

_QUIET: Style = {"font_color": styles.QUIET}


@dataclass(frozen=True, slots=True)
class Signal:
    """A formula for the first data row, the columns it colours (from one key to another) and how."""

    formula: str
    first: str
    last: str
    style: Style


def signals(layout: Layout) -> tuple[Signal, ...]:
    """The conditional formats of a record's sheet, the most important first."""
    maker = _MAKERS.get(layout.record.key)
    return tuple(maker(layout)) if maker else ()


def _pipeline(layout: Layout) -> Iterator[Signal]:
    cell = _cells(layout)
    late = f'AND(ISNUMBER({cell("next_step_on")}),{cell("next_step_on")}<TODAY(),{cell("closed_on")}="")'
    yield Signal(late, "next_step_on", "next_step_on", styles.WATCH_CELL)
    yield Signal(f"LEN({cell('check')})>0", "check", "check", styles.WATCH_CELL)
    yield Signal(f'{cell("closed_on")}<>""', layout.columns[0].key, "next_step_on", _QUIET)


def _customers(layout: Layout) -> Iterator[Signal]:
    cell = _cells(layout)
    late = f"AND(ISNUMBER({cell('next_contact')}),{cell('next_contact')}<TODAY())"
    yield Signal(late, "next_contact", "next_contact", styles.WATCH_CELL)


def _tasks(layout: Layout) -> Iterator[Signal]:
    cell = _cells(layout)
    done, cancelled = (_label("task_status", code, layout.lang) for code in ("done", "cancelled"))
    over = f'OR({cell("status")}="{done}",{cell("status")}="{cancelled}")'
    yield Signal(
        f"AND(ISNUMBER({cell('due')}),{cell('due')}<TODAY(),NOT({over}))", "due", "due", styles.WATCH_CELL
    )
    yield Signal(over, "id", "opportunity", _QUIET)


def _team(layout: Layout) -> Iterator[Signal]:
    cell = _cells(layout)
    yield Signal(f'{cell("active")}="{_label("yes_no", "no", layout.lang)}"', "id", "skills", _QUIET)


def _findings(layout: Layout) -> Iterator[Signal]:
    """The severity keeps its word; its sign and colour come on top."""
    cell = _cells(layout)
    for code, sign, style in (
        ("error", styles.SIGNS["bad"], styles.BAD_CELL),
        ("warning", styles.SIGNS["watch"], styles.WATCH_CELL),
        ("info", styles.SIGNS["information"], styles.INFORMATION_CELL),
    ):
        signed = {**style, "num_format": f'"{sign} "@'}
        yield Signal(
            f'{cell("severity")}="{_label("severity", code, layout.lang)}"', "severity", "severity", signed
        )


_MAKERS: Mapping[str, Callable[[Layout], Iterator[Signal]]] = {
    "pipeline": _pipeline,
    "customers": _customers,
    "tasks": _tasks,
    "team": _team,
    "findings": _findings,
}


def _cells(layout: Layout) -> Callable[[str], str]:
    return lambda key: f"${layout.letter(key)}2"


def _label(choices: str, code: str, lang: Lang) -> str:
    return next(c.label.in_(lang) for c in BY_KEY[choices].choices if c.code == code)
