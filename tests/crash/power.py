"""What may lie on the disk after a power cut: only what was flushed is sure, anything later may be there or not.

A file's bytes are sure up to its last flush; written later they may be there, missing, there in part, or zeros.
A folder's names are sure up to the folder's last flush; any of the later ones may be there or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path, PurePosixPath

from tests.crash.recording import Change

Tree = dict[str, bytes]
"""Contents by path relative to the folder."""

_LOST, _WHOLE, _HALF, _ZEROS = range(4)
_Entry = tuple[str, str, int | None]
"""Folder, name, and the number of the file or folder that the name stands for; None where it was removed."""


@dataclass
class _File:
    sure: bytes = b""
    later: list[Change] = field(default_factory=list)

    def content(self, choice: int) -> bytes:
        if choice == _LOST or not self.later:
            return self.sure
        if choice == _WHOLE:
            return _after(self.sure, self.later)
        whole = _after(self.sure, self.later)
        if choice == _ZEROS:
            return self.sure[: len(whole)].ljust(len(whole), b"\0")
        if len(self.later) == 1:
            return whole[: (len(self.sure) + len(whole)) // 2]
        return _after(self.sure, self.later[: len(self.later) // 2])

    def version(self, choice: int) -> tuple[int, int, int]:
        return (len(self.sure), len(self.later), choice) if self.later else (len(self.sure), 0, 0)


def _after(content: bytes, changes: Sequence[Change]) -> bytes:
    data = bytearray(content)
    for change in changes:
        if change.kind == "truncate":
            del data[change.offset :]
        else:
            data[change.offset : change.offset + len(change.data)] = change.data
    return bytes(data)


class Disk:
    """The folder's files and names while changes happen: the sure and the later ones."""

    def __init__(self, folder: Path) -> None:
        self.files: dict[int, _File] = {}
        self.folders: dict[int, str] = {0: "."}
        self.sure: dict[tuple[str, str], int] = {}
        self.later: list[tuple[_Entry, ...]] = []
        self._numbers: dict[int, int] = {folder.stat().st_ino: 0}
        for path in sorted(folder.rglob("*")):
            name = PurePosixPath(path.relative_to(folder).as_posix())
            number = self._numbered(path.stat().st_ino)
            self.sure[str(name.parent), name.name] = number
            if path.is_dir():
                self.folders[number] = str(name)
            else:
                self.files[number] = _File(path.read_bytes())

    def do(self, change: Change) -> None:
        name = PurePosixPath(change.path)
        place = (str(name.parent), name.name)
        if change.kind in ("create", "mkdir"):
            number = self._numbered(change.inode, is_new=True)
            if change.kind == "mkdir":
                self.folders[number] = change.path
            else:
                self.files[number] = _File()
            self.later.append(((*place, number),))
        elif change.kind in ("write", "truncate"):
            self.files[self._numbers[change.inode]].later.append(change)
        elif change.kind == "sync":
            self._sync(self._numbers[change.inode])
        elif change.kind == "rename":
            to = PurePosixPath(change.to)
            number = self._numbers[change.inode]
            self.later.append(((str(to.parent), to.name, number), (*place, None)))
        elif change.kind in ("unlink", "rmdir"):
            self.later.append(((*place, None),))

    def now(self) -> Tree:
        """What every program sees, no power cut happening."""
        return self._tree(self.later, dict.fromkeys(self.files, _WHOLE))

    def after_power_cut(self, most_names: int = 7) -> Iterator[tuple[object, Tree]]:
        """Every state that may be found, each with a key that tells it from others; doubles are left out."""
        open_files = [number for number, file in self.files.items() if file.later]
        seen: set[object] = set()
        for kept in self._kept(most_names):
            for choices in product((_LOST, _WHOLE, _HALF, _ZEROS), repeat=len(open_files)):
                chosen = dict(zip(open_files, choices, strict=True))
                named = self._named(kept)
                key = frozenset(
                    (place, number, self.files[number].version(chosen.get(number, _WHOLE)))
                    for place, number in named.items()
                    if number in self.files
                )
                if key not in seen:
                    seen.add(key)
                    yield key, self._tree(kept, chosen)

    def _kept(self, most: int) -> Iterator[list[tuple[_Entry, ...]]]:
        """Every choice among the later names; where they are many, every choice among the last ones."""
        surely, open_ones = self.later[:-most], self.later[-most:]
        for mask in range(1 << len(open_ones)):
            yield surely + [entry for i, entry in enumerate(open_ones) if mask >> i & 1]

    def _sync(self, number: int) -> None:
        if number in self.files:
            file = self.files[number]
            self.files[number] = _File(_after(file.sure, file.later))
            return
        folder = self.folders[number]
        for entries in self.later:
            for place, name, held in entries:
                if place == folder:
                    self._set(self.sure, place, name, held)
        self.later = [entries for entries in self.later if entries[0][0] != folder]

    def _numbered(self, inode: int, is_new: bool = False) -> int:
        """A number never given twice: systems use the inode of a removed file again."""
        if is_new or inode not in self._numbers:
            self._numbers[inode] = max((*self.files, *self.folders)) + 1
        return self._numbers[inode]

    def _named(self, kept: Sequence[tuple[_Entry, ...]]) -> dict[tuple[str, str], int]:
        named = dict(self.sure)
        for entries in kept:
            for entry in entries:
                self._set(named, *entry)
        reachable = {"."} | {self.folders[n] for n in named.values() if n in self.folders}
        return {place: number for place, number in named.items() if place[0] in reachable}

    def _tree(self, kept: Sequence[tuple[_Entry, ...]], chosen: dict[int, int]) -> Tree:
        return {
            str(PurePosixPath(*place)): self.files[number].content(chosen.get(number, _WHOLE))
            for place, number in self._named(kept).items()
            if number in self.files
        }

    @staticmethod
    def _set(names: dict[tuple[str, str], int], folder: str, name: str, number: int | None) -> None:
        if number is None:
            names.pop((folder, name), None)
        else:
            names[folder, name] = number
