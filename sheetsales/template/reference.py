"""The column reference ``docs/columns.md``, written from the schema in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsales.schema.choices import BY_KEY
from sheetsales.schema.column import Column, Kind
from sheetsales.schema.record import Record
from sheetsales.schema.workbook import MODULES, RECORDS, SHEETS, Module

_KINDS: dict[Kind, str] = {
    Kind.TEXT: "文本 text",
    Kind.NOTE: "长文本 long text",
    Kind.ID: "编号（文本） id, as text",
    Kind.REF: "引用 reference",
    Kind.CHOICE: "选项 choice",
    Kind.LIST: "多项 several",
    Kind.MONEY: "金额 money",
    Kind.NUMBER: "数字 number",
    Kind.INTEGER: "整数 whole number",
    Kind.PERCENT: "百分比 percentage",
    Kind.DATE: "日期 date",
    Kind.YES_NO: "是/否 yes or no",
    Kind.PERIOD: "期间 period",
    Kind.PHONE: "电话（文本） phone, as text",
    Kind.EMAIL: "邮箱 e-mail",
    Kind.LINK: "链接 link",
    Kind.ANY: "任意 anything",
}

_INTRODUCTION = """\
# 列的说明 · Columns

由 `python -m sheetsales.template.reference` 从表的定义生成，请不要手改。
Written from the schema by `python -m sheetsales.template.reference`; do not edit.

`*` 必填，`▸` 收在列组里，`✎` 由 sheetsales 填写，`zh`、`en` 只在那种语言的模板里，`orders` 等模块名表示开了那个模块才有。表里的列名后面还带单位和 `*`。
`*` required, `▸` folded away in a column group, `✎` filled by sheetsales, `zh` and `en` only in that language's
template, the name of a module such as `orders` only where that module is on. In the workbook a heading also carries its unit and a `*` where it is required.
"""


def columns_reference() -> str:
    """The whole page as Markdown."""
    parts = [_INTRODUCTION]
    parts += ["\n".join(_record(record)) for record in SHEETS]
    for module in MODULES:
        parts.append("\n".join(_module(module)))
    parts.append("\n".join(_lists()))
    return "\n".join(parts)


def _module(module: Module) -> Iterator[str]:
    yield f"# 模块 {module.title.zh} · Module {module.title.en}\n"
    yield f"`{module.key}` · {module.whom.zh}。{module.whom.en}.\n"
    for sheet in module.sheets:
        yield from _record(RECORDS[sheet.key])


def _record(record: Record) -> Iterator[str]:
    yield f"## {record.title.zh} · {record.title.en}\n"
    apart = " · 只在主管自己的工作簿里 only in the manager's own workbook" if record.home == "people" else ""
    yield f"`{record.key}` · Table `{record.table}`{apart}\n"
    yield f"{record.purpose.zh}\n{record.purpose.en}\n"
    yield "| 键 key | 中文 | English | 内容 holds | | 说明 | What it is |"
    yield "|---|---|---|---|---|---|---|"
    for column in (*record.columns, *record.module_columns):
        yield _column(column)
    yield ""


def _column(column: Column) -> str:
    title_zh = f"{column.title.zh}（{column.unit.zh}）" if column.unit.zh else column.title.zh
    title_en = f"{column.title.en} ({column.unit.en})" if column.unit.en else column.title.en
    cells = (
        f"`{column.key}`",
        title_zh,
        title_en,
        _holds(column),
        _marks(column),
        column.help.zh,
        column.help.en,
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _holds(column: Column) -> str:
    kind = _KINDS[column.kind]
    if column.ref:
        title = RECORDS[column.ref].title
        return f"{kind}: {title.zh} {title.en}"
    if column.choices:
        return f"{kind}: `{column.choices}`"
    return kind


def _marks(column: Column) -> str:
    marks = [
        ("*", column.required),
        ("▸", column.folded),
        ("✎", column.written),
        (column.only, bool(column.only)),
        (f"`{column.module}`", bool(column.module)),
    ]
    return " ".join(mark for mark, holds in marks if holds)


def _lists() -> Iterator[str]:
    yield "# 选项 · Choices\n"
    yield "开放列表（`+`）里没有的值照原样保留。Values that an open list (`+`) does not have are kept as they are.\n"
    yield "| 列表 list | 中文 | English | | 代码 codes |"
    yield "|---|---|---|---|---|"
    for choices in BY_KEY.values():
        codes = ", ".join(f"`{c.code}` {c.label.zh} {c.label.en}" for c in choices.choices)
        yield f"| `{choices.key}` | {choices.title.zh} | {choices.title.en} | {'+' if choices.open else ''} | {codes} |"
    yield ""


def main() -> None:
    """Writes ``docs/columns.md`` of the checkout this is run in."""
    from pathlib import Path

    Path("docs/columns.md").write_text(columns_reference(), encoding="utf-8")


if __name__ == "__main__":
    main()
