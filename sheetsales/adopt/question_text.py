"""A question as it is put to somebody at the keyboard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sheetsales.adopt.proposal import Option, Proposal, Question, Stake
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.lists import listed
from sheetsales.speech.money import spoken_money
from sheetsales.speech.widths import display_width
from sheetsales.texts import Lang, Text, same

_WIDTH: Final = 96
_FEW: Final = 3

_IS_IT: Final = Text(
    "{where}“{about}”下面是 {cells}{stake}。是{what}吗？",
    "{where}'{about}' holds {cells}{stake}. Is it {what}?",
)
_WHICH: Final = Text(
    "{where}“{about}”下面是 {cells}{stake}。当哪一列？",
    "{where}'{about}' holds {cells}{stake}. Which column is it?",
)
_NOTHING_BELOW: Final = Text("空白", "nothing yet")
_VALUE: Final = Text("{column}里的“{about}”{stake}算：", "'{about}' under {column}{stake} counts as:")
_SHEET_IS: Final = Text(
    "工作表“{about}”{stake}像{what}。按{what}读吗？",
    "The sheet '{about}'{stake} looks like {what}. Read it as that?",
)
_SHEET: Final = Text(
    "工作表“{about}”{stake}分不清是哪一种。按哪种读？",
    "The sheet '{about}'{stake} could be more than one thing. Read it as:",
)
_OTHER: Final = Text("“{about}”{stake}：{why}。怎么办？", "'{about}'{stake}: {why}. What shall be done?")
_NOTHING: Final = same("")
_OF_SHEETS: Final = Text("{sheets}{why}。怎么办？", "{sheets}: {why}. What shall be done?")
_ON_SHEET: Final = Text("“{sheet}”的", "{sheet}: ")
_ON_SHEETS: Final = Text("“{sheet}”等 {count} 张表的", "{sheet} and {rest} more: ")
_COUNTED: Final = {
    "pipeline": Text("{count} 单", "{count:deal|deals}"),
    "": Text("{count} 行", "{count:row|rows}"),
}
_MONEY: Final = Text("合计 {money}", "{money} in all")
_MONEY_LEAST: Final = Text("至少 {money}", "{money} or more")


def question_text(question: Question, proposal: Proposal) -> Text:
    """The question in one sentence: what is asked, the cells it is about, and what hangs on it."""
    about = " ".join(question.about.split())
    if question.with_sheets:
        return _OF_SHEETS.fill(sheets=sheets_text(question, stake_text(question)), why=question.why)
    what = question.options[0].text if len(question.options) == 1 else same("")
    aside = _aside(stake_text(question))
    if question.subject == "sheet":
        return (_SHEET_IS if what.zh else _SHEET).fill(about=about, stake=aside, what=what)
    if question.subject == "column":
        shown = listed(dict.fromkeys(cell.text for cell in question.cells), most=_FEW)
        if len({cell.text for cell in question.cells}) > _FEW:
            firsts = listed(list(dict.fromkeys(cell.text for cell in question.cells))[:_FEW])
            shown = Text(f"{firsts.zh} …", f"{firsts.en} …")
        cells = shown if question.cells else _NOTHING_BELOW
        text = _IS_IT if what.zh else _WHICH
        return text.fill(where=_where(question, proposal), about=about, cells=cells, stake=aside, what=what)
    if question.subject == "value":
        return _VALUE.fill(column=_column(question), about=about, stake=aside)
    return _OTHER.fill(about=about, stake=aside, why=question.why)


def _aside(stake: Text) -> Text:
    return Text(f"（{stake.zh}）", f" ({stake.en})") if stake.zh else stake


def sheets_text(question: Question, stake: Text = _NOTHING) -> Text:
    """The sheets that one question is about: how many, the first few by name, and what hangs on them."""
    count, names = len(question.sheets), listed(question.sheets, most=_FEW)
    beside = Text(f"；{stake.zh}", f"; {stake.en}") if stake.zh else stake
    return Text(f"{count} 张表（{names.zh}{beside.zh}）", f"{count} sheets ({names.en}{beside.en})")


def stake_text(question: Question) -> Text:
    """``5 单，合计 62 万`` or ``5 deals, £62k in all``; "" where nothing hangs on it."""
    stake = question.stake
    if not stake.rows:
        return same("")
    record = question.place.partition(".")[0] if question.subject == "value" else ""
    said = [_COUNTED.get(record, _COUNTED[""]).fill(count=stake.rows)]
    if stake.money is not None:
        said.append(money_text(stake))
    return Text("，".join(t.zh for t in said), ", ".join(t.en for t in said))


def money_text(stake: Stake) -> Text:
    """``合计 62 万``, or ``至少`` where some of it could not be read; "" where there is none."""
    if stake.money is None:
        return same("")
    money = Text(_money(stake, "zh"), _money(stake, "en"))
    return (_MONEY_LEAST if stake.is_least else _MONEY).fill(money=money)


def _money(stake: Stake, lang: Lang) -> str:
    """Without 元 where nothing says in which currency it is."""
    said = spoken_money(stake.money or 0, lang, stake.currency)
    return said if stake.currency else said.removesuffix("元").strip()


def cells_line(question: Question) -> Text:
    """The cells with their places; "" where there are none."""
    return same("   ".join(f"{cell.at} {cell.text}" for cell in question.cells))


def numbered(answers: Sequence[Option], lang: Lang) -> Iterator[str]:
    """The answers with their numbers, as many on a line as fit."""
    line = ""
    for number, option in enumerate(answers, 1):
        item = f"{number} {option.text.in_(lang)}"
        if line and display_width(line) + display_width(item) + 3 > _WIDTH:
            yield line
            line = ""
        line = f"{line}   {item}" if line else item
    if line:
        yield line


def _where(question: Question, proposal: Proposal) -> Text:
    """The sheet, where the workbook has several."""
    if question.stake.sheets > 1:
        count = question.stake.sheets
        return _ON_SHEETS.fill(sheet=question.place, count=count, rest=count - 1)
    several = len({table.sheet for table in proposal.tables}) > 1
    return _ON_SHEET.fill(sheet=question.place) if several else same("")


def _column(question: Question) -> Text:
    record, _, key = question.place.partition(".")
    return RECORDS[record].by_key[key].title
