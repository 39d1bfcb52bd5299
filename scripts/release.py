"""What a release is made of, and whether somebody without anything of ours can install it.

    python -m scripts.release [--dist DIR]

Builds wheel and sdist, installs the wheel with ``install/install.sh`` into an empty home folder, runs ``sheetsales demo``
there, and writes beside them SHA256SUMS and sbom.json (CycloneDX: everything that is installed along). Prints seconds and
megabytes; ends with 1 where a step failed or more than ``MOST_MEGABYTES`` were installed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
MOST_MEGABYTES: Final = 260
_MEGABYTE: Final = 1_000_000
_KEPT: Final = ("PATH", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy", "no_proxy")  # fmt: skip


def build(dist: Path) -> Path:
    """Wheel and sdist in ``dist``; the wheel's path."""
    shutil.rmtree(dist, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", str(dist)], cwd=ROOT, check=True)
    return next(dist.glob("*.whl"))


def install(wheel: Path, home: Path) -> Path:
    """The installed command, put into an empty home folder by the script that users run."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    beside = str(Path(sys.executable).parent)
    environment = kept | {
        "HOME": str(home),
        "PATH": f"{beside}:{kept.get('PATH', os.defpath)}",
        "UV_PYTHON_PREFERENCE": "only-system",
        "SSL_CERT_FILE": kept.get("SSL_CERT_FILE", "/etc/ssl/certs/ca-certificates.crt"),
    }
    script = ROOT / "install" / "install.sh"
    subprocess.run(["/bin/sh", str(script), str(wheel)], env=environment, check=True)
    return home / ".local" / "bin" / "sheetsales"


def weight(folder: Path) -> float:
    """Megabytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / _MEGABYTE


def describe(dist: Path, home: Path) -> None:
    """SHA256SUMS of what is in ``dist`` and a list of everything that was installed along."""
    python = next((home / ".local" / "share" / "uv" / "tools" / "sheetsales").glob("bin/python"))
    bill = ["-m", "cyclonedx_py", "environment", str(python), "--output-file", str(dist / "sbom.json")]
    subprocess.run([sys.executable, *bill], check=True)
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(dist.iterdir())
    ]
    (dist / "SHA256SUMS").write_text("".join(sums), encoding="ascii")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dist", type=Path, default=ROOT / "dist")
    dist = parser.parse_args().dist.resolve()
    wheel = build(dist)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        started = time.monotonic()
        command = install(wheel, home)
        seconds, megabytes = time.monotonic() - started, weight(home / ".local" / "share" / "uv" / "tools")
        subprocess.run([command, "demo", str(home / "demo"), "--lang", "zh"], check=True)
        describe(dist, home)
    print(
        f"installed in {seconds:.0f} s, {megabytes:.0f} MB; wheel {wheel.stat().st_size / _MEGABYTE:.1f} MB"
    )
    return int(megabytes > MOST_MEGABYTES)


if __name__ == "__main__":
    raise SystemExit(main())
