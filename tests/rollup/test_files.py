"""Which files a group is made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheetsales.errors import BadRequest
from sheetsales.workflow.rolling.files import workbooks

OUT = Path("/nowhere/group.xlsx")


def made(folder: Path, *names: str) -> list[Path]:
    places = [folder / name for name in names]
    for place in places:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    return places


def test_folders_are_looked_through_and_each_file_is_found_once(tmp_path: Path) -> None:
    made(tmp_path, "b/2.xlsm", "a/1.XLSX", "a/notes.txt", ".old/3.xlsx", "a/~$1.xlsx")
    found = workbooks([tmp_path, tmp_path / "a", tmp_path / "a" / "1.XLSX"], OUT)
    assert [one.place for one in found] == ["a/1.XLSX", "b/2.xlsm"]


def test_the_file_to_be_made_is_no_part_of_it(tmp_path: Path) -> None:
    made(tmp_path, "1.xlsx", "group.xlsx")
    assert [one.place for one in workbooks([tmp_path], tmp_path / "group.xlsx")] == ["1.xlsx"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_names_workbooks_from_its_own_folder_on(tmp_path: Path, encoding: str) -> None:
    made(tmp_path, "华东/销售.xlsx")
    place = tmp_path / "list.txt"
    place.write_text('# 分公司\n\n华东/销售.xlsx\n"missing.xlsx"\n', encoding=encoding)
    assert [one.place for one in workbooks([place], OUT)] == ["missing.xlsx", "华东/销售.xlsx"]


@pytest.mark.parametrize("name", ["none.xlsx", "none", "notes.md"])
def test_a_place_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "notes.md").touch()
    with pytest.raises(BadRequest):
        workbooks([tmp_path / name], OUT)


def test_an_empty_folder_and_a_list_that_is_no_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="no workbook"):
        workbooks([tmp_path], OUT)
    (tmp_path / "list.txt").write_bytes(b"\xff\xff\x80")
    with pytest.raises(BadRequest, match="cannot be read"):
        workbooks([tmp_path / "list.txt"], OUT)
