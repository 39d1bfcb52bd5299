"""What of a workbook cannot be counted for commission, and why."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.texts import Text

NO_DAY: Final = Text("没有关闭日期", "no closing date")
NO_AMOUNT: Final = Text("没有金额", "no amount")
NO_RATE: Final = Text(
    "金额是 {currency}，参数表里没有这种货币的汇率",
    "its amount is in {currency}, and Settings has no rate for that",
)
UNREAD_AMOUNT: Final = Text("金额“{amount}”读不出来", "its amount '{amount}' cannot be read")
DEAL_OUT: Final = Text("它的商机 {deal} 没算进来", "its deal, {deal}, is not counted")
NO_OWNER: Final = Text("负责人不在人员表里", "its owner is not in Team")
SPLIT: Final = Text(
    "协办比例 {share} 不在 0 到 100% 之间，合计不是 100%",
    "a co-share of {share}: the parts must add up to 100 %",
)
NO_SPLIT: Final = Text(
    "有协办人，没写协办比例，方案里也没有默认比例",
    "a co-owner without a share, and the plans name no usual one",
)
NO_HELPER: Final = Text("协办人“{name}”不在人员表里", "its co-owner, '{name}', is not in Team")
UNREAD_DISCOUNT: Final = Text("折扣“{discount}”读不出来", "its discount '{discount}' cannot be read")
NO_DEAL: Final = Text("不知道是哪单商机的款", "nobody can tell which deal the money is for")
NO_DEAL_BACK: Final = Text("不知道是哪单商机的退货", "nobody can tell which deal was returned")
TOO_MUCH_BACK: Final = Text(
    "退的比商机 {deal} 的 {amount} 还多，请核对金额",
    "more went back than the {amount} of {deal}; check the amounts",
)
NO_DATE: Final = Text("没有收款日期", "no day of receipt")
NO_RETURNED: Final = Text("退货没有金额", "the return has no amount")


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A record that is left out: ``sheet`` and ``row`` say which, ``id`` as people call it."""

    sheet: str
    row: int
    id: str
    why: Text
    amount: Decimal | None = None
    day: dt.date | None = None
