"""The mistakes that can be planted, one function each: a single fault in otherwise clean data.

``mistakes.tsv`` says of each what it looks like and which findings it causes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from sheetsales.schema.defaults import Preset, stages, steps
from sheetsales.template.story.drafts import Row, StoryDraft, day_of, number_of, text_of
from sheetsales.template.story.ledger_mistakes import LEDGER_MISTAKES
from sheetsales.template.story.mistake import Mistake
from sheetsales.template.story.model import RawKey, RawValue, StoryValue
from sheetsales.template.story.people import TEAMS, name_of
from sheetsales.template.story.people_mistakes import PEOPLE_MISTAKES
from sheetsales.template.story.plan import LEAVER
from sheetsales.template.story.shifting import report_month, week_end
from sheetsales.texts import Lang, Text

_NEWCOMER = "S07"
_WAYS = {
    "b2b": ("identify", "contact", "needs", "quote", "negotiate"),
    "sop": ("leads", "comm", "offer", "nego"),
}
_CARER = "S05"
_NO_MEASURE = Text("提升客户关系", "Improve customer relationships")
_TOTAL = Text("合计", "Total")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def _cell(record: str, record_id: str, column: str, value: StoryValue) -> Callable[[StoryDraft], None]:
    """Puts another value into a cell; None empties it."""

    def plant(draft: StoryDraft) -> None:
        row = draft.find(record, record_id)
        if row is not None:
            row[column] = value

    return plant


def _dated(record_id: str, column: str, day: str) -> Callable[[StoryDraft], None]:
    """Puts another day into a cell of a deal."""

    def plant(draft: StoryDraft) -> None:
        row = draft.find("pipeline", record_id)
        if row is not None:
            row[column] = draft.day(day)

    return plant


def _raw(
    record: str, record_id: str, column: str, spoil: Callable[[StoryDraft, Row], RawValue]
) -> Callable[[StoryDraft], None]:
    """Has a cell written as ``spoil`` makes it from the row."""

    def plant(draft: StoryDraft) -> None:
        row = draft.find(record, record_id)
        if row is not None:
            draft.write(record, row, column, spoil(draft, row))

    return plant


def _in_the_story(_: StoryDraft) -> None:
    """The stalled deal is part of the story, planted or not."""


def _dotted_date(_: StoryDraft, row: Row) -> str:
    return f"{day_of(row, 'expected_close'):%Y.%m.%d}"


def _misspelt_stage(draft: StoryDraft, row: Row) -> str:
    stage = next(s for s in stages(draft.process) if s["code"] == row["stage"])
    return stage[draft.lang].replace("谈判", "谈叛").replace("egotiation", "egotation")


def _code_as_number(draft: StoryDraft, row: Row) -> float:
    """A long code loses its last digits as a number, a short one its leading zero."""
    return float(text_of(row, "credit_code" if draft.lang == "zh" else "registration_no"))


def _x04(draft: StoryDraft) -> None:
    column = "credit_code" if draft.lang == "zh" else "registration_no"
    _raw("customers", "C-014", column, _code_as_number)(draft)


def _x03(draft: StoryDraft) -> None:
    """An S05 contact of no single deal whose day and month can be taken for each other, else of a closed deal."""
    own = [row for row in draft.rows["activities"] if row["rep"] == _CARER]
    own.sort(key=lambda row: ("opportunity" in row, row["date"] != draft.day("2026-03-04")))
    for row in own:
        day = day_of(row, "date")
        if day.day <= 12 and day.day != day.month:
            draft.write("activities", row, "date", f"{day.month}/{day.day}/{day.year}")
            return


def _x08(draft: StoryDraft) -> None:
    total = sum((number_of(row, "amount") for row in draft.rows["pipeline"]), Decimal(0))
    draft.rows["pipeline"].append({"id": _TOTAL.in_(draft.lang), "amount": total})


def _x10(draft: StoryDraft) -> None:
    first, second = draft.find("customers", "C-021"), draft.find("customers", "C-058")
    if first is not None and second is not None:
        name = text_of(first, "name")
        second["name"] = f"宁波{name}" if draft.lang == "zh" else name.replace("Ltd", "Limited")
        second |= {key: first[key] for key in ("short_name", "phone", "industry", "address")}


def _x11(draft: StoryDraft) -> None:
    row = draft.find("customers", "C-026")
    if row is None:
        return
    if draft.lang == "zh":
        code = text_of(row, "credit_code")
        row["credit_code"] = code[:-1] + ("1" if code[-1] != "1" else "2")
    else:
        row["email"] = "j.ward.example.com"


def _x15(draft: StoryDraft) -> None:
    day = draft.day("2026-09-08")
    row = draft.find("customers", "C-004")
    if row is None:
        return
    own = [a for a in draft.rows["activities"] if a["customer"] == "C-004"]
    late = [a for a in own if day_of(a, "date") > day]
    draft.rows["activities"] = [a for a in draft.rows["activities"] if a not in late]
    late[-1].pop("opportunity", None)
    draft.rows["activities"].append(late[-1] | {"date": day})
    row["last_contact"] = day


def _x26(draft: StoryDraft) -> None:
    """Straight from the first stage to the quotation: the stages between leave neither log nor contacts."""
    row = draft.find("pipeline", "O-0115")
    if row is None:
        return
    first, *_, last = (log for log in draft.rows["stage_log"] if log["opportunity"] == "O-0115")
    opening = next(a for a in draft.rows["activities"] if a.get("opportunity") == "O-0115")
    quoted = day_of(last, "seen_on")
    first["seen_on"] = row["created_on"] = opening["date"] = quoted - dt.timedelta(days=3)
    last["from"] = first["to"]
    _keep(draft, "stage_log", "O-0115", lambda log: log is first or log is last)
    _keep(draft, "activities", "O-0115", lambda a: a is opening or day_of(a, "date") >= quoted)


def _keep(draft: StoryDraft, record: str, deal: str, wanted: Callable[[Row], bool]) -> None:
    """Drops the deal's rows that are not wanted."""
    draft.rows[record] = [row for row in draft.rows[record] if row.get("opportunity") != deal or wanted(row)]


def _x27(draft: StoryDraft) -> None:
    """Back from the negotiation to the first contact: the log tells of a longer way there and of the step back."""
    row = draft.find("pipeline", "O-0122")
    logs = [log for log in draft.rows["stage_log"] if log["opportunity"] == "O-0122"]
    if row is None or not logs:
        return
    last = logs[-1]
    since = day_of(last, "seen_on")
    way = _WAYS["sop" if draft.process == "sop" else "b2b"]
    _keep(draft, "stage_log", "O-0122", lambda log: log is last)
    before: str | None = None
    for number, stage in enumerate(way):
        day = since - dt.timedelta(days=7 * (len(way) - number))
        draft.rows["stage_log"].append({**last, "seen_on": day, "from": before, "to": stage})
        before = stage
    last["from"] = before
    row["created_on"] = since - dt.timedelta(days=7 * len(way))


def _x28(draft: StoryDraft) -> None:
    row = draft.find("pipeline", "O-0129")
    if row is None:
        return
    since = day_of(row, "stage_since")
    day = draft.recent("2026-10-29")
    kept = [
        a for a in draft.rows["activities"] if a.get("opportunity") == "O-0129" and day_of(a, "date") >= since
    ]
    kept[-1]["date"] = day
    _keep(draft, "activities", "O-0129", lambda a: a is kept[-1] or day_of(a, "date") < since)


def _x29(draft: StoryDraft) -> None:
    at = next((n for n, step in enumerate(steps(draft.process)) if step["code"] == "QU2"), None)
    if at is not None:
        draft.raw_config["steps", at, "evidence"] = Text("审批时间", "Approved at").in_(draft.lang)


def _target(draft: StoryDraft, wanted: Callable[[Row], bool]) -> Row | None:
    return next((row for row in draft.rows["targets"] if wanted(row)), None)


def _x30(draft: StoryDraft) -> None:
    """The month after the one reported lacks the target of one active person."""
    months = sorted({str(row["period"]) for row in draft.rows["targets"] if len(str(row["period"])) == 7})
    coming = months[months.index(report_month(draft.today)) + 1]
    missing = _target(
        draft, lambda row: row["period"] == coming and row["owner"] == name_of("S06", draft.lang)
    )
    draft.rows["targets"] = [row for row in draft.rows["targets"] if row is not missing]


def _x31(draft: StoryDraft) -> None:
    east = TEAMS["east"][draft.lang]
    row = _target(draft, lambda row: "Q" in str(row["period"]) and row["owner"] == east)
    if row is not None:
        row["value"] = Decimal(1_200_000)


def _x32(draft: StoryDraft) -> None:
    person = name_of(_CARER, draft.lang)
    row = _target(draft, lambda row: row["owner"] == person and row["measure"] == "satisfaction")
    if row is not None:
        draft.write("targets", row, "measure", _NO_MEASURE.in_(draft.lang))


def _x35(draft: StoryDraft) -> None:
    """The week's open hours of S04 add up to 46: the last three tasks were planned too long."""
    end = week_end(draft.today)
    own = [
        row for row in draft.rows["tasks"]
        if row.get("assignee") == "S04" and row["status"] == "open" and day_of(row, "due") <= end
    ]  # fmt: skip
    over = Decimal(46) - sum(number_of(row, "hours") for row in own)
    last = own[-3:]
    for left, row in zip(range(len(last), 0, -1), last, strict=True):
        more = (over / left).quantize(Decimal(1)) if left > 1 else over
        row["hours"] = number_of(row, "hours") + more
        over -= more


def _full_width(_: StoryDraft, row: Row) -> str:
    return text_of(row, "phone").translate(_FULL_WIDTH)


MISTAKES: tuple[Mistake, ...] = (
    Mistake("X01", _raw("pipeline", "O-0007", "amount", lambda _, row: str(row["amount"]))),
    Mistake("X02", _raw("pipeline", "O-0019", "expected_close", _dotted_date)),
    Mistake("X03", _x03),
    Mistake("X04", _x04),
    Mistake("X05", _raw("pipeline", "O-0033", "stage", _misspelt_stage)),
    Mistake("X06", _raw("pipeline", "O-0042", "probability", lambda *_: 75)),
    Mistake("X07", _cell("pipeline", "O-0055", "owner", None)),
    Mistake("X08", _x08),
    Mistake("X09", _raw("customers", "C-029", "phone", _full_width)),
    Mistake("X10", _x10),
    Mistake("X11", _x11),
    Mistake("X12", _cell("customers", "C-011", "owner", LEAVER)),
    Mistake("X13", _cell("customers", "C-033", "grade", "D")),
    Mistake("X14", _cell("customers", "C-009", "next_contact", None)),
    Mistake("X15", _x15),
    Mistake("X16", _in_the_story),
    Mistake("X17", _cell("pipeline", "O-0131", "approved_by", None)),
    Mistake("X18", _cell("pipeline", "O-0133", "approved_by", _NEWCOMER)),
    Mistake("X19", _dated("O-0088", "closed_on", "2026-11-20")),
    Mistake("X20", _dated("O-0109", "expected_close", "2026-08-31")),
    Mistake("X21", _dated("O-0134", "next_step_on", "2026-10-09")),
    Mistake("X22", _cell("pipeline", "O-0097", "amount", Decimal(26))),
    Mistake("X23", _cell("pipeline", "O-0140", "forecast_category", "commit")),
    Mistake("X24", _cell("pipeline", "O-0091", "contract_no", None)),
    Mistake("X25", _cell("pipeline", "O-0102", "reason", None)),
    Mistake("X26", _x26),
    Mistake("X27", _x27),
    Mistake("X28", _x28),
    Mistake("X29", _x29),
    Mistake("X30", _x30),
    Mistake("X31", _x31),
    Mistake("X32", _x32),
    Mistake("X33", _cell("tasks", "T-031", "assignee", LEAVER)),
    Mistake("X34", _cell("tasks", "T-052", "assignee", _NEWCOMER)),
    Mistake("X35", _x35),
)
"""All mistakes of the sample, in the order of ``mistakes.tsv``."""

PLANTED_NOW = (
    "X01", "X02", "X03", "X04", "X05", "X06", "X07", "X08", "X09", "X10", "X11", "X12", "X13", "X14", "X15", "X16",
    "X17", "X18", "X19", "X20", "X21", "X22", "X23", "X24", "X25", "X26", "X27", "X28", "X29", "X30", "X31",
    "X32", "X33", "X34", "X35",
)  # fmt: skip
"""Those whose rules exist: what a sample workbook carries unless told otherwise."""


def plant(
    rows: Mapping[str, Sequence[Row]], ids: Sequence[str], lang: Lang, process: Preset, today: dt.date
) -> tuple[dict[str, tuple[Row, ...]], dict[RawKey, RawValue]]:
    """The rows with the named mistakes in them, and the cells to be written as they stand."""
    draft = StoryDraft.of(rows, lang, process, today)
    for mistake in (*MISTAKES, *LEDGER_MISTAKES, *PEOPLE_MISTAKES):
        if mistake.id in ids:
            mistake.plant(draft)
    for found in draft.rows.values():
        for row in found:
            for key in [key for key, value in row.items() if value is None]:
                del row[key]
    return {key: tuple(found) for key, found in draft.rows.items()}, draft.raw
