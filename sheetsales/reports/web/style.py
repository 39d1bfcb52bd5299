"""The style sheet: for a wide window, for a phone and for paper."""

from __future__ import annotations

from typing import Final

from sheetsales.look import styles
from sheetsales.reports.web.markup import Markup
from sheetsales.reports.web.svg import hues

_SHEET: Final = """
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:@white;color:@ink;font:15px/1.5 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:1120px;margin:0 auto;padding:20px 16px 40px}
h1{font-size:26px;line-height:1.3;color:@accent;margin:0 0 2px}
h2{font-size:20px;color:@accent;margin:36px 0 4px;padding-bottom:4px;border-bottom:2px solid @accent}
h3{font-size:17px;color:@accent;margin:22px 0 4px}
p{margin:4px 0 8px}
.quiet{color:@quiet;font-size:13px}
.caption{color:@quiet;font-size:13px;margin:0}
.lead{font-size:16px;margin:4px 0}
ul.said{list-style:none;margin:16px 0;padding:0}
.tiles{list-style:none;margin:16px 0 0;padding:0;display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:10px}
.tiles li{background:@surface;border:1px solid @hairline;border-radius:6px;padding:10px 12px;min-width:0}
.tiles p{margin:0}
.tiles .name{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 8px;font-weight:600}
.tiles .figure{font-size:26px;line-height:1.35;font-weight:700;font-variant-numeric:tabular-nums}
.tiles .row{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 8px;font-size:13px}
.bar{height:6px;background:@hairline;border-radius:3px;margin:5px 0}
.bar i{display:block;height:6px;background:@accent;border-radius:3px}
.bar .good{background:@good}.bar .watch{background:@watch}.bar .bad{background:@bad}.bar .unlit{background:@faint}
.good{color:@good}.watch{color:@watch}.bad{color:@bad}.unlit{color:@quiet}
.light{font-size:13px;font-weight:400;white-space:nowrap}
.charts{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:20px}
figure.chart{margin:14px 0 6px;max-width:540px}
figcaption{font-weight:600;margin-bottom:4px}
svg{width:100%;height:auto;display:block}
.legend{font-size:13px;color:@quiet;margin:2px 0}
.key{margin-right:14px;white-space:nowrap}.key i{display:inline-block;width:10px;height:10px;margin-right:5px}
.scroll{overflow-x:auto;margin:8px 0}
.scroll:focus-visible{outline:2px solid @accent}
table{border-collapse:collapse;width:100%;font-size:14px}
caption{text-align:left;font-weight:600;padding:6px 0}
caption.plain{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{padding:5px 10px;border-bottom:1px solid @hairline;text-align:left;vertical-align:top}
thead th{background:@accent;color:@white;font-weight:600;vertical-align:bottom;white-space:pre-line}
tbody th{font-weight:400}
th.r,td.r{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.n{white-space:nowrap}
th.c,td.c{text-align:center;white-space:nowrap}
tr.band th,tr.band td{background:@tint;font-weight:600}
tr.band th{color:@accent}
tr.total th,tr.total td{font-weight:700;border-top:1px solid @accent}
.banded tbody tr:not(.band) th{padding-left:24px}
details{margin-top:36px}
summary{font-size:20px;font-weight:700;color:@accent;cursor:pointer}
@media (max-width:760px){.charts{grid-template-columns:1fr}.tiles{grid-template-columns:repeat(2,minmax(0,1fr))}}
@media (max-width:480px){
main{padding:14px 12px 30px}
h1{font-size:21px}h2{font-size:18px}
.tiles{gap:8px}.tiles li{padding:8px 9px}.tiles .figure{font-size:21px}
.scroll table{width:auto;min-width:100%}
.scroll th:first-child{position:sticky;left:0;background:@white;min-width:5em;max-width:44vw;box-shadow:1px 0 0 @hairline;z-index:1}
.scroll thead th:first-child{background:@accent}
.scroll tr.band th:first-child{background:@tint}
.scroll td:not(.r):not(.c):not(.n){min-width:11em}
.cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.cards,.cards tbody,.cards tr{display:block}
.cards tbody tr{border:1px solid @hairline;border-top:0;padding:6px 8px}
.cards tbody tr:first-child{border-top:1px solid @hairline}
.cards tbody tr.band{background:@tint;border-color:@accent;border-top:1px solid @accent;border-radius:6px 6px 0 0;margin-top:12px}
.cards tbody tr th,.cards tbody tr td{display:block;position:static;max-width:none;border:0;padding:1px 0;text-align:left;background:none;box-shadow:none;white-space:normal}
.cards tbody tr th:first-child{position:static;max-width:none;padding:0;font-weight:600;background:none;box-shadow:none}
.cards tbody tr td.r,.cards tbody tr td.c,.cards tbody tr td.n{display:inline-block;margin-right:14px}
.cards tbody tr td:empty{display:none}
.cards td::before{content:attr(data-of) " ";color:@quiet;font-weight:400}
}
@page{size:A4 landscape;margin:13mm}
@media print{
body{font-size:11px}main{max-width:none;padding:0}
table{font-size:10.5px}
h2{break-before:page;margin-top:0}h2,h3,caption{break-after:avoid}
tr,figure,.tiles li{break-inside:avoid}
thead{display:table-header-group}
.scroll{overflow:visible}
.charts{grid-template-columns:repeat(2,minmax(0,1fr))}.tiles{grid-template-columns:repeat(4,minmax(0,1fr))}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
"""
QUIET, GOOD, WATCH, BAD = "#566070", "#256B29", "#8F5500", "#B71F1F"
"""Darker than on paper: small text on a tinted row has to be read on a phone in daylight."""
_COLOURS: Final = {
    "accent": styles.ACCENT, "ink": styles.INK, "quiet": QUIET, "hairline": styles.HAIRLINE, "white": styles.WHITE, "faint": styles.GREY_SERIES,
    "surface": styles.SURFACE, "tint": styles.ACCENT_SURFACE, "good": GOOD, "watch": WATCH, "bad": BAD,
}  # fmt: skip


def style_sheet() -> Markup:
    """All of it, with our colours in it."""
    sheet = _SHEET
    for name, colour in _COLOURS.items():
        sheet = sheet.replace(f"@{name}", colour)
    return Markup(sheet.strip() + hues())
