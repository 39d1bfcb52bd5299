"""The checks of this computer: Python, the folder of the buttons, the watcher, the programs that open workbooks."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from sheetsales.backends.clicks import watcher
from sheetsales.backends.clicks.at_login import login_file
from sheetsales.backends.clicks.job import home, read_config
from sheetsales.backends.clicks.started import started
from sheetsales.regex import regex
from sheetsales.texts import Text
from sheetsales.version import __version__
from sheetsales.workflow.doctoring.copies import copies
from sheetsales.workflow.doctoring.verdict import Verdict, fine, mend, note

_PATIENCE: Final = 30
_LEVEL: Final = regex(r'MacroSecurityLevel"[^>]*>\s*<value>(\d)</value>')
_ASKS: Final = 1
"""LibreOffice's "medium": it asks before it runs macros; from "high" on it does not even ask."""

_INSTALL = Text(
    "在命令行运行一次：sheetsales buttons install", "Run once in a terminal: sheetsales buttons install"
)
_SERVE = Text(
    "想让按钮一点就有结果：sheetsales buttons install --at-login（登录时自动启动），或现在运行 sheetsales serve。",
    "To make the buttons answer at once: sheetsales buttons install --at-login (starts it at every login), or run "
    "sheetsales serve now.",
)
_RESTART = Text(
    "先 sheetsales serve --stop，再启动 sheetsales serve。",
    "Run sheetsales serve --stop, then start sheetsales serve.",
)
_TRUST = Text(
    "Excel：打开工作簿后在黄条上点“启用内容”；公司禁用宏时，请管理员把工作簿所在文件夹设为受信任位置，或改用 "
    "sheetsales serve 文件夹。WPS：要装 VBA 支持，并在“工具→宏→安全性”选“中”。",
    "Excel: click “Enable Content” on the yellow bar; where the company forbids macros, ask for the workbook's folder "
    "as a trusted location, or use sheetsales serve FOLDER instead. WPS: VBA support must be installed, and Tools > Macro "
    "> Security set to Medium.",
)


def machine() -> Iterator[Verdict]:
    """Every check that needs no workbook."""
    yield _python()
    yield copies()
    yield from _interpreter()
    yield _jobs()
    yield _watcher()
    yield _login()
    yield _live()
    yield note("macros", Text("宏要先允许才会运行。", "Macros run only once they are allowed."), _TRUST)
    yield from _office()


def _python() -> Verdict:
    version = ".".join(map(str, sys.version_info[:3]))
    text = Text(
        f"sheetsales {__version__}，Python {version}：{sys.executable}",
        f"sheetsales {__version__}, Python {version}: {sys.executable}",
    )
    if "conda" in sys.version.lower() or os.environ.get("CONDA_PREFIX"):
        cure = Text(
            "换了 conda 环境后，再运行一次 sheetsales buttons install。",
            "After changing the conda environment, run sheetsales buttons install again.",
        )
        return note("python", text, cure)
    return fine("python", text)


def _interpreter() -> Iterator[Verdict]:
    kept = read_config().get("python", "")
    if not kept:
        yield mend(
            "interpreter",
            Text("还没有记下按钮该用哪个 Python。", "Which Python the buttons call is not kept yet."),
            _INSTALL,
        )
        return
    if not Path(kept).is_file():
        yield mend(
            "interpreter",
            Text(f"按钮要用的 Python 不在了：{kept}", f"The Python of the buttons is gone: {kept}"),
            _INSTALL,
        )
        return
    version = __version__ if Path(kept) == Path(sys.executable) else _version_of(kept)
    if not version:
        text = Text(
            f"按钮要用的 Python 里没有 sheetsales：{kept}",
            f"The Python of the buttons has no sheetsales: {kept}",
        )
        yield mend("interpreter", text, _INSTALL)
        return
    if version != __version__:
        text = Text(
            f"按钮用的是另一个 Python，里面是 sheetsales {version}：{kept}",
            f"The buttons call another Python, with sheetsales {version}: {kept}",
        )
        yield mend("interpreter", text, _INSTALL)
        return
    yield fine("interpreter", Text(f"按钮调用 {kept}", f"The buttons call {kept}"))


def _version_of(python: str) -> str:
    """The version of sheetsales another Python has; blank where it has none or does not answer."""
    with suppress(OSError, subprocess.TimeoutExpired):
        done = subprocess.run(  # noqa: S603 - the interpreter the user's own configuration names
            started("--version", python=python),
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            cwd=home() if home().is_dir() else None,
        )
        found = re.fullmatch(r"sheetsales (\S+)", done.stdout.decode("utf-8", "replace").strip())
        return found[1] if found and not done.returncode else ""
    return ""


_PERMISSIONS = Text("请改好它的权限，或请管理员处理。", "Mend its permissions or ask whoever looks after it.")


def _may_be_made(folder: Path) -> bool:
    """Whether the nearest folder above that there is may be written."""
    above = next((place for place in folder.parents if place.exists()), folder)
    return os.access(above, os.W_OK | os.X_OK)


def _jobs() -> Verdict:
    jobs = home() / "jobs"
    for folder in (home(), jobs):
        if not folder.exists() and not _may_be_made(folder):
            text = Text(f"任务文件夹建不了：{folder}", f"The job folder cannot be made: {folder}")
            return mend("jobs", text, _PERMISSIONS)
        if not folder.exists():
            text = Text(
                f"任务文件夹还没有，第一次点击时会建：{jobs}",
                f"The job folder is made at the first click: {jobs}",
            )
            return note("jobs", text)
        why = watcher.refusal(folder)
        if why is not None and not (why is watcher.OPEN and folder == home()):
            cure = Text(f"请删掉“{folder}”，再点一次按钮。", f"Remove “{folder}”, then click again.")
            text = Text(
                f"任务文件夹用不了，{why.zh}：{folder}", f"The job folder cannot be used, {why.en}: {folder}"
            )
            return mend("jobs", text, cure)
        if not os.access(folder, os.W_OK | os.X_OK):
            text = Text(f"任务文件夹不能写：{folder}", f"The job folder cannot be written: {folder}")
            return mend("jobs", text, _PERMISSIONS)
    return fine("jobs", Text(f"任务文件夹：{jobs}", f"Job folder: {jobs}"))


def _watcher() -> Verdict:
    found = watcher.last_watcher()
    if found is None:
        text = Text(
            "没有 sheetsales serve 在运行：每次点击都要先启动 Python。",
            "No sheetsales serve is running: every click starts Python first.",
        )
        return note("watcher", text, _SERVE)
    if not found.is_alive:
        text = Text(
            f"sheetsales serve（进程 {found.pid}）已有 {found.age:.0f} 秒没有动静。",
            f"The sheetsales serve (process {found.pid}) has been silent for {found.age:.0f} seconds.",
        )
        return mend("watcher", text, _RESTART)
    if found.version != __version__:
        text = Text(
            f"在运行的 sheetsales serve 还是 {found.version} 版。",
            f"The sheetsales serve that runs is still version {found.version}.",
        )
        return mend("watcher", text, _RESTART)
    return fine(
        "watcher",
        Text(
            f"sheetsales serve 在运行（进程 {found.pid}）。",
            f"A sheetsales serve is running (process {found.pid}).",
        ),
    )


def _login() -> Verdict:
    place = login_file()
    if place.exists():
        return fine("login", Text(f"登录时会自动启动：{place}", f"It is started at login: {place}"))
    return note(
        "login", Text("登录时不会自动启动 sheetsales serve。", "sheetsales serve is not started at login.")
    )


def _live() -> Verdict:
    if find_spec("xlwings") is None:
        cure = Text("运行 pip install xlwings，或用按钮。", "Run pip install xlwings, or use the buttons.")
        text = Text(
            "没有 xlwings：命令写不进 Excel 里开着的工作簿。",
            "xlwings is missing: commands cannot write into a workbook open in Excel.",
        )
        return note("live", text, cure)
    if sys.platform not in ("win32", "darwin"):
        text = Text(
            "这台电脑上没有 Excel，xlwings 用不上；按钮不需要它。",
            "There is no Excel on this system, so xlwings has no use; the buttons do without it.",
        )
        return note("live", text)
    text = Text("xlwings 已装：工作簿在 Excel 里开着时，命令直接写进去。WPS 不支持 xlwings，请用按钮。", "xlwings is there: commands write into a workbook open in Excel. It does not know WPS: use the buttons there.")  # fmt: skip
    return fine("live", text)  # pragma: no cover - Excel's systems


def _office() -> Iterator[Verdict]:
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    settings = Path.home() / ".config" / "libreoffice" / "4" / "user" / "registrymodifications.xcu"
    if sys.platform == "darwin":  # pragma: no cover - macOS
        settings = Path.home() / "Library/Application Support/LibreOffice/4/user/registrymodifications.xcu"
    if sys.platform == "win32":  # pragma: no cover - Windows
        settings = Path(os.environ.get("APPDATA", "")) / "LibreOffice/4/user/registrymodifications.xcu"
    if soffice is None and not settings.exists():
        return
    level = _security_level(settings)
    where = Text(
        "工具→选项→LibreOffice→安全→宏安全性", "Tools > Options > LibreOffice > Security > Macro Security"
    )
    if level > _ASKS:
        text = Text(
            "LibreOffice 的宏安全性是“高”：按钮点了没有反应。",
            "LibreOffice's macro security is “high”: the buttons do nothing at all.",
        )
        cure = Text(
            f"{where.zh}：选“中”，或把工作簿所在的文件夹加入可信位置。只用 Excel 的话不用管。",
            f"{where.en}: choose Medium, or add the workbook's folder as a trusted location. Of no account if you use Excel.",
        )
        yield note("libreoffice", text, cure)
    else:
        yield fine(
            "libreoffice", Text("LibreOffice 会问是否允许宏。", "LibreOffice asks whether macros may run.")
        )


def _security_level(settings: Path) -> int:
    """LibreOffice's macro security, 0 low to 3 very high; it is high unless the user chose another."""
    with suppress(OSError):
        found = _LEVEL.search(settings.read_text(encoding="utf-8", errors="replace"))
        if found:
            return int(found[1])
    return 2
