"""Labels a condition asks a column of choices for that the column does not offer: such a comparison never holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sheetsales.book.nearest import Nearest, closest
from sheetsales.dataclass import dataclass
from sheetsales.formula.syntax import Array, Call, Cell, Chain, Literal, Node, Whole, walk
from sheetsales.formula.wildcards import has_wildcards
from sheetsales.rules.written.columns import BookColumns, Meaning
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Text

_PAIRS: Final = {"COUNTIF": 0, "COUNTIFS": 0, "SUMIF": 0, "AVERAGEIF": 0, "SUMIFS": 1, "AVERAGEIFS": 1, "MINIFS": 1, "MAXIFS": 1}  # fmt: skip
"""Functions that take a column and its criterion, and where the first pair begins."""


@dataclass(frozen=True, slots=True)
class Strange:
    """A text no label of the column, and the clause that names the closest one."""

    column: Text
    value: str
    nearest: Text


def strange_values(tree: Node, columns: BookColumns) -> Iterator[Strange]:
    """The texts that columns of choices and stages are compared with and do not know, each once."""
    told: set[tuple[str, str, str]] = set()
    for node in walk(tree):
        for column, texts in _compared(node):
            for text in texts:
                known = (column.record, column.column, text)
                if known not in told and (found := _strange(column, text, columns)):
                    told.add(known)
                    yield found


def _compared(node: Node) -> Iterator[tuple[Cell | Whole, list[str]]]:
    if isinstance(node, Chain) and len(node.rest) == 1 and node.rest[0][0] in ("=", "<>"):
        left, right = node.first, node.rest[0][1]
        for column, other in ((left, right), (right, left)):
            if isinstance(column, Cell | Whole):
                yield column, _texts(other)
    elif isinstance(node, Call) and node.name == "IN" and isinstance(node.arguments[0], Cell):
        yield node.arguments[0], [text for other in node.arguments[1:] for text in _texts(other)]
    elif isinstance(node, Call) and node.name == "SWITCH" and isinstance(node.arguments[0], Cell):
        cases = node.arguments[1 : len(node.arguments) - len(node.arguments[1:]) % 2]
        yield node.arguments[0], [text for other in cases[::2] for text in _texts(other)]
    elif isinstance(node, Call) and node.name in _PAIRS:
        pairs = node.arguments[_PAIRS[node.name] :]
        for column, other in zip(pairs[::2], pairs[1::2], strict=False):
            if isinstance(column, Whole):
                yield column, [text.removeprefix("=").removeprefix("<>") for text in _texts(other)]


def _texts(node: Node) -> list[str]:
    items = node.items if isinstance(node, Array) else (node,)
    return [item.value for item in items if isinstance(item, Literal) and isinstance(item.value, str)]


def _strange(column: Cell | Whole, text: str, columns: BookColumns) -> Strange | None:
    if not text.strip() or has_wildcards(text) or text[0] in "<>" or not column.column:
        return None
    labels = columns.choices(column.record, column.column)
    meaning = columns.canon(column.record, column.column)
    if not labels or not isinstance(meaning, Meaning) or meaning.knows(text):
        return None
    lang = columns.book.lang
    near = Nearest(label.in_(lang) for label in labels).of(text)
    title = RECORDS[column.record].by_key[column.column].title
    return Strange(title, text, closest(near))
