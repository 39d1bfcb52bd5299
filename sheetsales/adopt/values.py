"""Labels in cells → our codes: stages of the team's own process, statuses, grades, kinds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sheetsales.adopt.answers import LEAVE
from sheetsales.adopt.near import codes_for, stage_understood, stages_for
from sheetsales.adopt.outcome_words import kinds_of_outcome, outcome_said, outcomes_likely
from sheetsales.adopt.proposal import Option, ProposedTable, Question
from sheetsales.dataclass import dataclass
from sheetsales.regex import regex
from sheetsales.schema import aliases, defaults
from sheetsales.schema.aliases import label_key
from sheetsales.schema.choices import BY_KEY as CHOICE_LISTS
from sheetsales.schema.column import Column, Kind
from sheetsales.schema.evidence import labels_of
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Text

OUTCOME = "outcome"
"""The column of deals that says what became of them."""
MOST_LABELS = 40
"""A column with more different texts than this holds no labels."""

_SOP_STAGES = {
    "identify": "leads", "contact": "comm", "needs": "comm", "present": "offer", "quote": "offer", "negotiate": "nego", "won": "sign", "after": "care",
}  # fmt: skip
"""The packaged b2b stages in terms of the sop process; lost and hold are called the same."""


@dataclass(frozen=True)
class Learnt:
    """Codes by ``record.column`` and label, ``-`` for a label that is to be left alone; what each code is called;
    what is to be asked."""

    values: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, Text]
    questions: tuple[Question, ...]


def learn(
    tables: Iterable[ProposedTable],
    preset: str,
    answers: Mapping[str, Mapping[str, str]],
    *,
    own_stages: bool,
) -> Learnt:
    """What the cells of every choice column and of the stage column mean."""
    tables = tuple(tables)
    values: dict[str, dict[str, str]] = {}
    names: dict[str, Text] = {}
    questions: list[Question] = []
    for (record, column), texts in _labelled(tables, own_stages=own_stages).items():
        key = f"{record}.{column.key}"
        ours = choices_of(column, preset)
        said = _Said(record, column, preset, _heading(tables, record, column))
        names |= {f"{key}:{code}": text for code, text in ours.items()}
        for text in texts:
            given = _as_code(answers.get(key, {}).get(text), ours)
            code = given if given is not None else said.surely(text)
            if code in ours or (given == LEAVE and not _open(column)):
                values.setdefault(key, {})[text] = code
            elif given != LEAVE and not _open(column) and not said.needs_no_answer(text, tables):
                questions.append(_question(key, text, said.likely(text), ours))
    return Learnt(values, names, tuple(questions))


class _Said:
    """What a label of one column says: stages and outcomes by their words, every other by the lists."""

    def __init__(self, record: str, column: Column, preset: str, heading: str) -> None:
        self.column, self.preset, self.heading = column, preset, heading
        self.known = {} if column.key == OUTCOME else _known(record, column, preset)

    def surely(self, text: str) -> str:
        if self.column.key == OUTCOME:
            return outcome_said(text, self.heading)
        code = code_of(text, self.known)
        return code or (stage_understood(text, self.preset) if self.column.ref == "stages" else "")

    def needs_no_answer(self, text: str, tables: Iterable[ProposedTable]) -> bool:
        """Whether wherever an outcome of this word stands, the stage beside it says how the deal ended."""
        if self.column.key != OUTCOME:
            return False
        stages = {stage for table in tables for stage in _beside(table, text)}
        known = _known("pipeline", RECORDS["pipeline"].by_key["stage"], self.preset)
        kinds = {row["code"]: row["kind"] for row in defaults.stages(self.preset)}
        codes = {code_of(stage, known) or stage_understood(stage, self.preset) for stage in stages}
        return bool(codes) and all(kinds.get(code, "open") != "open" for code in codes)

    def likely(self, text: str) -> tuple[str, ...]:
        if self.column.key == OUTCOME:
            return outcomes_likely(text, self.heading)
        return stages_for(text, self.preset) if self.column.ref == "stages" else codes_for(text, self.known)


def _beside(table: ProposedTable, outcome: str) -> Iterator[str]:
    """The stages of the rows that have an outcome."""
    at = {bound.column.key: bound.sheet_column for bound in table.assigned.bound}
    if table.record.key == "pipeline" and {OUTCOME, "stage"} <= at.keys():
        pairs = zip(table.block.values(at[OUTCOME]), table.block.values(at["stage"]), strict=True)
        yield from (str(stage or "").strip() for said, stage in pairs if str(said).strip() == outcome)


def _heading(tables: Iterable[ProposedTable], record: str, column: Column) -> str:
    """The first heading that a column stands under."""
    bound = (b for t in tables if t.record.key == record for b in t.assigned.bound if b.column == column)
    return next((b.heading for b in bound), "")


_TWO_LANGUAGES = regex(
    r"(?P<zh>[\u3400-\u9fff]+)[\s/|·(（-]*(?P<en>[A-Za-z][A-Za-z .&'-]*?)[)）]?"
    r"|(?P<en2>[A-Za-z][A-Za-z .&'-]*?)[\s/|·(（-]*(?P<zh2>[\u3400-\u9fff]+)[)）]?"
)


def code_of(text: str, known: Mapping[str, str]) -> str:
    """The code of a label, also of one in both languages (``赢单 Won``) whose halves do not contradict each other;
    "" where it is not certain."""
    code = known.get(label_key(text))
    if code is not None:
        return code
    both = _TWO_LANGUAGES.fullmatch(text.strip())
    halves = [half for half in both.groups() if half] if both else []
    codes = {known[key] for half in halves if (key := label_key(half)) in known}
    return codes.pop() if len(codes) == 1 else ""


def best_preset(tables: Iterable[ProposedTable]) -> str:
    """The packaged process whose own stage names the workbook uses most; b2b where none stands out."""
    texts = {
        label_key(t)
        for (_r, c), found in _labelled(tables, own_stages=False).items()
        if c.ref == "stages"
        for t in found
    }

    def shared(preset: str) -> int:
        names = (label_key(name) for row in defaults.stages(preset) for name in (row["zh"], row["en"]))
        return len(texts.intersection(names))

    return max(defaults.PRESETS, key=shared)


def _as_code(given: str | None, ours: Mapping[str, Text]) -> str | None:
    """An answer as a code, also where it is what the code is called in either language."""
    if given is None or given == LEAVE or given in ours:
        return given
    called = {label_key(name): code for code, text in ours.items() for name in (text.zh, text.en)}
    return called.get(label_key(given), given)


def _open(column: Column) -> bool:
    return column.kind is Kind.CHOICE and CHOICE_LISTS[column.choices].open


def _labelled(tables: Iterable[ProposedTable], *, own_stages: bool) -> dict[tuple[str, Column], list[str]]:
    """Per choice column and stage column the different texts in it, in order of appearance."""
    found: dict[tuple[str, Column], dict[str, None]] = {}
    for table in tables:
        for bound in table.assigned.bound:
            column = bound.column
            stage = column.ref == "stages" and column.kind is Kind.REF
            labelled = stage or column.key == OUTCOME or column.kind in (Kind.CHOICE, Kind.YES_NO)
            if (stage and own_stages) or not labelled:
                continue
            texts = (
                str(v).strip() for v in table.block.values(bound.sheet_column) if isinstance(v, str | int)
            )
            found.setdefault((table.record.key, column), {}).update(dict.fromkeys(t for t in texts if t))
    return {key: list(texts) for key, texts in found.items() if len(texts) <= MOST_LABELS}


def _known(record: str, column: Column, preset: str) -> Mapping[str, str]:
    """Folded label → code of this preset."""
    if column.ref != "stages":
        return labels_of(record, column)
    learnt = aliases.labels("pipeline", "stage")
    if preset == "sop":
        learnt = {label: _SOP_STAGES.get(code, code) for label, code in learnt.items()}
    own = {label_key(row[n]): row["code"] for row in defaults.stages(preset) for n in ("code", "zh", "en")}
    return {**learnt, **own}


def choices_of(column: Column, preset: str) -> dict[str, Text]:
    """Every code that a value of the column may mean, and what it is called."""
    if column.ref == "stages":
        return {row["code"]: Text(row["zh"], row["en"]) for row in defaults.stages(preset)}
    if column.key == OUTCOME:
        return kinds_of_outcome()
    key = "yes_no" if column.kind is Kind.YES_NO else column.choices
    return {choice.code: choice.label for choice in CHOICE_LISTS[key].choices}


def _question(key: str, label: str, likely: tuple[str, ...], ours: Mapping[str, Text]) -> Question:
    why = Text("不认识这个值", "the value is not known")
    options = tuple(Option(code, ours[code]) for code in likely if code in ours)
    return Question("value", key, label, why, options)
