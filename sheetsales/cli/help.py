"""How help is laid out: in the language asked for, Chinese broken by the columns it takes on a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

import click

from sheetsales.cli.output import say
from sheetsales.regex import regex
from sheetsales.texts import Text

_WORDS = {
    "Options": Text("选项", "Options"),
    "Commands": Text("命令", "Commands"),
    "Show this message and exit.": Text("显示这份说明", "Show this help"),
    "Show the version.": Text("显示版本", "Show the version"),
}
_USAGE = Text("用法：", "Usage: ")
_REQUIRED, _DEFAULT = Text("[必填]", "[required]"), Text("[默认：", "[default: ")
_OPTIONS, _COMMAND = Text("[选项]", "[OPTIONS]"), Text("命令 [参数]...", "COMMAND [ARGS]...")
_PARTS: Final = {
    "BOOK": "工作簿",
    "FILE": "文件",
    "FOLDER": "文件夹",
    "DIR": "文件夹",
    "LIST": "清单",
    "PATH": "路径",
    "PLAN": "计划",
    "DATE": "日期",
    "WEEK": "周",
    "NAME": "姓名",
    "WHO": "谁",
    "NUMBER": "编号",
    "INTEGER": "整数",
    "PERCENT": "百分比",
    "TEXT": "文字",
    "CODE": "代码",
    "MODULE": "模块",
    "MODULES": "模块",
    "SHEET": "表",
    "GROUP": "集团表",
    "ADDRESS": "地址",
    "OUT": "文件",
    "NEW": "新文件",
    "THEIRS": "对方的",
    "OURS": "我们的",
}
"""What stands for something to be typed, in Chinese; dates and periods show their own form."""
_WORD: Final = r"((?<=[\u4e00-\u9fff]) )?(?<![A-Za-z_-])([A-Z]{2,})(?![A-Za-z])( (?=[\u4e00-\u9fff]))?"
_LEAST: Final = r"\[x>=(\d+)(; required)?\]"
_BETWEEN: Final = r"\[(\d+)<=x<=(\d+)(; required)?\]"
_FROM_ON, _FROM_TO = Text("[从 {} 起]", "[from {} on]"), Text("[{} 到 {}]", "[{} to {}]")
_NOT_FIRST = "，。；：！？、）”』》】…,.;:!?)"
"""What may not begin a line."""
_NOT_LAST = "（“『《【([ "
"""What may not end one."""


class Formatter(click.HelpFormatter):
    """click's lay-out with our words."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        spoken = args.replace(_OPTIONS.en, say(_OPTIONS)).replace(_COMMAND.en, say(_COMMAND))
        super().write_usage(prog, in_parts(spoken), say(_USAGE) if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{say(Text('{}：', '{}:')).format(_in_words(heading))}\n")

    def write_text(self, text: str) -> None:
        if text.isascii():
            super().write_text(text)
            return
        indent = " " * self.current_indent
        for line in broken(in_parts(text), self.width - self.current_indent):
            self.write(f"{indent}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        spoken = [(in_parts(term), in_parts(_in_words(meaning))) for term, meaning in rows]
        if all(meaning.isascii() for _, meaning in spoken):
            super().write_dl(spoken, col_max, col_spacing)
            return
        first = min(max(_columns(term) for term, _ in spoken), col_max) + col_spacing
        for term, meaning in spoken:
            lines = broken(meaning, max(self.width - first - 2, 10)) or [""]
            indent = " " * (first + self.current_indent)
            head = f"{'':>{self.current_indent}}{term}"
            gap = first - _columns(term)
            self.write(head + (" " * gap if gap >= col_spacing else f"\n{indent}") + f"{lines[0]}\n")
            for line in lines[1:]:
                self.write(f"{indent}{line}\n")


def broken(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns; words stay whole, no line begins with a comma or full stop."""
    lines, line = [], ""
    for piece in _pieces(" ".join(text.split())):
        if line and _columns(line) + _columns(piece.rstrip()) > columns and piece[0] not in _NOT_FIRST:
            kept = line.rstrip(_NOT_LAST)
            lines.append(kept.rstrip())
            line = line[len(kept) :].lstrip()
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> Iterable[str]:
    """Single Chinese characters, whole words of other scripts, each with the blank after it."""
    word = ""
    for character in text:
        if ord(character) > 0x2E7F or character in _NOT_FIRST or character == " ":
            yield from ([word] if word else [])
            word = ""
            yield character
        else:
            word += character
    yield from ([word] if word else [])


def _columns(text: str) -> int:
    from sheetsales.speech.widths import display_width

    return display_width(text)


def _in_words(text: str) -> str:
    if text in _WORDS:
        return say(_WORDS[text])
    for form, words in ((_LEAST, _FROM_ON), (_BETWEEN, _FROM_TO)):
        if match := regex(form).search(text):
            required = f" {_REQUIRED.en}" if match[match.re.groups] else ""
            numbers = match.groups()[:-1]
            text = text.replace(match[0], say(words).format(*numbers) + required)
    return text.replace("[required]", say(_REQUIRED)).replace("[default: ", say(_DEFAULT))


def in_parts(text: str) -> str:
    """The text with the words for what is to be typed in the language spoken."""
    return say(Text(in_chinese(text), text))


def in_chinese(text: str) -> str:
    """The text with Chinese words for what is to be typed, without the blanks that set them off in Chinese."""

    def put(found: re.Match[str]) -> str:
        word = _PARTS.get(found[2])
        return word or found[0]

    return regex(_WORD).sub(put, text)


@contextmanager
def laid_out() -> Iterator[None]:
    """Help that is asked for meanwhile is laid out by ``Formatter``, whatever the command."""
    usual = click.Context.formatter_class
    click.Context.formatter_class = Formatter
    try:
        yield
    finally:
        click.Context.formatter_class = usual
