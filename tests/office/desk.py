"""Workbooks open in LibreOffice, their buttons pressed, for the tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from sheetsales.backends.clicks.change_list import plain_text

PRESSER = Path(__file__).with_name("press.py")


class Desk:
    """A user's own folder for the buttons, and LibreOffice beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.home = folder, folder / "home 目录"
        self.home.mkdir(parents=True)
        self.path = "/usr/bin:/bin"
        self.use(Path(sys.executable))

    def use(self, python: Path, **settings: int) -> None:
        """Which interpreter the buttons are told to call, and how long they wait."""
        known = {"python": str(python), **{key: str(value) for key, value in settings.items()}}
        lines = [f"{key}={value}" for key, value in known.items()]
        (self.home / "buttons.txt").write_text("\r\n".join(lines) + "\r\n", encoding="ascii")

    def program(self, text: str) -> Path:
        """A program to be called in Python's place; ``$5`` is the job folder."""
        path = self.folder / "fake python"
        path.write_text("#!/bin/sh\n" + text)
        path.chmod(0o755)
        return path

    def steps(self, book: Path, *steps: list[Any]) -> list[Any]:
        """Open a workbook and do the steps; what each gave."""
        file = self.folder / "steps.json"
        file.write_text(json.dumps(steps, ensure_ascii=False), encoding="utf-8")
        environment = {
            "SHEETSALES_HOME": str(self.home), "PYTHONPATH": "/usr/lib/python3/dist-packages", "PATH": self.path,
            "HOME": str(self.folder), "LANG": "C.UTF-8",
        }  # fmt: skip
        if os.environ.get("DISPLAY"):
            environment["DISPLAY"] = os.environ["DISPLAY"]
        done = subprocess.run(
            [sys.executable, str(PRESSER), str(book), str(file), str(self.folder / "profile")],
            capture_output=True, timeout=280, env=environment, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()[-2000:]
        found: list[Any] = json.loads(done.stdout)
        return found

    def jobs(self) -> list[Path]:
        """The job folders, oldest first."""
        return sorted((self.home / "jobs").iterdir(), key=lambda path: path.stat().st_ctime)

    def said(self) -> list[str]:
        """What the message of each click said, oldest first."""
        found = []
        for job in sorted(self.jobs(), key=lambda path: path.name):
            text = job / "said.txt"
            found.append(plain_text(text.read_text(encoding="ascii").strip()) if text.exists() else "")
        return found
