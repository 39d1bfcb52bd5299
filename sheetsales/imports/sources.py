"""What the columns of an export are called, by the program it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sheetsales.dataclass import dataclass
from sheetsales.texts import Text

Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Source:
    """A program payments are exported from. ``columns`` are the headings of each field, the likeliest first; ``kinds`` the
    words that mark money coming in, where a column tells kinds apart, ``others`` those of money going out, ``papers`` those
    of papers that are no money."""

    key: str
    title: Text
    columns: Names
    kinds: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


_BANK: Final[Names] = {
    "day": ("交易日期", "记账日期", "入账日期", "交易时间", "日期", "transaction date", "booking date", "posting date", "value date", "date"),
    "credit": ("贷方发生额", "贷方金额", "贷方", "收入金额", "收入", "存入金额", "转入金额", "credit amount", "credit", "money in", "paid in", "deposits", "in"),
    "debit": ("借方发生额", "借方金额", "借方", "支出金额", "支出", "转出金额", "debit amount", "debit", "money out", "paid out", "withdrawals", "out"),
    "amount": ("交易金额", "发生额", "金额", "amount", "value"),
    "kind": ("借贷标志", "借贷方向", "收支", "收/支", "借贷", "方向", "credit/debit", "dr/cr", "type"),
    "payer": ("对方户名", "对方账户名称", "对方账号名称", "对方名称", "对方单位", "付款人名称", "付款人", "付款方", "counterparty name", "counterparty", "payer", "from", "name"),
    "memo": ("摘要", "用途", "附言", "备注", "交易说明", "description", "details", "narrative", "memo", "reference"),
    "reference": ("交易流水号", "流水号", "交易号", "凭证号", "transaction id", "bank reference", "transaction reference"),
    "currency": ("币种", "货币", "currency"),
}  # fmt: skip
_LEDGER_ZH: Final[Names] = {
    "day": ("业务日期", "单据日期", "收款日期", "日期", "记账日期"),
    "amount": ("实收金额", "收款金额", "本次收款", "本币金额", "原币金额", "金额", "收款本币"),
    "payer": ("往来单位", "往来单位名称", "付款单位", "客户名称", "客户", "付款人"),
    "memo": ("摘要", "备注", "说明", "用途"),
    "contract": ("合同号", "合同编号", "销售合同号"),
    "reference": ("单据编号", "单据号", "收款单号", "凭证号"),
    "kind": ("单据类型", "业务类型"),
    "currency": ("币别", "币种"),
}  # fmt: skip

_LEDGER_OTHERS: Final = (
    "付款", "付款单", "采购付款", "采购付款单", "应付款", "退款", "退款单", "收款退款单", "销售退款", "销售退款单", "其他付款",
)  # fmt: skip

SOURCES: Final = (
    Source("bank", Text("银行流水", "bank statement"), _BANK, ("贷", "收", "收入", "贷方", "转入", "存入", "cr", "credit", "c", "in"), ("借", "支", "支出", "借方", "转出", "取出", "dr", "debit", "d", "out")),
    Source("kingdee", Text("金蝶收款单", "Kingdee receipts"), _LEDGER_ZH, ("收款", "收款单", "销售收款", "销售收款单", "标准收款单"), _LEDGER_OTHERS),
    Source("yonyou", Text("用友收款单", "Yonyou receipts"), _LEDGER_ZH, ("收款", "收款单", "应收款", "销售收款", "销售收款单", "标准收款单"), _LEDGER_OTHERS),
    Source(
        "xero", Text("Xero 银行交易", "Xero transactions"),
        {
            "day": ("payment date", "date paid", "date"), "amount": ("amount", "payment amount", "gross", "total"),
            "credit": ("received", "money in"), "debit": ("spent", "money out"),
            "payer": ("contact", "contact name", "payee", "from"), "memo": ("reference", "description", "particulars"),
            "contract": ("contract no", "contract", "po number"), "reference": ("transaction id", "bank reference", "code"),
            "kind": ("type", "source"), "currency": ("currency",),
        },
        ("receive", "receive money", "receivable payment", "accrec payment", "rec"),
        ("spend", "spend money", "payable payment", "accpay payment"),
        ("spend transfer", "receive transfer", "transfer", "bank transfer", "payable invoice", "receivable invoice"),
    ),
    Source(
        "sage", Text("Sage 收款", "Sage receipts"),
        {
            "day": ("date", "transaction date"), "amount": ("gross", "amount", "net amount", "net", "total"),
            "payer": ("name", "customer", "account name", "customer name"), "memo": ("details", "description", "ex.ref", "ref"),
            "contract": ("contract no", "contract", "order no"), "reference": ("no", "transaction no", "tran number"),
            "kind": ("type", "tran type"), "currency": ("currency",),
        },
        ("sr", "sa", "sales receipt", "customer receipt", "br"),
        ("sp", "pp", "pa", "bp", "cp", "vp", "purchase payment", "bank payment"),
        ("si", "sc", "sd", "pi", "pc", "pd", "jc", "jd", "sales invoice", "sales credit", "purchase invoice"),
    ),
)  # fmt: skip
BY_KEY: Final = {source.key: source for source in SOURCES}
