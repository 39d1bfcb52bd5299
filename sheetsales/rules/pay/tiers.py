"""SS801 to SS804 and SS807: tiers that leave gaps or overlap, rates that are none, words nobody knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from sheetsales.commission.doubts import equals
from sheetsales.commission.figure_names import names, title_of
from sheetsales.commission.gates import EVENTS, Gate, gate_of
from sheetsales.commission.ledger import positions
from sheetsales.commission.plans import PlanRow, Plans
from sheetsales.commission.read_plans import known_figures, read_plans
from sheetsales.commission.reading import sellers
from sheetsales.findings import Finding
from sheetsales.rules.pay import infos
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, Teller
from sheetsales.schema.workbook import RECORDS
from sheetsales.texts import Text

_SHEET: Final = "commission_plans"
_GAP = Text(
    "方案 {plan} 在 {low} 和 {high} 之间没有档位。", "Plan {plan} has no tier between {low} and {high}."
)
_OPEN = Text(
    "方案 {plan} 最高一档到 {high} 为止，也没有封顶，再往上没有档位。",
    "The top tier of plan {plan} ends at {high}, and nothing caps it: above there is no tier.",
)
_OVER = Text(
    "方案 {plan} 的两档在 {low} 到 {high} 重叠。", "Two tiers of {plan} overlap from {low} to {high}."
)
_ENDLESS = Text(
    "方案 {plan} 从 {low} 起的档没有上限，后面还有从 {high} 起的一档。",
    "The tier of {plan} from {low} has no end, and another begins at {high}.",
)
_TWICE = Text("方案 {plan} 的两版在 {day} 同时有效。", "Two versions of {plan} hold on {day}.")
_AGAIN = Text(
    "方案 {plan} 有一行和上面的一行完全一样，只算一次。", "A row of {plan} repeats one above; it counts once."
)
_DELETE = Text("请删掉重复的一行。", "Delete the one too many.")
_JOIN = Text("请把上下限接上。", "Join the limits up.")
_END = Text("请给旧版写失效日期。", "Enter Valid until on the old rows.")
_RATE = Text(
    "方案 {plan} 的比例填了 {value}，会当成 {share}。", "{plan} has a rate of {value}, which means {share}."
)
_ENTER = Text("请填 0.03 或 3% 这样的数。", "Enter a share such as 0.03 or 3 %.")
_LACKS = Text(
    "方案 {plan} 的这一行没写“{column}”，不算数。",
    "This row of {plan} has no {column}, so it counts for nothing.",
)
_FILL = Text("请补上。", "Enter it.")
_VALUED: Final = frozenset(
    {"tier", "factor", "cap", "share", "bonus", "minimum", "guarantee", "hold", "honour"}
)
"""Kinds of row that say nothing without a value."""
_PERIODIC: Final = frozenset({"tier", "cap", "bonus", "honour"})
"""Those that hold for periods, so that one must be named."""
_SHARES = Text(
    "主办和协办的默认比例合计 {sum}，应为 100%。",
    "The usual shares of owner and co-owner add up to {sum}; they should make 100 %.",
)
_RISES = Text(
    "方案 {plan} 的系数到 {low} 以上反而升到 {value}。", "The factor of {plan} rises to {value} above {low}."
)
_FALL = Text("系数随折扣或天数只能降。", "Factors fall as discounts deepen and days pass.")
_SUM = Text("请把两个比例改成合计 100%。", "Make the two add up to 100 %.")
_UNREAD = Text("方案 {plan} 的条件“{gate}”看不懂。", "The gate '{gate}' of {plan} cannot be read.")
_NO_FIGURE = Text(
    "方案 {plan} 的条件“{gate}”里，“{name}”不是指标。",
    "The gate '{gate}' of {plan} names '{name}', which is no indicator.",
)
_NOTHING_SAID = Text(
    "方案 {plan} 的条件“{gate}”里，“{name}”没写要和多少比，判断不了。",
    "The gate '{gate}' of {plan} names '{name}' without comparing it, so nobody can judge it.",
)
_EITHER = Text(
    "方案 {plan} 和 {other} 对{name}同样适用，只按 {other} 算。",
    "{plan} and {other} fit {name} equally well, and only {other} counts.",
)
_SAY_WHOSE = Text(
    "请给其中一个写明适用的人或起止日期；要都发，就合成一个方案。",
    "Say in one of them for whom or until when it holds; to pay both, make them one plan.",
)
_WRITE = Text(
    "请写成 满意度>=85% 这样，几个条件用“且”连。", "Write it as satisfaction>=85%, several joined by 'and'."
)
_STRANGER = Text(
    "方案 {plan} 适用于“{text}”，认不出“{word}”。", "{plan} applies to '{text}', and nobody knows '{word}'."
)
_NAME = Text("请用角色、级别，或人员表里的姓名、编号。", "Use roles, levels, or names and ids in Team.")


def known_plans(scene: Scene) -> Plans:
    return read_plans(scene.book)


def gaps(scene: Scene) -> Iterator[Finding]:
    """A finding for each tier that does not begin where the one below ends, and for a top one that ends."""
    found: list[tuple[int, Said]] = []
    for plan in scene.once(known_plans).plans:
        edge: Decimal | None = Decimal()
        for tier in plan.tiers:
            low = tier.low or Decimal()
            if edge is not None and low > edge:
                said = _GAP.fill(plan=plan.code, low=_plain(edge), high=_plain(low))
                found.append((tier.row, Said("from", said, _JOIN)))
            edge = None if tier.high is None or edge is None else max(edge, tier.high)
        top = plan.tiers[-1]
        if top.high is not None and edge is not None and not plan.rows("cap"):
            found.append(
                (top.row, Said("to", _OPEN.fill(plan=plan.code, high=_plain(top.high)), infos.GAP.fix))
            )
    return _told(scene, infos.GAP, found)


def overlaps(scene: Scene) -> Iterator[Finding]:
    """A finding for each tier that goes on where the next begins, for versions of a plan that hold at once, for rows
    that repeat one above."""
    known = scene.once(known_plans)
    plans = known.plans
    found: list[tuple[int, Said]] = []
    for plan in plans:
        for tier, above in pairwise(plan.tiers):
            begins = above.low or Decimal()
            if tier.high is None:
                said = _ENDLESS.fill(plan=plan.code, low=_plain(tier.low or Decimal()), high=_plain(begins))
                found.append((tier.row, Said("to", said, _JOIN)))
            elif tier.high > begins:
                said = _OVER.fill(plan=plan.code, low=_plain(begins), high=_plain(tier.high))
                found.append((tier.row, Said("to", said, _JOIN)))
    for at, plan in enumerate(plans):
        for other in plans[:at]:
            first, older = plan.tiers[0], other.tiers[0]
            if plan.code == other.code and first.valid_from is not None and older.holds(first.valid_from):
                said = _TWICE.fill(plan=plan.code, day=first.valid_from)
                found.append((older.row, Said("valid_to", said, _END)))
    found += _equal(scene)
    found += [
        (row.row, Said("plan", _AGAIN.fill(plan=row.plan), _DELETE))
        for row in known.repeated
        if row.kind not in ("rule", "tie")
    ]
    return _told(scene, infos.OVERLAP, found)


def _equal(scene: Scene) -> Iterator[tuple[int, Said]]:
    """Once for each plan that somebody who has another one could as well be paid by: which counts hangs on the order."""
    plans, told = scene.once(known_plans), set[str]()
    for seller in sellers(scene.book):
        for position in positions(seller):
            holding = [plan for plan in plans.of(seller, position.role) if plan.holds(scene.today)]
            for plan in equals(position, holding):
                if plan.code not in told:
                    told.add(plan.code)
                    name = scene.book.person_name(seller.id)
                    said = _EITHER.fill(plan=plan.code, other=holding[0].code, name=name)
                    yield plan.tiers[0].row, Said("applies_to", said, _SAY_WHOSE)


def unlikely(scene: Scene) -> Iterator[Finding]:
    """A finding for each rate that is no share, for rows that lack what they are about, for shares that do not make a
    whole, for factors that rise."""
    rows = scene.once(known_plans).rows
    found: list[tuple[int, Said]] = []
    for row in rows:
        most = Decimal("0.5") if row.kind == "tier" else Decimal(1)
        if (
            row.kind in ("tier", "share", "factor", "hold")
            and row.value is not None
            and not 0 <= row.value <= most
        ):
            said = _RATE.fill(plan=row.plan, value=_plain(row.value), share=_percent(row.value))
            found.append((row.row, Said("value", said, _ENTER)))
    shares = [row for row in rows if row.kind == "share" and row.value is not None]
    total = sum((row.value or Decimal() for row in shares), Decimal())
    sides = {side for row in shares for side in row.applies.roles}
    if {"owner", "co_owner"} <= sides and len(shares) == len(sides) and total != 1:
        found.append((shares[-1].row, Said("value", _SHARES.fill(sum=_percent(total)), _SUM)))
    found += [*_rising(rows), *_lacking(rows)]
    return _told(scene, infos.UNLIKELY, found)


def _lacking(rows: Sequence[PlanRow]) -> Iterator[tuple[int, Said]]:
    """Once for each row without its value or its period."""
    columns = RECORDS[_SHEET].by_key
    for row in rows:
        valued = row.kind in _VALUED or (
            row.kind == "method" and row.basis in ("net_of_tax", "net_of_freight")
        )
        key = (
            "value"
            if valued and row.value is None
            else "period"
            if row.kind in _PERIODIC and not row.months
            else ""
        )
        if key:
            yield row.row, Said(key, _LACKS.fill(plan=row.plan, column=columns[key].title), _FILL)


def _rising(rows: Sequence[PlanRow]) -> Iterator[tuple[int, Said]]:
    bands: dict[tuple[object, ...], list[PlanRow]] = {}
    for row in rows:
        if row.kind == "factor" and row.value is not None:
            bands.setdefault((row.plan, row.basis, row.valid_from, row.valid_to), []).append(row)
    for those in bands.values():
        ordered = sorted(those, key=lambda r: r.low or Decimal())
        for below, above in pairwise(ordered):
            if (above.value or 0) > (below.value or 0):
                said = _RISES.fill(
                    plan=above.plan,
                    low=_plain(above.low or Decimal()),
                    value=_plain(above.value or Decimal()),
                )
                yield above.row, Said("value", said, _FALL)


def gates(scene: Scene) -> Iterator[Finding]:
    """A finding for each condition that cannot be read or names no figure."""
    table, titles, known = scene.book.table(_SHEET), names(), known_figures() | EVENTS
    found: list[tuple[int, Said]] = []
    columns = zip(table.get("kind"), table.get("plan"), table.get("gate"), strict=True)
    for at, (kind, plan, text) in enumerate(columns):
        if not text or kind in ("rule", "tie"):
            continue
        gate = gate_of(text, titles)
        strange = next((c.name for c in gate or () if c.name not in known), "")
        bare = _compares_nothing(kind or "", gate or ())
        if gate is None:
            found.append((at, Said("gate", _UNREAD.fill(plan=plan or "", gate=text), _WRITE)))
        elif strange:
            found.append(
                (at, Said("gate", _NO_FIGURE.fill(plan=plan or "", gate=text, name=strange), _WRITE))
            )
        elif bare:
            said = _NOTHING_SAID.fill(plan=plan or "", gate=text, name=title_of(bare))
            found.append((at, Said("gate", said, _WRITE)))
    return _told(scene, infos.GATE, found)


def _compares_nothing(kind: str, gate: Gate) -> str:
    """The first figure of a condition that says no limit, where that makes no sense; "" where there is none."""
    if kind == "honour":
        gate = gate[1:]
    elif kind not in ("tier", "bonus", "guarantee"):
        return ""
    return next((c.name for c in gate if not c.sign and (kind, c.name) != ("bonus", "new_customer")), "")


def strangers(scene: Scene) -> Iterator[Finding]:
    """A finding for each row whose Applies to has a word nobody knows."""
    texts = scene.book.table(_SHEET).get("applies_to")
    found = [
        (row.row, Said("applies_to", _STRANGER.fill(plan=row.plan, text=texts[row.row], word=row.applies.unknown[0]), _NAME))
        for row in scene.once(known_plans).rows
        if row.applies.unknown and row.kind not in ("rule", "tie")
    ]  # fmt: skip
    return _told(scene, infos.UNKNOWN, found)


def _told(scene: Scene, info: object, found: Sequence[tuple[int, Said]]) -> Iterator[Finding]:
    teller = Teller(scene, scene.book.table(_SHEET))
    return teller.all(info, found, lambda _, said: said, at_stake=False)  # type: ignore[arg-type]  # an info of ours


def _plain(value: Decimal) -> str:
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def _percent(value: Decimal) -> str:
    return _plain(value * 100) + "%"
