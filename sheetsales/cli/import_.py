"""``sheetsales import BOOK FILE…``: records out of another system's export, or payments out of a bank's or a ledger's."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from sheetsales.cli.output import book_argument, say, usual_options
from sheetsales.texts import Text

PAYMENTS = ("bank", "kingdee", "yonyou", "xero", "sage")
SYSTEMS = (
    "salesforce", "hubspot", "zoho", "dynamics", "pipedrive", "odoo", "espocrm", "frappe", "wukong", "cordys", "fxiaoke",
    "jiandaoyun", "feishu", "other",
)  # fmt: skip
RECORDS = ("customers", "contacts", "pipeline", "activities")


@click.command(name="import", help=say(Text(
    "把别的系统导出的客户、联系人、商机、跟进记录导入工作簿：先说会新增、改动什么，再写；同一份再导一次什么都不变，下周的只改变了的。"
    "也能把银行流水、金蝶、用友、Xero、Sage 导出的回款记进回款表（--from bank 等）。有没导进去的、有冲突的、有没对上的，退出码为 1。",
    "Take customers, contacts, deals and activities out of another system's export: it says what is new and what changed, then writes; "
    "the same file twice changes nothing, next week's only what changed. Or book payments out of a bank statement or an export of "
    "Kingdee, Yonyou, Xero or Sage (--from bank and the like). Exit code 1 where something was refused, is in conflict or waits.",
)))  # fmt: skip
@book_argument
@click.argument("files", type=click.Path(path_type=Path), metavar="FILE...", nargs=-1, required=True)
@click.option("--from", "source", type=click.Choice(("auto", *SYSTEMS, *PAYMENTS)), default="auto", show_default=True, help=say(Text(
    "文件从哪里导出；auto 按表头认", "Where the files were exported from; auto goes by their headings")))  # fmt: skip
@click.option("--as", "kind", type=click.Choice(("receipts", *RECORDS)), help=say(Text(
    "导入成什么；不写按表头认", "What the rows are; by their headings where left out")))  # fmt: skip
@click.option("--map", "map_file", type=click.Path(path_type=Path), help=say(Text(
    "对应文件：哪个表头是哪一列", "A file that says which heading is which column")))  # fmt: skip
@click.option("--dates", type=click.Choice(("day", "month")), help=say(Text(
    "像 3/4/2026 这样分不清的日期，日在前还是月在前", "Whether day or month comes first in dates such as 3/4/2026 that the column leaves open")))  # fmt: skip
@click.option("--decimal", "decimals", type=click.Choice(("point", "comma")), help=say(Text(
    "像 1.234 这样分不清的金额，小数前面是点还是逗号", "Which sign stands before decimals, for amounts such as 1.234 that the column leaves open")))  # fmt: skip
@click.option("--stage", "stages", multiple=True, metavar="THEIRS=OURS", help=say(Text(
    "他们的阶段对应流程里的哪个，可写多次，会记在工作簿里", "Which stage of the process one of theirs is; may be repeated, and the workbook keeps it")))  # fmt: skip
@click.option("--prefer", type=click.Choice(("export", "workbook")), help=say(Text(
    "两边都改过的格以谁为准；不写就不动，只说出来", "Who is right where both changed a cell; left out, such cells stay and are told")))  # fmt: skip
@click.option("--yes", is_flag=True, help=say(Text("不问，直接写", "Write without asking")))
@usual_options
def import_(
    book: Path,
    files: tuple[Path, ...],
    source: str,
    kind: str | None,
    map_file: Path | None,
    dates: str | None,
    decimals: str | None,
    stages: tuple[str, ...],
    prefer: str | None,
    yes: bool,
    today: dt.date | None,
    dry_run: bool,
    as_json: bool,
    lang: str | None,
) -> int:
    """Exit code 0 where everything was taken, 1 where rows were refused, cells are in conflict or payments wait."""
    if source in PAYMENTS or kind == "receipts":
        from sheetsales.cli.import_payments import book_payments

        return book_payments(book, files, source, kind, today, dry_run, as_json, lang)
    from sheetsales.cli.import_records import take_records, told_of

    system = "" if source == "auto" else source
    told = told_of(system, kind or "", map_file, dates, decimals, stages, prefer)
    return take_records(book, files, told, today, dry_run, as_json, lang, yes=yes)
