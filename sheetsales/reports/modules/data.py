"""The data sheets of modules: orders, contracts with their money, instalments, receipts, quotations, returns, requests,
answers."""

from __future__ import annotations

from typing import Final

from sheetsales.reports.data import DataTable, Field
from sheetsales.texts import Text

_FLAG: Final = "count"

ORDERS: Final = DataTable(
    "tblOrderFacts",
    Text("订单数据", "Orders data"),
    (
        Field("number", Text("单号", "Order"), width=14),
        Field("customer", Text("客户", "Customer"), width=28),
        Field("owner", Text("负责人", "Owner")),
        Field("amount", Text("金额", "Amount"), "money"),
        Field("ordered_on", Text("下单日期", "Ordered on"), "date"),
        Field("confirmed_on", Text("确认日期", "Confirmed on"), "date", Text("最后一行的；有一行没确认就空着。", "That of the last line; blank while one is not confirmed.")),
        Field("promised_on", Text("承诺日期", "Promised on"), "date"),
        Field("delivered_on", Text("交付日期", "Delivered on"), "date", Text("最后一行的；有一行没交付就空着。", "That of the last line; blank while one is not delivered.")),
        Field("confirm_days", Text("确认用工作日", "Days to confirm"), _FLAG),
        Field("lead_days", Text("交付用工作日", "Days to deliver"), _FLAG),
        Field("kept", Text("按期", "On time"), _FLAG, Text("1 为每一行都按承诺日期交付，0 为没有；没有承诺日期的空着。", "1 where every line came by the day promised, 0 where not; blank without a promise.")),
        Field("right", Text("没出差错", "No fault"), _FLAG, Text("1 为每一行都没有差错。", "1 where no line has a fault.")),
        Field("overdue", Text("应交未交", "Overdue"), _FLAG, Text("1 为过了承诺日期还没交付。", "1 where the day promised has passed and it is not delivered.")),
    ),
)  # fmt: skip

ACCOUNTS: Final = DataTable(
    "tblAccounts",
    Text("合同应收数据", "Receivables data"),
    (
        Field("contract", Text("合同", "Contract"), width=16),
        Field("customer", Text("客户", "Customer"), width=28),
        Field("owner", Text("负责人", "Owner")),
        Field("signed_on", Text("签订日期", "Signed on"), "date"),
        Field("amount", Text("合同金额", "Contract amount"), "money"),
        Field("received", Text("已到账", "Received"), "money", Text("退款已减去。", "Refunds taken off.")),
        Field("returned", Text("退款和抵扣", "Given back"), "money", Text("退货表里退款和抵扣的金额。", "What returns refunded or credited.")),
    ),
)  # fmt: skip

INSTALMENTS: Final = DataTable(
    "tblInstalments",
    Text("各期应收数据", "Instalments data"),
    (
        Field("contract", Text("合同", "Contract"), width=16),
        Field("name", Text("款项", "Instalment")),
        Field("owner", Text("负责人", "Owner")),
        Field("due_on", Text("应收日期", "Due on"), "date"),
        Field("due", Text("应收金额", "Due"), "money"),
        Field("received", Text("已到账", "Received"), "money", Text("多付的部分不算到别的期。", "What was paid too much counts for no other.")),
        Field("open", Text("未收", "Open"), "money", Text("抵扣从最后一期减起。", "Credits are taken off the last one first.")),
        Field("late", Text("逾期天数", "Days overdue"), _FLAG, Text("报告日减应收日期；没到期的是负数。", "The day of the report less the due day; below 0 where it is not due yet.")),
        Field("in_time", Text("按期收齐", "Paid in time"), _FLAG, Text("1 为应收日期前收齐。", "1 where it was paid in full by its day.")),
    ),
)  # fmt: skip

RECEIPTS: Final = DataTable(
    "tblReceiptFacts",
    Text("到账数据", "Receipts data"),
    (
        Field("day", Text("到账日期", "Received on"), "date"),
        Field("contract", Text("合同", "Contract"), width=16),
        Field("owner", Text("负责人", "Owner")),
        Field("amount", Text("金额", "Amount"), "money", Text("退款为负。", "Refunds are negative.")),
    ),
)  # fmt: skip

QUOTES: Final = DataTable(
    "tblQuoteFacts",
    Text("报价数据", "Quotations data"),
    (
        Field("number", Text("报价单", "Quotation"), width=14),
        Field("owner", Text("负责人", "Owner")),
        Field("amount", Text("金额", "Amount"), "money"),
        Field("quoted_on", Text("报价日期", "Quoted on"), "date"),
        Field("valid_to", Text("有效期至", "Valid until"), "date"),
        Field("outcome", Text("结果", "Outcome"), help=Text("被替代的旧版另写，不算成交率。", "Versions that were replaced are marked and count for nothing.")),
    ),
)  # fmt: skip

RETURNS: Final = DataTable(
    "tblReturnFacts",
    Text("退货数据", "Returns data"),
    (
        Field("day", Text("退货日期", "Returned on"), "date"),
        Field("order", Text("订单", "Order"), width=14),
        Field("customer", Text("客户", "Customer"), width=28),
        Field("owner", Text("经办人", "Handled by")),
        Field("amount", Text("退款或抵扣", "Given back"), "money", Text("换货和维修为 0。", "0 for an exchange or a repair.")),
    ),
)  # fmt: skip

REQUESTS: Final = DataTable(
    "tblRequestFacts",
    Text("服务单数据", "Requests data"),
    (
        Field("number", Text("编号", "No."), width=10),
        Field("customer", Text("客户", "Customer"), width=28),
        Field("owner", Text("处理人", "Owner")),
        Field("opened_on", Text("受理", "Opened"), "date"),
        Field("due", Text("应办结", "Due"), "date", Text("等客户的工作日已加上。", "Working days of waiting for the customer are added.")),
        Field("closed_on", Text("办结", "Closed"), "date"),
        Field("over", Text("超期天数", "Days over"), _FLAG),
        Field("in_time", Text("按期办结", "Closed in time"), _FLAG),
        Field("overdue", Text("超期未办结", "Open and overdue"), _FLAG),
    ),
)  # fmt: skip
