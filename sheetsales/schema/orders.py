"""The Orders sheet, a module: what was ordered, confirmed, shipped and delivered."""

from sheetsales.schema.column import Kind, col
from sheetsales.schema.record import Record
from sheetsales.texts import Text

ORDERS = Record(
    key="orders",
    title=Text("订单", "Orders"),
    table="tblOrders",
    purpose=Text("一张订单或一行明细一行。", "One row an order, or an order line."),
    id_column="id",
    name_column="id",
    id_prefix="R",
    money_column="amount",
    owner_column="owner",
    module="orders",
    columns=(
        col("id", "订单编号", "Order no.", Kind.ID, width=14, help=("订单编号；明细行可重复。", "Order number; lines of one order share it.")),
        col("customer", "客户", "Customer", Kind.REF, ref="customers", required=True, width=28, help=("谁订的。", "Who ordered.")),
        col("product", "产品", "Product", Kind.CHOICE, choices="product", width=20, help=("订了什么。", "What was ordered.")),
        col("quantity", "数量", "Quantity", Kind.NUMBER, width=10, help=("数量；退货为负。", "Quantity; negative for a return.")),
        col("price", "单价", "Unit price", Kind.MONEY, width=12, help=("单价。", "Price of one.")),
        col("amount", "金额", "Amount", Kind.MONEY, width=14, help=("行金额。", "Amount of the line.")),
        col("ordered_on", "下单日期", "Ordered on", Kind.DATE, required=True, width=13, help=("下单日期。", "The day of the order.")),
        col("owner", "负责人", "Owner", Kind.REF, ref="team", width=14, help=("谁的单。", "Whose order it is.")),
        col("opportunity", "商机", "Opportunity", Kind.REF, ref="pipeline", width=12, help=("来自哪单商机。", "The deal it came from.")),
        col("contract_no", "合同编号", "Contract no.", Kind.ID, folded=True, width=14, help=("合同编号。", "Number of the contract.")),
        col("status", "状态", "Status", folded=True, width=12, help=("订单状态。", "Where the order stands.")),
        col("promised_on", "承诺日期", "Promised on", Kind.DATE, folded=True, width=13, help=("答应的交付日期。", "The promised date.")),
        col("shipped_on", "发货日期", "Shipped on", Kind.DATE, folded=True, width=13, help=("发货日期。", "The day it was shipped.")),
        col("delivered_on", "交付日期", "Delivered on", Kind.DATE, folded=True, width=13, help=("交付日期。", "The day it was delivered.")),
        col("discount", "折扣", "Discount", Kind.PERCENT, folded=True, unit=("让利%", "% off"), width=12, help=("让利比例。", "Share taken off list price.")),
        col("payment_terms", "付款条件", "Payment terms", folded=True, width=18, help=("付款条件。", "Payment terms.")),
        col("notes", "备注", "Notes", Kind.NOTE, folded=True, width=30, help=("其他。", "Anything else.")),
    ),
)  # fmt: skip
