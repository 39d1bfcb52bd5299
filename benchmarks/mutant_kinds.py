"""Small faults that a program may have, one at a time: where they can be planted, and the planting."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}
_LARGEST = 1_000
"""Larger numbers are bounds on size and time, which no test sits on exactly."""
Plant = Callable[[], None]


@dataclass(frozen=True)
class Mutant:
    """The ``number``-th fault of a file; ``what`` tells it as a reader would see it."""

    path: str
    number: int
    line: int
    what: str

    @property
    def key(self) -> str:
        return f"{self.path}:{self.line}:{self.number}"


def mutants(path: Path, root: Path) -> list[Mutant]:
    """All that can be planted in a file."""
    tree = ast.parse(path.read_text("utf-8"))
    name = str(path.relative_to(root))
    return [Mutant(name, n, line, what) for n, (line, what, _) in enumerate(_faults(tree))]


def planted(source: str, number: int) -> ast.Module:
    """The file's tree with one fault in it."""
    tree = ast.parse(source)
    for n, (_, _, plant) in enumerate(_faults(tree)):
        if n == number:
            plant()
            break
    return ast.fix_missing_locations(tree)


def _faults(tree: ast.Module) -> Iterator[tuple[int, str, Plant]]:
    for node in _walk(tree):
        for what, plant in _of(node):
            yield node.lineno, what, plant


def _walk(node: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """What runs, in the order of the file; annotations and texts do not."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "type_comment"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST):
                continue
            if isinstance(child, ast.expr | ast.stmt):
                yield child
            if not _is_declaration(child):
                yield from _walk(child)


def _is_declaration(node: ast.AST) -> bool:
    """Imports, and what only the type checker reads."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    test = node.test if isinstance(node, ast.If) else None
    return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def _of(node: ast.expr | ast.stmt) -> Iterator[tuple[str, Plant]]:
    if isinstance(node, ast.Compare):
        for at, old in enumerate(node.ops):
            new = _COMPARED[type(old)]
            yield f"`{ast.unparse(node)}`: {_name(old)} → {_name(new())}", _set_item(node.ops, at, new())
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield f"`{_short(node)}`: {_name(node.op)} → {_name(other)}", _set(node, "op", other)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        kept = ast.UnaryOp(ast.UAdd(), ast.Call(ast.Name("bool", ast.Load()), [node.operand], []))
        yield f"`{_short(node)}`: not taken away", _become(node, kept)
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _COMPUTED:
        made = _COMPUTED[type(node.op)]()
        yield f"`{_short(node)}`: {_name(node.op)} → {_name(made)}", _set(node, "op", made)
    elif isinstance(node, ast.Constant):
        yield from _of_constant(node)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLED:
        wanted = _CALLED[node.func.id]
        yield f"`{_short(node)}`: {node.func.id} → {wanted}", _set(node.func, "id", wanted)
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        denied = ast.UnaryOp(ast.Not(), node.test)
        yield f"`if {_short(node.test)}`: the other way round", _set(node, "test", denied)
    elif isinstance(node, ast.comprehension):
        pass
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield f"`{_short(node)}`: left out", _set(node, "value", ast.Constant(None))
    elif isinstance(node, ast.Continue | ast.Break):
        yield f"`{_short(node)}`: left out", _become_statement(node)


def _of_constant(node: ast.Constant) -> Iterator[tuple[str, Plant]]:
    value = node.value
    if isinstance(value, bool):
        yield f"{value} → {not value}", _set(node, "value", not value)
    elif isinstance(value, int) and abs(value) <= _LARGEST:
        yield f"{value} → {value + 1}", _set(node, "value", value + 1)
    elif isinstance(value, float):
        yield f"{value} → {value * 2 + 1}", _set(node, "value", value * 2 + 1)


def _set(node: ast.AST, field: str, value: object) -> Plant:
    return lambda: setattr(node, field, value)


def _set_item(items: list[ast.cmpop], at: int, value: ast.cmpop) -> Plant:
    return lambda: items.__setitem__(at, value)


def _become(node: ast.UnaryOp, other: ast.UnaryOp) -> Plant:
    def plant() -> None:
        node.op, node.operand = other.op, other.operand

    return plant


def _become_statement(node: ast.stmt) -> Plant:
    """A statement cannot be taken out of a list that is being walked: its class becomes that of one that does nothing."""

    def plant() -> None:
        node.__class__ = ast.Pass

    return plant


def _name(operator: ast.AST) -> str:
    names = {"Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=", "Eq": "==", "NotEq": "!=", "Add": "+", "Sub": "-",
             "Mult": "*", "Div": "/", "FloorDiv": "//", "Mod": "%", "BitAnd": "&", "BitOr": "|", "And": "and",
             "Or": "or", "In": "in", "NotIn": "not in", "Is": "is", "IsNot": "is not"}  # fmt: skip
    return names[type(operator).__name__]


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 90 else text[:87] + "…"
