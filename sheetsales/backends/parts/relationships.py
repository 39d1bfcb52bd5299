"""Where the relationships of a part lie, and which part one of them leads to."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from urllib.parse import unquote


def rels_name(part: str) -> str:
    """Where the relationships of a part lie; ``""`` is the package itself."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def owner_of(name: str) -> str | None:
    """The part whose relationships lie in ``name``; None where that is no place of relationships."""
    folder, file = posixpath.split(name)
    above, last = posixpath.split(folder)
    if last.lower() != "_rels" or not file.lower().endswith(".rels"):
        return None
    return posixpath.join(above, file[: -len(".rels")])


def target_of(part: str, target: str, has: Callable[[str], bool]) -> str:
    """The part that a relationship of ``part`` leads to, without leading slash; ``has`` tells whether there is one.

    Some programs write names as addresses (``%20``), some names hold a percent sign: what is there decides.
    """
    plain = target.replace("\\", "/").partition("#")[0]
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), plain)).lstrip("/")
    return joined if has(joined) else unquote(joined)
