"""From words to a tree: Excel's ranks of operators, its array constants and structured references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from sheetsales.cells.address import parse_a1
from sheetsales.cells.values import CellError
from sheetsales.formula.mistakes import DEEPEST, Mistake
from sheetsales.formula.syntax import Array, Call, Chain, Literal, Node, Signed
from sheetsales.formula.tokens import Token, number_of, tokens
from sheetsales.texts import Text

_RANKS: Final = (("^",), ("*", "/"), ("+", "-"), ("&",), ("=", "<>", "<", ">", "<=", ">="))
"""Operators from the tightest rank to the loosest; signs and percent come before all."""
_PREFIXES: Final = ("_xlfn.", "_xlws.", "_xlfn.")
_MOST_ITEMS: Final = 1_000

_MISSING: Final = Text("这里少了一个值", "a value is missing here")


class Names(Protocol):
    """What the words of a formula mean in one workbook."""

    def reference(self, text: str, at: int) -> Node:
        """The cell or column that ``[@金额]`` or ``tblTeam[Name]`` means; raises ``Mistake``."""

    def function(self, name: str, arguments: int, at: int) -> str:
        """The function's name if there is one that takes so many arguments; raises ``Mistake``."""


def parse(formula: str, names: Names) -> Node:
    """The tree of a formula; raises ``Mistake`` where it is no formula of ours."""
    return _Parser(tokens(formula), names, len(formula)).whole()


class _Parser:
    def __init__(self, words: Sequence[Token], names: Names, size: int) -> None:
        self.words, self.names, self.size = words, names, size
        self.next = 0
        self.depth = 0

    def whole(self) -> Node:
        tree = self.expression()
        if self.next < len(self.words):
            word = self.words[self.next]
            raise Mistake(_unexpected(word.text), at=word.at)
        return tree

    def peek(self) -> Token | None:
        return self.words[self.next] if self.next < len(self.words) else None

    def pop(self) -> Token:
        word = self.peek()
        if word is None:
            raise Mistake(_MISSING, at=self.size)
        self.next += 1
        return word

    def expression(self) -> Node:
        """Operands and the operators between them, the tighter ones joined first."""
        operands, operators = [self.signed()], list[str]()
        while (word := self.peek()) and word.kind == "OPERATOR-INFIX" and word.text != ",":
            self.next += 1
            operators.append(word.text)
            operands.append(self.signed())
        for rank in _RANKS:
            operands, operators = _joined(operands, operators, rank)
        return operands[0]

    def signed(self) -> Node:
        minus, plus, at = 0, 0, None
        while (word := self.peek()) and word.kind == "OPERATOR-PREFIX":
            at = word.at if at is None else at
            minus, plus = minus + (word.text == "-"), plus + 1
            self.next += 1
        operand = self.operand()
        percent, end = 0, operand.end
        while (word := self.peek()) and word.kind == "OPERATOR-POSTFIX":
            percent, end = percent + 1, word.end
            self.next += 1
        if not minus and not percent:
            return operand
        return Signed(operand, minus, percent, at=operand.at if at is None else at, end=end)

    def operand(self) -> Node:
        word = self.pop()
        if word.kind == "OPERAND":
            return self.leaf(word)
        if word.kind == "FUNC" and word.sort == "OPEN":
            return self.call(word)
        if word.kind == "PAREN" and word.sort == "OPEN":
            self.deeper(word)
            inner = self.expression()
            self.closed()
            return inner
        if word.kind == "ARRAY" and word.sort == "OPEN":
            return self.array(word)
        raise Mistake(_MISSING if word.kind != "SEP" else _unexpected(word.text), at=word.at)

    def deeper(self, word: Token) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Mistake(
                Text(
                    f"公式套得太深，最多 {DEEPEST} 层",
                    f"the formula is nested too deep; {DEEPEST} levels is the most",
                ),
                Text("请拆成几条规则。", "Split it into several rules."),
                word.at,
            )

    def closed(self) -> Token:
        word = self.pop()
        if word.sort != "CLOSE":
            raise Mistake(_unexpected(word.text), at=word.at)
        self.depth -= 1
        return word

    def call(self, word: Token) -> Node:
        self.deeper(word)
        name = word.text[:-1].strip()
        for prefix in _PREFIXES:
            name = name[len(prefix) :] if name.lower().startswith(prefix) else name
        arguments = self.arguments()
        end = self.closed().end
        known = self.names.function(name, len(arguments), word.at)
        return Call(known, tuple(arguments), at=word.at, end=end)

    def arguments(self) -> list[Node]:
        """The arguments up to the closing bracket; one left out is a blank."""
        found: list[Node] = []
        if (word := self.peek()) and word.sort == "CLOSE":
            return found
        while True:
            word = self.peek()
            if word is None or word.kind == "SEP" or word.sort == "CLOSE":
                found.append(
                    Literal(None, at=word.at if word else self.size, end=word.at if word else self.size)
                )
            else:
                found.append(self.expression())
            word = self.peek()
            if word is None or word.kind != "SEP":
                return found
            if word.text == ";":
                raise Mistake(
                    Text("参数之间用逗号，不用分号", "arguments are separated by commas, not semicolons"),
                    at=word.at,
                )
            self.next += 1

    def array(self, opening: Token) -> Node:
        self.deeper(opening)
        items: list[Literal] = []
        while True:
            item = self.signed()
            items.append(_constant(item))
            if len(items) > _MOST_ITEMS:
                raise Mistake(
                    Text(f"花括号里最多 {_MOST_ITEMS:,} 个值", f"braces hold {_MOST_ITEMS:,} values at most"),
                    at=opening.at,
                )
            word = self.pop()
            if word.sort == "CLOSE":
                self.depth -= 1
                return Array(tuple(items), at=opening.at, end=word.end)
            if word.kind != "SEP":
                raise Mistake(_unexpected(word.text), at=word.at)

    def leaf(self, word: Token) -> Node:
        if word.sort == "TEXT":
            return Literal(word.text[1:-1].replace('""', '"'), at=word.at, end=word.end)
        if word.sort == "NUMBER" and (number := number_of(word.text)) is not None:
            return Literal(number, at=word.at, end=word.end)
        if word.sort == "LOGICAL" or word.text.upper() in _LOGICAL:
            return Literal(_LOGICAL[word.text.upper()], at=word.at, end=word.end)
        if word.sort == "ERROR" and word.text.startswith("#"):
            return Literal(CellError(word.text), at=word.at, end=word.end)
        return self.reference(word)

    def reference(self, word: Token) -> Node:
        if "[" in word.text:
            return self.names.reference(word.text, word.at)
        bare = word.text.rpartition("!")[2]
        first, colon, last = bare.partition(":")
        if "!" in word.text or parse_a1(first) or (colon and (parse_a1(last) or _is_lines(first))):
            raise Mistake(
                Text(f"“{word.text}”是单元格地址，规则里不能用", f"'{word.text}' is a cell address, which a rule cannot use"),
                Text("请写列名：本行用 [@金额]，整列用 表名[金额]。", "Name the column: [@Amount] for this row, Table[Amount] for all of it."),
                word.at,
            )  # fmt: skip
        return self.names.reference(word.text, word.at)


_LOGICAL: Final[Mapping[str, bool]] = {"TRUE": True, "FALSE": False}


def _joined(
    operands: Sequence[Node], operators: Sequence[str], rank: Sequence[str]
) -> tuple[list[Node], list[str]]:
    """Operands with the chains of one rank made one operand each, and the operators that are left."""
    joined, left = [operands[0]], list[str]()
    chain: list[tuple[str, Node]] = []

    def close() -> None:
        if chain:
            first = joined[-1]
            joined[-1] = Chain(first, tuple(chain), at=first.at, end=chain[-1][1].end)
            chain.clear()

    for operator, operand in zip(operators, operands[1:], strict=True):
        if operator in rank:
            chain.append((operator, operand))
        else:
            close()
            left.append(operator)
            joined.append(operand)
    close()
    return joined, left


def _is_lines(text: str) -> bool:
    """Whether ``A`` of ``A:C`` or ``1`` of ``1:3`` stands there."""
    plain = text.replace("$", "")
    return plain.isdigit() or (plain.isascii() and plain.isalpha() and len(plain) <= 3)


def _constant(node: Node) -> Literal:
    if isinstance(node, Literal):
        return node
    if (
        isinstance(node, Signed)
        and isinstance(node.operand, Literal)
        and isinstance(node.operand.value, float)
    ):
        value = node.operand.value * (-1) ** node.minus / 100**node.percent
        return Literal(value, at=node.at, end=node.end)
    raise Mistake(Text("花括号里只能写数字和文字", "braces hold only numbers and texts"), at=node.at)


def _unexpected(text: str) -> Text:
    return Text(f"这里不该有“{text}”", f"'{text}' does not belong here")
