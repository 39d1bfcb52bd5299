"""What a cell shows: its value through its number format, as Excel would print it in a wide column."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from sheetsales.cells.values import CellError, CellValue

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<noon>AM/PM|A/P|上午/下午)|(?P<general>General|G/通用格式|G/标准)"
    r"|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|e+(?![+-])|a{3,4})|(?P<number>[#0?][#0?,]*(?:\.[#0?]*)?,*|\.[#0?]+)|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"[<>=]")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_ODD = re.compile(r"E[+-]|[#0?]\s*/\s*[#0?1-9]", re.IGNORECASE)
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ZH_DAYS = "一二三四五六日"
_EPOCH_1900, _EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)
_PHANTOM_DAY, _LAST_DAY = 60, 2_958_465
_DIGITS = 11
"""So many digits General shows."""
Tokens = tuple[tuple[str, str], ...]


def shown(value: CellValue, number_format: str = "General", *, date1904: bool = False) -> str:
    """The text a cell shows; blank is an empty text.

    Formats with conditions, fractions or exponents are beyond it: such numbers are shown as General shows them.
    Dates before 1900 or after 9999 show as ``####``, as in Excel. Names of months and days are English.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, str):
        return _text(value, number_format)
    number = _number(value, date1904)
    tokens, negative = _section(number_format, number)
    kinds = {kind for kind, _ in tokens}
    if kinds & {"date", "elapsed"}:
        return _moment(number, tokens, date1904)
    if kinds <= {"general"} or "odd" in kinds:
        return _general(number)
    return _filled(abs(number) if negative else number, tokens)


def _text(value: str, number_format: str) -> str:
    parts = _sections(number_format)
    tokens = parts[3] if len(parts) > 3 else parts[-1]
    if not any(kind == "text" for kind, _ in tokens):
        return value
    return "".join(value if kind == "text" else text for kind, text in tokens if kind in ("text", "literal"))


def _number(value: CellValue, date1904: bool) -> Decimal:
    if isinstance(value, dt.timedelta):
        return Decimal(value / dt.timedelta(microseconds=1)) / 86_400_000_000
    if isinstance(value, dt.time):
        return _number(dt.datetime.combine(dt.datetime.min, value) - dt.datetime.min, date1904)
    if isinstance(value, dt.date):
        moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
        days = _number(moment - (_EPOCH_1904 if date1904 else _EPOCH_1900), date1904)
        return days if date1904 or days > _PHANTOM_DAY else days - 1
    return Decimal(str(value))


@lru_cache(maxsize=1024)
def _sections(number_format: str) -> tuple[Tokens, ...]:
    """The format's sections, each as (kind, text); a bracket is a currency, an elapsed time or nothing to show."""
    sections: list[list[tuple[str, str]]] = [[]]
    for token in _TOKEN.finditer(number_format or "General"):
        kind, text = token.lastgroup or "", token[0]
        if kind == "other" and text == ";":
            sections.append([])
        elif kind == "bracket":
            sections[-1] += _bracket(token["bracket"])
        elif kind in ("quoted", "escaped", "other"):
            sections[-1].append(("literal", token[kind]))
        elif kind:
            sections[-1].append((kind, text))
        elif text[0] == "_":
            sections[-1].append(("literal", " "))
    bare = re.sub(r'"[^"]*"?|\\.', "", number_format or "")
    if _ODD.search(bare):
        return ((("odd", ""),),)
    return tuple(tuple(section) for section in sections)


def _bracket(inside: str) -> list[tuple[str, str]]:
    if inside.startswith("$"):
        return [("literal", inside[1:].partition("-")[0])]
    if _ELAPSED.fullmatch(inside):
        return [("elapsed", inside.lower())]
    return [("odd", "")] if _CONDITION.match(inside) else []


def _section(number_format: str, number: Decimal) -> tuple[Tokens, bool]:
    """The section for a number, and whether it shows the sign of a negative one by itself."""
    parts = _sections(number_format)
    if len(parts) > 2 and number == 0:
        return parts[2], False
    if len(parts) > 1 and number < 0:
        return parts[1], True
    return parts[0], False


def _general(number: Decimal) -> str:
    if number == 0:
        return "0"
    if not Decimal("1e-9") <= abs(number) < Decimal("1e11"):
        mantissa, _, power = f"{number:.5E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{int(power):+03d}"
    whole = len(str(abs(int(number))))
    text = f"{_rounded(number, max(_DIGITS - 1 - whole, 0)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _filled(number: Decimal, tokens: Tokens) -> str:
    percents = sum(text.count("%") for kind, text in tokens if kind == "literal" and text == "%")
    number *= Decimal(100) ** percents
    if not any(kind == "number" for kind, _ in tokens):
        sign = "-" if number < 0 else ""
        return sign + "".join(
            _general(number) if kind in ("general", "text") else text for kind, text in tokens
        )
    made, done = [], False
    for kind, text in tokens:
        if kind == "number" and not done:
            made.append(_digits(abs(number), text))
            done = True
        elif kind != "number":
            made.append(text)
    shows_sign = number < 0 and any(c in "123456789" for c in "".join(made))
    return ("-" if shows_sign else "") + "".join(made)


def _digits(number: Decimal, pattern: str) -> str:
    scaled = pattern.rstrip(",")
    number /= Decimal(1000) ** (len(pattern) - len(scaled))
    whole, point, fraction = scaled.partition(".")
    text = f"{_rounded(number, len(fraction)):f}"
    digits, _, decimals = text.partition(".")
    least = whole.count("0")
    digits = digits.lstrip("0").rjust(least, "0")
    if "," in whole:
        digits = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", digits)
    must = len(fraction.rstrip("#?"))
    kept = decimals[:must] + decimals[must:].rstrip("0")
    return digits + (point + kept if point else "")


def _moment(number: Decimal, tokens: Tokens, date1904: bool) -> str:
    last = _LAST_DAY - (1462 if date1904 else 0)
    if any(kind == "elapsed" for kind, _ in tokens):
        return _elapsed(number, tokens)
    if not 0 <= number < last + 1:
        return "####"
    places = max((len(text.partition(".")[2]) for kind, text in tokens if kind == "date"), default=0)
    seconds = _rounded(number * 86_400, places)
    days = int(seconds // 86_400)
    moment = (_EPOCH_1904 if date1904 else _EPOCH_1900) + dt.timedelta(microseconds=int(seconds * 1_000_000))
    if not date1904 and days < _PHANTOM_DAY:
        moment += dt.timedelta(1)
    noon = any(kind == "noon" for kind, _ in tokens)
    return "".join(_piece(moment, tokens, at, noon) for at in range(len(tokens)))


def _piece(moment: dt.datetime, tokens: Tokens, at: int, noon: bool) -> str:
    kind, text = tokens[at]
    if kind == "noon":
        first, _, second = text.partition("/")
        return first if moment.hour < 12 else second
    if kind != "date":
        return text if kind == "literal" else ""
    code = text.lower()
    if code[0] == "m" and len(code) < 3 and _is_minute(tokens, at):
        return f"{moment.minute:0{len(code)}d}"
    return _PIECES[code[0]](moment, code, noon)


def _is_minute(tokens: Tokens, at: int) -> bool:
    """``m`` is a minute right behind hours or right before seconds."""
    before = next((t for k, t in reversed(tokens[:at]) if k in ("date", "elapsed")), "")
    behind = next((t for k, t in tokens[at + 1 :] if k in ("date", "elapsed")), "")
    return before[:1].lower() == "h" or behind[:1].lower() == "s"


def _year(moment: dt.datetime, code: str, _: bool) -> str:
    return f"{moment.year % 100:02d}" if len(code) < 3 and code[0] == "y" else f"{moment.year:04d}"


def _month(moment: dt.datetime, code: str, _: bool) -> str:
    name = _MONTHS[moment.month - 1]
    return {1: str(moment.month), 2: f"{moment.month:02d}", 3: name[:3], 5: name[0]}.get(len(code), name)


def _day(moment: dt.datetime, code: str, _: bool) -> str:
    name = _DAYS[moment.weekday()]
    return {1: str(moment.day), 2: f"{moment.day:02d}", 3: name[:3]}.get(len(code), name)


def _weekday(moment: dt.datetime, code: str, _: bool) -> str:
    return ("星期" if len(code) > 3 else "") + _ZH_DAYS[moment.weekday()]


def _hour(moment: dt.datetime, code: str, noon: bool) -> str:
    hour = (moment.hour - 1) % 12 + 1 if noon else moment.hour
    return f"{hour:0{min(len(code), 2)}d}"


def _second(moment: dt.datetime, code: str, _: bool) -> str:
    whole, point, places = code.partition(".")
    fraction = f"{moment.microsecond:06d}"[: len(places)]
    return f"{moment.second:0{min(len(whole), 2)}d}{point}{fraction}"


_PIECES: dict[str, Callable[[dt.datetime, str, bool], str]] = {
    "y": _year, "e": _year, "m": _month, "d": _day, "a": _weekday, "h": _hour, "s": _second,
}  # fmt: skip


def _elapsed(number: Decimal, tokens: Tokens) -> str:
    """Hours, minutes or seconds that go on beyond a day."""
    left = int(_rounded(abs(number) * 86_400, 0))
    made = []
    units = {"h": 3600, "m": 60, "s": 1}
    for kind, text in tokens:
        unit = text[:1].lower()
        if kind in ("elapsed", "date") and unit in units:
            amount, rest = divmod(left, units[unit])
            left = rest
            made.append(f"{amount:0{len(text.partition('.')[0])}d}")
        elif kind == "literal":
            made.append(text)
    return ("-" if number < 0 else "") + "".join(made)
