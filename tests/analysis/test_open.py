"""``sheetsales.open``: what the page says, run as it stands, and what each kind of column becomes."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

import sheetsales
from sheetsales.analysis.opened import SalesWorkbook
from sheetsales.cells.edits import EditPlan
from sheetsales.errors import BadRequest
from sheetsales.version import __version__
from tests.support.commands import exit_code

ROOT = Path(__file__).parents[2]
TODAY = dt.date(2026, 11, 2)
EXAMPLE = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("python") / "sales.xlsx"
    assert exit_code(["new", str(path), "--lang", "en", "--sample", "--today", TODAY.isoformat()]) == 0
    return path


@pytest.fixture(scope="module")
def book(sample: Path) -> SalesWorkbook:
    return sheetsales.open(sample, today=TODAY)


def test_what_is_public_is_there_and_has_words() -> None:
    assert set(sheetsales.__all__) == {"__version__", "open"}
    for name in sheetsales.__all__:
        assert getattr(sheetsales, name)
    assert sheetsales.__version__ == __version__
    public = [name for name in vars(SalesWorkbook) if not name.startswith("_")]
    assert public == ["lang", "records", "frame", "findings", "figures", "apply"]
    for name in public:
        assert getattr(SalesWorkbook, name).__doc__, name


@pytest.mark.parametrize("page", ["python.md", "python.zh-CN.md"])
def test_the_examples_of_the_page_run(page: str, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sample.parent)
    before = sample.read_bytes()
    said = EXAMPLE.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))
    known: dict[str, object] = {}
    for example in said:
        exec(example, known)  # noqa: S102  # our own page
    assert len(said) >= 5
    assert isinstance(known["figures"], pd.DataFrame)
    assert sample.read_bytes() == before


def test_importing_it_brings_no_pandas() -> None:
    code = "import sys, sheetsales, sheetsales.cli.main; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # ourselves


def test_a_column_has_the_type_of_its_kind(book: SalesWorkbook) -> None:
    deals = book.frame("pipeline")
    assert deals["amount"].dtype == "float64"
    assert deals["created_on"].dtype == "datetime64[ns]"
    assert deals["discount"].dropna().between(0, 1).all()
    assert deals["id"].dtype == "string"
    assert book.frame("team")["active"].dtype == "boolean"
    assert deals["closed_on"].isna().any()


def test_codes_or_labels_floats_or_exact(book: SalesWorkbook) -> None:
    plain, named = book.frame("pipeline"), book.frame("pipeline", labels=True, decimal=True)
    assert set(plain["stage"].dropna()) >= {"quote", "won", "lost"}
    assert {"Quotation", "Won", "Lost"} <= set(named["stage"].dropna())
    assert isinstance(named["amount"].dropna().iloc[0], Decimal)
    assert named["owner"].dropna().iloc[0] != plain["owner"].dropna().iloc[0]


def test_every_record_of_the_workbook_is_a_frame(book: SalesWorkbook) -> None:
    for record in book.records:
        assert list(book.frame(record).columns), record


def test_findings_are_those_of_a_check_in_the_language_asked_for(book: SalesWorkbook) -> None:
    found = book.findings()
    assert "SS209" in set(found["code"])
    assert found["message"].str.contains("Negotiation").any()
    assert book.findings(lang="zh")["message"].str.contains("阶段").any()
    assert len(book.findings(dt.date(2026, 12, 24))) > len(found)


def test_figures_are_known_with_their_basis_or_unknown_with_a_reason(book: SalesWorkbook) -> None:
    year = book.figures("2026")
    assert year["value"]["won_amount"] > 0
    assert year["n"]["won_count"] > 0
    before = book.figures("2019-01")
    unknown = before["value"].isna()
    assert unknown.any()
    assert (before["reason"].notna() == unknown).all()
    who = str(book.frame("team")["name"][3])
    assert book.figures("2026", person=who)["value"]["won_amount"] < year["value"]["won_amount"]
    assert book.lang == "en"
    assert book.figures("2026", lang="zh")["name"]["won_count"] == "成交单数"


def test_what_is_not_there_is_refused_with_what_is(book: SalesWorkbook) -> None:
    with pytest.raises(BadRequest, match=r"no record 'deals'.*pipeline, customers"):
        book.frame("deals")
    with pytest.raises(BadRequest, match="no period"):
        book.figures("October")


def test_a_plan_is_written_with_a_backup_and_read_again(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    path.write_bytes(sample.read_bytes())
    own = sheetsales.open(str(path), today=TODAY)
    row = {"op": "append_rows", "table": "tblTasks", "rows": [{"Title *": "Call back"}]}
    plan = {"version": 1, "edits": [row]}
    assert own.apply(plan, dry_run=True).rows_added == 1
    tasks = len(own.frame("tasks"))
    assert own.apply('{"version": 1, "edits": []}').cells == 0
    assert own.apply(EditPlan(())).cells == 0
    own.apply(plan)
    assert len(own.frame("tasks")) == tasks + 1
    assert list((tmp_path / ".sheetsales").rglob("*.xlsx"))
