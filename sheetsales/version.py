"""The version, in a file that knows nothing else."""

from __future__ import annotations

from typing import Final

__version__: Final = "1.0.0rc1"
