"""Every test has a folder of its own for the buttons' configuration and jobs."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "buttons home"
    monkeypatch.setenv("SHEETSALES_HOME", str(folder))
    return folder
