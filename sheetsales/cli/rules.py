"""``sheetsales rules [CODE]``: the built-in rules; ``sheetsales rules test BOOK CODE``: one of your own, tried."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sheetsales.cli.output import (
    CLEAN,
    FINDINGS,
    day,
    echo,
    json_option,
    lang_option,
    print_json,
    progress,
    say,
    terminal_language,
    today_option,
)
from sheetsales.errors import BadRequest
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text

if TYPE_CHECKING:
    from sheetsales.findings import RuleInfo
    from sheetsales.rules.written.trial import Row, Trial

_TEST = "test"
_WORDS = Text(
    "rules 后面写规则编号，或 test BOOK CODE，如 sheetsales rules test 销售.xlsx M01。",
    "Give rules a code, or test BOOK CODE, as in: sheetsales rules test sales.xlsx M01.",
)


@click.command(help=say(Text(
    "列出内置规则，或解释其中一条；rules test BOOK CODE 试算一条（规则表里自己写的，或内置的带条件的）：报哪些行、为什么。不写文件。",
    "List the built-in rules, or explain one; rules test BOOK CODE tries one, of your own from the Rules sheet or a built-in "
    "one that has a condition: which rows it catches and why. Nothing is written.",
)))  # fmt: skip
@click.argument("words", nargs=-1, metavar="[CODE] | test BOOK CODE")
@today_option
@json_option
@lang_option
def rules(words: tuple[str, ...], today: dt.date | None, as_json: bool, lang: str | None) -> int:
    """Exit code 1 where a rule that is tried catches rows or has mistakes."""
    if len(words) == 3 and words[0] == _TEST:
        return _test(Path(words[1]), words[2], day(today), lang, as_json=as_json)
    if len(words) > 1 or words[:1] == (_TEST,):
        raise BadRequest(_WORDS)
    from sheetsales.workflow.rules import catalogue

    found = catalogue(*words)
    language = terminal_language(lang)
    if as_json:
        print_json({"rules": [_entry(info, language) for info in found]})
    else:
        for line in _explained(found[0], language) if words else _listed(found, language):
            echo(line)
    return CLEAN


def _entry(info: RuleInfo, lang: Lang) -> dict[str, Any]:
    texts = {key: getattr(info, key).in_(lang) for key in ("title", "why", "fix", "example")}
    return {
        "code": info.code,
        "name": info.name,
        "severity": info.severity.code,
        **texts,
        "settings": [*info.settings],
        "conditions": [*_conditions(info.code)],
    }


def _listed(found: Sequence[RuleInfo], lang: Lang) -> Iterator[str]:
    from sheetsales.speech.widths import display_width

    names = max(len(info.name) for info in found)
    severities = {info.code: info.severity.text.in_(lang) for info in found}
    width = max(map(display_width, severities.values()))
    for info in found:
        severity = severities[info.code]
        pad = " " * (width - display_width(severity))
        yield f"{info.code}  {severity}{pad}  {info.name:<{names}}  {info.title.in_(lang)}"


def _explained(info: RuleInfo, lang: Lang) -> Iterator[str]:
    from sheetsales.schema.defaults import setting_title

    colon = "：" if lang == "zh" else ": "
    yield f"{info.code} {info.name} · {info.severity.text.in_(lang)}"
    yield info.title.in_(lang)
    settings = listed(setting_title(key) for key in info.settings).in_(lang)
    for title, text in (
        (Text("为什么", "Why"), info.why.in_(lang)),
        (Text("例子", "Example"), info.example.in_(lang)),
        (Text("怎么改", "What to do"), info.fix.in_(lang)),
        (Text("参数", "Settings"), settings),
    ):
        if text:
            yield f"{title.in_(lang)}{colon}{text}"
    for condition in _conditions(info.code):
        yield f"{Text('条件', 'Condition').in_(lang)}{colon}{condition}"


def _conditions(code: str) -> Sequence[str]:
    """What a rule that is a row asks of each row; nothing for others."""
    from sheetsales.rules.everything import BY_CODE
    from sheetsales.rules.rows.declared import conditions

    return conditions(BY_CODE[code]) if code in BY_CODE else ()


def _test(book: Path, code: str, today: dt.date, lang: str | None, *, as_json: bool) -> int:
    from sheetsales.workflow.rules import try_rule

    with progress(Text("正在试算……", "Trying the rule ..."), terminal_language(lang)):
        opened, trial = try_rule(book, code, today=today)
    language = terminal_language(lang, opened.lang)
    if as_json:
        print_json(_document(trial, language))
    else:
        for line in _told(trial, language):
            echo(line)
    return FINDINGS if trial.count or trial.findings else CLEAN


def _document(trial: Trial, lang: Lang) -> dict[str, Any]:
    rule = trial.rule
    return {
        "rule": {"code": rule.code, "name": rule.name, "on": rule.on, "severity": rule.severity.code,
                 "table": rule.record, "condition": rule.condition},
        "rows": trial.rows,
        "caught": trial.count,
        "waived": trial.waived,
        "parts": [{"condition": part.source, "holds": part.holds, "alternative_of": part.of} for part in trial.parts],
        "first": [_row(row, lang) for row in trial.caught],
        "nearly": trial.near,
        "first_nearly": [_row(row, lang) for row in trial.nearly],
        "mistakes": [
            {"code": f.code, "cell": str(f.at) if f.at else None, "message": f.message.in_(lang), "hint": f.hint.in_(lang)}
            for f in trial.findings
        ],
    }  # fmt: skip


def _row(row: Row, lang: Lang) -> dict[str, Any]:
    values = {title.in_(lang): value.in_(lang) for title, value in row.values}
    return {"record": row.record, "cell": str(row.at), "values": values, "holds": list(row.parts)}


def _told(trial: Trial, lang: Lang) -> Iterator[str]:
    """What is wrong with the rule, how many rows each part and the whole catch, then the rows."""
    rule = trial.rule
    off = Text("；现在是关着的", "; it is switched off") if not rule.on else Text("", "")
    yield Text(
        f"{rule.called.zh.strip()}{off.zh}：{rule.condition}", f"{rule.called.en}{off.en}: {rule.condition}"
    ).in_(lang)
    for finding in trial.findings:
        yield f"✕ {finding.message.in_(lang)} {finding.hint.in_(lang)}"
    if not trial.parts:
        return
    yield ""
    yield Text(
        f"{trial.rows} 行里报 {trial.count} 行{_waived(trial).zh}。",
        f"Catches {trial.count} of {trial.rows} rows{_waived(trial).en}.",
    ).in_(lang)
    for part in trial.parts:
        indent = "    " if part.of is not None else "  "
        yield f"{indent}{part.holds:>6}  {part.source}"
    yield from _rows(Text("报出的行", "Rows it catches"), trial.caught, trial.count, trial, lang)
    yield from _rows(Text("只差一条的行", "Rows that lack one part"), trial.nearly, trial.near, trial, lang)


def _waived(trial: Trial) -> Text:
    if not trial.waived:
        return Text("", "")
    return Text(f"，其中 {trial.waived} 行有豁免", f", {trial.waived} of them waived")


def _rows(title: Text, rows: Sequence[Row], count: int, trial: Trial, lang: Lang) -> Iterator[str]:
    if not rows:
        return
    more = (
        Text(f"（共 {count} 行，列出前 {len(rows)} 行）", f" (the first {len(rows)} of {count})").in_(lang)
        if count > len(rows)
        else ""
    )
    yield ""
    yield f"{title.in_(lang)}{more}"
    for row in rows:
        values = ("，" if lang == "zh" else ", ").join(f"{t.in_(lang)} {v.in_(lang)}" for t, v in row.values)
        yield f"  {row.record or row.at}  {row.at}  {values}"
        yield from _reason(row, trial, lang)


def _reason(row: Row, trial: Trial, lang: Lang) -> Iterator[str]:
    """The part a row lacks, or the alternatives of OR that hold for it; nothing where every part simply holds."""
    parts = list(zip(trial.parts, row.parts, strict=True))
    lacks = [part.source for part, holds in parts if not holds and part.of is None]
    holds = [part.source for part, holds in parts if holds and part.of is not None]
    comma = "，" if lang == "zh" else ", "
    if lacks:
        yield "    " + Text("缺：", "lacks: ").in_(lang) + comma.join(lacks)
    elif holds:
        yield "    " + Text("因为：", "because: ").in_(lang) + comma.join(holds)
