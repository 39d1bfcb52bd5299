"""SS210, SS211: discounts beyond the owner's own right, and approvals by people who may not give them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheetsales.book.book import Book
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.look.numbers import spoken_percent
from sheetsales.process.discounts import ROLES, Limits
from sheetsales.rules.deal_facts import asked, left_blank, stages_of
from sheetsales.rules.rule import Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, teller_of
from sheetsales.rules.words import deal
from sheetsales.schema.choices import BY_KEY
from sheetsales.texts import Text, same

_SETTINGS = ("discount_limit_rep", "discount_limit_lead", "discount_limit_manager")

OVER_LIMIT = RuleInfo(
    code="SS210",
    name="discount-over-limit",
    severity=Severity.ERROR,
    title=Text("折扣超出权限且没有审批人", "Discount over the limit, unapproved"),
    why=Text(
        "让利直接吃掉毛利，超出本人权限的要有人批准，而且在报价之前。",
        "A discount comes straight off the margin; beyond one's own limit somebody has to approve it, before it is offered.",
    ),
    fix=Text(
        "请有权限的人批准并填审批人，或把折扣调到权限以内。折扣按让利比例填：八五折填 15%。",
        "Have it approved and fill Approved by, or bring it within the limit. Discount is the share taken off list.",
    ),
    settings=_SETTINGS,
    example=Text(
        "商机 O-0131 折扣 15%，何嘉怡的权限是 5%，审批人为空。",
        "O-0131 carries 15% off; Holly Jenkins may give 5%, and no approver is named.",
    ),
)

NO_RIGHT = RuleInfo(
    code="SS211",
    name="approver-without-right",
    severity=Severity.ERROR,
    title=Text("审批人没有这个权限", "The approver may not approve it"),
    why=Text(
        "超出审批人自己的权限，这个批准不算数。",
        "An approval beyond the approver's own limit is none.",
    ),
    fix=Text(
        "改由权限够的人批准；超出主管权限的，须总经理特批，并在豁免表登记。",
        "Have it approved by somebody entitled to; beyond the manager's limit it takes the general manager's waiver, "
        "recorded in Waivers.",
    ),
    settings=_SETTINGS,
    example=Text(
        "商机 O-0133 折扣 8%，审批人孙可（销售）的权限只有 5%。",
        "O-0133 carries 8% off; Sophie Kerr (rep), who approved it, may give 5%.",
    ),
)

_OVER = Text(
    "{deal}折扣 {discount}，{who}的权限是 {limit}，审批人为空。",
    "{deal} carries {discount} off; {who} may give {limit}, and no approver is named.",
)
_NO_RIGHT = Text(
    "{deal}折扣 {discount}，审批人{who}的权限只有 {limit}。",
    "{deal} carries {discount} off; {who}, who approved it, may give {limit}.",
)
_HINT = Text("请报{boss}批准，或把折扣调到 {limit} 以内。", "Ask {boss} or bring it down to {limit}.")
_HINT_AGAIN = Text(
    "{ask}报{boss}批准，再改审批人。", "{ask} get the approval of {boss} and enter them as approver."
)
_NOBODY = Text(
    "超出所有人的权限，须总经理特批并在豁免表登记，或把折扣调到 {limit} 以内。",
    "Nobody in the team may give it: get the general manager's waiver and record it in Waivers, or bring it down to {limit}.",
)
_TYPED_REST = Text(
    "折扣填的是让利比例：如果是打 {rest} 折，请改成 {share}；真要让利 {discount} 的，须先批准。",
    "Discount is the share taken off: if the customer pays {discount} of the price, enter {share}; otherwise have it approved.",
)
_MOSTLY_A_REST = 0.5


def over_limit(scene: Scene) -> Iterator[Finding]:
    deals, limits = scene.deals, Limits(scene.book)
    hits = [
        (row, share)
        for row, share in _beyond_own(scene)
        if deals.get("approved_by")[row] is None and left_blank(deals, "approved_by", row)
    ]

    def say(row: int, share: float) -> Said:
        owner = deals.get("owner")[row]
        limit = limits.of(owner) or 0.0
        message = _OVER.fill(
            deal=deal(scene, row),
            discount=spoken_percent(share),
            who=scene.book.person_name(owner),
            limit=spoken_percent(limit),
        )
        return Said("discount", message, _over_hint(scene.book, limits, owner, share, limit))

    return teller_of(scene, "pipeline").all(OVER_LIMIT, hits, say)


def _over_hint(book: Book, limits: Limits, owner: str, share: float, limit: float) -> Text:
    if share >= _MOSTLY_A_REST:
        rest = f"{share * 10:.1f}".rstrip("0").rstrip(".")
        return _TYPED_REST.fill(rest=rest, share=spoken_percent(1 - share), discount=spoken_percent(share))
    boss = limits.approver_for(owner, share)
    if boss is None:
        return _NOBODY.fill(limit=spoken_percent(limit))
    return _HINT.fill(boss=_with_right(book, limits, boss), limit=spoken_percent(limit))


def approver_without_right(scene: Scene) -> Iterator[Finding]:
    deals, limits = scene.deals, Limits(scene.book)
    approvers = deals.get("approved_by")
    hits = [
        (row, share) for row, share in _beyond_own(scene) if limits.allows(approvers[row], share) is False
    ]

    def say(row: int, share: float) -> Said:
        approver, owner = approvers[row], deals.get("owner")[row]
        message = _NO_RIGHT.fill(
            deal=deal(scene, row),
            discount=spoken_percent(share),
            who=_with_role(scene.book, approver),
            limit=spoken_percent(limits.of(approver) or 0.0),
        )
        boss = limits.approver_for(owner, share)
        if boss is None:
            return Said("approved_by", message, _NOBODY.fill(limit=spoken_percent(limits.of(owner) or 0.0)))
        named = _with_right(scene.book, limits, boss)
        return Said("approved_by", message, _HINT_AGAIN.fill(ask=asked(scene, row), boss=named))

    return teller_of(scene, "pipeline").all(NO_RIGHT, hits, say)


def _beyond_own(scene: Scene) -> Sequence[tuple[int, float]]:
    """The deals that still count with a discount beyond their owner's limit, and the discount."""
    return scene.once(_beyond) if scene.deals.has("approved_by") else ()


def _beyond(scene: Scene) -> tuple[tuple[int, float], ...]:
    deals, limits = scene.deals, Limits(scene.book)
    counts = stages_of(scene, "open", "hold", "won")
    least = min(limits.by_role.values())
    columns = zip(deals.get("discount"), deals.get("stage"), deals.get("owner"), strict=True)
    return tuple(
        (row, float(share))
        for row, (share, stage, owner) in enumerate(columns)
        if share is not None
        and share > least
        and stage in counts
        and limits.allows(owner, float(share)) is False
    )


def _role(book: Book, person: str) -> Text:
    team = book.table("team")
    row = team.by_id.get(person)
    role = team.get("role")[row] if row is not None else None
    if role not in ROLES:
        return same(str(role or ""))
    label = next(c.label for c in BY_KEY["role"].choices if c.code == role)
    return Text(label.zh, label.en.lower())


def _with_role(book: Book, person: str) -> Text:
    """``周敏（主管）`` or ``Helen Marsh (manager)``."""
    name, role = book.person_name(person), _role(book, person)
    return Text(f"{name}（{role.zh}）", f"{name} ({role.en})")


def _with_right(book: Book, limits: Limits, person: str) -> Text:
    """``周敏（主管，权限 15%）`` or ``Helen Marsh (manager, 15%)``."""
    name, role, limit = (
        book.person_name(person),
        _role(book, person),
        spoken_percent(limits.of(person) or 0.0),
    )
    return Text(f"{name}（{role.zh}，权限 {limit}）", f"{name} ({role.en}, {limit})")


DISCOUNT_RULES: tuple[Rule, ...] = (Rule(OVER_LIMIT, over_limit), Rule(NO_RIGHT, approver_without_right))
