"""Job folders as the macro makes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheetsales.backends.clicks.change_list import ascii_text
from sheetsales.cli.main import main
from tests.buttons.macro_model import Answer

NONCE = "0123456789abcdef0123456789abcdef"


def make_job(
    home: Path, snapshot: bytes, button: str, name: str = "20261102-090000-01234567", /, **fields: str
) -> Path:
    """A job folder with its request; ``fields`` replace those of the request, None-like "-" leaves one out."""
    folder = home / "jobs" / name
    folder.mkdir(parents=True)
    (folder / "snapshot.xlsx").write_bytes(snapshot)
    known = {
        "nonce": NONCE, "button": button, "book": "销售 1.xlsm", "folder": str(home.parent), "snapshot": "snapshot.xlsx",
        "language": "zh", "host": "LibreOffice", "end": NONCE, **fields,
    }  # fmt: skip
    lines = ["sheetsales 1", *(f"{key}={ascii_text(value)}" for key, value in known.items() if value != "-")]
    (folder / "request.txt").write_bytes(("\r\n".join(lines) + "\r\n").encode("ascii"))
    return folder


def click(job: Path, *options: str) -> int:
    """Run the hidden command as the macro does."""
    with pytest.raises(SystemExit) as end:
        main(["click", str(job), "--today", "2026-11-02", *options])
    return int(str(end.value.code))


def answer(job: Path) -> Answer:
    return Answer((job / "done.txt").read_bytes(), NONCE)
