"""A folder for copies of workbooks while a run needs them; those of runs that were killed are swept by the next."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from sheetsales.backends.locks import seize
from sheetsales.backends.plain_files import NO_FOLLOW

_PREFIX: Final = "sheetsales-work-"
_LOCK: Final = "in-use"


@contextmanager
def workroom() -> Iterator[Path]:
    """A folder that only this user may look into; it is gone afterwards, even where this run is killed."""
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_EXCL | NO_FOLLOW, 0o600)
    try:
        with suppress(OSError):
            seize(descriptor)
        yield folder
    finally:
        os.close(descriptor)
        shutil.rmtree(folder, ignore_errors=True)


def _sweep() -> None:
    """Remove the folders whose runs are dead: the system has let go of their locks."""
    with suppress(OSError):
        for folder in list(Path(tempfile.gettempdir()).glob(f"{_PREFIX}*")):
            if not folder.is_symlink() and _is_dead(folder / _LOCK):
                shutil.rmtree(folder, ignore_errors=True)


def _is_dead(lock: Path) -> bool:
    try:
        descriptor = os.open(lock, os.O_RDWR | NO_FOLLOW)
    except OSError:
        return False
    try:
        return seize(descriptor)
    except OSError:
        return False
    finally:
        os.close(descriptor)
