"""Which files of a folder are taken for workbooks that were saved."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from sheetsales.errors import BadRequest
from sheetsales.workflow.serving import folder as watching
from sheetsales.workflow.serving.folder import Folder
from sheetsales.workflow.serving.task import state_of


def names(folder: Folder) -> list[str]:
    return [path.name for path in folder.saved()]


def test_what_is_there_at_the_start_is_seen_and_what_is_saved_waits_until_it_is_whole(tmp_path: Path) -> None:
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsm"
    old.write_bytes(b"1")
    folder = Folder(tmp_path)
    assert names(folder) == []
    new.write_bytes(b"half")
    assert names(folder) == []
    new.write_bytes(b"half and half")
    assert names(folder) == []
    assert names(folder) == ["new.xlsm"]
    folder.seen(new, folder.as_it_stands(new))
    assert names(folder) == []
    old.write_bytes(b"12")
    names(folder)
    assert names(folder) == ["old.xlsx"]


def test_what_we_wrote_ourselves_is_not_saved_anew(tmp_path: Path) -> None:
    book = tmp_path / "a.xlsx"
    folder = Folder(tmp_path)
    book.write_bytes(b"from the user")
    names(folder)
    assert names(folder) == ["a.xlsx"]
    book.write_bytes(b"from us, with findings")
    folder.seen(book, state_of(book))
    assert names(folder) == []
    assert names(folder) == []
    folder.seen(book, None)
    folder.seen(book, state_of(tmp_path / "none"))
    assert names(folder) == []


@pytest.mark.parametrize(
    "name",
    ["~$a.xlsx", ".~a.xlsx", ".hidden.xlsx", "~a.xlsx", "a.xls", "a.csv", "a-检查.xlsx", "a-check.xlsx", "a-check-2.xlsx", "a.xlsx.tmp"],
)  # fmt: skip
def test_files_that_are_no_workbooks_of_the_users_are_passed_over(name: str, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    (tmp_path / name).write_bytes(b"x")
    (tmp_path / "blank.xlsx").write_bytes(b"")
    (tmp_path / "folder.xlsx").mkdir()
    (tmp_path / "link.xlsx").symlink_to(tmp_path / name)
    names(folder)
    assert names(folder) == []
    assert not folder.notices


@pytest.mark.parametrize(
    "name", ["销售-DESKTOP-A1B2C3D.xlsx", "销售 (冲突副本).xlsx", f"销售-{socket.gethostname()}.xlsx", "销售 (Li's conflicted copy).xlsx"]
)  # fmt: skip
def test_a_conflict_copy_is_left_alone_and_said_once(name: str, tmp_path: Path) -> None:
    (tmp_path / "销售.xlsx").write_bytes(b"x")
    folder = Folder(tmp_path)
    (tmp_path / name).write_bytes(b"x")
    for _ in range(3):
        assert names(folder) == []
    assert [notice.en for notice in folder.notices if name in notice.en]
    assert len(folder.notices) == 1


def test_a_name_like_a_computers_alone_is_no_conflict(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    (tmp_path / "sales-DESKTOP-A1B2C3D.xlsx").write_bytes(b"x")
    names(folder)
    assert names(folder) == ["sales-DESKTOP-A1B2C3D.xlsx"]


def test_a_folder_that_is_none_goes_away_or_is_crowded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadRequest, match="no folder"):
        Folder(tmp_path / "none")
    place = tmp_path / "drive"
    place.mkdir()
    folder = Folder(place)
    place.rmdir()
    assert names(folder) == []
    place.mkdir()
    monkeypatch.setattr(watching, "MOST_FILES", 2)
    for name in ("a.xlsx", "b.xlsx", "c.xlsx"):
        (place / name).write_bytes(b"x")
    names(folder)
    assert names(folder) == ["a.xlsx", "b.xlsx"]
    assert "more than 2" in folder.notices[0].en


def test_a_file_that_goes_away_while_it_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone:
        name = "a.xlsx"

        def is_file(self, **_: bool) -> bool:
            raise FileNotFoundError

    folder = Folder(tmp_path)
    monkeypatch.setattr(os, "scandir", lambda _: [Gone()])
    assert names(folder) == []
