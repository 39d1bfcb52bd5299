"""A proposed Team sheet: everybody who owns something in the team's own sheets, a row each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sheetsales.cells.grid import Workbook
from sheetsales.dataclass import dataclass
from sheetsales.schema.binding import Binding, BoundTable
from sheetsales.schema.column import Kind
from sheetsales.schema.workbook import RECORDS
from sheetsales.speech.lists import listed
from sheetsales.template.story.model import StoryRow
from sheetsales.texts import Text

MOST: Final = 200
"""More different names than this are no team."""
_SAID: Final = Text(
    "“{sheet}”里先列了您表里的 {count} 位负责人：{names}。角色都先写成销售，请改对主管和组长，补上团队、工时；离职的把在职改成否。",
    "“{sheet}” lists the {count:owner|owners} your sheets name: {names}. All are put down as reps: change who is a manager or a "
    "lead, fill in team and hours, and say No under Active for who has left.",
)
_SHOWN: Final = 8


@dataclass(frozen=True)
class OwnTeam:
    """The rows of the sheet, one for each name."""

    rows: tuple[StoryRow, ...]

    def told(self, sheet: str) -> Iterator[Text]:
        """What a user is told of the draft on its sheet."""
        names = [str(row["name"]) for row in self.rows]
        yield _SAID.fill(sheet=sheet, count=len(names), names=listed(names, most=_SHOWN))


def own_team(workbook: Workbook, binding: Binding) -> OwnTeam | None:
    """The draft; None where no sheet of the team's own says whose anything is."""
    names: dict[str, str] = {}
    for table in binding.tables:
        for name in _owners(workbook, table):
            names.setdefault(name.casefold(), name)
    if not names or len(names) > MOST:
        return None
    return OwnTeam(tuple(_row(number, name) for number, name in enumerate(names.values(), 1)))


def _row(number: int, name: str) -> StoryRow:
    blank = {column.key: None for column in RECORDS["team"].columns}
    return {**blank, "id": f"S{number:02d}", "name": name, "role": "rep", "active": "yes"}


def _owners(workbook: Workbook, table: BoundTable) -> Iterator[str]:
    """The names under the columns that refer to people, or that of the sheet where it stands for all rows."""
    grid = workbook.grid(table.sheet)
    if grid is None or table.record.key == "team":
        return
    yield from (name for key, name in table.constants.items() if table.record.by_key[key].ref == "team")
    for bound in table.columns:
        if bound.column.ref != "team" or bound.column.kind is not Kind.REF:
            continue
        for row in range(table.first_row, table.last_row + 1):
            value = grid.value(row, bound.sheet_column)
            if isinstance(value, str) and value.strip():
                yield " ".join(value.split())
