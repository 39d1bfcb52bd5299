"""A folder that is looked at again and again: which workbooks were saved there since."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sheetsales.errors import BadRequest
from sheetsales.regex import regex
from sheetsales.texts import Text
from sheetsales.workflow.serving.task import State

ENDINGS: Final = Text("-检查", "-check")
"""What the files with the findings of open workbooks are called: they are not checked in their turn."""
KINDS: Final = (".xlsx", ".xlsm")
MOST_FILES: Final = 500
_NOT_BOOKS: Final = ("~$", ".", "~")
_CONFLICT: Final = regex(
    r"冲突|conflicted copy|conflict[ -]copy|in conflict|-(?:DESKTOP|LAPTOP|WIN|PC)-[0-9A-Z]{4,}(?:-\d+)?\Z",
    re.IGNORECASE,
)
NO_FOLDER = Text(
    "“{folder}”不是可以监视的文件夹。请写一个已有的文件夹，里面放工作簿。",
    "“{folder}” is no folder that could be watched. Name a folder that is there and holds workbooks.",
)
CONFLICT = Text(
    "“{name}”像是 OneDrive 等同步软件留下的冲突副本，没有检查，也没有动。请把它和原来的工作簿合并后删掉。",
    "“{name}” looks like a conflict copy left by a sync program such as OneDrive; it was neither checked nor touched. "
    "Merge it with the workbook, then remove it.",
)
TOO_MANY = Text(
    "“{folder}”里的工作簿多于 {most} 个，只看按文件名排在前面的 {most} 个。",
    "There are more than {most} workbooks in “{folder}”; only the first {most} by name are watched.",
)


class Folder:
    """One folder, without those below it. What lies in it at the start counts as seen."""

    def __init__(self, path: Path) -> None:
        if not path.is_dir():
            raise BadRequest(NO_FOLDER.fill(folder=path))
        self.path = path
        self.notices: list[Text] = []
        self._told: set[str] = set()
        self._seen: dict[str, State] = self._states()
        self._before: dict[str, State] = dict(self._seen)

    def saved(self) -> list[Path]:
        """The workbooks saved since they were last seen, once they stand as they stood a look before."""
        now = self._states()
        stable = [
            name
            for name, state in now.items()
            if self._seen.get(name) != state and self._before.get(name) == state and state[1]
        ]
        self._before = now
        return [self.path / name for name in stable]

    def seen(self, path: Path, state: State | None) -> None:
        """Take the workbook as it stands there for seen: it was checked, or we wrote it ourselves."""
        if state is not None:
            self._seen[path.name] = state

    def as_it_stands(self, path: Path) -> State | None:
        """How the workbook stood at the last look."""
        return self._before.get(path.name)

    def _states(self) -> dict[str, State]:
        names = sorted(self._books())
        if len(names) > MOST_FILES:
            self._tell("", TOO_MANY.fill(folder=self.path, most=MOST_FILES))
        return dict(names[:MOST_FILES])

    def _books(self) -> Iterator[tuple[str, State]]:
        try:
            entries = list(os.scandir(self.path))
        except OSError:  # a network drive that is away for a while
            return
        names = {entry.name for entry in entries}
        for entry in entries:
            kind, stem = Path(entry.name).suffix, Path(entry.name).stem
            if kind.lower() not in KINDS or entry.name.startswith(_NOT_BOOKS) or _is_beside(stem):
                continue
            if self._is_conflict(stem, kind, names):
                self._tell(entry.name, CONFLICT.fill(name=entry.name))
                continue
            try:
                if entry.is_file(follow_symlinks=False):
                    found = entry.stat()
                    yield entry.name, (found.st_mtime_ns, found.st_size)
            except OSError:  # gone in this very moment
                continue

    @staticmethod
    def _is_conflict(stem: str, kind: str, names: set[str]) -> bool:
        """A name that says so, or the workbook's own with this computer's behind it."""
        found = _CONFLICT.search(stem)
        if found is not None and found[0].startswith("-"):
            return stem[: found.start()] + kind in names
        host = "-" + socket.gethostname()
        return found is not None or (stem.endswith(host) and stem.removesuffix(host) + kind in names)

    def _tell(self, name: str, text: Text) -> None:
        if name not in self._told:
            self._told.add(name)
            self.notices.append(text)


def _is_beside(stem: str) -> bool:
    """Whether a name is that of a file with findings, the second, third … one included."""
    head, mark, number = stem.rpartition("-")
    if mark and number.isascii() and number.isdigit():
        stem = head
    return stem.endswith((ENDINGS.zh, ENDINGS.en))
