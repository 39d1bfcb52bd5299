"""The systems that files can be made for, and what those files hold: rows of ``systems.tsv``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from sheetsales.dataclass import dataclass
from sheetsales.texts import Text


class Field(NamedTuple):
    """One column of a file: its heading, what it holds, and whether a row without it is refused there."""

    heading: str
    value: str
    required: bool


class Layout(NamedTuple):
    """One file: its name, the kind of record it is of, its columns."""

    file: str
    record: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class System:
    """``signed`` files begin with a byte order mark, for people who open them; ``day`` is how days are written. It takes
    ``rows`` at a time."""

    key: str
    title: str
    signed: bool = False
    day: str = "%Y-%m-%d"
    rows: int = 1_000_000
    note: Text | None = None

    @property
    def layouts(self) -> tuple[Layout, ...]:
        return _declared()[0].get(self.key, ())

    @property
    def stages(self) -> Mapping[str, str]:
        """What it calls our stages, by their codes; ``@won`` and ``@lost`` by kind."""
        return _declared()[1].get(self.key, {})


SYSTEMS: Final = (
    System("salesforce", "Salesforce", rows=50_000, note=Text(
        "导入用数据导入向导或 Data Loader；CreatedDate 要特别权限，没有导出。",
        "Import with the Data Import Wizard or Data Loader. CreatedDate takes a permission of its own and is not in it.")),
    System("hubspot", "HubSpot", note=Text(
        "导入时日期格式选 年-月-日；商机阶段要先在 HubSpot 的管道里建好。",
        "Choose year-month-day for dates when importing; the deal stages have to be in HubSpot's pipeline first.")),
    System("zoho", "Zoho CRM", rows=30_000, note=Text(
        "先导入客户，再导入商机；日期格式选 yyyy-MM-dd。",
        "Import accounts before deals; choose yyyy-MM-dd for dates.")),
    System("feishu", "飞书多维表格", day="%Y/%m/%d", rows=20_000, note=Text(
        "第一行是字段名；在多维表格里选“导入 Excel”。", "The first row holds the field names; choose Import Excel in Base.")),
    System("jiandaoyun", "简道云", rows=50_000, note=Text(
        "表单里要先有同名的字段；成员字段每次最多导入 10,000 行。",
        "The form needs fields of these names first; with member fields it takes 10,000 rows at a time.")),
    System("csv", "CSV", signed=True),
)  # fmt: skip


def system_of(key: str) -> System:
    """The system of a key that is one."""
    return next(system for system in SYSTEMS if system.key == key)


@cache
def _declared() -> tuple[Mapping[str, tuple[Layout, ...]], Mapping[str, Mapping[str, str]]]:
    """The files and the stages of every system."""
    fields: dict[tuple[str, str, str], list[Field]] = {}
    stages: dict[str, dict[str, str]] = {}
    text = files("sheetsales.exports").joinpath("systems.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        system, file, record, heading, *more = line.split("\t")
        if file == "stage":
            stages.setdefault(system, {})[record] = heading
        else:
            value, required = more
            fields.setdefault((system, file, record), []).append(Field(heading, value, bool(required)))
    layouts: dict[str, tuple[Layout, ...]] = {}
    for (system, file, record), columns in fields.items():
        layouts[system] = (*layouts.get(system, ()), Layout(file, record, tuple(columns)))
    return layouts, stages
