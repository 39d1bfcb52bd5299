"""Commands run one after another, each shown as a person types it."""

from __future__ import annotations

from sheetsales.cli.output import FAILED, echo


def run_shown(*arguments: str) -> None:
    """Run a command of ours after showing it; ends the run where it could not."""
    from sheetsales.cli.main import cli

    typed = " ".join(f'"{word}"' if " " in word else word for word in arguments)
    echo(f"\n$ sheetsales {typed}")
    code = cli.main(list(arguments), prog_name="sheetsales", standalone_mode=False)
    if code == FAILED:
        raise SystemExit(FAILED)
