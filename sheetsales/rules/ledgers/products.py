"""SS601, SS602, SS611: the price list."""

from __future__ import annotations

from typing import Final

from sheetsales.rules.ledgers.shared import ERROR, INFO, case, info
from sheetsales.rules.rows.declared import RowRule
from sheetsales.rules.rule import Level

PRODUCTS: Final[tuple[RowRule, ...]] = (
    RowRule(
        info(
            "SS601", "prices-out-of-order", ERROR,
            ("标价、底价、成本的大小颠倒", "List price, floor and cost out of order"),
            ("底价低于成本，按规矩卖也亏。", "A floor below cost sells at a loss by the rules."),
            ("请主管核对三个数，改正填错的那个。", "Ask the manager which of the three is mistyped."),
            ("价目表 P4 的底价 6,200 低于成本 6,600。", "P4 has a floor of 6,200 below its cost of 6,600."),
        ),
        "products",
        (
            case(
                "AND(COUNT([@price],[@floor_price])=2,[@price]<[@floor_price])", "floor_price",
                ("价目表 {record}的底价 {floor_price} 高于标价 {price}。", "{record} has a floor of {floor_price} above its list price of {price}."),
                ("请主管核对标价和底价，改正填错的那个。", "Ask the manager which of the two is mistyped."),
            ),
            case(
                "AND(COUNT([@floor_price],[@cost])=2,[@floor_price]<[@cost])", "floor_price",
                ("价目表 {record}的底价 {floor_price} 低于成本 {cost}。", "{record} has a floor of {floor_price} below its cost of {cost}."),
                ("请主管核对底价和成本，改正填错的那个。", "Ask the manager which of the two is mistyped."),
            ),
            case(
                'AND(COUNT([@price],[@cost])=2,[@floor_price]="",[@price]<[@cost])', "price",
                ("价目表 {record}的标价 {price} 低于成本 {cost}。", "{record} lists {price}, below its cost of {cost}."),
                ("请主管核对标价和成本，改正填错的那个。", "Ask the manager which of the two is mistyped."),
            ),
        ),
        Level.BASIC,
        optional=("floor_price",),
    ),
    RowRule(
        info(
            "SS602", "overlapping-prices", ERROR,
            ("同一产品同一天有两个价", "Two prices for one product on one day"),
            ("报价取哪个价说不准。", "Which price a quotation takes is anybody's guess."),
            ("给旧价填失效日期，或删去多余的一行。量价另起一行的，起订量要不同。", "End the old price with Valid until, or drop the extra row. Quantity prices differ in From quantity."),
            ("P3 从 10 月 15 日起有两个标价：36,000 和 38,000。", "P3 has two list prices from 15 October: 36,000 and 38,000."),
        ),
        "products",
        (
            case(
                'AND(ISNUMBER([@overlap]),[@valid_from]<>"")', "valid_from",
                ("{record}从 {valid_from:day}起有两个标价：{first:figure} 和 {price}。", "{record} has two list prices from {valid_from:day}: {first:figure} and {price}."),
                ("请主管给旧价填失效日期，或删去多余的一行。", "Ask the manager to end the old price with Valid until, or drop the extra row."),
            ),
            case(
                'AND(ISNUMBER([@overlap]),[@valid_from]="")', "valid_from",
                ("{record}有两个标价，没写从哪天起：{first:figure} 和 {price}。", "{record} has two list prices and no day that parts them: {first:figure} and {price}."),
                ("请主管填生效和失效日期，或删去多余的一行。", "Ask the manager to fill Valid from and Valid until, or drop the extra row."),
            ),
        ),
        named={"first": "[@overlap_price]"},
        optional=("valid_from",),
    ),
    RowRule(
        info(
            "SS611", "tax-in-some-rows", INFO,
            ("有的产品写了税率，有的没写", "A tax rate on some products only"),
            ("一张单里有的拆税、有的不拆，打印出来的税额就不对。", "Where tax is split out of some lines only, the printed tax is wrong."),
            ("补上税率；免税的填 0%。", "Fill the rate; 0 % where there is none."),
            ("P5 没有税率，价目表其他产品都写了。", "P5 has no tax rate; other products have."),
        ),
        "products",
        (
            case(
                'AND([@tax_rate]="",[@price]<>"",OR(ISBLANK([@active]),[@active]),COUNT(products[tax_rate])>0)', "tax_rate",
                ("{record}没有税率，价目表里别的产品写了。", "{record} has no tax rate, though other products do."),
                ("请主管补上税率，免税的填 0%。", "Ask the manager to fill it; 0 % where there is none."),
            ),
        ),
        optional=("active",),
        base='[@price]<>""',
    ),
)  # fmt: skip
