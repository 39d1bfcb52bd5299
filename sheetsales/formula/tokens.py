"""The words of a formula, each with its place. openpyxl's tokenizer cuts; what it cannot cut is found out before."""

from __future__ import annotations

from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.formula.mistakes import LONGEST, Mistake
from sheetsales.regex import regex
from sheetsales.texts import Text

_PLAIN: Final = {
    "（": "(", "）": ")", "，": ",", "；": ";", "＞": ">", "＜": "<", "＝": "=", "＋": "+", "－": "-", "＊": "*", "／": "/",
    "＆": "&", "％": "%", "＾": "^", "｛": "{", "｝": "}", "［": "[", "］": "]", "＂": '"', "\u3000": " ", "\xa0": " ",
    "\t": " ", "\r": " ", "\n": " ", "\u200b": " ", "\ufeff": " ", "≥": "≥", "＠": "@",
}  # fmt: skip
"""Signs that a Chinese keyboard types where Excel knows only the narrow ones."""
_CLOSERS: Final = {"(": ")", "{": "}"}
_SCIENTIFIC: Final = regex(r"\d+(\.\d*)?[eE][+-]?\d+|\.\d+([eE][+-]?\d+)?")


@dataclass(frozen=True, slots=True)
class Token:
    """``kind`` is openpyxl's type, such as OPERAND or FUNC; ``sort`` its subtype."""

    text: str
    kind: str
    sort: str
    at: int

    @property
    def end(self) -> int:
        return self.at + len(self.text)


def tokens(formula: str) -> list[Token]:
    """The words of a formula without ``=``, blanks left out; places count from its first character."""
    from openpyxl.formula.tokenizer import Tokenizer, TokenizerError

    if len(formula) > LONGEST:
        raise Mistake(
            Text(f"公式有 {len(formula):,} 个字符，最多 {LONGEST:,} 个", f"the formula has {len(formula):,} characters; {LONGEST:,} is the most"),
            Text("请拆成几条规则。", "Split it into several rules."),
        )  # fmt: skip
    plain = _plain(formula)
    lead = len(plain) - len(plain.lstrip(" ="))
    if not plain[lead:].strip():
        raise Mistake(Text("公式是空的", "the formula is empty"), at=0)
    try:
        items = Tokenizer("=" + plain[lead:]).items
    except (TokenizerError, IndexError) as error:
        raise Mistake(_UNREADABLE, _REWRITE) from error
    return _placed(items, plain, lead)


_UNREADABLE: Final = Text("公式读不懂", "the formula cannot be read")
_REWRITE: Final = Text("请照 Excel 的写法改。", "Write it as Excel would take it.")


def _placed(items: list, plain: str, at: int) -> list[Token]:  # type: ignore[type-arg]  # openpyxl's own tokens
    placed = []
    for item in items:
        if item.type == "WHITE-SPACE":
            while at < len(plain) and plain[at] == " ":
                at += 1
            continue
        placed.append(Token(item.value, item.type, item.subtype, at))
        at += len(item.value)
    return placed


def _plain(formula: str) -> str:
    """The formula with narrow signs outside texts and column names, brackets and quotes checked to close."""
    out: list[str] = []
    open_at: list[tuple[str, int]] = []
    at, size = 0, len(formula)
    while at < size:
        char = _PLAIN.get(formula[at], formula[at])
        if char in '"“':
            at = _text(formula, at, out)
            continue
        if char == "[":
            at = _name(formula, at, out)
            continue
        if char in _CLOSERS:
            open_at.append((char, at))
        elif char in ")}":
            _close(char, at, open_at)
        out.append(char)
        at += 1
    if open_at:
        char, where = open_at[-1]
        raise Mistake(
            Text(f"“{char}”没有配上“{_CLOSERS[char]}”", f"'{char}' is never closed with '{_CLOSERS[char]}'"),
            at=where,
        )
    return "".join(out)


def _close(char: str, at: int, open_at: list[tuple[str, int]]) -> None:
    if not open_at or _CLOSERS[open_at.pop()[0]] != char:
        raise Mistake(Text(f"多了一个“{char}”", f"there is a '{char}' too many"), at=at)


def _text(formula: str, start: int, out: list[str]) -> int:
    """Copies a text in quotes, curly ones made straight; returns the place after it."""
    curly = formula[start] == "“"
    at = start + 1
    out.append('"')
    while at < len(formula):
        char = formula[at]
        closes = char in ("”" if curly else '"＂') or (curly and char == '"')
        if closes and formula[at + 1 : at + 2] == char and char == '"':
            out.append('""')
            at += 2
        elif closes:
            out.append('"')
            return at + 1
        else:
            out.append(char)
            at += 1
    raise Mistake(Text("文字没有用引号收尾", "a text is not closed with a quotation mark"), at=start)


def _name(formula: str, start: int, out: list[str]) -> int:
    """Copies ``[…]`` as it stands; an apostrophe guards the sign after it. Returns the place after it."""
    depth, at = 0, start
    while at < len(formula):
        char = {"［": "[", "］": "]", "＠": "@"}.get(formula[at], formula[at])
        if char == "'" and at + 1 < len(formula):
            out.append(_guarded(formula[at + 1]))
            at += 2
            continue
        depth += {"[": 1, "]": -1}.get(char, 0)
        out.append(char)
        at += 1
        if depth == 0:
            return at
    raise Mistake(Text("列名没有用“]”收尾", "a column name is not closed with ']'"), at=start)


def _guarded(char: str) -> str:
    """A guarded bracket must not count as one: two signs that no heading holds stand in for it."""
    return "\ue000" + {"[": "\ue001", "]": "\ue002"}.get(char, char)


def unguarded(name: str) -> str:
    """A name with its guarded signs as they read."""
    return name.replace("\ue000", "").replace("\ue001", "[").replace("\ue002", "]")


def number_of(text: str) -> float | None:
    """The number a token writes; None where it is none."""
    try:
        return float(text) if text[:1] in "0123456789." else None
    except ValueError:
        return None
