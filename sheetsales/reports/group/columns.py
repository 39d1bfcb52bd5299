"""The columns that workbooks, teams and people have alike, as rows: what they are called and how they look."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from sheetsales.texts import Text

Look = Literal["text", "wide", "money", "count", "share", "rate", "month", "order"]


class Column(NamedTuple):
    key: str
    title: Text
    look: Look = "text"
    width: float = 12


FIGURES: Final = (
    Column("target", Text("本月目标", "Target"), "money"),
    Column("won", Text("本月签约", "Signed"), "money"),
    Column("attainment", Text("完成率", "Attainment"), "share"),
    Column("gap", Text("缺口", "Gap"), "money"),
    Column("year_target", Text("年目标", "Year target"), "money"),
    Column("ytd", Text("年累计", "Year to date"), "money"),
    Column("ytd_attainment", Text("占年目标", "Of year target"), "share"),
    Column("forecast", Text("全年预测", "Year forecast"), "money"),
    Column("forecast_attainment", Text("预测完成率", "Forecast of target"), "share"),
    Column("won_deals", Text("本月成交单数", "Deals won"), "count"),
    Column("ytd_deals", Text("年累计单数", "Won to date"), "count"),
    Column("open_deals", Text("在手单数", "Open deals"), "count"),
    Column("open_amount", Text("在手金额", "Open amount"), "money"),
    Column("unpriced", Text("其中没有金额", "Without amount"), "count"),
    Column("weighted", Text("加权", "Weighted"), "money"),
    Column("stalled", Text("停滞单数", "Stalled deals"), "count"),
    Column("stalled_amount", Text("停滞金额", "Stalled amount"), "money"),
    Column("due", Text("到期步骤", "Steps due"), "count"),
    Column("done", Text("已做步骤", "Steps done"), "count"),
    Column("done_rate", Text("步骤完成率", "Steps done rate"), "share"),
    Column("errors", Text("错误", "Errors"), "count"),
    Column("warnings", Text("提醒", "Warnings"), "count"),
    Column("notes", Text("信息", "Information"), "count"),
    Column("coming", Text("年内加权", "Weighted this year"), "money"),
)
NUMBER: Final = Column("number", Text("序号", "No."), "order", 6)
BOOK: Final = Column("book", Text("工作簿", "Workbook"), "text", 26)
TEAM: Final = Column("team", Text("团队", "Team"), "text", 18)
PERSON: Final = Column("name", Text("人员", "Person"), "text", 18)
CURRENCY: Final = Column("currency", Text("币种", "Currency"), "text", 9)
RATE: Final = Column("rate", Text("汇率", "Rate"), "rate", 10)
TEAM_NO: Final = Column("team_no", Text("团队序号", "Team no."), "count", 9)

BOOK_TAIL: Final = (
    Column("people", Text("人数", "People"), "count", 8),
    Column("place", Text("文件", "File"), "wide", 40),
    Column("unknown", Text("看不出来的和原因", "What is unknown, and why"), "wide", 60),
)
OWN: Final = Text("{title}（原币）", "{title}, own currency")
NO_TEAM: Final = Text("（未分团队）", "(no team)")
NOBODY: Final = Text("（未填）", "(blank)")


def own(column: Column) -> Column:
    """The same as the workbook has it, in its own currency."""
    return Column(f"own_{column.key}", OWN.fill(title=column.title), "money", 14)


BOOKS_TABLE, TEAMS_TABLE, PEOPLE_TABLE, RATES_TABLE = "tblBooks", "tblTeams", "tblPeople", "tblRates"
STAGES_TABLE, FORECAST_TABLE, MONTHS_TABLE, FINDINGS_TABLE, FLOW_TABLE = (
    "tblStageRows", "tblForecastRows", "tblMonthRows", "tblFindingRows", "tblFlowRows",
)  # fmt: skip
