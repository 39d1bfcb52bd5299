"""Whether sheetsales installs and a button works on a Debian that holds nothing: minutes and megabytes, step by step.

    python -m scripts.bare_root FOLDER

Makes a minimal Debian in FOLDER by debootstrap (or goes on with the one that is there), puts the wheel and ``install.sh`` into it, runs
the script and ``sheetsales demo``, then adds LibreOffice and clicks *Check data* in the workbook the demo made. Run by hand, as root;
needs debootstrap and a network. uv comes from this environment, where its own address may be out of reach.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from scripts.release import ROOT, build, weight
from sheetsales.buttons.registry import BUTTONS

MIRROR: Final = "http://deb.debian.org/debian"
_CERTIFICATES: Final = Path("/etc/ssl/certs/ca-certificates.crt")
_HOME: Final = Path("root")
_BOOK: Final = "/root/sheetsales-demo/sales.xlsm"
_ENVIRONMENT: Final = (
    "HOME=/root", "PATH=/root/.local/bin:/usr/bin:/bin", "LANG=C.UTF-8", f"SSL_CERT_FILE={_CERTIFICATES}",
    "SHEETSALES_HOME=/root/.config/sheetsales", "DEBIAN_FRONTEND=noninteractive",
)  # fmt: skip


def inside(root: Path, command: str) -> str:
    """What a command prints in the new root, with nothing of ours in its environment."""
    done = subprocess.run(
        ["chroot", str(root), "env", "-i", *_ENVIRONMENT, "sh", "-c", command],
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return done.stdout


def prepare(root: Path) -> None:
    """A minimal Debian with a Python, the wheel and the script; neither pip nor a compiler."""
    if not (root / "usr").is_dir():
        packages = "--include=ca-certificates,python3"
        subprocess.run(
            ["debootstrap", "--variant=minbase", packages, "bookworm", str(root), MIRROR], check=True
        )
    shutil.copy(_CERTIFICATES, root / _CERTIFICATES.relative_to("/"))
    shutil.copy("/etc/resolv.conf", root / "etc")
    bin_ = root / _HOME / ".local" / "bin"
    bin_.mkdir(parents=True, exist_ok=True)
    shutil.copy(Path(sys.executable).with_name("uv"), bin_)
    for file in (
        build(root / _HOME / "down"),
        ROOT / "install" / "install.sh",
        ROOT / "tests" / "office" / "press.py",
    ):
        if file.parent != root / _HOME / "down":
            shutil.copy(file, root / _HOME / "down")


def click(root: Path) -> str:
    """What the click on Check data left in Findings."""
    button = next(button for button in BUTTONS if button.action == "check")
    steps = [["press", button.shown("en")], ["read", "Findings", "A2:B2"]]
    (root / _HOME / "steps.json").write_text(json.dumps(steps), encoding="utf-8")
    return inside(root, f"python3 /root/down/press.py {_BOOK} /root/steps.json /root/profile").strip()


def main(root: Path) -> int:
    prepare(root)
    tools = root / _HOME / ".local" / "share" / "uv" / "tools"
    steps = (
        ("install.sh", "cd /root/down && sh install.sh"),
        ("sheetsales demo", "cd /root && rm -rf sheetsales-demo && sheetsales demo --lang en"),
        ("LibreOffice", "apt-get update -qq && apt-get install -y -qq --no-install-recommends libreoffice-calc python3-uno"),
    )  # fmt: skip
    for name, command in steps:
        started = time.monotonic()
        inside(root, command)
        print(
            f"{name}: {(time.monotonic() - started) / 60:.1f} min, installed {weight(tools):.0f} MB",
            flush=True,
        )
    started = time.monotonic()
    said = click(root)
    print(
        f"a click on Check data: {(time.monotonic() - started) / 60:.1f} min with LibreOffice's start; {said}"
    )
    return int("SS" not in said)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]).resolve()))
