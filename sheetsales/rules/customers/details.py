"""SS103 to SS105: phones, e-mails and company codes that cannot be right."""

from __future__ import annotations

from collections.abc import Iterator

from sheetsales.book.telling import column_title
from sheetsales.findings import Finding, RuleInfo, Severity
from sheetsales.process.contact_details import (
    CODE_LENGTH,
    CODE_LETTERS,
    PhoneFault,
    code_check,
    email_works,
    phone_fault,
)
from sheetsales.rules.customers.who import who
from sheetsales.rules.rule import Level, Rule
from sheetsales.rules.scene import Scene
from sheetsales.rules.teller import Said, Teller, teller_of
from sheetsales.rules.words import ask
from sheetsales.texts import Text

PHONE = RuleInfo(
    code="SS103",
    name="phone-format",
    severity=Severity.WARNING,
    title=Text("电话打不通的写法", "Phone that cannot be dialled"),
    why=Text("少一位的号码要用时才发现打不通，查重也对不上。", "A number with a digit missing fails just when it is needed, and finds no duplicate either."),
    fix=Text(
        "对照名片或官网补全：手机 11 位，座机带区号，国外号码带 +国家码；两个号码用 / 隔开，没有就留空。",
        "Complete it from a card or the website: area code included, foreign numbers with +country code; separate two numbers "
        "with a slash, and leave the cell blank if there is none.",
    ),
    example=Text("手机号“1380000203”只有 10 位。", "'020 794' has only six digits."),
)  # fmt: skip

EMAIL = RuleInfo(
    code="SS104",
    name="email-format",
    severity=Severity.WARNING,
    title=Text("邮箱写法不对", "E-mail that cannot be right"),
    why=Text("发不到的报价等于没发。", "A quotation sent to an address that does not exist was never sent."),
    fix=Text("写成 名字@域名；没有就留空，多个用分号隔开。", "Write name@domain; leave it blank if there is none and separate several with semicolons."),
    example=Text("邮箱“j.ward.example.com”里没有 @。", "'j.ward.example.com' has no @."),
)  # fmt: skip

CREDIT_CODE = RuleInfo(
    code="SS105",
    name="credit-code-invalid",
    severity=Severity.ERROR,
    title=Text("统一社会信用代码不对", "Credit code that cannot be right"),
    why=Text("代码错一位，开票、签合同和查重都会出错。", "One wrong character spoils invoices, contracts and the search for duplicates."),
    fix=Text(
        "从营业执照照抄 18 位代码；末位由前 17 位算出（GB 32100），算不对就是抄错了。",
        "Copy all 18 characters from the business licence; the last follows from the first 17 (GB 32100), so a mismatch "
        "is a slip. Company numbers of other countries go into Registration no.",
    ),
    example=Text("91330200MA2AG12301 的末位应为 9。", "The last character of 91330200MA2AG12301 should be 9."),
)  # fmt: skip

_AT = Text("{who}的{column}“{value}”{what}。", "{who} has the {column} '{value}', {what}.")
_PHONE_FAULTS = {
    PhoneFault.NO_DIGITS: Text("里没有号码", "which holds no number"),
    PhoneFault.LETTER: Text("的数字中间夹着字母", "with a letter among its digits"),
    PhoneFault.SHORT: Text("只有 {digits} 位", "which has only {digits} digits"),
    PhoneFault.LONG: Text("有 {digits} 位，一个号码没有这么长", "which has {digits} digits, too many for one number"),
    PhoneFault.MOBILE: Text("像手机号，却有 {digits} 位，应为 11 位", "which looks like a Chinese mobile but has {digits} digits instead of 11"),
    PhoneFault.LANDLINE: Text("共 {digits} 位，座机应为区号加 7 到 8 位", "which has {digits} digits; a Chinese landline has its area code and 7 or 8 more"),
}  # fmt: skip
_PHONE_HINTS = {
    PhoneFault.NO_DIGITS: Text("{ask}补上号码，没有就留空。", "{ask} enter the number, or clear the cell if there is none."),
    PhoneFault.LONG: Text("{ask}核对；是两个号码就用 / 隔开。", "{ask} check it; if these are two numbers, separate them with a slash."),
}  # fmt: skip
_PHONE_HINT = Text("{ask}对照名片或官网改正。", "{ask} correct it from a card or the website.")
_NO_AT = Text("里没有 @", "which has no @")
_NO_ADDRESS = Text("不是完整的地址", "which is no complete address")
_EMAIL_HINT = Text(
    "{ask}向客户要到准确的邮箱，写成 名字@域名。", "{ask} get the exact address and write it as name@domain."
)
_LENGTH = Text("有 {count} 位，应为 18 位", "which has {count} characters instead of 18")
_OLD_NUMBER = Text(
    "是 15 位的旧注册号，2018 年起已停用", "an old 15-digit registration number, out of use since 2018"
)
_LETTER = Text("里有“{letter}”，代码不用这个字符", "with '{letter}', a character these codes never use")
_CHECK = Text(
    "校验不过：按前 17 位算，末位应为 {right}",
    "which fails its check: after the first 17 characters the last must be {right}",
)
_CODE_HINT = Text(
    "{ask}对照营业执照逐位核对。", "{ask} compare it with the business licence, character by character."
)
_OLD_LENGTH = 15
_LETTERS = frozenset(CODE_LETTERS)


def phones(scene: Scene) -> Iterator[Finding]:
    teller = teller_of(scene, "customers")
    chinese = scene.book.lang == "zh"
    values, raw = _typed(teller, "phone")
    hits = [
        (row, fault)
        for row, value in enumerate(values)
        if value and isinstance(raw[row], str) and (fault := phone_fault(value, chinese=chinese)) is not None
    ]

    def say(row: int, fault: tuple[PhoneFault, int]) -> Said:
        kind, digits = fault
        what = _PHONE_FAULTS[kind].fill(digits=digits)
        return _said(scene, row, "phone", values[row], what, _PHONE_HINTS.get(kind, _PHONE_HINT))

    yield from teller.all(PHONE, hits, say, base=_filled(values), at_stake=False)


def emails(scene: Scene) -> Iterator[Finding]:
    teller = teller_of(scene, "customers")
    values, raw = _typed(teller, "email")
    hits = [
        (row, value)
        for row, value in enumerate(values)
        if value and isinstance(raw[row], str) and not email_works(value)
    ]

    def say(row: int, value: str) -> Said:
        return _said(scene, row, "email", value, _NO_ADDRESS if "@" in value else _NO_AT, _EMAIL_HINT)

    yield from teller.all(EMAIL, hits, say, base=_filled(values), at_stake=False)


def credit_codes(scene: Scene) -> Iterator[Finding]:
    teller = teller_of(scene, "customers")
    values, raw = _typed(teller, "credit_code")
    hits = [
        (row, fault)
        for row, value in enumerate(values)
        if value and isinstance(raw[row], str) and (fault := _code_fault(value)) is not None
    ]

    def say(row: int, fault: Text) -> Said:
        return _said(scene, row, "credit_code", values[row], fault, _CODE_HINT)

    yield from teller.all(CREDIT_CODE, hits, say, base=_filled(values), at_stake=False)


def _code_fault(value: str) -> Text | None:
    code = "".join(value.split()).upper()
    if len(code) == CODE_LENGTH and _LETTERS.issuperset(code) and code[-1] == code_check(code[:-1]):
        return None
    if len(code) == _OLD_LENGTH and code.isdigit():
        return _OLD_NUMBER
    if len(code) != CODE_LENGTH:
        return _LENGTH.fill(count=len(code))
    odd = next((letter for letter in code if letter not in CODE_LETTERS), "")
    if odd:
        return _LETTER.fill(letter=odd)
    return _CHECK.fill(right=code_check(code[:-1]))


def _typed(teller: Teller, column: str) -> tuple[list[str | None], list[object]]:
    """The column's values and what stands in its cells; nothing where the sheet has no such column."""
    table = teller.table
    if not table.has(column):
        return [], []
    values = list(table.get(column))
    return values, list(table.raw.get(column, values))


def _filled(values: list[str | None]) -> int:
    return sum(value is not None for value in values)


def _said(scene: Scene, row: int, column: str, value: str | None, what: Text, hint: Text) -> Said:
    table = scene.book.table("customers")
    title = column_title(table, column, row)
    message = _AT.fill(
        who=who(scene, row),
        column=Text(title.zh, title.en[:1].lower() + title.en[1:]),
        value=value,
        what=what,
    )
    return Said(column, message, hint.fill(ask=ask(scene.book, table.get("owner")[row])))


DETAIL_RULES: tuple[Rule, ...] = (
    Rule(PHONE, phones, Level.STANDARD),
    Rule(EMAIL, emails, Level.BASIC),
    Rule(CREDIT_CODE, credit_codes, Level.BASIC),
)
