"""What a column is: its title in both languages, what it may hold, and how it is shown."""

from __future__ import annotations

from enum import StrEnum

from sheetsales.dataclass import dataclass
from sheetsales.texts import NO_TEXT, Text


class Kind(StrEnum):
    """What the cells of a column mean, and so how they are read, checked, formatted and offered."""

    TEXT = "text"
    NOTE = "note"  # long text, wraps
    ID = "id"
    REF = "ref"  # the id of a record of another sheet
    CHOICE = "choice"  # a code of a choice list
    LIST = "list"  # several codes, ids or words, separated by 、 , ; or /
    MONEY = "money"
    NUMBER = "number"
    INTEGER = "integer"
    PERCENT = "percent"
    DATE = "date"
    YES_NO = "yes_no"
    PERIOD = "period"  # 2026, 2026Q4, 2026-10
    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    ANY = "any"  # whatever stands there, as it is


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a record. Titles carry no unit and no required mark: headings add them.

    ``choices`` names a choice list (CHOICE), ``ref`` the record referred to (REF, or LIST of them). ``folded``
    columns sit in a closed column group; ``written`` ones are filled by sheetsales. ``only`` restricts a column to
    the template of one language, ``module`` to workbooks with a sheet of that module. ``width`` in characters, None to
    follow the kind.
    """

    key: str
    title: Text
    kind: Kind = Kind.TEXT
    required: bool = False
    help: Text = NO_TEXT
    example: Text = NO_TEXT
    choices: str = ""
    ref: str = ""
    unit: Text = NO_TEXT
    folded: bool = False
    written: bool = False
    only: str = ""
    module: str = ""
    width: int | None = None


def col(key: str, zh: str, en: str, kind: Kind = Kind.TEXT, **options: object) -> Column:
    """A column in one line; ``help`` and ``example`` may be given as (zh, en) pairs."""
    for name in ("help", "example", "unit"):
        pair = options.get(name)
        if isinstance(pair, tuple):
            options[name] = Text(*pair)
    return Column(key, Text(zh, en), kind, **options)  # type: ignore[arg-type]  # pairs became Text above
