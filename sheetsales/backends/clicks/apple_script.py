"""Excel for Mac lets a macro start a program only through a script in Excel's own folder: that script.

Written from Apple's and Microsoft's documentation; it has not been run on a Mac.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sheetsales.backends.clicks.job import home
from sheetsales.backends.clicks.started import started

_FOLDER = ("Library", "Application Scripts", "com.microsoft.Excel")


def script_file() -> Path:
    return Path.home().joinpath(*_FOLDER, "sheetsales.applescript")


def script_text(python: str, folder: Path) -> str:
    """A handler that takes a job folder, never a command, and has ``python`` answer it."""
    words = " ".join(map(_shell, started("click", python=python)))
    command = f"cd {_shell(str(folder))} && SHEETSALES_HOME={_shell(str(folder))} {words} "
    return (
        "on answerClick(job)\n"
        f"\tdo shell script {_quoted(command)} & quoted form of job & {_quoted(' > /dev/null 2>&1 &')}\n"
        "end answerClick\n"
    )


def put_script(python: str) -> Path | None:
    """Put the script where Excel looks for it; None where this Mac has no Excel, or does not let us."""
    place = script_file()
    with suppress(OSError):
        if not place.parents[1].is_dir():
            return None
        place.parent.mkdir(exist_ok=True)
        place.write_text(script_text(python, home()), encoding="utf-8")
        return place
    return None


def _shell(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
