"""An Office package: parts, their content types and their relationships, changed in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from sheetsales.backends.limits import Limits, check_kind
from sheetsales.backends.ooxml.archive import PROLOG, Archive
from sheetsales.backends.ooxml.archive_write import Content, Stream, write_archive
from sheetsales.backends.ooxml.content_types import (
    parts_of_type,
    type_of,
    with_extension,
    with_part,
    without_part,
)
from sheetsales.backends.ooxml.look_through import holds, numbers_from
from sheetsales.backends.ooxml.sheet_text import CHECKED
from sheetsales.backends.ooxml.source import Source
from sheetsales.backends.ooxml.spans import (
    MalformedError,
    Node,
    Rewrite,
    as_utf8,
    escape_attribute,
    is_utf8,
    parse,
    require_well_formed,
)
from sheetsales.backends.ooxml.spool import Spool
from sheetsales.backends.parts.content_types import CONTENT_TYPES
from sheetsales.backends.parts.relationships import owner_of, rels_name, target_of
from sheetsales.dataclass import dataclass

_RELS = "application/vnd.openxmlformats-package.relationships+xml"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE_RELS = b"http://schemas.openxmlformats.org/package/2006/relationships"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship; ``target`` is a part's name without leading slash, or an outside address."""

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        return self.type.rstrip("/").rsplit("/", 1)[-1]


class Package:
    """Parts by name (case does not matter). ``read`` sees what ``write`` wrote."""

    def __init__(self, data: bytes | Source, path: Path, limits: Limits) -> None:
        self.archive = Archive(data, path, limits)
        self._held_bytes = limits.held_bytes
        self._spools: list[Spool] = []
        self._changed: dict[str, Content] = {}
        self._added: dict[str, Content] = {}
        self._removed: set[str] = set()
        self._cache: dict[str, bytes] = {}
        self._mentions: dict[tuple[str, tuple[bytes, ...]], bool] = {}
        self._trees: dict[str, tuple[bytes, Node]] = {}
        self._relations: dict[str, tuple[Relation, ...]] = {}  # until a part comes, goes or refers to others
        self._targets: set[str] | None = None
        types = self.read(CONTENT_TYPES) if self.has(CONTENT_TYPES) else b""
        check_kind(types, self.names(), path)

    def names(self) -> list[str]:
        """All parts, those added last."""
        old = [m.name for m in self.archive if not m.is_folder and m.name.lower() not in self._removed]
        return old + list(self._added)

    def has(self, name: str) -> bool:
        key = name.lower()
        if key in self._removed:
            return False
        return self.archive.find(name) is not None or any(key == n.lower() for n in self._added)

    def read(self, name: str) -> bytes:
        """The part in UTF-8; raises ``MalformedError`` where it is missing, damaged or declares entities."""
        key = name.lower()
        if key in self._cache:
            return self._cache[key]
        written = self._written(key)
        if written is not None:
            return written.read() if isinstance(written, Stream) else written
        member = self.archive.find(name)
        if member is None or key in self._removed:
            raise MalformedError(name)
        data = as_utf8(self.archive.read(member), name)
        if b"<!DOCTYPE" in data[:PROLOG]:
            raise MalformedError(name, is_unsafe=True)
        self._cache[key] = data
        return data

    def original(self, name: str) -> bytes:
        """The part as it came, before anything was written into it; nothing where there was none."""
        member = self.archive.find(name)
        return as_utf8(self.archive.read(member), name) if member else b""

    def _written(self, key: str) -> Content | None:
        if key in self._changed:
            return self._changed[key]
        return next((data for added, data in self._added.items() if added.lower() == key), None)

    def size(self, name: str) -> int:
        """The part's size unpacked, as the archive says; 0 for one that was not there before."""
        member = self.archive.find(name)
        return member.info.file_size if member else 0

    def spool(self, name: str) -> Spool | None:
        """A large part unpacked to a temporary file; None where it is better held in memory.

        Raises ``MalformedError`` as ``read`` does. ``close`` makes an end of the file.
        """
        key, member = name.lower(), self.archive.find(name)
        written = self._written(key)
        if member is None or key in self._removed or key in self._cache or isinstance(written, bytes):
            return None
        if (written.size if written else member.info.file_size) <= self._held_bytes:
            return None
        try:
            made = Spool(written.pieces() if written else self.archive.pieces(member))
        except OSError:
            return None  # no room for it
        self._spools.append(made)
        if not _is_plain(made, name):
            made.close()
            return None
        return made

    def close(self) -> None:
        """Let go of what was unpacked to temporary files."""
        for spool in self._spools:
            spool.close()

    def mentions(self, name: str, marks: tuple[bytes, ...]) -> bool:
        """Whether any of the marks stands in a part; a large part is not kept in memory for the answer."""
        key = name.lower()
        if key in self._changed or key in self._cache or self.archive.find(name) is None:
            return holds(self._pieces(name), marks)
        known = self._mentions.get((key, marks))
        if known is None:
            known = self._mentions[key, marks] = holds(self._pieces(name), marks)
        return known

    def numbers_from(self, name: str, attribute: str, least: int) -> set[int]:
        """The numbers from ``least`` on in a part's attributes whose names end so."""
        return numbers_from(self._pieces(name), attribute, least)

    def _pieces(self, name: str) -> Iterable[bytes]:
        """The part piece by piece, a large one not kept in memory."""
        key = name.lower()
        written, member = self._changed.get(key), self.archive.find(name)
        if isinstance(written, Stream):
            return map(bytes, written.pieces())
        if written is not None or key in self._cache or member is None:
            return (self.read(name),)
        return self.archive.pieces(member)

    def may_name(self, name: str, sheet: str) -> bool:
        """Whether a part can hold a reference to a sheet; yes where its name is written in more than one way."""
        if not sheet.isprintable() or any(ch in sheet for ch in "'\"&<>"):
            return True
        return self.mentions(name, (sheet.encode(),))

    def peek(self, name: str) -> bytes:
        """The part as ``read`` gives it, but not kept in memory."""
        kept = name.lower() in self._cache
        data = self.read(name)
        if not kept:
            self._cache.pop(name.lower(), None)
        return data

    def matches(self, name: str, pattern: re.Pattern[bytes], end: bytes) -> Iterator[re.Match[bytes]]:
        """What a pattern finds in a part, a large one window by window; no match goes on behind an ``end``."""
        spool = self.spool(name)
        if spool is None:
            yield from pattern.finditer(self.peek(name))
            return
        window = b""
        for piece in spool.pieces(0, spool.size):
            window += piece
            cut = window.rfind(end) + len(end)
            if cut >= len(end):
                yield from pattern.finditer(window, 0, cut)
                window = window[cut:]
        spool.close()
        yield from pattern.finditer(window)

    def write(self, name: str, data: Content) -> None:
        self._cache.pop(name.lower(), None)
        if owner_of(name) is not None or not self.has(name):
            self._relations.clear()
        if self.archive.find(name) is not None and name.lower() not in self._removed:
            self._changed[name.lower()] = data
        else:
            known = next((n for n in self._added if n.lower() == name.lower()), name)
            self._added[known] = data

    def remove(self, name: str) -> None:
        """Take a part out with its own relationships; the relationship to it is the caller's."""
        self._removed.add(name.lower())
        self._relations.clear()
        self.write(CONTENT_TYPES, without_part(self.read(CONTENT_TYPES), name))
        if self.has(rels_name(name)):
            self._removed.add(rels_name(name).lower())

    def add(self, name: str, data: bytes, content_type: str, *, by_extension: bool = False) -> None:
        """A new part of that type, by an Override of its own or by the default of its extension."""
        self.write(name, data)
        types = self.read(CONTENT_TYPES)
        if by_extension:
            types = with_extension(types, name.rpartition(".")[2], content_type)
        if type_of(types, name) != content_type or not by_extension:
            types = with_part(types, name, content_type)
        self.write(CONTENT_TYPES, types)

    def retype(self, name: str, content_type: str) -> None:
        """Let a part that is there be of another type."""
        self.write(CONTENT_TYPES, with_part(self.read(CONTENT_TYPES), name, content_type))

    def of_type(self, mark: str) -> list[str]:
        """The parts whose own content type contains ``mark``."""
        return [part for part in parts_of_type(self._tree(CONTENT_TYPES), mark) if self.has(part)]

    def relations(self, part: str) -> tuple[Relation, ...]:
        """What a part (or the package, ``""``) refers to."""
        known = self._relations.get(part)
        if known is None:
            known = self._relations[part] = self._read_relations(part)
        return known

    def _read_relations(self, part: str) -> tuple[Relation, ...]:
        name = rels_name(part)
        if not self.has(name):
            return ()
        found = tuple(self._relation(part, node) for node in self._tree(name).all("Relationship"))
        if len({relation.id for relation in found}) < len(found):
            raise MalformedError(name)
        return found

    def _tree(self, name: str) -> Node:
        """A part parsed once for each time it is written; for reading only."""
        data = self.read(name)
        known = self._trees.get(name)
        if known is None or known[0] is not data:
            known = self._trees[name] = data, parse(data, name)
        return known[1]

    def related(self, part: str, kind: str) -> list[Relation]:
        """The inner relationships of one kind whose part is there."""
        found = self.relations(part)
        return [r for r in found if r.kind == kind and not r.external and self.has(r.target)]

    def relate(self, part: str, kind: str, target: str, *, base: str | None = None) -> str:
        """Let a part refer to another by its name; returns the relationship's id.

        A relationship that already waited for that part is taken over. ``base`` is what stands before the kind in its
        type where that is none of officeDocument's.
        """
        waiting = [r for r in self.relations(part) if r.kind == kind and not r.external]
        known = next((r.id for r in waiting if r.target.lower() == target.lower()), None)
        if known is not None:
            return known
        name = rels_name(part)
        if not self.has(name):
            self.write(CONTENT_TYPES, with_extension(self.read(CONTENT_TYPES), "rels", _RELS))
            self.write(name, DECLARATION + b'<Relationships xmlns="' + _PACKAGE_RELS + b'"></Relationships>')
        rewrite = Rewrite(self.read(name), name)
        used = {n.attrs.get("Id", "").lower() for n in rewrite.root.all("Relationship")}
        number = next(n for n in range(1, 1_000_000) if f"rid{n}" not in used)
        base = base or (_STRICT if self.is_strict else _TRANSITIONAL)
        new = f'Relationship Id="rId{number}" Type="{base}/{kind}" Target="'.encode()
        rewrite.append(rewrite.root, b"<" + rewrite.prefix + new + escape_attribute("/" + target) + b'"/>')
        self.write(name, rewrite.result())
        self._expected().add(target.lower())
        return f"rId{number}"

    def unrelate(self, part: str, target: str) -> None:
        """Take away the relationships of a part to another."""
        name = rels_name(part)
        rewrite = Rewrite(self.read(name), name)
        for node in rewrite.root.all("Relationship"):
            relation = self._relation(part, node)
            if not relation.external and relation.target.lower() == target.lower():
                rewrite.remove(node)
        self.write(name, rewrite.result())

    @property
    def is_strict(self) -> bool:
        return any(r.type.startswith("http://purl.oclc.org/") for r in self.relations(""))

    def free_name(self, pattern: str) -> str:
        """``xl/tables/table{}.xml`` with the first number that no part has and nothing waits for."""
        names = (pattern.format(number) for number in range(1, 1_000_000))
        return next(name for name in names if self._is_free(name))

    def awaited(self, part: str, kind: str) -> str | None:
        """The part that a relationship of this kind leads to and that is not there; a second one would be too many."""
        found = (r.target for r in self.relations(part) if r.kind == kind and not r.external)
        return next((target for target in found if target and not self.has(target)), None)

    def _is_free(self, name: str) -> bool:
        """A part called so would take over neither what others refer to nor relationships left behind."""
        return not (self.has(name) or self.has(rels_name(name)) or name.lower() in self._expected())

    def _expected(self) -> set[str]:
        """All parts, in small letters, that some relationship leads to."""
        if self._targets is None:
            owners = [part for name in self.names() if (part := owner_of(name)) is not None]
            self._targets = {r.target.lower() for part in owners for r in self._sound_relations(part)}
        return self._targets

    def _sound_relations(self, part: str) -> tuple[Relation, ...]:
        try:
            return self.relations(part)
        except MalformedError:
            return ()  # nobody asked for it; whoever does is told

    def save(self, out: BinaryIO) -> None:
        write_archive(out, self.archive, self._changed, self._added, frozenset(self._removed))

    def _relation(self, part: str, node: Node) -> Relation:
        target, external = node.attrs.get("Target", ""), node.attrs.get("TargetMode") == "External"
        if not external:
            target = target_of(part, target, self.has)
        return Relation(node.attrs.get("Id", ""), node.attrs.get("Type", ""), target, external)


def _is_plain(spool: Spool, part: str) -> bool:
    """Whether the part is UTF-8 as it lies there; raises ``MalformedError`` at a small one that is not sound."""
    head = spool.read(0, PROLOG)
    if b"<!DOCTYPE" in head:
        raise MalformedError(part, is_unsafe=True)
    if not is_utf8(head):
        return False
    if spool.size <= CHECKED:
        require_well_formed(spool.read(0, spool.size), part)
    return True
