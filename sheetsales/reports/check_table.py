"""Check results: whose data is to be cleared first, and which problems are most frequent."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sheetsales.findings import Finding, Severity
from sheetsales.process.finding_changes import finding_changes
from sheetsales.process.snapshot import KeptFinding
from sheetsales.reports.block import Appendix, Heading, PlacedTable
from sheetsales.reports.cells import Calc, Dash
from sheetsales.reports.deals_data import FINDINGS, money_once
from sheetsales.reports.draft import Draft
from sheetsales.reports.formulas import Formulas, quoted
from sheetsales.rules.select import waivers
from sheetsales.texts import Text

HEADINGS = (
    Heading("name", Text("负责人", "Owner")),
    Heading("error", Text("错误", "Errors"), "count"),
    Heading("warning", Text("提醒", "Warnings"), "count"),
    Heading("info", Text("信息", "Information"), "count"),
    Heading("total", Text("合计", "Total"), "count"),
    Heading("money", Text("涉及金额", "Money at risk"), "money"),
    Heading("new", Text("新增", "New"), "count"),
    Heading("carried", Text("遗留", "Carried over"), "count"),
    Heading("fixed", Text("已解决", "Solved"), "count"),
    Heading("oldest", Text("最久天数", "Oldest (days)"), "count"),
    Heading("problem", Text("最多的问题", "Most frequent")),
)

RULE_HEADINGS = (
    Heading("code", Text("代码", "Code")),
    Heading("severity", Text("严重程度", "Severity")),
    Heading("meaning", Text("说明", "Meaning")),
    Heading("open", Text("未解决", "Open"), "count"),
    Heading("new", Text("新增", "New"), "count"),
    Heading("fixed", Text("已解决", "Solved"), "count"),
    Heading("owner", Text("最多的负责人", "Mostly of")),
    Heading("oldest", Text("最久天数", "Oldest (days)"), "count"),
)

NO_SNAPSHOT = Text("没有上月月末存档，没法对比", "No month-end record of last month to compare with")
COMPARED = ("new", "carried", "fixed")
"""Columns that compare with the findings as last month ended."""

NO_SINCE = Text(
    "检查还没有写回过，没有发现日期",
    "No check has been written back yet, so there are no days they were first seen",
)


class Compared(NamedTuple):
    """How many findings are new, carried over and solved since the last snapshot, by owner or by rule."""

    new: Counter[str]
    carried: Counter[str]
    fixed: Counter[str]


def compared(
    draft: Draft, findings: Sequence[Finding], today: dt.date, *, by_rule: bool = False
) -> Compared | None:
    """None without a snapshot of the month before. What a waiver holds back by now is not solved."""
    if draft.kept_before is None:
        return None
    known = {kept.identity for kept in draft.kept_before.findings}
    carried = [f for f in findings if any(part.identity in known for part in f.parts)]
    left = {id(f) for f in carried}
    gone = finding_changes(findings, draft.kept_before, waivers(draft.facts.book, today)).solved

    def of(found: Iterable[Finding | KeptFinding]) -> Counter[str]:
        return Counter(f.code if by_rule else draft.name_of(f.owner) for f in found)

    return Compared(of(f for f in findings if id(f) not in left), of(carried), of(gone))


def _compare(block: PlacedTable, row: str, key: str, found: Compared | None) -> None:
    for column in COMPARED:
        if column in block.columns:
            block.set(row, column, Dash(NO_SNAPSHOT) if found is None else getattr(found, column)[key])


def people_block(
    draft: Draft, appendix: Appendix, findings: Sequence[Finding], today: dt.date
) -> PlacedTable:
    """One row a person, most errors first; those too of whom all is solved."""
    owners: dict[str, list[Finding]] = {}
    money: dict[str, float] = {}
    for f, adds in money_once(findings):
        name = draft.name_of(f.owner)
        owners.setdefault(name, []).append(f)
        if adds is not None:
            money[name] = money.get(name, 0.0) + float(adds)
    since = compared(draft, findings, today)
    for name in since.fixed if since is not None else ():
        owners.setdefault(name, [])
    names = sorted(owners, key=lambda name: (-_errors(owners[name]), -len(owners[name]), name))
    title = draft.say(f"检查结果（{today:%Y-%m-%d}）", f"Check results ({today:%Y-%m-%d})")
    block = appendix.add("checks", Text(title, title), HEADINGS, names)
    for name in names:
        block.set(name, "name", name)
        _count(draft, block, name, owners[name], money.get(name))
        _compare(block, name, name, since)
        if owners[name]:
            _oldest(draft, block, name, "owner", block.local(name, "name"), owners[name], today)
            code, n = Counter(f.code for f in owners[name]).most_common(1)[0]
            block.set(name, "problem", f"{draft.rule_title(code)} × {n}")
    return block


def _errors(findings: Sequence[Finding]) -> int:
    return sum(f.severity is Severity.ERROR for f in findings)


def _count(
    draft: Draft, block: PlacedTable, name: str, findings: Sequence[Finding], money: float | None
) -> None:
    f = Formulas(draft)
    owner, here = f.column("owner", FINDINGS), block.local(name, "name")
    for severity in Severity:
        test = f"{f.column('severity', FINDINGS)},{quoted(draft.speak(severity.text))}"
        block.set(
            name,
            severity.code,
            Calc(f"COUNTIFS({owner},{here},{test})", sum(x.severity is severity for x in findings)),
        )
    block.set(name, "total", Calc(f"COUNTIFS({owner},{here})", len(findings)))
    if money is not None:
        block.set(name, "money", Calc(f"SUMIFS({f.column('counted', FINDINGS)},{owner},{here})", money))


def _oldest(
    draft: Draft,
    block: PlacedTable,
    row: str,
    key: str,
    here: str,
    findings: Sequence[Finding],
    today: dt.date,
) -> None:
    f = Formulas(draft)
    days = [(today - x.since).days for x in findings if x.since is not None]
    if not days:
        block.set(row, "oldest", Dash(NO_SINCE))
        return
    since = f.column("since", FINDINGS)
    formula = f'checked_on-MIN(IF(({f.column(key, FINDINGS)}={here})*({since}<>""),{since}))'
    block.set(row, "oldest", Calc(formula, max(days), array=True))


def rule_block(
    draft: Draft, appendix: Appendix, findings: Sequence[Finding], today: dt.date
) -> PlacedTable | None:
    """One row a rule, worst first."""
    rules: dict[str, list[Finding]] = {}
    for f in findings:
        rules.setdefault(f.code, []).append(f)
    if not rules:
        return None
    codes = sorted(rules, key=lambda c: (-max(f.severity for f in rules[c]), -len(rules[c]), c))
    block = appendix.add("rules", Text("按规则", "By rule"), RULE_HEADINGS, codes)
    count, since = Formulas(draft), compared(draft, findings, today, by_rule=True)
    for code in codes:
        found = rules[code]
        here = block.local(code, "code")
        block.set(code, "code", code)
        block.set(code, "severity", draft.speak(max(x.severity for x in found).text))
        block.set(code, "meaning", draft.rule_title(code))
        block.set(code, "open", Calc(f"COUNTIFS({count.column('code', FINDINGS)},{here})", len(found)))
        _compare(block, code, code, since)
        block.set(code, "owner", Counter(draft.name_of(x.owner) for x in found).most_common(1)[0][0])
        _oldest(draft, block, code, "code", here, found, today)
    return block
