"""Charts that differ in nothing but what they remember of cells; whether that is right, ``references.py`` judges."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

_CHART = re.compile(r"(?i)(^|/)charts/chart(ex)?[^/]*\.xml$")
_POINTS = ("ptCount", "pt", "multiLvlStrCache")
_SAFE = {"resolve_entities": False, "no_network": True, "huge_tree": True}


def only_remembering(before: Path, after: Path) -> list[str]:
    """The chart parts that are the same once the points of their caches are taken out."""
    with zipfile.ZipFile(before) as a, zipfile.ZipFile(after) as b:
        names = [n for n in set(a.namelist()) & set(b.namelist()) if _CHART.search(n)]
        return sorted(n for n in names if a.read(n) != b.read(n) and _bare(a.read(n)) == _bare(b.read(n)))


def _bare(data: bytes) -> bytes | None:
    """A chart without points, in canonical form; None where it cannot be read."""
    try:
        root = etree.fromstring(data, etree.XMLParser(**_SAFE))  # type: ignore[arg-type]
    except etree.XMLSyntaxError:
        return None
    for element in list(root.iter()):
        parent = element.getparent()
        if parent is not None and isinstance(element.tag, str) and etree.QName(element).localname in _POINTS:
            parent.remove(element)
    return bytes(etree.tostring(root, method="c14n"))


def changed_more(found: dict[str, Any], charts: list[str]) -> bool:
    """Whether a comparison that allowed these charts found changes beside them; it counts charts among features too."""
    features = set(found["features"]["changed"]) - ({"charts"} if charts else set())
    parts, sheets = found["parts"], found["sheets"]
    others = (parts["changed"], parts["workbook_elements_changed"], found["layout"]["changed"])
    return bool(features or any(others) or sheets["reordered"] or sheets["meta_changed"])
