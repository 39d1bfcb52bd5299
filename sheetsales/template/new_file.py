"""A new workbook put in place whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from sheetsales.errors import BadRequest, SaveFailed, WorkbookLocked
from sheetsales.texts import Text


def refuse_bad_name(path: Path) -> None:
    """Raises ``BadRequest`` unless a new .xlsx may be made at ``path``: the kind of file and its folder."""
    if path.is_dir():
        raise BadRequest(
            Text(
                f"{path} 是文件夹。请在后面加上文件名，如 {path.name or path}/销售.xlsx。",
                f"{path} is a folder. Add a file name, such as {path.name or path}/sales.xlsx.",
            )
        )
    if path.suffix.lower() == ".xlsm":
        raise BadRequest(
            Text(
                f"{path.name}：带按钮的 .xlsm 还做不了。请用 {path.stem}.xlsx，功能都在命令里。",
                f"{path.name}: workbooks with buttons (.xlsm) cannot be made yet. Use {path.stem}.xlsx; every function is a command.",
            )
        )
    if path.suffix.lower() != ".xlsx":
        raise BadRequest(
            Text(
                f"{path.name} 不是 .xlsx 文件名。请写成 {path.stem}.xlsx。",
                f"{path.name} does not end with .xlsx. Write {path.stem}.xlsx.",
            )
        )
    if not path.parent.is_dir():
        raise BadRequest(
            Text(
                f"文件夹 {path.parent} 不存在。请先建好，或换个位置。",
                f"There is no folder {path.parent}. Make it first, or choose another place.",
            )
        )


def refuse_standing_file(path: Path, *, force: bool) -> None:
    """Raises where a file stands at ``path`` and may not be replaced, or is open in Excel or LibreOffice."""
    if not path.exists():
        return
    if not force:
        raise BadRequest(
            Text(
                f"{path.name} 已经有了，没有动它。请换个文件名；确实要覆盖就加 --force。",
                f"{path.name} is already there and was left alone. Choose another name, or add --force to replace it.",
            )
        )
    for lock in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if lock.exists():
            raise WorkbookLocked(
                Text(
                    f"{path.name} 正开着。请先在 Excel 里关闭它，再运行一次。",
                    f"{path.name} is open. Close it in Excel, then run this again.",
                )
            )


def write_in_place(path: Path, build: Callable[[Path], None]) -> None:
    """Lets ``build`` write a file beside ``path``, then moves it there in one step; a failure leaves what stood there.

    Raises ``SaveFailed`` where the folder cannot be written to.
    """
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.stem}.", suffix=".tmp", dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        build(temporary)
        temporary.chmod(_mode_for(path))
        temporary.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SaveFailed(
            Text(
                f"写不了 {path}（{reason}）。请检查权限和磁盘空间，或换个位置。",
                f"{path} cannot be written ({reason}). Check rights and disk space, or choose another place.",
            )
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _mode_for(path: Path) -> int:
    """The mode of the file that is replaced, else what any new file gets."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
