"""What stands in the heading row: title, unit, required mark, and the note that explains the column."""

from __future__ import annotations

from sheetsales.schema.choices import BY_KEY
from sheetsales.schema.column import Column, Kind
from sheetsales.schema.record import Record
from sheetsales.speech.lists import listed
from sheetsales.texts import Lang, Text

REQUIRED_MARK = " *"
_CHOICES_SHOWN = 12

_WRITTEN = Text("由 sheetsales 填写，请不要手改。", "Filled by sheetsales; please do not type here.")
_REQUIRED = Text("必填。", "Required.")
_EXAMPLE = Text("例：{example}", "Example: {example}")
_CHOICES = Text("可选：{choices}", "Choices: {choices}")
_OPEN = Text("；可在“选项”表增加。", "; add your own in Lists.")


def heading(column: Column, lang: Lang, currency: str = "") -> str:
    """The heading of a column: ``金额（元）``, ``Amount (GBP)``, ``客户 *``.

    ``currency`` is the workbook's, a code; blank leaves money without a unit.
    """
    unit = _currency_unit(currency, lang) if column.kind is Kind.MONEY else column.unit.in_(lang)
    title = column.title.in_(lang)
    if unit:
        title += f"（{unit}）" if lang == "zh" else f" ({unit})"
    return title + (REQUIRED_MARK if column.required else "")


def headings(record: Record, lang: Lang, currency: str = "") -> tuple[str, ...]:
    """The heading row of a record's sheet in one language."""
    return tuple(heading(column, lang, currency) for column in record.columns_for(lang))


def note(record: Record, column: Column, lang: Lang) -> str:
    """What the heading's note says, "" for none; the first column's begins with the purpose of the sheet."""
    lines = [record.purpose.in_(lang), ""] if column is record.columns_for(lang)[0] else []
    lines += [text for text in (_help(column, lang), _example(column, lang), _choices(column, lang)) if text]
    return "\n".join(lines).strip()


def _currency_unit(currency: str, lang: Lang) -> str:
    return "元" if lang == "zh" and currency == "CNY" else currency


def _help(column: Column, lang: Lang) -> str:
    parts = [column.help.in_(lang)]
    if column.required:
        parts.insert(0, _REQUIRED.in_(lang))
    if column.written and "sheetsales" not in parts[-1]:
        parts.append(_WRITTEN.in_(lang))
    return ("" if lang == "zh" else " ").join(part for part in parts if part)


def _example(column: Column, lang: Lang) -> str:
    example = column.example.in_(lang)
    return _EXAMPLE.fill(example=example).in_(lang) if example else ""


def _choices(column: Column, lang: Lang) -> str:
    key = "yes_no" if column.kind is Kind.YES_NO else column.choices
    if not key or key == "severity":
        return ""
    choices = BY_KEY[key]
    labels = [choice.label.in_(lang) for choice in choices.choices[:_CHOICES_SHOWN]]
    shown = listed(labels).in_(lang)
    if len(choices.choices) > _CHOICES_SHOWN:
        shown += "…"
    return _CHOICES.fill(choices=shown).in_(lang) + (_OPEN.in_(lang) if choices.open else "")
