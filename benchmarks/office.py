"""LibreOffice asked about many workbooks, one process for all; one that hangs or dies is started anew."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PYTHON = "/usr/bin/python3"
"""The system's Python, which has LibreOffice's bridge."""
FRESH_AFTER = 150
"""So many workbooks, and LibreOffice starts anew: it gives no memory back."""


class Office:
    """Answers of ``office_reader``; ``home`` is the user's own folder that pressed buttons find."""

    def __init__(self, seconds: float = 60) -> None:
        self._seconds, self._asked = seconds, 0
        self._folder = tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True)
        self.home = Path(self._folder.name, "home 目录")
        self.home.mkdir()
        (self.home / "buttons.txt").write_text(f"python={sys.executable}\r\n", encoding="ascii")
        self._process: subprocess.Popen[bytes] | None = None

    def look(self, book: Path) -> dict[str, Any]:
        """``sheets``, ``bound`` (sheet, caption, module, Sub, whether both are there), ``modules``; or ``error``."""
        return self._ask({"do": "look"}, book)

    def press(self, book: Path, macro: str) -> dict[str, Any]:
        """What running a button gave, and in ``jobs`` the job folders it made; or ``error``. The workbook is not saved."""
        before = set(self._jobs())
        answer = self._ask({"do": "press", "macro": macro}, book)
        return {**answer, "jobs": [job for job in self._jobs() if job not in before]}

    def close(self) -> None:
        self._end()
        self._folder.cleanup()

    def _jobs(self) -> list[Path]:
        return sorted((self.home / "jobs").glob("*"))

    def _ask(self, request: dict[str, str], book: Path) -> dict[str, Any]:
        """What hangs or dies is asked once more of a fresh LibreOffice, which may have suffered from an earlier workbook."""
        with tempfile.TemporaryDirectory(prefix="office-book-") as folder:
            copy = Path(folder, "book" + book.suffix.lower())
            shutil.copyfile(book, copy)  # LibreOffice leaves a lock file beside what it opens
            asked = json.dumps({**request, "path": str(copy)}).encode() + b"\n"
            answer = self._answer(asked) or self._answer(asked)
        return answer or {"error": f"no answer in {self._seconds:.0f} s, twice"}

    def _answer(self, asked: bytes) -> dict[str, Any] | None:
        self._asked += 1
        if self._asked % FRESH_AFTER == 0:
            self._end()
        process = self._process = self._process or self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(asked)
            process.stdin.flush()
        except BrokenPipeError:
            self._end()
            return None
        ready = select.select([process.stdout], [], [], self._seconds)[0]
        line = process.stdout.readline() if ready else b""
        if not line:
            self._end()
            return None
        found: dict[str, Any] = json.loads(line)
        if "DisposedException" in found.get("error", ""):  # LibreOffice died under the question
            self._end()
            return None
        return found

    def _started(self) -> subprocess.Popen[bytes]:
        profile = tempfile.mkdtemp(prefix="profile-", dir=self._folder.name)
        environment = {**os.environ, "SHEETSALES_HOME": str(self.home), "PYTHONDONTWRITEBYTECODE": "1"}
        environment.pop("DISPLAY", None)
        return subprocess.Popen(
            [PYTHON, "-m", "benchmarks.office_reader", profile], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, cwd=ROOT, env=environment, start_new_session=True,
        )  # fmt: skip

    def _end(self) -> None:
        """End the process and the LibreOffice it started: both are in its session."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def office_is_here() -> bool:
    """Whether LibreOffice and its bridge for Python can be asked."""
    if not (shutil.which("soffice") and Path(PYTHON).exists()):
        return False
    return subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode == 0
