import zipfile
from pathlib import Path

import pytest

from sheetsales.backends.reader import read_workbook
from sheetsales.cli.main import main

TODAY = "2026-11-02"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(("new", *arguments))
    return int(end.value.code or 0)


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SHEETSALES_LANG", "en")


def test_a_blank_workbook_and_the_next_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("book.xlsx", "--lang", "zh", "--process", "sop") == 0
    assert capsys.readouterr().out.splitlines() == [
        "已新建 book.xlsx：空白工作簿，流程 sop（7 个阶段）。",
        "下一步：打开它填“人员”“客户”“商机”，然后运行 sheetsales check book.xlsx",
    ]
    assert read_workbook(Path("book.xlsx")).grids[0].name == "首页"


def test_the_sample_tells_its_story_in_the_systems_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("my book.xlsx", "--sample", "--today", TODAY) == 0
    made, following = capsys.readouterr().out.splitlines()
    assert (
        made == "Made my book.xlsx: a sample team with 150 opportunities and 60 customers as of 2026-11-02."
    )
    assert following == 'Next: sheetsales check "my book.xlsx"'


def test_opportunities_alone_mean_a_sample_and_the_seed_changes_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, seed in (("a.xlsx", "1"), ("b.xlsx", "1"), ("c.xlsx", "2")):
        assert run(name, "--opportunities", "200", "--seed", seed, "--today", TODAY) == 0
    assert "200 opportunities" in capsys.readouterr().out
    assert Path("a.xlsx").read_bytes() == Path("b.xlsx").read_bytes()
    assert Path("a.xlsx").read_bytes() != Path("c.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("book.csv",), "does not end with .xlsx. Write book.xlsx"),
        (("book",), "Write book.xlsx"),
        (("folder",), "is a folder"),
        (("nowhere/book.xlsx",), "There is no folder"),
        (("book.xlsx", "--opportunities", "0"), "choose 1 to 500,000"),
        (("book.xlsx", "--opportunities", "500001"), "--opportunities 500,001 cannot be done"),
        (("book.xlsx", "--today", "1899-12-31"), "choose a day from 2000 to 2099"),
        (("book.xlsx", "--today", "soon"), "'soon' is not a date"),
        (("book.xlsx", "--process", "abc"), "--process"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence_and_nothing_is_written(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("folder").mkdir()
    assert run(*arguments) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1
    assert [path.name for path in Path().iterdir()] == ["folder"]


def test_a_file_that_is_there_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    Path("book.xlsx").write_text("mine", encoding="utf-8")
    assert run("book.xlsx") == 2
    assert "--force" in capsys.readouterr().err
    assert Path("book.xlsx").read_text(encoding="utf-8") == "mine"


def test_force_replaces_it_after_a_backup(capsys: pytest.CaptureFixture[str]) -> None:
    Path("book.xlsx").write_text("mine", encoding="utf-8")
    assert run("book.xlsx", "--force") == 0
    assert "sheetsales restore brings it back" in capsys.readouterr().out
    assert zipfile.is_zipfile("book.xlsx")
    assert [p.read_text(encoding="utf-8") for p in Path(".sheetsales").glob("*.xlsx")] == ["mine"]


def test_an_open_file_is_not_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    Path("book.xlsx").write_text("mine", encoding="utf-8")
    Path("~$book.xlsx").write_text("", encoding="utf-8")
    assert run("book.xlsx", "--force") == 2
    assert "is open in" in capsys.readouterr().err
    assert Path("book.xlsx").read_text(encoding="utf-8") == "mine"
