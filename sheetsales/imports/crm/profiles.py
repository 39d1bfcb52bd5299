"""What other systems call the columns of their exports: rows of ``profiles.tsv``."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.regex import regex
from sheetsales.texts import Text

OTHER: Final = "."
"""Columns that only tell which export it is; nothing is taken from them."""
STAGE_NAMES: Final = "stage_names"
LINKS: Final = "links"
"""Two kinds of export that hold no records: what the ids of stages mean, and which deal is whose."""
_PREFIXES: Final = ("propertyhs", "property")
_BETWEEN: Final = regex(r"[\W_]+")

SYSTEMS: Final[Mapping[str, Text]] = {
    "salesforce": Text("Salesforce", "Salesforce"),
    "hubspot": Text("HubSpot", "HubSpot"),
    "zoho": Text("Zoho CRM", "Zoho CRM"),
    "dynamics": Text("Dynamics 365", "Dynamics 365"),
    "pipedrive": Text("Pipedrive", "Pipedrive"),
    "odoo": Text("Odoo", "Odoo"),
    "espocrm": Text("EspoCRM", "EspoCRM"),
    "frappe": Text("Frappe CRM", "Frappe CRM"),
    "wukong": Text("悟空 CRM", "Wukong CRM"),
    "cordys": Text("Cordys CRM", "Cordys CRM"),
    "fxiaoke": Text("纷享销客", "Fxiaoke"),
    "jiandaoyun": Text("简道云", "Jodoo"),
    "feishu": Text("飞书多维表格", "Feishu Base"),
    "other": Text("其他系统", "another system"),
    "forms": Text("表单", "form"),
}
"""Systems by key; the last four name their columns as each team likes: those are read by what they mean."""


@dataclass(frozen=True)
class Profile:
    """One kind of export of one system: heading as compared → column it is, and the order of each column's headings."""

    system: str
    record: str
    columns: Mapping[str, str]
    order: Mapping[str, tuple[str, ...]]


def folded(heading: str) -> str:
    """A heading as it is compared: without case, width, blanks and punctuation, nor what loaders put before it."""
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", heading).casefold())
    for prefix in _PREFIXES:
        if plain.startswith(prefix) and plain != prefix:
            return plain.removeprefix(prefix)
    return plain


@cache
def profiles() -> tuple[Profile, ...]:
    """Every profile, in the order of the file."""
    text = files("sheetsales.imports.crm").joinpath("profiles.tsv").read_text(encoding="utf-8")
    columns: dict[tuple[str, str], dict[str, str]] = {}
    order: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            system, record, column, headings = line.split("\t")
            names = tuple(dict.fromkeys(map(folded, headings.split("|"))))
            own = columns.setdefault((system, record), {})
            for name in names:
                own.setdefault(name, column)
            order.setdefault((system, record), {})[column] = names
    return tuple(Profile(*at, columns[at], order[at]) for at in columns)


@cache
def shared() -> Mapping[str, int]:
    """How many profiles have a heading."""
    found: dict[str, int] = {}
    for profile in profiles():
        for name in profile.columns:
            found[name] = found.get(name, 0) + 1
    return found
