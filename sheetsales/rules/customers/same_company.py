"""SS101 and SS102: one company that stands in two rows, and with two owners."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sheetsales.cells.address import CellRef
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.process.duplicates import Pair
from sheetsales.process.kept_pairs import Search, search
from sheetsales.rules.customers.deals_of import under_way
from sheetsales.rules.persons import ask_in_charge, people_of
from sheetsales.rules.rule import Level, Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, teller_of
from sheetsales.rules.words import ask
from sheetsales.speech.counts import count_of
from sheetsales.speech.days import day
from sheetsales.texts import NO_TEXT, Text, same

PAIRS: Final = "check.pairs"
"""What the pairs are kept under in the workbook."""

DUPLICATE = RuleInfo(
    code="SS101",
    name="duplicate-customer",
    severity=Severity.WARNING,
    title=Text("客户重复", "Customer entered twice"),
    why=Text(
        "一家公司建成两条，跟进、商机和成交各记一半，两边都看不全，客户还会接到两个人的电话。",
        "A company in two rows has half its contacts, deals and orders in each; nobody sees it whole, and it gets two "
        "calls.",
    ),
    fix=Text(
        "核对电话、地址和信用代码；确是一家就留一条，把另一条的商机和跟进改到留下的编号，再删掉。不是一家的，在豁免表登记这个"
        "编号。比名称时不看全半角、大小写、标点、公司形式和开头的省市，电话、邮箱、信用代码相同的加分。",
        "Compare phone, address and company code. If it is one company, keep one row, move the other's deals and "
        "activities to its id and delete the other; if not, put the id into Waivers. Names are compared without width, "
        "case, punctuation, legal form and leading place; the same phone, e-mail or code adds to the score.",
    ),
    settings=("duplicate_score",),
    example=Text(
        "甬润机械有限公司和宁波甬润机械有限公司，电话相同。",
        "Norbury Machinery Ltd and Norbury Machinery Limited with the same phone.",
    ),
)

TWO_OWNERS = RuleInfo(
    code="SS102",
    name="two-owners",
    severity=Severity.WARNING,
    title=Text("撞单：一家客户两个负责人", "One customer, two owners"),
    why=Text(
        "两个人跑同一家，客户听到两个价，业绩归谁也说不清。",
        "Two people work on one company: it hears two prices, and whose success it is gets disputed.",
    ),
    fix=Text(
        "由组长按谁先登记、谁在谈来裁定，两条改成同一位负责人，另一位可列为协办。",
        "The lead decides by who came first and who is in talks; give both rows the same owner, the other may help as "
        "co-owner.",
    ),
    settings=("duplicate_score",),
    example=Text(
        "同一家公司，C-021 归林晓燕，C-058 归孙可。",
        "One company: C-021 belongs to Laura Bennett, C-058 to Sophie Kerr.",
    ),
)

_ALIKE = Text(
    "客户 {first}与 {second}像是同一家（相似度 {score}{shared}）{owners}。",
    "{first} and {second} look like the same company (score {score}{shared}){owners}.",
)
_DIFFERENT = Text("，分别归{one}和{other}", ", owned by {one} and {other}")
_SAME_OWNER = Text("，都归{one}", ", both owned by {one}")
_SHARED = {
    "phone": Text("电话相同", "same phone"),
    "email": Text("邮箱相同", "same e-mail"),
    "code": Text("信用代码相同", "same company code"),
}
_DECIDE = Text("{ask}裁定归属，合并为一条。", "{ask} decide the owner and merge them.")
_MERGE = Text(
    "{ask}核对，确是一家就合并为一条，商机和跟进都转到留下的那条。",
    "{ask} check, and if it is one company merge them, moving deals and activities to the row that stays.",
)
_CLAIMS = Text(
    "同一家客户有两个负责人：{first}，{second}。", "One customer has two owners: {first}; {second}."
)
_CLAIM = Text("{called}归{owner}（{facts}）", "{called} belongs to {owner} ({facts})")
_JUDGE = Text(
    "{ask}裁定归谁，两条改成同一位负责人，另一位可列为协办。",
    "{ask} decide whose it is and give both rows that owner; the other may help as co-owner.",
)


def pairs_of(scene: Scene) -> tuple[Pair, ...]:
    """The pairs of customers that look like one company."""
    return scene.once(_search).pairs


def _search(scene: Scene) -> Search:
    least = scene.book.settings.number("duplicate_score")
    return search(scene.book.table("customers"), least, scene.kept.get(PAIRS, ""))


def pairs_to_keep(scene: Scene) -> Mapping[str, str]:
    """The text under which the next check shall find the pairs; nothing where no rule asked for them."""
    done = scene.if_known(_search)
    return {} if done is None else {PAIRS: done.text}


def duplicate_customers(scene: Scene) -> Iterator[Finding]:
    teller = teller_of(scene, "customers")
    hits = [(pair.second, pair) for pair in pairs_of(scene)] if teller.table.has("name") else []
    yield from teller.all(DUPLICATE, hits, lambda _, pair: _alike(scene, pair), base=len(teller.table))


def _alike(scene: Scene, pair: Pair) -> Said:
    table = scene.book.table("customers")
    one, other = (table.get("owner")[row] for row in (pair.first, pair.second))
    shared = [_SHARED[key] for key in pair.shared]
    message = _ALIKE.fill(
        first=_called(scene, pair.first, table.cell(pair.first, "name")),
        second=_called(scene, pair.second),
        score=f"{pair.score:.2f}",
        shared=Text("".join(f"，{t.zh}" for t in shared), "".join(f", {t.en}" for t in shared)),
        owners=_owners(scene, one, other),
    )
    if one and other and one != other:
        hint = _DECIDE.fill(ask=ask_in_charge(scene, people_of(scene).in_charge_of(other, scene.today)))
    else:
        hint = _MERGE.fill(ask=ask(scene.book, other or one))
    return Said("name", message, hint)


def _owners(scene: Scene, one: str | None, other: str | None) -> Text:
    if not one or not other:
        return NO_TEXT
    names = scene.book.person_name(one), scene.book.person_name(other)
    return (_SAME_OWNER if one == other else _DIFFERENT).fill(one=names[0], other=names[1])


def _called(scene: Scene, row: int, at: CellRef | None = None) -> Text:
    """``C-021（甬润机械有限公司，客户!B22）`` or ``C-021 (Norbury Machinery Ltd, Customers!B22)``."""
    table = scene.book.table("customers")
    name = " ".join(str(table.get("name")[row] or "").split())
    known = table.id(row)
    inside = [part for part in (name if known and known != name else "", str(at or "")) if part]
    called = known or name or str(table.row_cell(row))
    if not inside:
        return Text(f"{called} ", called)
    return Text(f"{called}（{'，'.join(inside)}）", f"{called} ({', '.join(inside)})")


def two_owners(scene: Scene) -> Iterator[Finding]:
    teller = teller_of(scene, "customers")
    owners = teller.table.get("owner")
    hits = [
        (pair.second, pair)
        for pair in (pairs_of(scene) if teller.table.has("owner") else ())
        if owners[pair.first] and owners[pair.second] and owners[pair.first] != owners[pair.second]
    ]
    yield from teller.all(TWO_OWNERS, hits, lambda _, pair: _claims(scene, pair))


def _claims(scene: Scene, pair: Pair) -> Said:
    second = scene.book.table("customers").get("owner")[pair.second]
    judge = people_of(scene).in_charge_of(second, scene.today)
    message = _CLAIMS.fill(first=_claim(scene, pair.first), second=_claim(scene, pair.second))
    return Said("owner", message, _JUDGE.fill(ask=ask_in_charge(scene, judge)))


def _claim(scene: Scene, row: int) -> Text:
    """Whose a customer is, since when, and with how many deals under way."""
    table = scene.book.table("customers")
    known = table.id(row) or str(table.get("name")[row] or table.row_cell(row))
    created, deals = table.get("created_on")[row], scene.once(under_way)[table.id(row)]
    facts = []
    if created is not None:
        entered = day(created, scene.today)
        facts.append(Text(f"{entered.zh}录入", f"entered on {entered.en}"))
    count = count_of(deals, "deal")
    facts.append(
        Text(f"{deals} 单在谈", f"{count} under way")
        if deals
        else Text("没有在谈的商机", "no deal under way")
    )
    return _CLAIM.fill(
        called=Text(f"{known} ", known),
        owner=same(scene.book.person_name(table.get("owner")[row])),
        facts=Text("，".join(f.zh for f in facts), ", ".join(f.en for f in facts)),
    )


SAME_COMPANY_RULES: tuple[Rule, ...] = (
    Rule(DUPLICATE, duplicate_customers, Level.STANDARD, yields_to=("SS027",)),
    Rule(TWO_OWNERS, two_owners, Level.STANDARD),
)
