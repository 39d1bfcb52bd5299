"""Starting the watcher when the user logs in: one file where the system looks for such, written and taken away again.

Nothing of it needs an administrator. systemd: a user unit and the link that enables it; macOS: a launch agent;
Windows: a batch file in the Startup folder, in UTF-8 because user names are Chinese as well.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from sheetsales.backends.clicks.job import home
from sheetsales.backends.clicks.started import SAFE
from sheetsales.errors import SaveFailed
from sheetsales.texts import Text

_LABEL: Final = "com.sheetsales.serve"
_MODULE: Final = (*SAFE, "serve")
_FAILED = Text(
    "“{file}”写不了：{reason}。请检查文件夹的权限，再试。",
    "“{file}” cannot be written: {reason}. Check the folder's permissions and try again.",
)


def login_file(platform: str = sys.platform) -> Path:
    """Where this user's system looks for what it starts at login."""
    if platform == "win32":
        roaming = os.environ.get("APPDATA") or str(Path.home() / "AppData" / "Roaming")
        return Path(roaming, "Microsoft", "Windows", "Start Menu", "Programs", "Startup", "sheetsales.cmd")
    if platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents" / f"{_LABEL}.plist"
    config = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(config, "systemd", "user", "sheetsales.service")


def login_text(python: str, platform: str = sys.platform) -> bytes:
    """What stands in that file to start the watcher with that Python."""
    if platform == "win32":
        return _batch(python)
    return _agent(python) if platform == "darwin" else _unit(python)


def start_at_login(python: str = sys.executable, platform: str = sys.platform) -> Path:
    """Have the watcher started at every login from now on; again without harm. Returns the file.

    Raises ``SaveFailed`` where it cannot be written.
    """
    place = login_file(platform)
    try:
        for folder in (place.parent, home()):
            folder.mkdir(parents=True, exist_ok=True)
        temporary = place.with_suffix(".tmp")
        temporary.write_bytes(login_text(python, platform))
        temporary.replace(place)
        link = _link(place, platform)
        if link is not None:
            link.parent.mkdir(parents=True, exist_ok=True)
            link.unlink(missing_ok=True)
            link.symlink_to(place)
    except OSError as fault:
        raise SaveFailed(_FAILED.fill(file=place, reason=fault.strerror or fault)) from fault
    return place


def stop_starting(platform: str = sys.platform) -> bool:
    """Take it away again; whether there was anything to take away."""
    place = login_file(platform)
    was_there = place.exists()
    for file in (_link(place, platform), place):
        if file is not None:
            with suppress(OSError):
                file.unlink(missing_ok=True)
    return was_there


def _link(place: Path, platform: str) -> Path | None:
    """What ``systemctl --user enable`` would make."""
    if platform in ("win32", "darwin"):
        return None
    return place.parent / "default.target.wants" / place.name


def _unit(python: str) -> bytes:
    command = " ".join(map(_unit_word, (python, *_MODULE)))
    lines = ["[Unit]", "Description=sheetsales: answers the buttons of workbooks", "", "[Service]"]
    asked = os.environ.get("SHEETSALES_HOME")
    if asked:
        lines.append(f"Environment={_unit_word('SHEETSALES_HOME=' + asked)}")
    lines += [
        f"WorkingDirectory=-{str(home()).replace('%', '%%')}",
        f"ExecStart={command}",
        "Restart=on-failure",
        "RestartSec=30",
        "",
        "[Install]",
        "WantedBy=default.target",
        "",
    ]
    return "\n".join(lines).encode()


def _unit_word(text: str) -> str:
    """A word as systemd reads it: ``%`` and ``$`` mean something to it, quotes hold blanks together."""
    for mark, spelled in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%"), ("$", "$$")):
        text = text.replace(mark, spelled)
    return f'"{text}"'


def _agent(python: str) -> bytes:
    import plistlib

    agent: dict[str, object] = {
        "Label": _LABEL,
        "ProgramArguments": [python, *_MODULE],
        "RunAtLoad": True,
        "KeepAlive": {"SuccessfulExit": False},
        "ProcessType": "Background",
        "WorkingDirectory": str(home()),
        "EnvironmentVariables": {"SHEETSALES_HOME": str(home())},
    }
    return plistlib.dumps(agent)


def _batch(python: str) -> bytes:
    """``pythonw`` beside the interpreter shows no window."""
    folder, mark, name = python.rpartition("\\")
    if name.lower() == "python.exe":
        python = folder + mark + "pythonw.exe"
    spelled, folder_of_ours = python.replace("%", "%%"), str(home()).replace("%", "%%")
    lines = [
        "@echo off",
        "chcp 65001 >nul",
        f'start "" /d "{folder_of_ours}" "{spelled}" {" ".join(_MODULE)}',
        "",
    ]
    return "\r\n".join(lines).encode("utf-8")
