"""``[Content_Types].xml``: which kind of content each part of a package is."""

from __future__ import annotations

from sheetsales.backends.ooxml.spans import Node, Rewrite, escape_attribute, parse
from sheetsales.backends.parts.content_types import CONTENT_TYPES


def with_part(data: bytes, name: str, content_type: str) -> bytes:
    """A part gets an Override of its own; one that already waited for it is taken over, for no part may have two."""
    types = Rewrite(data, CONTENT_TYPES)
    waiting = _overrides(types.root, name)
    for node in waiting:
        types.set(node, "ContentType", content_type)
    if not waiting:
        types.append(types.root, _tag(types, "Override", PartName="/" + name, ContentType=content_type))
    return types.result()


def with_extension(data: bytes, extension: str, content_type: str) -> bytes:
    """All parts whose names end so are of this type where nothing else is said; what was said before stays."""
    types = Rewrite(data, CONTENT_TYPES)
    if _default(types.root, extension) is None:
        tag = _tag(types, "Default", Extension=extension, ContentType=content_type)
        types.insert(types.root.inner, tag)
    return types.result()


def without_part(data: bytes, name: str) -> bytes:
    types = Rewrite(data, CONTENT_TYPES)
    for node in _overrides(types.root, name):
        types.remove(node)
    return types.result()


def type_of(data: bytes, name: str) -> str:
    """The content type of a part; "" where none is declared."""
    root = parse(data, CONTENT_TYPES)
    own = _overrides(root, name)
    return own[0].attrs.get("ContentType", "") if own else _default(root, name.rpartition(".")[2]) or ""


def parts_of_type(types: Node, mark: str) -> list[str]:
    """The parts whose own content type contains ``mark``."""
    return [_named(node) for node in types.all("Override") if mark in node.attrs.get("ContentType", "")]


def _overrides(root: Node, name: str) -> list[Node]:
    return [node for node in root.all("Override") if _named(node).lower() == name.lower()]


def _named(node: Node) -> str:
    return node.attrs.get("PartName", "").replace("\\", "/").lstrip("/")


def _default(root: Node, extension: str) -> str | None:
    for node in root.all("Default"):
        if node.attrs.get("Extension", "").lower() == extension.lower():
            return node.attrs.get("ContentType", "")
    return None


def _tag(types: Rewrite, name: str, **attributes: str) -> bytes:
    said = [b' %b="%b"' % (key.encode(), escape_attribute(value)) for key, value in attributes.items()]
    return b"<" + types.prefix + name.encode() + b"".join(said) + b"/>"
