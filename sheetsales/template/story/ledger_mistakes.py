"""The mistakes that can be planted in the sheets of modules, one fault each in otherwise clean data.

``ledger_mistakes.tsv`` says of each what it looks like and which findings it causes.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from sheetsales.template.story.drafts import Row, StoryDraft, number_of, text_of
from sheetsales.template.story.mistake import Mistake
from sheetsales.template.story.plan import LEAVER
from sheetsales.template.story.planting import Plant
from sheetsales.template.story.planting import copied as _copied
from sheetsales.template.story.planting import put as _set
from sheetsales.template.story.planting import told as _told
from sheetsales.template.story.planting import where as _where


def _contract(draft: StoryDraft, number: str) -> str:
    """A contract's number as the language of the story writes it."""
    return f"{'HT' if draft.lang == 'zh' else 'CT'}{number}"


def _receipt(number: str, kind: str, **values: Any) -> Plant:
    return lambda draft: _set(
        "receipts", {"contract": _contract(draft, number), "instalment": kind}, **values
    )(draft)


def _requoted(number: str, **values: Any) -> Plant:
    """Changes a line and what it comes to."""

    def plant(draft: StoryDraft) -> None:
        row = _where(draft, "quotes", {"id": number})
        if row is not None:
            row |= values
            row["amount"] = (
                number_of(row, "quantity") * number_of(row, "price") * (1 - number_of(row, "discount"))
            )

    return plant


def _y07(draft: StoryDraft) -> None:
    """Four years become three and one, and the second line names another customer."""
    row = _where(draft, "quotes", {"id": "Q2610-0127"})
    if row is not None:
        year = number_of(row, "amount") / 4
        draft.rows["quotes"].append(row | {"quantity": Decimal(1), "amount": year, "customer": "C-012"})
        row |= {"quantity": Decimal(3), "amount": year * 3}


def _y09(draft: StoryDraft) -> None:
    row = _where(draft, "pipeline", {"id": "O-0117"})
    if row is not None and "contracts" in draft.rows:
        row["contract_no"] = text_of(row, "contract_no").replace("0117", "0171")


def _y13(draft: StoryDraft) -> None:
    """Part of the whale has left although nobody has signed."""
    row = _where(draft, "contracts", {"opportunity": "O-0118"})
    if row is None or "orders" not in draft.rows:
        return
    days = {"ordered_on": "2026-10-26", "confirmed_on": "2026-10-27", "shipped_on": "2026-10-28"}
    order: Row = {"id": "R-0118", "contract_no": row["id"], "product": "P5", "quantity": Decimal(17)}
    order |= {key: row[key] for key in ("customer", "owner", "opportunity")}
    order |= {"price": Decimal(168_000), "discount": Decimal(0), "amount": Decimal(2_856_000)}
    draft.rows["orders"].append(order | _told(draft, days) | {"promised_on": row["delivery_on"]})


def _y22(draft: StoryDraft) -> None:
    row = _where(draft, "receipts", {"contract": _contract(draft, "2026-0049")})
    if row is not None:
        more: Row = {
            "id": "RC-059",
            "due_on": None,
            "due_amount": None,
            "invoice_no": "0059",
        }
        more |= {"received_on": draft.day("2026-06-29"), "amount": Decimal(11_100)}
        draft.rows["receipts"].append(row | more)


def _y23(draft: StoryDraft) -> None:
    contract = _contract(draft, "2026-0036")
    kept = [
        row for row in draft.rows.get("receipts", [])
        if (row["contract"], row["instalment"]) != (contract, "retention")
    ]  # fmt: skip
    if "receipts" in draft.rows:
        draft.rows["receipts"] = kept


def _y25(draft: StoryDraft) -> None:
    if "returns" in draft.rows:
        draft.rows["returns"].append(
            {
                "id": "RT-003", "returned_on": draft.day("2026-10-27"), "customer": "C-019", "product": "P2",
                "quantity": Decimal(1), "amount": Decimal(18_600), "reason": "faulty", "remedy": "credit",
                "status": "received", "owner": "S03",
            }
        )  # fmt: skip


def _y31(draft: StoryDraft) -> None:
    _copied("surveys", {"customer": "C-010"}, date="2026-10-20", score=Decimal(72), comment=None)(draft)


def _meeting(day: str) -> Callable[..., Plant]:
    """Puts other values into the row of the meeting of a day."""
    return lambda **values: lambda draft: _set("meetings", {"date": draft.day(day)}, **values)(draft)


def _y49(draft: StoryDraft) -> None:
    """Nobody reviewed O-0100."""
    if "meetings" in draft.rows:
        draft.rows["meetings"] = [row for row in draft.rows["meetings"] if row.get("opportunity") != "O-0100"]


LEDGER_MISTAKES: tuple[Mistake, ...] = (
    Mistake("Y01", _set("products", {"id": "P4"}, floor_price=Decimal(6_200))),
    Mistake("Y02", _copied("products", {"id": "P3"}, price=Decimal(38_000), valid_from="2026-10-15")),
    Mistake("Y03", _requoted("Q2610-0106", discount=Decimal("0.16"))),
    Mistake("Y04", _copied("quotes", {"id": "Q2610-0124"}, product="P4", quantity=Decimal(2), price=Decimal(12_000), discount=Decimal("0.12"), amount=Decimal(21_120), approved_by=None)),
    Mistake("Y05", _set("quotes", {"id": "Q2610-0109"}, valid_to="2026-10-27")),
    Mistake("Y06", _requoted("Q2610-0104", quantity=Decimal(6))),
    Mistake("Y07", _y07),
    Mistake("Y08", _copied("quotes", {"id": "Q2610-0130"}, id="Q2610-0230")),
    Mistake("Y09", _y09),
    Mistake("Y10", _set("contracts", {"opportunity": "O-0103"}, amount=Decimal(313_100))),
    Mistake("Y11", _set("contracts", {"opportunity": "O-0082"}, customer="C-034")),
    Mistake("Y12", _set("contracts", {"opportunity": "O-0018"}, end_on="2026-12-22")),
    Mistake("Y13", _y13),
    Mistake("Y14", _set("orders", {"id": "R-0094"}, contract_no=None)),
    Mistake("Y15", _set("orders", {"id": "R-0068"}, confirmed_on="2026-07-14")),
    Mistake("Y16", _set("orders", {"id": "R-0085"}, delivered_on="2026-09-04")),
    Mistake("Y17", _set("orders", {"id": "R-0117"}, confirmed_on=None)),
    Mistake("Y18", _set("orders", {"id": "R-0091"}, delivered_on=None)),
    Mistake("Y19", _set("orders", {"id": "R-0060"}, amount=Decimal(145_900))),
    Mistake("Y20", _set("orders", {"id": "R-0061"}, status="production")),
    Mistake("Y21", _receipt("2026-0083", "acceptance", received_on=None, amount=None)),
    Mistake("Y22", _y22),
    Mistake("Y23", _y23),
    Mistake("Y24", _receipt("2026-0066", "acceptance", received_on=None)),
    Mistake("Y25", _y25),
    Mistake("Y26", _set("returns", {"id": "RT-001"}, quantity=Decimal(300))),
    Mistake("Y27", _set("returns", {"id": "RT-002"}, returned_on="2026-10-09")),
    Mistake("Y28", _set("service", {"id": "SV-014"}, answered_on=None)),
    Mistake("Y29", _set("service", {"id": "SV-012"}, closed_on=None, resolution=None, satisfaction=None)),
    Mistake("Y30", _set("service", {"id": "SV-008"}, closed_on="2026-09-15")),
    Mistake("Y31", _y31),
    Mistake("Y32", _set("surveys", {"customer": "C-019"}, score=Decimal("4.5"))),
    Mistake("Y33", _set("contacts", {"id": "K-006"}, role="screens")),
    Mistake("Y34", _set("contacts", {"id": "K-011"}, left="yes")),
    Mistake("Y58", _copied("orders", {"id": "R-0060"}, quantity=Decimal(-3), amount=Decimal("-8152.95"))),
    Mistake("Y61", _copied("quotes", {"id": "Q2610-0115"}, product="P7", quantity=Decimal(1), price=Decimal(500), discount=Decimal(0), amount=Decimal(500))),
    Mistake("Y45", _set("problems", {"id": "PB-004"}, due="2026-10-20")),
    Mistake("Y46", _set("problems", {"id": "PB-002"}, result=None)),
    Mistake("Y47", _set("risks", {"id": "RK-001"}, response=None)),
    Mistake("Y48", _set("risks", {"id": "RK-002"}, due="2026-10-20")),
    Mistake("Y49", _y49),
    Mistake("Y50", _meeting("2026-10-26")(owner=None)),
    Mistake("Y51", _set("costs", {"id": "EX-007"}, channel=None)),
    Mistake("Y52", _set("costs", {"id": "EX-010"}, approved_by=None)),
    Mistake("Y53", _set("costs", {"id": "EX-005"}, amount=Decimal(24_600))),
    Mistake("Y54", _set("library", {"id": "LB-004"}, valid_to="2026-09-30")),
    Mistake("Y55", _set("partners", {"id": "PT-02"}, valid_to="2026-09-30")),
    Mistake("Y56", _set("markets", {"id": "MK-01"}, share_source=None)),
    Mistake("Y57", _set("loyalty", {"id": "LP-014"}, points=Decimal(9_000))),
    Mistake("Y59", _set("problems", {"id": "PB-004"}, cause=None)),
    Mistake("Y70", _set("problems", {"id": "PB-005"}, owner=LEAVER)),
    Mistake("Y71", _set("problems", {"id": "PB-003"}, done_on="2026-01-05")),
    Mistake("Y72", _meeting("2026-10-14")(owner=LEAVER)),
    Mistake("Y73", _set("sop_revisions", {"version": "V2.1"}, next_review="2026-10-15")),
    Mistake("Y74", _set("competitors", {"id": "CP-03"}, updated_on="2026-04-06")),
    Mistake("Y75", _set("competitors", {"id": "CP-02"}, name="智汇 Brightgage")),
)  # fmt: skip
"""All mistakes of the modules' sheets, in the order of ``ledger_mistakes.tsv``."""
