import zipfile
from pathlib import Path

import pytest

from sheetsales.template import committed, reference
from sheetsales.template.reference import columns_reference

ROOT = Path(__file__).parents[2]


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("name", committed.committed())
def test_what_is_committed_is_what_the_build_makes(name: str, tmp_path: Path) -> None:
    made = tmp_path / "made.xlsx"
    committed.committed()[name](made)
    standing, built = members(ROOT / name), members(made)
    assert list(standing) == list(built)
    assert [part for part in built if standing[part] != built[part]] == []


def test_the_build_writes_them_below_the_folder_it_is_run_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        committed, "committed", lambda: {"templates/x.xlsx": lambda path: path.write_text("x")}
    )
    committed.main()
    assert (tmp_path / "templates" / "x.xlsx").read_text() == "x"


def test_the_column_reference_is_what_the_schema_says() -> None:
    assert (ROOT / "docs" / "columns.md").read_text(encoding="utf-8") == columns_reference()


def test_the_reference_is_written_below_the_folder_it_is_run_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    reference.main()
    assert "## 商机 · Pipeline" in (tmp_path / "docs" / "columns.md").read_text(encoding="utf-8")
    assert "| `amount` | 金额 | Amount | 金额 money |" in columns_reference()
