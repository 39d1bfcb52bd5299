"""Whether the system has marked a file as come from elsewhere: then its macros are blocked."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

_FROM_ELSEWHERE = ("3", "4")
_XATTR = "/usr/bin/xattr"


def is_marked(path: Path, platform: str = sys.platform) -> bool:
    """Windows keeps the zone in a stream beside the file, macOS a quarantine in its attributes; Linux neither."""
    if platform == "win32":
        with suppress(OSError):
            return zone_is_foreign(path.with_name(path.name + ":Zone.Identifier").read_bytes())
    if platform == "darwin":
        with suppress(OSError, subprocess.TimeoutExpired):
            done = subprocess.run(  # noqa: S603 - the system's own tool
                [_XATTR, "-p", "com.apple.quarantine", str(path)],
                capture_output=True,
                timeout=10,
                check=False,
            )
            return done.returncode == 0
    return False


def zone_is_foreign(stream: bytes) -> bool:
    """Whether a zone stream says internet (3) or untrusted (4)."""
    for line in stream.decode("utf-8", "replace").splitlines():
        key, _, value = line.partition("=")
        if key.strip().lower() == "zoneid":
            return value.strip() in _FROM_ELSEWHERE
    return False
