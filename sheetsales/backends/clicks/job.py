"""The job folder of one click: the user's own, checked before anything in it is believed."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from sheetsales.backends.clicks.change_list import HEAD, ascii_text, plain_text
from sheetsales.backends.plain_files import open_plain
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.regex import regex
from sheetsales.texts import Lang, Text

_NONCE: Final = regex(r"[0-9a-f]{32}\Z")
_LARGEST_REQUEST: Final = 64 << 10
_KEPT: Final = 20
_OTHERS: Final = stat.S_IXGRP | stat.S_IXOTH
"""Whoever may not enter the folder of the buttons cannot reach what is in it, whatever the mask that was made with."""
_LONGEST_NAME, _LONGEST_PATH = 255, 4096
CONFIG: Final = "buttons.txt"

NOT_OURS = Text(
    "“{path}”不是按钮的任务文件夹（{why}），没有处理。",
    "“{path}” is no job folder of a button ({why}), so nothing was done.",
)
OUTSIDE = Text("它不在 {jobs} 里", "it does not lie in {jobs}")
NO_FOLDER = Text("没有这个文件夹，或它是个链接", "there is no such folder, or it is a link")
FOREIGN = Text("它属于别的用户", "it belongs to another user")
OPEN = Text("别的用户可以改它", "other users may change it")
BAD_REQUEST = Text("request.txt 缺失、不完整或不对", "its request.txt is missing, cut short or wrong")
NO_SNAPSHOT = Text("里面没有工作簿的副本", "the copy of the workbook is missing")


def home() -> Path:
    """The folder of the buttons for this user: configuration, jobs, watcher."""
    asked = os.environ.get("SHEETSALES_HOME")
    if asked:
        return Path(asked)
    if sys.platform == "win32":  # pragma: no cover - Windows
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "sheetsales"
    if sys.platform == "darwin":  # pragma: no cover - macOS
        excel = Path.home() / "Library" / "Containers" / "com.microsoft.Excel" / "Data"
        if excel.is_dir():  # what Excel, locked into its container, takes for the user's home
            return excel / ".config" / "sheetsales"
    return Path.home() / ".config" / "sheetsales"


@dataclass(frozen=True, slots=True)
class Request:
    """What a click asks for. ``folder`` is where the open workbook lies: a path, or an https address in the cloud."""

    nonce: str
    button: str
    book: str
    folder: str
    language: Lang
    host: str


@dataclass(frozen=True, slots=True)
class Job:
    """One click: its folder, its request, the snapshot of the open workbook."""

    path: Path
    request: Request
    snapshot: Path

    def tell(self, text: str) -> None:
        """A line for the status bar."""
        tell(self.path, text)

    def answer(self, data: bytes) -> None:
        """The answer, whole or not at all."""
        _put(self.path / "done.txt", data)

    def note(self, name: str, text: str) -> None:
        """A file beside the request, for people and for a later undo."""
        (self.path / name).write_text(text, encoding="utf-8")

    @property
    def is_cancelled(self) -> bool:
        return (self.path / "cancel.txt").exists()

    @property
    def is_answered(self) -> bool:
        return (self.path / "done.txt").exists()


def tell(folder: Path, text: str) -> None:
    """A line for the status bar of the click whose job folder this is."""
    _put(folder / "progress.txt", (ascii_text(text) + "\r\n").encode("ascii"))


def open_job(path: Path) -> Job:
    """The job in a folder; raises ``BadRequest`` unless it is the user's own and its request is whole."""
    path = _own_folder(path)
    try:
        request, snapshot = _request(_fields(path / "request.txt"))
    except (OSError, ValueError, KeyError) as fault:
        raise _refused(path, BAD_REQUEST) from fault
    if Path(snapshot).name != snapshot or not (path / snapshot).is_file() or (path / snapshot).is_symlink():
        raise _refused(path, NO_SNAPSHOT)
    return Job(path, request, path / snapshot)


def request_of(folder: Path) -> Request | None:
    """The request that lies in a job folder; None where it is not whole."""
    with suppress(OSError, ValueError, KeyError):
        return _request(_fields(folder / "request.txt"))[0]
    return None


def jobs() -> list[Path]:
    """The job folders, newest first."""
    folder = home() / "jobs"
    with suppress(OSError):
        return sorted((p for p in folder.iterdir() if p.is_dir() and not p.is_symlink()), reverse=True)
    return []


def let_go_of_old_jobs(*, but: Path) -> None:
    """Remove all but the newest jobs: they hold copies of workbooks. The one at hand stays, whatever the clock says."""
    import shutil

    for old in [job for job in jobs() if job.name != but.name][_KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)


def write_config(values: Mapping[str, str]) -> Path:
    """Keep settings for the macro, such as ``python``; others that stand there stay. Returns the file."""
    folder = home()
    folder.mkdir(parents=True, exist_ok=True)
    _close_to_others(folder)
    kept = {**read_config(), **values}
    place = folder / CONFIG
    temporary = folder / (CONFIG + ".tmp")
    text = "".join(f"{key}={ascii_text(value)}\r\n" for key, value in kept.items())
    temporary.write_bytes(text.encode("ascii"))
    temporary.replace(place)
    return place


def config_file() -> Path:
    """Where the settings for the macro stand."""
    return home() / CONFIG


def read_config() -> dict[str, str]:
    """The settings the macro reads; empty where there are none."""
    with suppress(OSError, UnicodeError):
        lines = (home() / CONFIG).read_bytes().decode("ascii").splitlines()
        return {
            key: plain_text(value) for key, mark, value in (line.partition("=") for line in lines) if mark
        }
    return {}


def _own_folder(path: Path) -> Path:
    folder = (home() / "jobs").resolve()
    if path.is_symlink() or not path.is_dir():
        raise _refused(path, NO_FOLDER)
    found = path.resolve()
    if found.parent != folder:
        raise _refused(path, OUTSIDE.fill(jobs=folder))
    if sys.platform != "win32":
        was_open = folder.parent.stat().st_mode & _OTHERS
        for place in (folder.parent, folder, found):
            state = place.stat()
            if state.st_uid != os.geteuid():
                raise _refused(path, FOREIGN)
            if was_open and place != folder.parent and _is_open(state):
                raise _refused(path, OPEN)
            _close_to_others(place)
    return found


def _is_open(state: os.stat_result) -> bool:
    """Whether others may change what is in a folder. A mask of 002 opens folders to the user's own group, which is nobody
    else's where such masks are set."""
    foreign = state.st_gid != os.getegid()
    return bool(state.st_mode & (stat.S_IWOTH | (stat.S_IWGRP if foreign else 0)))


def _close_to_others(folder: Path) -> None:
    """Copies of workbooks lie in here: nobody else may look."""
    if sys.platform != "win32":
        with suppress(OSError):
            folder.chmod(0o700)


def _fields(path: Path) -> dict[str, str]:
    with open_plain(path) as stream:
        data = stream.read(_LARGEST_REQUEST + 1)
    if len(data) > _LARGEST_REQUEST:
        raise ValueError(path)
    lines = data.decode("ascii").splitlines()
    if not lines or lines[0] != HEAD:
        raise ValueError(path)
    return {key: plain_text(value) for key, _, value in (line.partition("=") for line in lines[1:])}


def _request(fields: Mapping[str, str]) -> tuple[Request, str]:
    nonce = fields["nonce"]
    if not _NONCE.match(nonce) or fields["end"] != nonce:
        raise ValueError(nonce)
    for name, longest in (("book", _LONGEST_NAME), ("folder", _LONGEST_PATH), ("snapshot", _LONGEST_NAME)):
        if len(os.fsencode(fields[name])) > longest or not fields[name].isprintable():
            raise ValueError(name)
    language: Lang = "zh" if fields["language"] == "zh" else "en"
    request = Request(
        nonce, fields["button"], fields["book"], fields["folder"], language, fields.get("host", "")
    )
    return request, fields["snapshot"]


def _put(place: Path, data: bytes) -> None:
    temporary = place.with_name(place.name + ".tmp")
    temporary.write_bytes(data)
    for _ in range(50):  # a macro may be reading the old one, which Windows forbids to replace
        with suppress(PermissionError):
            temporary.replace(place)
            return
    temporary.replace(place)


def _refused(path: Path, why: Text) -> BadRequest:
    return BadRequest(NOT_OURS.fill(path=path, why=why))
