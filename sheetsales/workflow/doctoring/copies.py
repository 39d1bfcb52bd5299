"""How many sheetsales stand on the path: with two, the one that is called may not be the one that was updated."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from sheetsales.texts import Text
from sheetsales.workflow.doctoring.verdict import Verdict, fine, note

_ONE = Text("命令：{path}", "The command: {path}")
_NONE = Text(
    "路径里没有我们的命令；现在是直接用 Python 运行的。",
    "No command of ours is on the path; it runs straight from Python now.",
)
_OPEN_ANEW = Text(
    "刚装好就关掉终端再开一个；还没有，就再运行一次安装脚本。",
    "Where it was installed just now, open a new terminal; else run the install script again.",
)
_MORE = Text(
    "装了 {count} 个 sheetsales，用的是第一个：{paths}",
    "sheetsales is installed {count} times; the first is used: {paths}",
)
_KEEP_ONE = Text(
    "只留一个：多出来的用当初装它的办法卸掉（uv tool uninstall、pipx uninstall 或 pip uninstall sheetsales）。",
    "Keep one: take the others out the way each came (uv tool uninstall, pipx uninstall or pip uninstall sheetsales).",
)


def copies() -> Verdict:
    """The commands of that name on the path, links to one another counted once."""
    found: dict[Path, str] = {}
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        command = shutil.which("sheetsales", path=folder) if folder else None
        if command is not None:
            found.setdefault(Path(command).resolve(), command)
    if not found:
        return note("copies", _NONE, _OPEN_ANEW)
    if len(found) == 1:
        return fine("copies", _ONE.fill(path=next(iter(found.values()))))
    paths = "; ".join(found.values())
    return note("copies", _MORE.fill(count=len(found), paths=paths), _KEEP_ONE)
