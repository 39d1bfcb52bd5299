"""What the engine writes opens in LibreOffice and shows what was written."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from sheetsales.cli.main import main
from tests.office.office import recalculated

pytestmark = pytest.mark.office
ROOT = Path(__file__).parents[2]


def test_every_operation_survives_libreoffice(tmp_path: Path) -> None:
    plan = {
        "version": 1,
        "edits": [
            {"op": "set_cell", "at": "商机!H3", "value": "到现场量尺寸"},
            {"op": "set_cell", "at": "参数!F2", "formula": "1+2", "value": 3},
            {"op": "append_rows", "table": "tblActivities", "rows": [{"日期 *": {"date": "2026-11-01"}, "内容 *": "=不是公式"}]},
            {"op": "add_sheet", "name": "新表", "headings": ["名称", "金额"], "rows": [["甲", {"decimal": "12.30"}]]},
            {"op": "set_note", "at": "商机!A2", "text": "看这里"},
        ],
    }  # fmt: skip
    plan_file, out = tmp_path / "plan.json", tmp_path / "out.xlsx"
    plan_file.write_text(json.dumps(plan, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        main(["apply", str(plan_file), str(ROOT / "samples" / "sales-zh.xlsx"), "-o", str(out)])
    assert end.value.code == 0
    book = openpyxl.load_workbook(recalculated(out, tmp_path / "office"))
    assert book["商机"]["H3"].value == "到现场量尺寸"
    assert book["参数"]["F2"].value == "=1+2"
    assert book["商机"]["A2"].comment is not None
    activities = book["跟进记录"]
    assert "=不是公式" in [str(cell.value) for cell in activities["F"]]
    assert activities.tables["tblActivities"].ref.endswith(str(activities.max_row))
    assert [c.value for c in book["新表"][2]] == ["甲", 12.3]
