"""The group's table out of many workbooks."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from sheetsales.backends.saving import check_place, save_in_place, save_new
from sheetsales.backends.workroom import workroom
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest, NothingToDo
from sheetsales.indicators.asked_period import required_month
from sheetsales.indicators.period import Period, month_of, shifted
from sheetsales.reports.group.facts import BookFacts, NotCounted
from sheetsales.reports.required import require_begun
from sheetsales.texts import Lang, Text
from sheetsales.workflow.our_files import is_group_report
from sheetsales.workflow.rolling.files import workbooks
from sheetsales.workflow.rolling.hands import by_processes
from sheetsales.workflow.rolling.reducing import Outcome, Task

if TYPE_CHECKING:
    from sheetsales.reports.group.joined import Group

_KIND: Final = Text(
    "集团表要存成 .xlsx，“{name}”不行。", "The group's table is an .xlsx file; '{name}' will not do."
)
_NOT_ONE: Final = Text(
    "{n} 个文件里没有一个能算：{first}。", "None of {n:file|files} can be counted: {first}."
)
_FIRST: Final = Text("{place}——{reason}", "{place}: {reason}")


@dataclass(frozen=True)
class Asked:
    """What is asked of a group: ``month`` "" is the last whole one; without ``dask`` the work is done by ``jobs`` processes
    of this machine, 0 for as many as it has processors. ``currency`` and ``rates`` go before what the workbooks say."""

    out: Path
    today: dt.date
    month: str = ""
    jobs: int = 0
    dask: str = ""
    ship: bool = False
    currency: str = ""
    rates: Mapping[str, Decimal] | None = None
    lang: Lang | None = None
    force: bool = False
    dry_run: bool = False


def roll_up(places: Sequence[Path], asked: Asked) -> Group:
    """Make the group's table of the workbooks in ``places``, which stay untouched; with ``dry_run`` nothing is written.

    Raises ``NothingToDo`` where none of them can be counted; what cannot be read is a row with its reason.
    """
    period = _month(asked)
    _check_out(asked)
    files = workbooks(places, asked.out)
    tasks = [Task(one.place, str(one.path), period, asked.today) for one in files]
    outcomes = _handed_out(tasks, asked)
    read = [one for one in outcomes if isinstance(one, BookFacts)]
    others = [one for one in outcomes if isinstance(one, NotCounted)]
    if not read:
        first = _FIRST.fill(place=others[0].place, reason=others[0].reason)
        raise NothingToDo(_NOT_ONE.fill(n=len(others), first=first))
    from sheetsales.reports.group.build import joined  # it loads pandas

    group = joined(
        read, others, period=period, today=asked.today, lang=asked.lang, currency=asked.currency,
        rates=asked.rates,
    )  # fmt: skip
    if not asked.dry_run:
        _write(group, asked.out)
    return group


def _month(asked: Asked) -> Period:
    if not asked.month:
        return shifted(month_of(asked.today), -1)
    period = required_month(asked.month, asked.today)
    require_begun(period, asked.today)
    return period


def _check_out(asked: Asked) -> None:
    """Refuses a place that is no workbook's, or taken by what is no group's table of ours."""
    if asked.out.suffix.lower() != ".xlsx":
        raise BadRequest(_KIND.fill(name=asked.out.name))
    check_place(asked.out, overwrite=asked.force or is_group_report(asked.out))


def _handed_out(tasks: Sequence[Task], asked: Asked) -> list[Outcome]:
    if asked.dask:
        from sheetsales.workflow.rolling.cluster import by_cluster

        return by_cluster(tasks, asked.dask, ship=asked.ship)
    return by_processes(tasks, asked.jobs or os.cpu_count() or 1, ship=asked.ship)


def _write(group: Group, out: Path) -> None:
    """Make the file in a place of its own, then put it where it belongs, whole or not at all."""
    from sheetsales.reports.group.build import write_group
    from sheetsales.rules.everything import CATALOGUE

    with workroom() as folder:
        made = folder / out.name
        write_group(group, made, CATALOGUE)

        def write(target: BinaryIO) -> None:
            target.write(made.read_bytes())

        if out.exists():
            save_in_place(out, write)
        else:
            save_new(out, write)
