"""``sheetsales new``: a new workbook, blank or with the sample story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sheetsales.cli.output import (
    book_argument,
    day,
    dry_run_option,
    echo,
    json_option,
    print_json,
    progress,
    say,
    terminal_language,
    today_option,
    words,
)
from sheetsales.schema.defaults import DEFAULT_PRESET, PRESETS, Preset, stages
from sheetsales.speech.lists import listed
from sheetsales.texts import LANGUAGES, Lang, Text

if TYPE_CHECKING:
    from sheetsales.template.story.model import Story

_USUAL_OPPORTUNITIES = 150
_MADE = Text("已新建 {name}：{what}。", "Made {name}: {what}.")
_WOULD = Text(
    "这是预演：会新建 {name}：{what}；现在什么都没写。",
    "Dry run: it would make {name}: {what}; nothing was written.",
)
_MORE = Text("，带{sheets}", ", with {sheets}")
_PEOPLE = Text(
    "旁边另有主管自己的 {name}：提成方案、上一季的提成草稿、评价和发展计划。",
    "Beside it the manager's own {name}: plans, last quarter's drafts of commission, evaluations, development.",
)
_KEPT = Text(
    "原来的 {name} 留了备份，可用 sheetsales restore 取回。",
    "The old {name} is in the backups; sheetsales restore brings it back.",
)


@click.command(
    help=say(
        Text(
            "新建工作簿：空白的，或带一个团队一年的示例数据（--sample）。",
            "Make a new workbook: blank, or with a sample team's year (--sample).",
        )
    )
)
@book_argument
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=None,
    help=say(Text("工作簿的语言", "Language of the workbook")),
)
@click.option(
    "--process",
    type=click.Choice(PRESETS),
    default=DEFAULT_PRESET,
    show_default=True,
    help=say(
        Text(
            "销售流程：b2b 企业客户，sop 标准流程，project 项目型",
            "Sales process: b2b, sop (standard process) or project",
        )
    ),
)
@click.option("--with", "modules", default="", metavar="MODULES", help=say(Text(
    "带上这些模块的表：orders,service", "With the sheets of these modules: orders,service")))  # fmt: skip
@click.option("--sample", is_flag=True, help=say(Text("带示例数据", "With sample data")))
@click.option(
    "--opportunities",
    type=int,
    default=None,
    metavar="N",
    help=say(Text("示例商机数，最多 500000", "Sample opportunities, 500,000 at most")),
)
@click.option(
    "--seed",
    type=int,
    default=1,
    show_default=True,
    help=say(Text("换一个数，示例细节就不同", "Another number, other details in the sample")),
)
@today_option
@click.option("--force", is_flag=True, help=say(Text("已有同名文件也覆盖", "Replace a file of that name")))
@dry_run_option
@json_option
def new(
    book: Path,
    lang: Lang | None,
    process: Preset,
    modules: str,
    sample: bool,
    opportunities: int | None,
    seed: int,
    today: dt.date | None,
    force: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    from sheetsales.schema.workbook import SHEETS
    from sheetsales.template.adding.asked import with_modules
    from sheetsales.workflow.making import check_new, make_workbook, tell_story

    language, date = terminal_language(lang), day(today)
    check_new(book, force=force)
    more = words(modules)
    sheets = [record.title for record in with_modules(more) if record not in SHEETS]
    count, story = _USUAL_OPPORTUNITIES if sample and opportunities is None else opportunities, None
    if count is not None:
        with progress(Text("正在生成数据…", "Making the data…"), language):
            story = tell_story(language, process, today=date, opportunities=count, seed=seed, modules=more)
    replaced = book.exists()
    own: Path | None = None
    if not dry_run:
        make_workbook(book, lang=language, process=process, today=date, story=story, modules=more)
        _let_buttons_find_python(book)
        own = _people(book, language, process, date, more) if story is not None else None
    if as_json:
        made = _document(book, language, process, date, story, dry_run=dry_run, replaced=replaced)
        print_json(made | _beside(sheets, own))
        return
    what = _what(process, date, story, sheets)
    would = (_WOULD.fill(what=what, name=book.name),)
    for text in would if dry_run else _said(book, what, story, own, replaced=replaced):
        echo(text.in_(language))


def _said(book: Path, what: Text, story: Story | None, own: Path | None, *, replaced: bool) -> Iterator[Text]:
    """What was made, what stands beside it, what became of the old one, and what comes next."""
    yield _MADE.fill(what=what, name=book.name)
    if own is not None:
        yield _PEOPLE.fill(name=own.name)
    if replaced:
        yield _KEPT.fill(name=book.name)
    yield _next(book, story)


def _people(book: Path, lang: Lang, process: Preset, today: dt.date, modules: Sequence[str]) -> Path | None:
    """The manager's own workbook beside a sample that is to have people; None where it is not, or stands there already."""
    from sheetsales.workflow.sample_people import make_sample_people, wants_people

    return (
        make_sample_people(book, lang=lang, process=process, today=today) if wants_people(modules) else None
    )


def _let_buttons_find_python(book: Path) -> None:
    if book.suffix.lower() == ".xlsm":
        from sheetsales.backends.clicks.install import install

        install()


def _document(
    book: Path,
    lang: Lang,
    process: Preset,
    today: dt.date,
    story: Story | None,
    *,
    dry_run: bool,
    replaced: bool,
) -> dict[str, Any]:
    counts = {key: len(rows) for key, rows in story.rows.items()} if story else {}
    return {
        "book": str(book),
        "written": not dry_run,
        "replaced": replaced,
        "lang": lang,
        "process": process,
        "today": today.isoformat(),
        "stages": len(stages(process)),
        "opportunities": story.deal_count if story else 0,
        "customers": counts.get("customers", 0),
    }


def _beside(sheets: Sequence[Text], own: Path | None) -> dict[str, Any]:
    """The sheets of modules and the manager's own workbook, where there are any."""
    modules: dict[str, Any] = {"modules": [sheet.en for sheet in sheets]} if sheets else {}
    return modules | ({"people": str(own)} if own is not None else {})


def _what(process: Preset, today: dt.date, story: Story | None, sheets: Sequence[Text]) -> Text:
    whole = _made_of(process, today, story)
    more = _MORE.fill(sheets=listed(sheets))
    return Text(whole.zh + more.zh, whole.en + more.en) if sheets else whole


def _made_of(process: Preset, today: dt.date, story: Story | None) -> Text:
    if story is None:
        count = sum(row["kind"] not in ("lost", "hold") for row in stages(process))
        return Text(
            f"空白工作簿，流程 {process}（{count} 个阶段）",
            f"a blank workbook with the {process} process ({count} stages)",
        )
    deals, customers = story.deal_count, len(story.rows["customers"])
    return Text(
        f"示例团队 {deals:,} 单商机、{customers:,} 家客户，截至 {today}",
        f"a sample team with {deals:,} opportunities and {customers:,} customers as of {today}",
    )


def _next(book: Path, story: Story | None) -> Text:
    name = f'"{book}"' if " " in str(book) else str(book)
    if book.suffix.lower() == ".xlsm":
        return Text(
            f"下一步：打开 {name}，启用宏，点首页的按钮。",
            f"Next: open {name}, allow macros and click the buttons on Home.",
        )
    if story is None:
        return Text(
            f"下一步：打开它填“人员”“客户”“商机”，然后运行 sheetsales check {name}",
            f"Next: open it, fill Team, Customers and Pipeline, then run sheetsales check {name}",
        )
    return Text(f"下一步：sheetsales check {name}", f"Next: sheetsales check {name}")
