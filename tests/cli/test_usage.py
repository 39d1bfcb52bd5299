"""Mistakes on the command line, answered in the user's language."""

import click
import pytest

from sheetsales.cli.usage import usage_text


@click.group()
def group() -> None:
    pass


@group.command()
@click.argument("book", metavar="BOOK")
@click.option("--month")
@click.option("--to", type=int)
@click.option("--kind", type=click.Choice(["a", "b"]))
def report(book: str, month: str, to: int, kind: str) -> None:
    if kind == "a":
        raise click.UsageError("Two months are too many.")
    if kind == "b":
        raise click.ClickException("Something else.")


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["report"], "缺少 BOOK。看用法：x report --help", "BOOK is missing. See: x report --help"),
        (["report", "b", "--mont", "1"], "没有选项 --mont。是不是 --month？", "no option --mont. Did you mean --month?"),
        (["report", "b", "--zzz"], "没有选项 --zzz。看用法", "There is no option --zzz. See:"),
        (["report", "b", "--to", "x"], "--to 的值不对：", "The value of --to will not do:"),
        (["repotr"], "没有“repotr”这条命令。", "There is no command 'repotr'."),
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
    assert usage_text(click.MissingParameter()).zh.startswith("缺少 。")
