"""The reference of all rules, ``docs/rules/``: one page a language, made from the catalogue."""

from __future__ import annotations

from typing import Final

from sheetsales.findings import RuleInfo
from sheetsales.rules.everything import ALL_RULES, BY_CODE, CATALOGUE
from sheetsales.rules.rows.declared import conditions, sheets_of
from sheetsales.rules.rule import Level
from sheetsales.schema import defaults
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.lists import listed
from sheetsales.texts import LANGUAGES, Lang, Text

_TITLE: Final = Text("规则一览", "The rules")
_INTRO: Final = Text(
    "每条规则有固定的编号；编号不改，名称读在“允许”之后。规则表可以按编号关闭规则、改严重程度，豁免表可以放过个别记录。"
    "`check` 把每个问题写到“检查结果”表，并指到单元格。"
    "列出条件的规则，用的是规则表的写法，列名写成键（见 [columns.md](../columns.md)）；`stage_kind` 是阶段的类别。"
    "`sheetsales rules test BOOK 编号` 试算：报哪些行、为什么。",
    "Every rule has a code that never changes and a name that reads after “allow”. The Rules sheet switches rules off or "
    "changes their severity by code; Waivers excuses single records. `check` writes each problem into the Findings sheet, "
    "with a link to its cell. Where a rule shows its condition, that is the language of the Rules sheet with columns by "
    "their keys (see [columns.md](../columns.md)); `stage_kind` is what kind of stage a deal is in. `sheetsales rules test "
    "BOOK CODE` tries one: which rows it catches, and why.",
)
_HEADINGS: Final = {
    "code": Text("编号", "Code"),
    "name": Text("名称", "Name"),
    "severity": Text("严重程度", "Severity"),
    "what": Text("查什么", "What it finds"),
    "why": Text("为什么", "Why"),
    "example": Text("例子", "Example"),
    "fix": Text("怎么改", "What to do"),
    "settings": Text("参数", "Settings"),
    "condition": Text("条件", "Condition"),
    "level": Text("级别", "Level"),
}
_GROUPS: Final = (
    ("SS0", Text("工作表和单元格", "Sheets and cells")),
    ("SS1", Text("客户", "Customers")),
    ("SS2", Text("商机", "Pipeline")),
    ("SS3", Text("阶段", "Stages")),
    ("SS4", Text("目标", "Targets")),
    ("SS5", Text("任务", "Tasks")),
    ("SS6", Text("订单回款、售后、联系人", "Orders and cash, service, contacts")),
    ("SS8", Text("人员、提成", "People, pay")),
    ("SS9", Text("改进、市场", "Improvement, market")),
)
_LEVELS: Final = {
    Level.BASIC: Text("入门", "basic"),
    Level.STANDARD: Text("标准", "standard"),
    Level.STRICT: Text("严格", "strict"),
}
_OWN_LEVELS: Final = {rule.info.code: rule.level for rule in ALL_RULES}


def rule_pages() -> dict[str, str]:
    """File name under ``docs/rules/`` → its Markdown."""
    return {_file(lang): _page(lang) for lang in LANGUAGES}


def _file(lang: Lang) -> str:
    return "README.md" if lang == "en" else f"README.{lang}-CN.md"


def _page(lang: Lang) -> str:
    lines = [f"# {_TITLE.in_(lang)}", "", _INTRO.in_(lang), ""]
    for prefix, title in _GROUPS:
        rules = [info for info in CATALOGUE if info.code.startswith(prefix)]
        lines += [f"## {title.in_(lang)}", "", *_table(rules, lang), ""]
        for info in rules:
            lines += _entry(info, lang)
    return "\n".join(lines).rstrip() + "\n"


def _table(rules: list[RuleInfo], lang: Lang) -> list[str]:
    columns = [_HEADINGS[key].in_(lang) for key in ("code", "name", "severity", "what")]
    rows = [
        [f"[{r.code}](#{r.code.lower()})", f"`{r.name}`", r.severity.text.in_(lang), r.title.in_(lang)]
        for r in rules
    ]
    return [_row(columns), _row(["---"] * len(columns)), *map(_row, rows)]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _entry(info: RuleInfo, lang: Lang) -> list[str]:
    parts = {
        "name": f"`{info.name}`",
        "severity": info.severity.text.in_(lang),
        "level": _LEVELS[_OWN_LEVELS.get(info.code, Level.BASIC)].in_(lang),
        "what": info.title.in_(lang),
        "why": info.why.in_(lang),
        "example": info.example.in_(lang),
        "fix": info.fix.in_(lang),
        "settings": _settings(info, lang),
    }
    colon = "：" if lang == "zh" else ": "
    lines = [f"- {_HEADINGS[key].in_(lang)}{colon}{text}" for key, text in parts.items() if text]
    declared = BY_CODE.get(info.code)
    for rule in sheets_of(declared) if declared is not None else ():
        sheet = RECORDS[rule.record].title.in_(lang)
        title = _HEADINGS["condition"].in_(lang)
        lines += [f"- {title}{_bracketed(sheet, lang)}{colon}`{condition}`" for condition in conditions(rule)]
    return [f"### {info.code}", "", *lines, ""]


def _bracketed(text: str, lang: Lang) -> str:
    return f"（{text}）" if lang == "zh" else f" ({text})"


def _settings(info: RuleInfo, lang: Lang) -> str:
    titles = [defaults.setting_title(key).in_(lang) for key in info.settings]
    return listed(titles).in_(lang)


def main() -> None:
    """Writes ``docs/rules/`` of the checkout this is run in."""
    from pathlib import Path

    folder = Path("docs/rules")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in rule_pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
