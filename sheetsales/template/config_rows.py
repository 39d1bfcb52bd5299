"""The rows of the configuration sheets that come from the packaged process, as codes, Decimals and texts."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from sheetsales.schema import defaults
from sheetsales.schema.choices import ChoiceList
from sheetsales.schema.defaults import Preset, Row
from sheetsales.schema.workbook import RECORDS
from sheetsales.template.story.model import StoryRow, StoryValue
from sheetsales.template.words import RULE_NAMES, joined, score_source, skill, target
from sheetsales.texts import Lang, Text

_OWN_PRODUCT = Text("产品一（改成自己的）", "Product 1 (put yours here)")


def config_rows(
    process: Preset, lang: Lang, *, sample: bool, modules: Iterable[str] = ()
) -> dict[str, tuple[StoryRow, ...]]:
    """Rows by record key. ``sample`` takes the sample team's targets and products instead of the factory's; ``modules``
    bring their indicators."""
    listed = (*defaults.table("indicators"), *defaults.indicators_of(modules))
    return {
        "stages": tuple(_stage(row, lang) for row in defaults.stages(process)),
        "steps": tuple(_step(row, lang) for row in defaults.steps(process)),
        "compliance": tuple(_spoken(row, lang, "check", "proof") for row in defaults.table("compliance")),
        "upkeep": tuple(_upkeep(row, lang) for row in defaults.table("upkeep")),
        "indicators": tuple(_indicator(row, lang, sample=sample) for row in listed),
        "score": tuple(_score(row, lang) for row in defaults.table("score")),
        "rules": tuple(_rule(row, lang) for row in defaults.table("rules")),
    }


def module_indicators(lang: Lang, modules: Iterable[str]) -> tuple[StoryRow, ...]:
    """The rows of Indicators that modules bring."""
    return tuple(_indicator(row, lang, sample=False) for row in defaults.indicators_of(modules))


class Share(Decimal):
    """A number from 0 to 1 that is shown in per cent."""


def figure(text: str) -> Decimal | None:
    """``30``, ``0.35`` as a number, ``20%`` as a Share; None for words and for blank."""
    number = text.strip().removesuffix("%")
    try:
        value = Decimal(number)
    except ArithmeticError:
        return None
    return Share(value / 100) if text.strip().endswith("%") else value


def _spoken(row: Row, lang: Lang, *names: str) -> dict[str, StoryValue]:
    """The row with ``check_zh``/``check_en`` … reduced to ``check`` in one language."""
    spoken: dict[str, StoryValue] = {k: v for k, v in row.items() if not k.endswith(("_zh", "_en"))}
    spoken.update({name: row[f"{name}_{lang}"] for name in names})
    return spoken


def _stage(row: Row, lang: Lang) -> StoryRow:
    return {
        **_spoken(row, lang, "objective", "entry", "exit"),
        "name_zh": row["zh"],
        "name_en": row["en"],
        **{
            name: figure(row[name])
            for name in ("order", "win_probability", "max_days", "min_activities", "contact_every_days")
        },
        "required_fields": joined(_column_titles(row["required_fields"], lang), lang),
        "compliance": tuple(code for code in row["compliance"].split(",") if code),
    }


def _column_titles(keys: str, lang: Lang) -> list[str]:
    """``pipeline.amount,customers.phone`` as people see them: ``金额``, ``客户.电话``; other languages' left out."""
    titles = []
    for key in filter(None, keys.split(",")):
        name, _, only = key.partition("@")
        if only in ("", lang):
            titles.append(_column_title(name, lang))
    return titles


def _column_title(key: str, lang: Lang) -> str:
    record_key, _, column_key = key.partition(".")
    record = RECORDS[record_key]
    title = record.by_key[column_key].title.in_(lang)
    return title if record_key == "pipeline" else f"{record.title.in_(lang)}.{title}"


def _step(row: Row, lang: Lang) -> StoryRow:
    return {
        **_spoken(row, lang, "objective", "what", "standard", "document"),
        "step": row[lang],
        "order": figure(row["order"]),
        "due_days": figure(row["due_working_days"]),
        "hours": figure(row["hours"]),
        "skill": skill(row["skill"], lang),
    }


def _upkeep(row: Row, lang: Lang) -> StoryRow:
    channels = tuple(row["channels"].split(","))
    return {
        **_spoken(row, lang, "how", "record", "service", "tasks"),
        "cadence_days": figure(row["cadence_days"]),
        "channels": channels,
    }


def _indicator(row: Row, lang: Lang, *, sample: bool) -> StoryRow:
    spoken = {**_spoken(row, lang, "meaning", "formula"), "name": row[lang]}
    for name in ("target", "warning"):
        text = (row[f"sample_{name}"] if sample else "") or row[name]
        number = figure(text)
        spoken[name] = target(text, lang) if number is None else number
    return spoken


def _score(row: Row, lang: Lang) -> StoryRow:
    names = {r["code"]: r[lang] for r in defaults.table("indicators")}
    spoken = _spoken(row, lang, "dimension", "measure", "formula")
    return {**spoken, "weight": figure(row["weight"]), "source": score_source(row["source"], names, lang)}


def _rule(row: Row, lang: Lang) -> StoryRow:
    spoken = _spoken(row, lang, "condition")
    title = RECORDS[row["table"]].title.in_(lang)
    messages = {name: row[name] for name in ("message_zh", "message_en")}
    return {**spoken, **messages, "name": RULE_NAMES[row["code"]].in_(lang), "table": title}


def list_rows(lang: Lang, lists: Iterable[ChoiceList], *, sample: bool) -> tuple[StoryRow, ...]:
    """All choices, those of one list together, as the drop-downs need them."""
    rows: list[StoryRow] = []
    for choices in lists:
        title = choices.title.in_(lang)
        if choices.key == "product" and not sample:
            rows.append({"list": title, "code": "P1", "zh": _OWN_PRODUCT.zh, "en": _OWN_PRODUCT.en})
            continue
        rows += [{"list": title, "code": c.code, "zh": c.label.zh, "en": c.label.en} for c in choices.choices]
    return tuple(rows)
