"""HTML put together from elements: a plain text is escaped wherever it comes to stand."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_CONTROL = dict.fromkeys((*(code for code in range(32) if code not in (9, 10, 13)), 127))
_VOID = frozenset({"meta", "br"})


class Markup(str):
    """HTML already; what is not is text."""

    __slots__ = ()


def tag(name: str, /, *content: str | None, **attributes: str | float | None) -> Markup:
    """An element; ``class_`` and ``stroke_width`` are the attributes ``class`` and ``stroke-width``, None is left out."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Markup(f"<{name}{told}>")
    return Markup(f"<{name}{told}>{joined(content)}</{name}>")


def joined(parts: Iterable[str | None]) -> Markup:
    """The parts one behind the other."""
    return Markup("".join(text(part) for part in parts if part))


def text(part: str) -> str:
    """The part as HTML says it."""
    return part if isinstance(part, Markup) else escape(part.translate(_CONTROL))
