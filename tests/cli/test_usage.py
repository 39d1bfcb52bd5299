"""Mistakes on the command line, answered in the user's language."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from sheetsales.cli.usage import usage_text
from sheetsales.errors import SheetsalesError

ROOT = Path(__file__).parents[2]


@click.group()
def group() -> None:
    pass


@group.command()
@click.argument("book", metavar="BOOK")
@click.option("--month")
@click.option("--to", type=int)
@click.option("--kind", type=click.Choice(["a", "b"]))
@click.option("--n", type=click.IntRange(min=1))
@click.option("--share", type=float)
@click.option("--loud", is_flag=True)
def report(book: str, month: str, to: int, kind: str, n: int, share: float, loud: bool) -> None:
    if kind == "a":
        raise click.UsageError("Two months are too many.")
    if kind == "b":
        raise click.ClickException("Something else.")


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["report"], "缺少工作簿。看用法：x report --help", "BOOK is missing. See: x report --help"),
        (["report", "b", "--mont", "1"], "没有选项 --mont。是不是 --month？", "no option --mont. Did you mean --month?"),
        (["report", "b", "--zzz"], "没有选项 --zzz。看用法", "There is no option --zzz. See:"),
        (["report", "b", "--to", "x"], "--to 后面要写整数，不是“x”。", "--to takes a whole number, not 'x'."),
        (["report", "b", "--n", "0"], "--n 后面要写不小于 1 的整数，不是“0”。", "--n takes a whole number from 1 on, not '0'."),
        (["report", "b", "--n", "y"], "--n 后面要写不小于 1 的整数，不是“y”。", "--n takes a whole number from 1 on, not 'y'."),
        (["report", "b", "--share", "y"], "--share 的值不对：", "The value of --share will not do:"),
        (["report", "b", "--kind", "z"], "--kind 不能是“z”，可以是：a、b。", "--kind cannot be 'z'; it can be a, b. See:"),
        (["report", "b", "--month"], "--month 后面要写值。", "--month takes a value after it. See:"),
        (["report", "b", "--loud=3"], "--loud 后面不写值。", "--loud takes no value. See:"),
        (["report", "b", "c"], "“c”多了，这里用不上。看用法：x report --help", "'c' is too much here. See: x report --help"),
        (["repotr"], "没有“repotr”这条命令。是不是“report”？", "There is no command 'repotr'. Did you mean 'report'?"),
        (["zzz"], "没有“zzz”这条命令。看用法", "There is no command 'zzz'. See:"),
        (["report", "b", "--kind", "a"], "Two months are too many.", "Two months are too many."),
        (["report", "b", "--kind", "b"], "Something else.看用法：sheetsales --help", "Something else. See: sheetsales --help"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_and_the_way_out_shown(arguments: list[str], zh: str, en: str) -> None:
    with pytest.raises(click.ClickException) as caught:
        group.main(arguments, prog_name="x", standalone_mode=False)
    text = usage_text(caught.value)
    assert zh in text.zh
    assert en in text.en


def test_a_parameter_without_a_name_still_makes_a_sentence() -> None:
    assert usage_text(click.BadParameter("no number")).en.startswith("The value of  will not do: no number")
    assert usage_text(click.MissingParameter()).zh.startswith("缺少。")


def _kinds(error: type[SheetsalesError]) -> Iterator[type[SheetsalesError]]:
    yield error
    for kind in error.__subclasses__():
        yield from _kinds(kind)


@pytest.mark.parametrize("page", ["json.md", "json.zh-CN.md"])
def test_every_code_of_a_failed_run_is_explained(page: str) -> None:
    told = set(
        re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.MULTILINE)
    )
    ours = {kind.code for kind in _kinds(SheetsalesError) if kind.__module__.startswith("sheetsales")}
    assert told == ours | {"usage", "file", "out_of_memory", "stopped", "fault"}
