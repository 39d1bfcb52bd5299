"""What a formula is once it is read: a tree whose every part knows where it stands in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from sheetsales.cells.values import CellError
from sheetsales.dataclass import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """``at`` and ``end`` are its place in the text, the end exclusive."""

    at: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    @property
    def parts(self) -> tuple[Node, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A number, text, TRUE, FALSE or error written down; None is an argument left out."""

    value: float | str | bool | CellError | None


@dataclass(frozen=True, slots=True)
class Array(Node):
    """``{"报价","谈判"}``; rows are read one after the other."""

    items: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Cell(Node):
    """This row's cell of a column. ``in_unit`` counts in the heading's own unit (万元) instead of the workbook's."""

    record: str
    column: str
    in_unit: bool = False


@dataclass(frozen=True, slots=True)
class Whole(Node):
    """All cells of columns ``column`` to ``last`` of a table; both blank for the whole table."""

    record: str
    column: str
    last: str = ""
    in_unit: bool = False
    unqualified: bool = False


@dataclass(frozen=True, slots=True)
class Signed(Node):
    """An operand with an odd or even number of minus signs before it and percent signs behind it."""

    operand: Node
    minus: int
    percent: int

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.operand,)


@dataclass(frozen=True, slots=True)
class Chain(Node):
    """``a - b + c``: operators of one rank from left to right."""

    first: Node
    rest: tuple[tuple[str, Node], ...]

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.first, *(operand for _, operand in self.rest))


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function by its name in capitals, and its arguments."""

    name: str
    arguments: tuple[Node, ...]

    @property
    def parts(self) -> tuple[Node, ...]:
        return self.arguments


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, in the order they stand in the text."""
    stack = [node]
    while stack:
        found = stack.pop()
        yield found
        stack.extend(reversed(found.parts))
