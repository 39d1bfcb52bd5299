"""Copies that LibreOffice saved come back as what was done to them, and nothing else."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from sheetsales.workflow.collecting import collect
from sheetsales.workflow.portions import Asked
from sheetsales.workflow.splitting import split

SAMPLE = Path(__file__).parents[2] / "samples" / "sales-zh.xlsx"
TODAY = dt.date(2026, 11, 30)


@pytest.mark.office
def test_copies_saved_by_libreoffice(tmp_path: Path) -> None:
    book = Path(shutil.copy(SAMPLE, tmp_path / "sales.xlsx"))
    (tmp_path / "out").mkdir()
    portions = split(book, tmp_path / "out", Asked(only=("S03", "S04")), today=TODAY).portions
    opened = openpyxl.load_workbook(portions[0].place)
    opened["商机"]["E3"], opened["商机"]["H3"] = 4321, "见面谈"
    opened.save(portions[0].place)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    kind = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "saved")]
    places = [str(portion.place) for portion in portions]
    subprocess.run(
        ["soffice", profile, "--headless", *kind, *places], check=True, capture_output=True, timeout=180
    )
    came = collect(book, [tmp_path / "saved"], today=TODAY).came
    assert [(one.number, one.cells, one.rows, one.asked, one.said) for one in came] == [
        (1, 2, 0, (), ()),
        (2, 0, 0, (), ()),
    ]
