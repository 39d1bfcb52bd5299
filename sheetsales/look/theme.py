"""The workbook theme: our colours, and fonts for both languages, so that new cells and charts look like ours."""

from __future__ import annotations

from sheetsales.look import styles
from sheetsales.texts import Lang

_ACCENTS = (styles.ACCENT, styles.GREY_SERIES, styles.GOOD, styles.WATCH, styles.BAD, styles.INFORMATION)
_CHINESE_FONT = "Microsoft YaHei"


def theme_xml(lang: Lang) -> str:
    """The theme part of a workbook in one language."""
    fonts = "".join(f"<a:{size}>{_fonts(lang)}</a:{size}>" for size in ("majorFont", "minorFont"))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="sheetsales"><a:themeElements>'
        f'<a:clrScheme name="sheetsales">{_colours()}</a:clrScheme>'
        f'<a:fontScheme name="sheetsales">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="sheetsales">{_effects()}</a:fmtScheme>'
        "</a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )


def _fonts(lang: Lang) -> str:
    return (
        f'<a:latin typeface="{styles.font(lang)}"/><a:ea typeface="{_CHINESE_FONT}"/><a:cs typeface=""/>'
        f'<a:font script="Hans" typeface="{_CHINESE_FONT}"/>'
    )


def _colours() -> str:
    system = '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>'
    named = [("dk2", styles.INK), ("lt2", styles.SURFACE)]
    named += [(f"accent{i}", colour) for i, colour in enumerate(_ACCENTS, start=1)]
    named += [("hlink", styles.ACCENT), ("folHlink", styles.QUIET)]
    return system + "".join(f'<a:{name}><a:srgbClr val="{colour[1:]}"/></a:{name}>' for name, colour in named)


def _effects() -> str:
    """Flat fills and plain lines, three of each as the format asks."""
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(
        f'<a:ln w="{width}">{fill}<a:prstDash val="solid"/></a:ln>' for width in (9525, 12700, 19050)
    )
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
    )
