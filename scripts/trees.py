"""The trees of formulas of our own, written down so that no run has to read them: ``prepared.py`` beside each table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from sheetsales.formula.own import OwnNames
from sheetsales.formula.parser import parse
from sheetsales.formula.syntax import Array, Call, Cell, Chain, Literal, Node, Signed, Whole
from sheetsales.reports.figures.tables import TABLES
from sheetsales.rules.ledgers import LEDGERS
from sheetsales.rules.people import PEOPLE
from sheetsales.rules.rows import DECLARED

_HEAD: Final = '''"""{title} Made by ``python -m scripts.build_docs``."""
# fmt: off

from __future__ import annotations

from collections.abc import Mapping

from sheetsales.formula.syntax import (
    {names},
)

TREES: Mapping[str, Node] = {{
'''


def prepared_modules(root: Path) -> Mapping[Path, str]:
    """Every prepared module by its path."""
    package = root / "sheetsales"
    return {
        package / "reports" / "figures" / "prepared.py": module(
            "Formulas of figures as trees.", figure_formulas()
        ),
        package / "rules" / "rows" / "prepared.py": module(
            "Formulas of rules as trees.", (text for rule in DECLARED for text in rule.formulas)
        ),
        package / "rules" / "ledgers" / "prepared.py": module(
            "Formulas of rules over ledgers as trees.", (text for rule in LEDGERS for text in rule.formulas)
        ),
        package / "rules" / "people" / "prepared.py": module(
            "Formulas of rules over people as trees.", (text for rule in PEOPLE for text in rule.formulas)
        ),
    }


def figure_formulas() -> Iterator[str]:
    for table in TABLES:
        for column in table.columns:
            yield from column.formulas


def module(title: str, formulas: Iterable[str]) -> str:
    """The source of a module that holds the trees of formulas by their texts."""
    used: set[str] = {"Node"}
    lines = [
        f"    {text!r}:\n        {_source(parse(text, OwnNames()), used)},\n"
        for text in dict.fromkeys(formulas)
    ]
    head = _HEAD.format(title=title, names=",\n    ".join(sorted(used)))
    return head + "".join(lines) + "}\n"


def _source(node: Node, used: set[str]) -> str:
    """Python that makes the node; places in the text are left out."""
    used.add(type(node).__name__)
    match node:
        case Literal(value=value):
            return f"Literal({value!r})"
        case Cell(record=record, column=column):
            return f"Cell({record!r}, {column!r})"
        case Whole(record=record, column=column):
            return f"Whole({record!r}, {column!r})"
        case Array(items=items):
            return f"Array({_tuple(_source(item, used) for item in items)})"
        case Signed(operand=operand, minus=minus, percent=percent):
            return f"Signed({_source(operand, used)}, {minus}, {percent})"
        case Chain(first=first, rest=rest):
            pairs = (f"({sign!r}, {_source(operand, used)})" for sign, operand in rest)
            return f"Chain({_source(first, used)}, {_tuple(pairs)})"
        case Call(name=name, arguments=arguments):
            return f"Call({name!r}, {_tuple(_source(argument, used) for argument in arguments)})"
    raise TypeError(node)


def _tuple(parts: Iterable[str]) -> str:
    return "(" + "".join(f"{part}, " for part in parts) + ")"
