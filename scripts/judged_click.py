"""Lets a program that is not ours click *Check data* in a fresh workbook, and says whether it is content.

    python -m scripts.judged_click JUDGE

JUDGE is called as ``JUDGE BOOK --button CAPTION --sheet SHEET --env K=V --read SHEET!AREA`` and prints one JSON object
with ``dialogs`` (each with ``texts``), ``read``, ``sha_before`` and ``sha_after``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from sheetsales.buttons.registry import BUTTONS

SYSTEM_PYTHON = "/usr/bin/python3"
"""The Python that LibreOffice's own bridge belongs to."""
SECONDS = 300
CAPTION = next(button.shown("zh") for button in BUTTONS if button.action == "check")


def main(judge: Path) -> int:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "销售 部")
        folder.mkdir()
        book, home = folder / "t.xlsm", folder / "buttons"
        environment = {**os.environ, "SHEETSALES_HOME": str(home)}
        for words in (["new", str(book), "--sample", "--lang", "zh"], ["buttons", "install"]):
            subprocess.run([sys.executable, "-m", "sheetsales", *words], env=environment, check=True)
        done = subprocess.run(
            [SYSTEM_PYTHON, str(judge.resolve()), str(book), "--button", CAPTION, "--sheet", "首页",
             "--env", f"SHEETSALES_HOME={home}", "--read", "检查结果!A2:B9", "--wait", "30"],
            capture_output=True, text=True, timeout=SECONDS, check=False,
        )  # fmt: skip
    found = json.loads(done.stdout or "{}")
    said = [text for dialog in found.get("dialogs", ()) for text in dialog["texts"]]
    filled = any(cell for row in found.get("read", {}).get("检查结果!A2:B9", ()) for cell in row)
    untouched = bool(found.get("sha_before")) and found.get("sha_before") == found.get("sha_after")
    print(f"said: {said}; findings filled: {filled}; file untouched: {untouched}")
    return 0 if said and filled and untouched and not found.get("error") else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
