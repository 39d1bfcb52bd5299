"""The data sheets on work: tasks as they stood, customers with their contacts, contacts that fell due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from sheetsales.book.labels import text_of
from sheetsales.dataclass import dataclass
from sheetsales.indicators.contacts import Kept, kept_customers, kept_deals
from sheetsales.indicators.deals import Deal
from sheetsales.indicators.period import Period
from sheetsales.indicators.satisfaction import scores, surveyed
from sheetsales.process.personal import personal_tasks
from sheetsales.process.upkeep import GONE
from sheetsales.process.workload import UNDER_WAY, week_after, week_of
from sheetsales.reports.cells import Content
from sheetsales.reports.data import DataTable, Field
from sheetsales.reports.draft import Draft
from sheetsales.reports.grading_table import suggested_grades
from sheetsales.reports.sums import Sums
from sheetsales.texts import Text

_WEEK: Final = dt.timedelta(days=6)
_FLAG: Final = "count"

TASKS = DataTable(
    "tblTasks",
    Text("任务数据", "Tasks data"),
    (
        Field("id", Text("编号", "ID"), width=9),
        Field("title", Text("任务", "Title"), width=34),
        Field("owner", Text("执行人", "Assignee"), needs=("assignee",)),
        Field("due", Text("截止日期", "Due"), "date", needs=("due",)),
        Field("hours", Text("工时", "Hours"), "count", needs=("hours",)),
        Field("open", Text("待办", "Open"), _FLAG, Text("1 为报告日还没完成的。", "1 where it was not done on the day of the report.")),
        Field("late", Text("逾期", "Overdue"), _FLAG, Text("1 为待办而且截止日期已过。", "1 where it is open and its day has passed."), needs=("due",)),
        Field("week", Text("当周", "In the week"), _FLAG, Text("1 为待办、在负荷那一周到期、可以转给别人的任务。", "1 where it is open, due in the week of the load and could be passed on."), needs=("due",)),
        Field("due_in", Text("本月到期", "Due in month"), _FLAG, Text("1 为本月到期，已取消的除外。", "1 where it fell due in the month; cancelled ones left out."), needs=("due",)),
        Field("in_time", Text("按时完成", "In time"), _FLAG, Text("1 为本月到期而且按时完成；没写完成日期的算按时。", "1 where it fell due in the month and was done by then; a blank day of completion counts as in time."), needs=("due", "status")),
    ),
    Sums(by=("owner", "open", "late", "week", "due_in", "in_time"), added=("hours",), whole=lambda row, at, _: row[at["open"]] is not None),
)  # fmt: skip

CUSTOMERS = DataTable(
    "tblCustomers",
    Text("客户数据", "Customers data"),
    (
        Field("id", Text("编号", "ID"), width=9),
        Field("name", Text("客户", "Customer"), width=30),
        Field("owner", Text("负责人", "Owner"), needs=("owner",)),
        Field("grade", Text("等级", "Grade"), needs=("grade",)),
        Field("type", Text("类型", "Type"), needs=("type",)),
        Field("source", Text("来源", "Source"), needs=("source",)),
        Field("created", Text("创建日期", "Created on"), "date", needs=("created_on",)),
        Field("kept", Text("要维护", "Kept up"), _FLAG, Text("1 为要保持联系的；休眠和流失的空白。", "1 where somebody is to keep in touch; blank for dormant and lost ones.")),
        Field("every", Text("联系周期", "Cadence"), _FLAG, Text("天，按类型和等级。", "In days, by type and grade.")),
        Field("last", Text("上次联系", "Last contact"), "date"),
        Field("due", Text("本月到期", "Due in month"), _FLAG, Text("1 为有一个该联系的日子落在本月。", "1 where a day by which it was to be contacted lay in the month.")),
        Field("met", Text("按期", "In time"), _FLAG, Text("1 为每个该联系的日子之前都联系了。", "1 where every such day had a contact by then.")),
        Field("carried", Text("月初遗留", "Carried over"), _FLAG, Text("1 为月初已经逾期。", "1 where it was overdue as the month began.")),
        Field("caught_up", Text("遗留已补", "Caught up"), _FLAG),
        Field("over", Text("逾期天数", "Days overdue"), _FLAG),
        Field("won", Text("本月签约额", "Won in month"), "money"),
        Field("won12", Text("12 月签约额", "Won in 12 months"), "money"),
        Field("buys", Text("12 月成交单数", "Deals won in 12 months"), _FLAG),
        Field("new12", Text("12 月内新建", "New in 12 months"), _FLAG, Text("1 为近十二个月内创建的客户。", "1 where it was entered within the last twelve months.")),
        Field("bought", Text("已成交", "Bought"), _FLAG, Text("1 为成交过。", "1 where it ever bought.")),
        Field("suggested", Text("建议等级", "Suggested grade"), help=Text("按评级标准。", "By the grading standard.")),
        Field("score", Text("满意度", "Satisfaction"), _FLAG, Text("有满意度调查的是本月的平均分，没有的是最近一次的分。", "With surveys the month's mean, else the latest score.")),
        Field("next", Text("下次联系", "Next contact"), "date"),
    ),
)  # fmt: skip

CONTACTS = DataTable(
    "tblContactsDue",
    Text("到期联系", "Contacts due"),
    (
        Field("what", Text("对象", "With")),
        Field("id", Text("编号", "ID")),
        Field("owner", Text("负责人", "Owner")),
        Field("met", Text("按期", "In time"), _FLAG, Text("1 为每个该联系的日子之前都联系了。", "1 where every day it was due had a contact by then.")),
    ),
    Sums(by=("what", "owner", "met"), whole=lambda row, at, _: row[at["met"]] is None),
)  # fmt: skip

UNRATED = Text("未评", "Unrated")
UNSAID = Text("（未填）", "(blank)")


def load_week(draft: Draft) -> dt.date:
    """The first day of the week whose load is told: the one that begins next after the month, this one while it runs."""
    start = draft.facts.book.settings.text("week_start")
    month = draft.periods.told
    return week_of(draft.facts.as_of, start) if draft.periods.running else week_after(month.last, start)


def open_tasks(draft: Draft) -> frozenset[int]:
    """The rows of Tasks that were still to be done on the day of the report."""
    table, as_of = draft.facts.book.table("tasks"), draft.facts.as_of
    pairs = enumerate(zip(table.get("status"), table.get("done_on"), strict=True))
    return frozenset(
        row
        for row, (status, done) in pairs
        if status in UNDER_WAY or (status == "done" and done is not None and done > as_of)
    )


def tasks_of_week(draft: Draft) -> list[int]:
    """The open tasks due in the week of the load that somebody else could do."""
    table, monday = draft.facts.book.table("tasks"), load_week(draft)
    own, still = personal_tasks(draft.facts.book), open_tasks(draft)
    first = max(monday, draft.facts.as_of) if draft.periods.running else monday
    columns = zip(table.get("due"), table.get("hours"), table.get("assignee"), strict=True)
    return [
        row
        for row, (due, hours, who) in enumerate(columns)
        if row in still
        and row not in own
        and who is not None
        and hours is not None
        and due is not None
        and first <= due <= monday + _WEEK
    ]


def task_rows(draft: Draft) -> Iterator[Sequence[Content]]:
    """One row a task."""
    facts, month = draft.facts, draft.periods.told
    table = facts.book.table("tasks")
    still, week = open_tasks(draft), frozenset(tasks_of_week(draft))
    passed = facts.as_of if draft.periods.running else facts.as_of + dt.timedelta(days=1)
    columns = (table.get(k) for k in ("id", "title", "assignee", "due", "hours", "status", "done_on"))
    for row, (key, title, who, due, hours, status, done) in enumerate(zip(*columns, strict=True)):
        due_in = due in month and due <= facts.as_of and status != "cancelled"
        in_time = due_in and status == "done" and (done is None or done <= due)
        yield (
            key,
            title,
            draft.name_of(who or ""),
            due,
            hours,
            _one(row in still),
            _one(row in still and due is not None and due < passed),
            _one(row in week),
            _one(due_in),
            _one(in_time),
        )


def _one(holds: bool) -> int | None:
    return 1 if holds else None


@dataclass(frozen=True)
class CustomerData:
    """The customers of a report with what became of their contacts and what they bought."""

    draft: Draft

    @cached_property
    def kept(self) -> dict[int, Kept]:
        return {one.row: one for one in kept_customers(self.draft.facts, self.draft.periods.told)}

    @cached_property
    def _scores(self) -> dict[str, float] | None:
        """Customer → mean score of the period; None where only the latest scores are known."""
        facts = self.draft.facts
        if not surveyed(facts):
            return None
        return {customer: score for customer, _, score in scores(facts, period=self.draft.periods.told)}

    @cached_property
    def _won(self) -> dict[str, list[Deal]]:
        found: dict[str, list[Deal]] = {}
        for deal in self.draft.facts.in_state("won"):
            if deal.closed_on is not None:
                found.setdefault(deal.customer, []).append(deal)
        return found

    def rows(self) -> Iterator[Sequence[Content]]:
        """One row a customer who was there by the day of the report, each once."""
        table, facts = self.draft.facts.book.table("customers"), self.draft.facts
        keys = ("id", "name", "owner", "grade", "type", "source", "created_on", "lifecycle", "satisfaction")
        columns = (table.get(key) for key in (*keys, "next_contact"))
        suggested, given = suggested_grades(self.draft), self._scores
        for row, (key, name, owner, *rest) in enumerate(zip(*columns, strict=True)):
            grade, kind, source, created, life, score, planned = rest
            known = key or name
            if known is None or (key is not None and table.by_id[key] != row):
                continue
            if created is not None and created > facts.as_of:
                continue
            yield (
                key,
                name,
                self.draft.name_of(owner or ""),
                self.label("grade", grade, UNRATED),
                self.label("type", kind, UNSAID),
                self.label("source", source, UNSAID),
                created,
                _one(life not in GONE),
                *self._contacts(row),
                *self._bought(known, created),
                suggested.get(row),
                score if given is None else given.get(known),
                planned,
            )

    def label(self, key: str, code: str | None, blank: Text) -> str:
        """A choice of Customers in words that formulas can ask for."""
        said = self._labels.get((key, code))
        if said is None:
            said = self._labels[key, code] = self._label(key, code, blank)
        return said

    def _label(self, key: str, code: str | None, blank: Text) -> str:
        draft = self.draft
        if code is None:
            return draft.speak(blank)
        return text_of(draft.facts.book, "customers", key, code, draft.lang).strip("=<>*? ") or code

    @cached_property
    def _labels(self) -> dict[tuple[str, str | None], str]:
        return {}

    def _contacts(self, row: int) -> tuple[Content, ...]:
        one = self.kept.get(row)
        due = one.due if one is not None else None
        if one is None or due is None:
            return (one.every if one is not None else None, *[None] * 6)
        return (
            one.every,
            due.last,
            _one(due.due),
            _one(due.met),
            _one(due.carried),
            _one(due.caught_up),
            due.over if due.over > 0 else None,
        )

    def _bought(self, customer: str, created: dt.date | None) -> tuple[Content, ...]:
        spans, won = self.draft.periods, self._won.get(customer, [])
        of_year = [d for d in won if d.closed_on in spans.window]
        return (
            _amount(won, spans.told),
            _amount(won, spans.window),
            len(of_year) or None,
            _one(created in spans.window),
            _one(bool(won)),
        )


def _amount(deals: Sequence[Deal], period: Period) -> Content:
    amounts = [d.amount for d in deals if d.closed_on in period and d.amount is not None]
    return sum(amounts[1:], amounts[0]) if amounts else None


def contact_rows(draft: Draft) -> Iterator[Sequence[Content]]:
    """One row for each customer and each open deal that a contact with fell due in the month."""
    facts, month = draft.facts, draft.periods.told
    customer, deal = draft.say("客户", "Customer"), draft.say("商机", "Opportunity")
    by_row = {d.row: d for d in facts.deals}
    for one in kept_customers(facts, month):
        if one.due is not None and one.due.due:
            yield customer, one.id, draft.name_of(one.owner), _one(one.due.met)
    for row, met in kept_deals(facts, month).items():
        yield deal, by_row[row].id, draft.name_of(by_row[row].owner), _one(met)
