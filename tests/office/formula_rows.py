"""Rows and conditions that both LibreOffice and rules a manager writes work out."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Sequence
from typing import Any

from sheetsales.cells.values import CellError

ROWS, TABLE_ROWS = 1_000, 300
Column = Sequence[Any]

_TEXTS = (
    "报价",
    "谈判",
    "成交",
    "Quote",
    "quote",
    "QUOTE",
    "net 90",
    "货到90天付清",
    "abc",
    "a*b",
    " x  y ",
    "5",
    "-2.5",
    "王*",
    "",
)
_IDS = tuple(f"C-{n:03}" for n in range(60))

CONDITIONS: tuple[str, ...] = (
    '[@num]>100',
    '[@num]>=[@num2]',
    '[@text]="quote"',
    '[@text]<>""',
    '[@num]=""',
    '[@num]=0',
    '[@num]+[@num2]*2-[@num]/4',
    '-[@num]^2',
    '[@num]&"/"&[@text]',
    '[@num2]%*100=[@num2]',
    'AND([@num]>10,[@num2]<50,[@text]<>"报价")',
    'OR([@text]="报价",[@text]="谈判",[@num]>400)',
    'OR([@text]={"报价","谈判","abc"})',
    'XOR([@num]>0,[@num2]>0)',
    'IF(ISBLANK([@num]),"none",IF([@num]<0,"minus","plus"))',
    'IFS([@num]<0,"a",[@num]<100,"b",TRUE,"c")',
    'SWITCH([@text],"报价",1,"quote",2,0)',
    'IFERROR([@num]/[@num2],-1)',
    '[@mixed]+1',
    '[@mixed]>5',
    '[@mixed]="abc"',
    'ISNUMBER([@mixed])+2*ISTEXT([@mixed])+4*ISERROR([@mixed])+8*ISBLANK([@mixed])',
    'LEN(TRIM([@text]))<5',
    'LEFT([@text],2)&"|"&RIGHT([@text],1)&"|"&MID([@text],2,3)',
    'ISNUMBER(SEARCH("q?o",[@text]))',
    'IFERROR(FIND("9",[@text]),0)',
    'SUBSTITUTE([@text],"o","00")&UPPER([@text])',
    'EXACT([@text],"Quote")',
    'ROUND([@num]/7,2)+ROUNDUP([@num]/7,1)+ROUNDDOWN([@num]/7,0)',
    'MOD([@num],7)+INT([@num2]/3)',
    'SUM([@num],[@num2],1)+MAX([@num],[@num2])-MIN([@num],5)',
    'ABS([@num])+SIGN([@num2])+CEILING(ABS([@num]),10)+FLOOR(ABS([@num2]),5)',
    'YEAR([@day])*10000+MONTH([@day])*100+DAY([@day])',
    'EDATE([@day],1)-EOMONTH([@day],-1)',
    'DATEDIF([@day],[@day2],"m")*100+DATEDIF([@day],[@day2],"d")',
    'NETWORKDAYS([@day],[@day2])-1<5',
    'WORKDAY([@day],7)-WEEKDAY([@day],2)',
    'TEXT([@num],"#,##0.00")&TEXT([@day],"yyyy-mm-dd")&TEXT([@num2]/100,"0.0%")',
    'COUNTIFS(look[id],[@id],look[kind],"拜访")=0',
    'SUMIFS(look[value],look[id],[@id],look[value],">"&[@num])',
    'COUNTIF(look[name],"王*")+COUNTIF(look[value],"<>")+COUNTIF(look[kind],[@text])',
    'MATCH([@id],look[id],0)>100',
    'IFERROR(VLOOKUP([@id],look[[id]:[value]],3,FALSE),-1)',
    'IFERROR(INDEX(look[kind],MATCH([@id],look[id],0)),"?")',
    'AVERAGEIFS(look[value],look[kind],"电话")+MAXIFS(look[value],look[id],[@id])-MINIFS(look[value],look[id],[@id])',
    'REPT("ab",MOD(ABS(INT([@num])),4))&REPLACE([@text],1,1,"#")',
    'AND([@flag],[@num]>50)',
    'NOT([@flag])',
    '[@day]<=TODAY()+7',
    '[@num]*1.1=[@num]+[@num]/10',
)  # fmt: skip


def rows() -> dict[str, Column]:
    """A thousand rows of numbers, texts, days and what people type instead; the same every time."""
    dice = random.Random(4)
    return {
        "num": [_number(dice) for _ in range(ROWS)],
        "num2": [_number(dice) for _ in range(ROWS)],
        "text": [dice.choice(_TEXTS) or None for _ in range(ROWS)],
        "day": [_day(dice) for _ in range(ROWS)],
        "day2": [_day(dice) for _ in range(ROWS)],
        "mixed": [_mixed(dice) for _ in range(ROWS)],
        "flag": [dice.random() < 0.5 for _ in range(ROWS)],
        "id": [dice.choice((*_IDS, "C-999")) for _ in range(ROWS)],
    }


def look() -> dict[str, Column]:
    """A table to look things up in."""
    dice = random.Random(5)
    return {
        "id": [dice.choice(_IDS[:50]) for _ in range(TABLE_ROWS)],
        "kind": [dice.choice(("电话", "拜访", "会议", "报价", None)) for _ in range(TABLE_ROWS)],
        "value": [_number(dice) for _ in range(TABLE_ROWS)],
        "name": [dice.choice(("王芳", "王伟", "李娜", "wang")) for _ in range(TABLE_ROWS)],
    }


def _number(dice: random.Random) -> float | None:
    if dice.random() < 0.08:
        return None
    if dice.random() < 0.1:
        return float(dice.choice((0, 100, 400, 50, -7)))
    return round(dice.uniform(-200, 600), dice.choice((0, 0, 1, 2)))


def _day(dice: random.Random) -> dt.date | None:
    return None if dice.random() < 0.06 else dt.date(2026, 1, 1) + dt.timedelta(dice.randrange(500))


def _mixed(dice: random.Random) -> Any:
    found: Any = dice.choice(
        (None, 5.0, 0.0, -3.5, "abc", "ABC", "7", "zz", True, False, CellError("#N/A"), CellError("#DIV/0!"))
    )
    return found


def in_cells(condition: str, row: int) -> str:
    """The condition as a formula of its cell: columns as addresses."""
    names, others = list(rows_columns()), list(look_columns())
    text = re.sub(r"look\[\[(\w+)\]:\[(\w+)\]\]", lambda m: _area(others, m[1], m[2]), condition)
    text = re.sub(r"look\[(\w+)\]", lambda m: _area(others, m[1], m[1]), text)
    return re.sub(r"\[@(\w+)\]", lambda m: f"${_letter(names.index(m[1]))}{row}", text)


def rows_columns() -> Sequence[str]:
    return ("num", "num2", "text", "day", "day2", "mixed", "flag", "id")


def look_columns() -> Sequence[str]:
    return ("id", "kind", "value", "name")


def _area(names: Sequence[str], first: str, last: str) -> str:
    return f"look!${_letter(names.index(first))}$2:${_letter(names.index(last))}${TABLE_ROWS + 1}"


def _letter(index: int) -> str:
    return chr(65 + index)
