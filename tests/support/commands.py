"""Commands run as from the terminal."""

from __future__ import annotations

from sheetsales.cli.main import main


def exit_code(arguments: list[str]) -> int:
    """The code that a command ends with; what it prints is the test's to capture."""
    try:
        main(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0
