"""``sheetsales start``: three questions, then a workbook that is checked and open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from sheetsales.cli.output import (
    CLEAN,
    echo,
    lang_option,
    say,
    system_language,
    terminal_language,
    typed,
)
from sheetsales.cli.shown import run_shown
from sheetsales.errors import BadRequest
from sheetsales.speech.widths import display_width
from sheetsales.texts import LANGUAGES, Lang, Text

_LANGUAGE: Final = Text("语言 / Language", "Language / 语言")
_LANGUAGES: Final = (Text("中文", "中文"), Text("English", "English"))
_HAVE: Final = Text("已经有销售工作簿了吗？", "Is there a sales workbook already?")
_HAVES: Final = (
    Text("有，就用它", "yes, use it"),
    Text("没有，新建一份", "no, make one"),
    Text("先看看示例", "let me see a sample first"),
)
_BUTTONS: Final = Text(
    "要按钮吗？检查、月报以后点一下就行；.xlsx 存不了按钮，旁边会多一本同名的 .xlsm，以后用那一本",
    "Shall it have buttons, one click for a check or the monthly report? An .xlsx cannot hold any: an .xlsm of the same "
    "name comes beside it, and is the one to use from then on",
)
_OR_NOT: Final = (Text("要", "yes"), Text("不要", "no"))
_WHERE: Final = Text(
    "把文件拖进这个窗口，或写它的位置", "Drag the file into this window, or type where it is"
)
_PROCESS: Final = Text("你们怎么卖？", "How do you sell?")
PROCESSES: Final = (
    (
        "b2b",
        Text(
            "卖给企业：从找客户到售后八个阶段", "to companies: eight stages, from prospecting to after-sales"
        ),
    ),
    (
        "project",
        Text("做项目：同样八个阶段，期限放长一倍", "in projects: the same stages with about twice the time"),
    ),
    (
        "sop",
        Text(
            "照标准流程：从市场分析到售后七个阶段",
            "by a standard procedure: seven stages, from market analysis on",
        ),
    ),
)
_NAME: Final = Text("给工作簿起个名字", "What shall the workbook be called?")
_NAMES: Final[dict[Lang, str]] = {"zh": "销售管理.xlsm", "en": "sales.xlsm"}
_NOT_THERE: Final = Text("这里没有文件“{name}”，再写一次。", "There is no file “{name}”; type it again.")
_NUMBER: Final = Text("请写 1 到 {last} 的数字。", "Type a number from 1 to {last}.")
_READY: Final = Text("已经打开，就从“{sheet}”开始。", "It is open now; begin on the sheet “{sheet}”.")
_HOME: Final = Text("首页", "Home")
_FINDINGS: Final = Text("检查结果", "Findings")
_TRIES: Final = 3
_LINE: Final = 70
"""Answers that are wider than so many columns stand one below the other."""
_GAVE_UP: Final = Text(
    "三次都没有看懂，先停下；什么都没写。再来一次：sheetsales start。",
    "Three answers that could not be used; stopped, nothing was written. Once more: sheetsales start",
)


@click.command(help=say(Text(
    "问三个问题，新建或认识你的工作簿，检查一遍，打开它。",
    "Asks three questions, makes a workbook or gets to know yours, checks it and opens it.",
)))  # fmt: skip
@click.option("--no-open", is_flag=True, help=say(Text("做完不打开", "Do not open it in the end")))
@lang_option
def start(no_open: bool, lang: str | None) -> int:
    """Exit code 0 once a workbook stands there, whatever the check found in it."""
    language = terminal_language(lang) if lang else _language()
    have = _chosen(_HAVE, _HAVES, language)
    if have == 0:
        book, sheet = _there(language), _FINDINGS
        run_shown("adopt", str(book), "--lang", language)
        run_shown("check", str(book), "--lang", language)
        book = _with_buttons(book, language)
    else:
        book, sheet = _made(language, sample=have == 2), _HOME
    if not no_open and click.launch(str(book)) == 0:
        echo(f"\n{_READY.fill(sheet=sheet).in_(language)}")
    return CLEAN


def _with_buttons(book: Path, lang: Lang) -> Path:
    """The workbook to open: where buttons are wanted, the .xlsm beside an .xlsx."""
    beside = book.with_suffix(".xlsm")
    if book.suffix.lower() != ".xlsx" or beside.exists() or _chosen(_BUTTONS, _OR_NOT, lang):
        return book
    run_shown("buttons", "add", str(book), "--lang", lang)
    return beside


def _language() -> Lang:
    usual = system_language() or "en"
    return LANGUAGES[_chosen(_LANGUAGE, _LANGUAGES, usual, LANGUAGES.index(usual) + 1)]


def _made(lang: Lang, *, sample: bool) -> Path:
    process = "b2b" if sample else PROCESSES[_chosen(_PROCESS, [text for _, text in PROCESSES], lang)][0]
    name = typed(f"\n{_NAME.in_(lang)}   [{_NAMES[lang]}] > ").strip() or _NAMES[lang]
    book = Path(name if Path(name).suffix else f"{name}.xlsm")
    run_shown("new", str(book), "--lang", lang, "--process", process, *(["--sample"] if sample else []))
    if sample:
        run_shown("check", str(book), "--lang", lang)
    return book


def _there(lang: Lang) -> Path:
    for _ in range(_TRIES):
        said = typed(f"\n{_WHERE.in_(lang)} > ").strip().strip("'\"")
        book = Path(said).expanduser()
        if said and book.is_file():
            return book
        unescaped = Path(said.replace("\\ ", " "))  # how a terminal writes what was dragged into it
        if said and unescaped.is_file():
            return unescaped
        echo(_NOT_THERE.fill(name=said).in_(lang))
    raise BadRequest(_GAVE_UP)


def _chosen(question: Text, choices: Sequence[Text], lang: Lang, usual: int = 1) -> int:
    """The place of the answer among the choices, from 0."""
    shown = [f"{n} {choice.in_(lang)}" for n, choice in enumerate(choices, 1)]
    between = "   " if display_width("".join(shown)) < _LINE else "\n  "
    echo(f"\n{question.in_(lang)}\n  {between.join(shown)}")
    for _ in range(_TRIES):
        said = typed(f"  [{usual}] > ").strip() or str(usual)
        if said.isdecimal() and 1 <= int(said) <= len(choices):
            return int(said) - 1
        echo(_NUMBER.fill(last=len(choices)).in_(lang))
    raise BadRequest(_GAVE_UP)
