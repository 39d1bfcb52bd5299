"""Three templates as teams make them: a plain form with tables, a company's form with logo, pivot and chart, cards."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from sheetsales.texts import Lang, Text

_THIN = Side(style="thin", color="FF999999")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def _name(book: openpyxl.Workbook, name: str, refers_to: str) -> None:
    book.defined_names[name] = DefinedName(name, attr_text=refers_to)


def _below(font: Font) -> Rule:
    rule: Rule = CellIsRule(operator="lessThan", formula=["0.8"], font=font)  # type: ignore[no-untyped-call]  # openpyxl's
    return rule


def plain_form(path: Path, lang: Lang) -> None:
    """Boxes and one table with totals, remarks of the team's own and a signature line, as printed forms have them."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "月报"
    sheet.merge_cells("A1:F1")
    sheet["A1"].font, sheet["A1"].alignment = Font(size=18, bold=True), Alignment(horizontal="center")
    _name(book, "rep_title", "月报!$A$1:$F$1")
    boxes = {
        "B3": "kpi_won_amount",
        "D3": "kpi_won_amount_target",
        "F3": "签约额_完成率",
        "B4": "rep_asof",
        "D4": "kpi_calls",
    }
    for at, name in boxes.items():
        sheet[at].border = _BOX
        _name(book, name, f"月报!${at[0]}${at[1]}")
    for at, word in (
        ("A3", "签约"),
        ("C3", "目标"),
        ("E3", "完成"),
        ("A4", "截至"),
        ("C4", "电话"),
        ("E4", "差额"),
    ):
        sheet[at] = word
    sheet["F3"].number_format, sheet["F4"].number_format = "0.00%", "#,##0"
    sheet["F4"] = "=D3-B3"
    sheet["A6"] = '="合计 "&TEXT(B3/10000,"0.0")&" 万"'
    headings = (
        Text("名称", "Name"), Text("本月目标", "Target"), Text("本月实际", "Actual"), Text("完成率", "Attainment"),
        Text("缺口占比", "Share of gap"), Text("备注", "Remarks"),
    )  # fmt: skip
    for number, heading in enumerate(headings, 1):
        cell = sheet.cell(8, number, heading.in_(lang))
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFDDEBF7")
    for number in range(1, 7):
        sheet.cell(9, number).border = _BOX
    table: Any = Table(displayName="tbl_targets", ref="A8:F10", totalsRowCount=1)
    table._initialise_columns()
    table.autoFilter.ref = "A8:F9"
    for column, heading in zip(table.tableColumns, headings, strict=True):
        column.name = heading.in_(lang)
    target, actual = headings[1].in_(lang), headings[2].in_(lang)
    for place in (1, 2):
        table.tableColumns[place].totalsRowFunction = "sum"
    sheet["B10"], sheet["C10"] = (
        f"=SUBTOTAL(109,tbl_targets[{target}])",
        f"=SUBTOTAL(109,tbl_targets[{actual}])",
    )
    table.tableColumns[0].totalsRowLabel = sheet["A10"].value = "合计"
    sheet["E9"] = (
        f"=IFERROR((tbl_targets[[#This Row],[{target}]]-tbl_targets[[#This Row],[{actual}]])/$F$4,0)"
    )
    sheet["A8"].comment = Comment("张三:\nwhere level=person\nsort=gap desc; top=5", "张三")
    sheet["D8"].comment = Comment("[attainment]", "张三")
    sheet.add_table(table)
    sheet.conditional_formatting.add("D9:D9", _below(Font(color="FFC00000")))
    rule = DataValidation(type="list", formula1='"已谈,未谈"', allow_blank=True)
    rule.add("F9")
    sheet.add_data_validation(rule)
    sheet["A40"] = "主管签字："
    sheet.print_area = "A1:F40"
    sheet.oddFooter.center.text = "内部资料"  # type: ignore[union-attr]  # openpyxl makes it
    sheet.column_dimensions["A"].width = 22
    for letter in "BCDEF":
        sheet.column_dimensions[letter].width = 16
    book.save(path)


def _png() -> BytesIO:
    """A small picture: what a logo is to a file."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x1f\x4e\x79" * 60 for _ in range(24))
    head = struct.pack(">IIBBBBB", 60, 24, 8, 2, 0, 0, 0)
    return BytesIO(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def company_form(path: Path, lang: Lang) -> None:
    """A letterhead with a logo, a chart over a table of months, a pivot table over the data, macros in the file."""
    book = xlsxwriter.Workbook(path)
    if path.suffix == ".xlsm":
        book.add_vba_project(BytesIO(b"\xd0\xcf\x11\xe0 no macros worth the name"), is_stream=True)
    front, data, pivot = book.add_worksheet("Report"), book.add_worksheet("Data"), book.add_worksheet("Pivot")
    front.insert_image("A1", "logo.png", {"image_data": _png()})
    front.set_header("&C&G", {"image_center": "head.png", "image_data_center": _png()})
    big = book.add_format({"bold": True, "font_size": 20, "num_format": "#,##0.00"})
    front.write_blank("C4", None, big)
    book.define_name("kpi_won_amount", "=Report!$C$4")
    book.define_name("txt_targets", "=Report!$C$6")
    book.define_name("kpi_win_rate_count_reason", "=Report!$C$7")
    front.write_formula(
        "D4",
        "=kpi_won_amount/SUM(tbl_trend[[target]])".replace(
            "[[target]]", f"[{Text('目标', 'Target').in_(lang)}]"
        ),
        book.add_format({"num_format": "0.0%"}),
        0,
    )
    months = [
        Text("月份", "Month").in_(lang),
        Text("签约额", "Signed value").in_(lang),
        Text("目标", "Target").in_(lang),
    ]
    front.add_table(
        "C20:E22",
        {
            "name": "tbl_trend",
            "columns": [{"header": month} for month in months],
            "style": "Table Style Medium 4",
        },
    )
    chart = book.add_chart({"type": "column"})
    for column in ("D", "E"):
        chart.add_series(
            {
                "categories": "=Report!$C$21:$C$22",
                "values": f"=Report!${column}$21:${column}$22",
                "name": f"=Report!${column}$20",
            }
        )
    front.insert_chart("G4", chart)
    headings = [Text("代码", "Code").in_(lang), Text("阶段 / 步骤", "Stage / step").in_(lang), "due", "done"]
    data.add_table("A1:D3", {"name": "rp_process", "columns": [{"header": heading} for heading in headings]})
    pivot.write("A1", "Pivot")
    book.close()
    _with_pivot(path, headings)


def _with_pivot(path: Path, headings: list[str]) -> None:
    """A pivot table on the third sheet over the data's Table, as Excel would have written it."""
    fields = "".join(
        f'<cacheField name="{heading}" numFmtId="0"><sharedItems/></cacheField>' for heading in headings
    )
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    relations = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "xl/pivotCache/pivotCacheDefinition1.xml": f'<pivotCacheDefinition {space} r:id="rId1" refreshedBy="me" refreshedDate="45000" createdVersion="6" refreshedVersion="6" recordCount="0"><cacheSource type="worksheet"><worksheetSource name="rp_process"/></cacheSource><cacheFields count="4">{fields}</cacheFields></pivotCacheDefinition>',
        "xl/pivotCache/pivotCacheRecords1.xml": f'<pivotCacheRecords {space} count="0"/>',
        "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": f'<Relationships {relations}><Relationship Id="rId1" Type="{kind}/pivotCacheRecords" Target="pivotCacheRecords1.xml"/></Relationships>',
        "xl/pivotTables/pivotTable1.xml": f'<pivotTableDefinition {space} name="Pivot1" cacheId="9" dataCaption="Values" updatedVersion="6" minRefreshableVersion="3" createdVersion="6"><location ref="A3:B5" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/><pivotFields count="4"><pivotField/><pivotField/><pivotField dataField="1"/><pivotField/></pivotFields><dataFields count="1"><dataField name="Sum of due" fld="2"/></dataFields></pivotTableDefinition>',
        "xl/pivotTables/_rels/pivotTable1.xml.rels": f'<Relationships {relations}><Relationship Id="rId1" Type="{kind}/pivotCacheDefinition" Target="../pivotCache/pivotCacheDefinition1.xml"/></Relationships>',
        "xl/worksheets/_rels/sheet3.xml.rels": f'<Relationships {relations}><Relationship Id="rId1" Type="{kind}/pivotTable" Target="../pivotTables/pivotTable1.xml"/></Relationships>',
    }  # fmt: skip
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    types = members["[Content_Types].xml"].decode()
    for part, sort in (
        ("pivotCache/pivotCacheDefinition1", "pivotCacheDefinition"),
        ("pivotCache/pivotCacheRecords1", "pivotCacheRecords"),
        ("pivotTables/pivotTable1", "pivotTable"),
    ):
        types = types.replace(
            "</Types>",
            f'<Override PartName="/xl/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{sort}+xml"/></Types>',
        )
    rels = (
        members["xl/_rels/workbook.xml.rels"]
        .decode()
        .replace(
            "</Relationships>",
            f'<Relationship Id="rId99" Type="{kind}/pivotCacheDefinition" Target="pivotCache/pivotCacheDefinition1.xml"/></Relationships>',
        )
    )
    workbook = members["xl/workbook.xml"].decode().replace("<calcPr", "<calcPr").replace("</workbook>", "")
    at = workbook.index("<calcPr")
    end = workbook.index("/>", at) + 2
    workbook = f'{workbook[:end]}<pivotCaches><pivotCache cacheId="9" r:id="rId99"/></pivotCaches>{workbook[end:]}</workbook>'
    members |= {
        "[Content_Types].xml": types.encode(),
        "xl/_rels/workbook.xml.rels": rels.encode(),
        "xl/workbook.xml": workbook.encode(),
    }
    members |= {
        name: b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text.encode()
        for name, text in parts.items()
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)


def cards(path: Path, lang: Lang) -> None:
    """A card for each person and a list of stages, each a block, on a sheet of its own."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Cards"
    sheet.merge_cells("B2:E2")
    sheet["B2"] = "{#}. {name}"
    sheet["B2"].font, sheet["B2"].fill = (
        Font(bold=True, color="FFFFFFFF"),
        PatternFill("solid", fgColor="FF1F4E79"),
    )
    for at, word in (
        ("B3", "{target}"),
        ("C3", "{actual}"),
        ("D3", "{完成率|0%}"),
        ("E3", "=B3-C3"),
        (
            "B4",
            Text(
                "完成 {attainment|0%}，年累计 {ytd|#,##0}", "{attainment|0%} attained, {ytd|#,##0} this year"
            ).in_(lang),
        ),
    ):
        sheet[at] = word
        sheet[at].border = _BOX
    sheet["B3"].number_format = "#,##0"
    sheet.merge_cells("B4:E4")
    sheet.row_dimensions[2].height, sheet.row_dimensions[4].height = 30, 24
    sheet["B2"].comment = Comment("where level=person; sort=ytd desc; top=4", "x")
    sheet.conditional_formatting.add("D3", _below(Font(color="FFC00000")))
    _name(book, "每_目标" if lang == "zh" else "each_targets", "Cards!$B$2:$E$4")
    other = book.create_sheet("Stages")
    other["A1"], other["A2"], other["B2"] = "Stages", "{stage}", "{open}"
    _name(book, "each_stage_flow", "Stages!$A$2:$B$2")
    for letter in "BCDE":
        sheet.column_dimensions[letter].width = 18
    book.save(path)
