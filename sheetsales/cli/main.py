"""``sheetsales``: the commands, each imported only when it is called."""

from __future__ import annotations

import errno
import gc
import importlib
import io
import keyword
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from sheetsales.cli.output import (
    FAILED,
    book_language,
    echo,
    fail,
    say,
    spoken,
    system_language,
    terminal_language,
)
from sheetsales.collector import without_cyclic_gc
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest, SheetsalesError
from sheetsales.texts import LANGUAGES, Lang, Text


@dataclass(frozen=True, slots=True)
class Entry:
    """A command's name, what it is for, and the module of its file (its function has the same name)."""

    name: str
    help: Text


COMMANDS: tuple[Entry, ...] = (
    Entry("start", Text("第一次用：问三个问题就开始", "The first time: three questions, and it begins")),
    Entry("new", Text("新建工作簿（可带示例）", "Make a new workbook, with a sample story if you like")),
    Entry("demo", Text("先看看：示例工作簿，检查一遍，做出月报", "Have a look: sample workbooks, checked and reported on")),
    Entry("adopt", Text("认识团队已有的工作簿", "Get to know the workbook a team already has")),
    Entry("tidy", Text("一月一表、堆在一格里的跟进，旁边做成一张长表", "One long sheet beside monthly sheets and piled up notes")),
    Entry("sheets", Text("看有哪些表，加模块的表和新列", "See which sheets there are; add modules and new columns")),
    Entry("check", Text("检查数据和阶段规则，结果写回工作簿", "Check data and stage rules; write the findings into the workbook")),
    Entry("tasks", Text("自动产生任务，核对完成", "Let tasks arise, see what was done")),
    Entry("allocate", Text("分配任务，写明为什么是这个人", "Share tasks out fairly and say why")),
    Entry("handover", Text("交接离职人员的客户、商机和任务", "Hand over what somebody who leaves has in hand")),
    Entry("targets", Text("目标分解到期间、团队和个人", "Divide targets over periods, teams and people")),
    Entry("import", Text("导入别的系统导出的客户和商机，记入银行流水里的回款", "Take in another system's export, or a bank's payments")),
    Entry("forms", Text("表单的答卷变成跟进记录或客户", "Turn answers of forms into activities or customers")),
    Entry("export", Text("导出成别的系统能导入的文件", "Export files that another system's importer takes")),
    Entry("split", Text("给每个人一份自己的工作簿", "Make a workbook for each person")),
    Entry("pay", Text("算提成：每人每笔怎么来的，草稿、批准、对账", "Work out commission slice by slice: drafts, approval, reconciliation")),
    Entry("collect", Text("收回副本，合并进来", "Merge the copies that come back")),
    Entry("rollup", Text("把很多团队的工作簿汇总成集团表", "Roll many teams' workbooks up into the group's table")),
    Entry("report", Text("生成月度销售管理流程表", "Make the monthly sales process table")),
    Entry("sop", Text("流程图、流程手册和甘特图", "The process as flow chart, handbook and Gantt chart")),
    Entry("print", Text("打印报价单、合同、订货单、对账单", "Print quotations, contracts, order forms, statements of account")),
    Entry("close", Text("月末定稿，留底以后比", "Finalise a month, for later reports to compare with")),
    Entry("remind", Text("给每个人写好这一周的提醒", "Write each person's text for the week")),
    Entry("run", Text("本月一键完成：检查加月报", "Do the month: check and report")),
    Entry("sync", Text("收回副本，再把每份更新", "Collect copies, then bring each up to date")),
    Entry("newyear", Text("开新年度：新工作簿，旧的归档", "Begin a new year; the old workbook is its archive")),
    Entry("apply", Text("按修改计划改工作簿，其余不动", "Apply an edit plan to a workbook and touch nothing else")),
    Entry("diff", Text("比较两份工作簿，看同事改了什么", "See what changed between two workbooks")),
    Entry("rules", Text("列出检查规则，试算自己写的规则", "List the rules, or try one of your own")),
    Entry("restore", Text("恢复到之前的备份", "Go back to an earlier backup")),
    Entry("forget", Text("删除留在工作簿外的备份和记录", "Remove backups and records kept outside a workbook")),
    Entry("undo", Text("撤销上次运行写入的内容", "Put back what the last run wrote")),
    Entry("buttons", Text("给工作簿加按钮：点一下就运行", "Give a workbook buttons: one click runs a command")),
    Entry("doctor", Text("看看按钮为什么不动", "See what keeps the buttons from working")),
    Entry("serve", Text("让按钮一点就有结果；监视文件夹", "Answer the buttons at once; watch a folder")),
)  # fmt: skip
_HIDDEN = ("click",)
"""Commands that programs call; no help lists them."""


_STOPPED = Text(
    "已停止。工作簿是完整的：要么没有动，要么已经写完。",
    "Stopped. The workbook is whole: either untouched or written to the end.",
)
_NO_MEMORY = Text(
    "内存不够，没有做完；工作簿没有动。请关掉别的程序再试，或把工作簿拆小。",
    "Out of memory before it was done; the workbook is untouched. Close other programs and try again, or split the "
    "workbook.",
)
_NO_FILE = Text(
    "“{name}”用不了：{reason}。请检查文件和权限，再运行一次。",
    "“{name}” cannot be used: {reason}. Check the file and its permissions, then run this again.",
)


_NO_NAME = Text(
    "“{name}”不能作文件名。请检查文件名。",
    "“{name}” cannot be the name of a file. Check the name.",
)
_TOO_LONG = Text(
    "文件名“{name}”太长，系统不认。请改短一些。",
    "“{name}” is too long for the name of a file. Make it shorter.",
)
_ALL_THE_SAME = Text("确实要这样做，就加 {option}。", "To do it all the same, add {option}.")


class Commands(click.Group):
    """A group that imports a command's file when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [entry.name for entry in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _HIDDEN and all(entry.name != cmd_name for entry in COMMANDS):
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        module = importlib.import_module(f"sheetsales.cli.{name}")
        command: click.Command = getattr(module, name)
        return command

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(_PURPOSE))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say(Text("命令", "Commands"))):
            formatter.write_dl([(entry.name, say(entry.help)) for entry in COMMANDS])


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        from sheetsales.version import __version__

        echo(f"sheetsales {__version__}")
        ctx.exit()


_PURPOSE = Text(
    "直接在你们自己的 Excel 工作簿里检查数据、执行流程、出月报，不丢任何内容。",
    "Check, run and report on the sales workbook you already have, in place, losing nothing.",
)


@click.group(cls=Commands)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version."
)
def cli() -> None:
    """The group itself does nothing."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; the only place where an error becomes a sentence and an exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    with without_cyclic_gc(), spoken(_asked_language(given)):
        code = _helped(given) if "--help" in given or not given else _run(given)
        if arguments is None:
            gc.freeze()  # the process ends: what it holds need not be walked through once more
    raise SystemExit(code if isinstance(code, int) else 0)


def _helped(given: list[str]) -> object:
    from sheetsales.cli.help import laid_out

    with laid_out():
        return _run(_without_language(given))


def _without_language(given: Sequence[str]) -> list[str]:
    """The arguments but for --lang: help of any command takes it, and speaks it already."""
    kept: list[str] = []
    skips = False
    for argument in given:
        if not skips and argument != "--lang" and not argument.startswith("--lang="):
            kept.append(argument)
        skips = argument == "--lang"
    return kept


def _run(given: list[str]) -> object:
    try:
        _refuse_nul(given)
        return cli.main(given, prog_name="sheetsales", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        from sheetsales.cli.help import laid_out

        with laid_out():
            echo(error.ctx.get_help() if error.ctx else error.format_message())
        raise SystemExit(FAILED) from None
    except BrokenPipeError:
        _close_quietly()
        raise SystemExit(FAILED) from None
    except (click.Abort, KeyboardInterrupt):
        _fail("stopped", say(_STOPPED), given)
    except SheetsalesError as error:
        _fail(error.code, _with_way(error, given), given, error.exit_code)
    except Exception as error:  # noqa: BLE001 - the last resort: nobody at a counter can read a traceback
        code, text = _of_another_kind(error, given)
        _fail(code, text.in_(_language(given)), given)


def _fail(code: str, sentence: str, given: Sequence[str], exit_code: int = FAILED) -> NoReturn:
    fail(code, sentence, as_json="--json" in given, exit_code=exit_code)


def _of_another_kind(error: Exception, given: Sequence[str]) -> tuple[str, Text]:
    """The code and the sentence of what is no error of ours."""
    if isinstance(error, click.ClickException):
        from sheetsales.cli.usage import usage_text

        return "usage", usage_text(error)
    if isinstance(error, MemoryError):
        return "out_of_memory", _NO_MEMORY
    if isinstance(error, OSError):
        return "file", _no_file(error)
    from sheetsales.backends.fault_log import told

    return "fault", told(error, _command(given))


def _with_way(error: SheetsalesError, given: Sequence[str]) -> str:
    """The obstacle and the way out, and the option that does it all the same, where the command has it."""
    lang = _language(given)
    way = _way(error.option, given) if error.option else None
    return error.in_(lang) + ((" " if lang == "en" else "") + way.in_(lang) if way else "")


def _command(arguments: Sequence[str]) -> str:
    """The command and its options by name; what was given to them may name people."""
    names = [entry.name for entry in COMMANDS]
    first = next((argument for argument in arguments if argument in (*names, *_HIDDEN)), "")
    return " ".join([first, *(a.partition("=")[0] for a in arguments if a.startswith("--"))])


def _refuse_nul(given: Sequence[str]) -> None:
    """No file has such a name, and no system takes one."""
    if name := next((text for text in given if "\0" in text), None):
        raise BadRequest(_NO_NAME.fill(name=name))


def _no_file(error: OSError) -> Text:
    if error.errno == errno.ENAMETOOLONG and error.filename:
        return _TOO_LONG.fill(name=os.path.basename(os.fsdecode(error.filename)).removeprefix("~$"))  # noqa: PTH119 - a path may be bytes
    return _NO_FILE.fill(name=error.filename or "?", reason=error.strerror or type(error).__name__)


def _way(option: str, given: Sequence[str]) -> Text | None:
    """That the option does it all the same, where the command has it."""
    command: click.Command | None = cli
    for name in given:
        if isinstance(command, click.Group):
            command = command.get_command(click.Context(command), name)
    known = command is not None and any(option in parameter.opts for parameter in command.params)
    return _ALL_THE_SAME.fill(option=option) if known else None


def _language(arguments: Sequence[str]) -> Lang:
    """What a run that failed speaks: as asked, else as the system, else as the workbook it was given, else English."""
    asked = _asked_language(arguments)
    known = asked in LANGUAGES or system_language() is not None
    return terminal_language(asked, None if known else book_language(arguments))


def _asked_language(arguments: Sequence[str]) -> str | None:
    """The --lang among raw arguments, known even where the command failed before it was parsed."""
    for i, argument in enumerate(arguments):
        if argument == "--lang":
            return arguments[i + 1] if i + 1 < len(arguments) else None
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
    return None


def _speak_utf8() -> None:
    """Chinese output must not fail on a console or pipe with a narrow encoding."""
    for stream in (sys.stdout, sys.stderr):
        if (
            isinstance(stream, io.TextIOWrapper)
            and (stream.encoding or "").lower().replace("-", "") != "utf8"
        ):
            stream.reconfigure(encoding="utf-8" if not stream.isatty() else None, errors="replace")


def _close_quietly() -> None:
    """The reader went away: let nothing be flushed into the broken pipe at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
