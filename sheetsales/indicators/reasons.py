"""Why a figure is unknown, as the reader of a report is told."""

from __future__ import annotations

from sheetsales.book.table import BookTable
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.lists import listed
from sheetsales.texts import Text

NO_LOG = Text(
    "没有阶段记录，从第一次检查起才开始累积", "No stage log yet; it builds up from the first check on"
)
NOBODY_CLOSED = Text("本期没有结束的商机", "No deal closed in the period")
NOBODY_WON = Text("本期没有成交", "No deal won in the period")
NO_AMOUNT = Text("成交的商机都没有金额", "The deals won carry no amount")
LOST_AMOUNTS_BLANK = Text("这些输单都没有金额", "None of these lost deals carries an amount")
NO_QUANTITY = Text("成交的商机都没有数量", "The deals won carry no quantity")
LOST_WITHOUT_AMOUNT = Text(
    "输单没有金额，按金额算没有意义", "Lost deals carry no amounts, so a rate by value means nothing"
)
NOBODY_OPEN = Text("没有在手商机", "No open deals")
NO_LEAD = Text(
    "这段时间新建的商机都没有经过首阶段", "No opportunity created in these months began in the first stage"
)
NOBODY_CREATED = Text("这段时间没有新建商机", "No opportunity was created in these months")
NO_ENTRY = Text("没有商机进入本阶段", "No deal entered the stage")
NO_TARGET = Text("没有设目标", "No target set")
NO_BASE = Text("比较的那一期是零或没有数据", "The period compared with is zero or unknown")
NO_PROBABILITY = Text("阶段没有设赢率", "The stages have no win probability")
NOBODY_LEFT = Text("本期没有离开本阶段的商机", "No deal left the stage in the period")
NEW_OR_NOT = Text(
    "商机没写类别，客户也没有创建日期，分不出新客户",
    "Neither the deals' kind nor the customers' entry days tell who is new",
)
NO_CHANCE = Text("这些商机没有金额，或者没有赢率", "These deals carry no amount or no chance of winning")
NO_WORKDAYS = Text("到今天还没有工作日", "No working day has passed yet")
NO_SCORE = Text("客户表没有满意度评分", "No customer has a satisfaction score")
NO_CONTACTS = Text("没有跟进记录，不知道联系过没有", "No activities, so nobody knows of contacts")
NO_CADENCE = Text("没有设联系周期", "No cadence is set")
NO_CONTACT_DUE = Text("本期没有到期的联系", "No contact fell due in the period")
TARGET_REACHED = Text("目标已完成，不再需要储备", "The target is reached; no cover is needed")
NOT_MEASURED = Text("工作簿里还没有算它的数据", "The workbook holds no data to work it out from")
NO_AGE = Text("没有写进入阶段的日期", "Nobody wrote since when the deals are in their stage")
OPEN_WITHOUT_AMOUNT = Text("在手商机没有金额", "The open deals carry no amount")
BEFORE_DATA = Text("数据从更晚的时间开始", "The data begin later")
IN_ARCHIVE = Text(
    "更早的记录在上一年的归档工作簿里，没有找到它",
    "Earlier records are in last year's archive, which was not found",
)


def no_sheet(record_key: str) -> Text:
    """没有人员表 / no Team sheet."""
    title = RECORDS[record_key].title
    sheet = "" if title.zh.endswith("表") else "表"
    return Text(f"没有“{title.zh}”{sheet}", f"No {title.en} sheet")


def no_column(record_key: str, *columns: str) -> Text:
    """商机表没有“关闭日期”列 / Pipeline has no Closed on column."""
    record = RECORDS[record_key]
    titles = [record.by_key[key].title for key in columns]
    named = listed([Text(f"“{t.zh}”", t.en) for t in titles], last=Text("、", " or "))
    return Text(f"{record.title.zh}表没有{named.zh}列", f"{record.title.en} has no {named.en} column")


def missing(table: BookTable, *columns: str) -> Text | None:
    """Why a table cannot serve: the sheet or the columns it lacks; None where it has them all."""
    if not table.bound:
        return no_sheet(table.record.key)
    lacking = [key for key in columns if not table.has(key)]
    return no_column(table.record.key, *lacking) if lacking else None
