"""Sheets among themselves: sisters are read alike and asked about once; a sheet named after a person holds that person's rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from sheetsales.adopt.proposal import ProposedTable, Question
from sheetsales.regex import regex
from sheetsales.schema.assignment import Assignment
from sheetsales.schema.binding import BoundColumn
from sheetsales.schema.words import words_of

_SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
"""The hundred-odd most common family names of China."""
_FIRST_NAMES: Final = frozenset(
    [
        "james",
        "john",
        "robert",
        "michael",
        "william",
        "david",
        "richard",
        "joseph",
        "thomas",
        "charles",
        "christopher",
        "daniel",
        "matthew",
        "anthony",
        "mark",
        "donald",
        "steven",
        "paul",
        "andrew",
        "joshua",
        "kenneth",
        "kevin",
        "brian",
        "george",
        "edward",
        "ronald",
        "timothy",
        "jason",
        "jeffrey",
        "ryan",
        "jacob",
        "gary",
        "nicholas",
        "eric",
        "jonathan",
        "stephen",
        "larry",
        "justin",
        "scott",
        "brandon",
        "benjamin",
        "samuel",
        "gregory",
        "frank",
        "alexander",
        "raymond",
        "patrick",
        "jack",
        "dennis",
        "jerry",
        "tyler",
        "aaron",
        "jose",
        "adam",
        "nathan",
        "henry",
        "peter",
        "zachary",
        "kyle",
        "walter",
        "ethan",
        "jeremy",
        "harold",
        "keith",
        "christian",
        "roger",
        "noah",
        "gerald",
        "carl",
        "terry",
        "sean",
        "austin",
        "arthur",
        "lawrence",
        "jesse",
        "dylan",
        "bryan",
        "joe",
        "jordan",
        "billy",
        "bruce",
        "albert",
        "willie",
        "gabriel",
        "logan",
        "alan",
        "juan",
        "ben",
        "bob",
        "bill",
        "tom",
        "tim",
        "jim",
        "mike",
        "dave",
        "steve",
        "chris",
        "matt",
        "nick",
        "dan",
        "sam",
        "alex",
        "tony",
        "andy",
        "greg",
        "jeff",
        "ken",
        "ron",
        "ray",
        "max",
        "leo",
        "oliver",
        "harry",
        "charlie",
        "oscar",
        "simon",
        "martin",
        "neil",
        "graham",
        "colin",
        "ian",
        "mary",
        "patricia",
        "jennifer",
        "linda",
        "elizabeth",
        "barbara",
        "susan",
        "jessica",
        "sarah",
        "karen",
        "lisa",
        "nancy",
        "betty",
        "margaret",
        "sandra",
        "ashley",
        "kimberly",
        "emily",
        "donna",
        "michelle",
        "carol",
        "amanda",
        "dorothy",
        "melissa",
        "deborah",
        "stephanie",
        "rebecca",
        "sharon",
        "laura",
        "cynthia",
        "kathleen",
        "amy",
        "angela",
        "shirley",
        "anna",
        "brenda",
        "pamela",
        "emma",
        "nicole",
        "helen",
        "samantha",
        "katherine",
        "christine",
        "debra",
        "rachel",
        "carolyn",
        "janet",
        "catherine",
        "maria",
        "heather",
        "diane",
        "ruth",
        "julie",
        "olivia",
        "joyce",
        "virginia",
        "victoria",
        "kelly",
        "lauren",
        "christina",
        "joan",
        "evelyn",
        "judith",
        "megan",
        "andrea",
        "cheryl",
        "hannah",
        "jacqueline",
        "martha",
        "gloria",
        "teresa",
        "ann",
        "sara",
        "madison",
        "frances",
        "kathryn",
        "janice",
        "jean",
        "abigail",
        "alice",
        "julia",
        "judy",
        "sophia",
        "grace",
        "denise",
        "amber",
        "doris",
        "marilyn",
        "danielle",
        "beverly",
        "isabella",
        "theresa",
        "diana",
        "natalie",
        "brittany",
        "charlotte",
        "marie",
        "kayla",
        "alexis",
        "lori",
        "kate",
        "jane",
        "claire",
        "lucy",
        "holly",
        "sally",
        "jo",
        "sue",
        "beth",
    ]
)
"""Common English first names, and what people make of them."""
_WESTERN_NAME: Final = regex(r"(?P<first>[A-Z][a-z]+)(?: (?:[A-Z]\.|(?:[A-Z][a-z']*)+))?\Z")
_CHINESE_NAME: Final = regex(r"[\u3400-\u9fff]{2,3}\Z")


def read_alike(tables: Sequence[ProposedTable]) -> tuple[ProposedTable, ...]:
    """Tables of one record under the same headings read as the best of them is: what one binds, all bind; what is left
    alone on one is left alone on all."""
    groups = _sisters(tables)
    return tuple(_as_sisters(table, groups[id(table)]) for table in tables)


def _sisters(tables: Iterable[ProposedTable]) -> Mapping[int, Sequence[ProposedTable]]:
    """The tables laid out alike, by each of them."""
    groups: dict[tuple[str, frozenset[str]], list[ProposedTable]] = {}
    for table in tables:
        keys = frozenset(field.heading.key for field in table.block.fields)
        groups.setdefault((table.record.key, keys), []).append(table)
    return {id(table): group for group in groups.values() for table in group}


def _as_sisters(table: ProposedTable, group: Sequence[ProposedTable]) -> ProposedTable:
    if len(group) < 2:
        return table
    read = _readings(group)
    taken = {bound.column.key for bound in table.assigned.bound}
    left_alone = {" ".join(heading.split()) for sister in group for heading in sister.left}
    own = {" ".join(heading.split()) for heading in table.left}
    bound, still, left = list(table.assigned.bound), [], list(table.left)
    for heading in table.assigned.open:
        plain = " ".join(heading.field.text.split())
        known = read.get(heading.field.heading.key)
        if plain in left_alone:
            left += [] if plain in own else [heading.field.text]
            still.append(heading)
        elif known is not None and known.column.key not in taken and heading.why != "doubled":
            taken.add(known.column.key)
            bound.append(replace(known, sheet_column=heading.field.sheet_column, heading=heading.field.text))
        else:
            still.append(heading)
    in_order = tuple(sorted(bound, key=lambda b: b.sheet_column))
    found = Assignment(in_order, tuple(still), table.assigned.unsure)
    return replace(table, assigned=found, left=tuple(left))


def _readings(group: Sequence[ProposedTable]) -> Mapping[str, BoundColumn]:
    """How each heading is read by the sister with most columns that reads it; the first of two alike."""
    found: dict[str, BoundColumn] = {}
    for table in sorted(group, key=lambda t: -len(t.assigned.bound)):
        at = {field.sheet_column: field.heading.key for field in table.block.fields}
        for bound in table.assigned.bound:
            found.setdefault(at[bound.sheet_column], bound)
    return found


def asked_once(questions: Sequence[Question], tables: Sequence[ProposedTable]) -> tuple[Question, ...]:
    """The questions without those that the sisters answer, and one for all sisters; its answer holds for all of them."""
    groups, by_sheet = _sisters(tables), {table.sheet: table for table in tables}
    kept: list[Question] = []
    seen: set[tuple[int, str]] = set()
    for question in questions:
        table = by_sheet.get(question.place) if question.subject == "column" else None
        if table is not None:
            key = (id(groups[id(table)][0]), " ".join(question.about.split()))
            is_open = any(o.field.text == question.about for o in table.assigned.open)
            if key in seen or not is_open or question.about in table.left:
                continue
            seen.add(key)
        kept.append(question)
    return tuple(kept)


def named_after_people(tables: Sequence[ProposedTable], people: Iterable[str]) -> tuple[ProposedTable, ...]:
    """The tables, where those without a column for whose the rows are belong to the person their sheet is named after.

    It is one where the workbook knows the name as a person's, or where sisters are all named like people.
    """
    known = {" ".join(name.split()) for name in people} | _owners(tables)
    groups = _sisters(tables)
    return tuple(_of_person(table, groups[id(table)], known) for table in tables)


def _owners(tables: Iterable[ProposedTable]) -> set[str]:
    """The texts under bound columns that say whose a row is, and the names of a team's list."""
    found: set[str] = set()
    for table in tables:
        key = "name" if table.record.key == "team" else table.record.owner_column
        for bound in table.assigned.bound:
            if bound.column.key == key:
                found |= {
                    " ".join(v.split()) for v in table.block.values(bound.sheet_column) if isinstance(v, str)
                }
    return found


def _of_person(table: ProposedTable, group: Sequence[ProposedTable], known: set[str]) -> ProposedTable:
    key = table.record.owner_column
    column = table.record.by_key.get(key)
    if column is None or table.record.key in ("team", "targets"):
        return table
    if any(bound.column.key == key for bound in table.assigned.bound):
        return table
    name = " ".join(table.sheet.split())
    like_people = len({t.sheet for t in group}) > 1 and all(like_a_name(t.sheet) for t in group)
    return replace(table, constants={key: name}) if name in known or like_people else table


def like_a_name(sheet: str) -> bool:
    """Two or three characters that begin with a family name and say nothing else, or an English first name, with a surname
    or without."""
    name = sheet.strip()
    if western := _WESTERN_NAME.match(name):
        return western["first"].casefold() in _FIRST_NAMES
    is_word = bool(words_of(name).known)
    return bool(_CHINESE_NAME.match(name)) and name[0] in _SURNAMES and not is_word
