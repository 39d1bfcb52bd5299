"""Regular expressions that are compiled when they are first asked for anything.

Compiling one takes a tenth of a millisecond, and the modules of a check hold some two hundred, of which one run meets a
few dozen: compiled with their modules they were a twentieth of a check.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, AnyStr

if TYPE_CHECKING:

    def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
        """The pattern as ``re.compile`` gives it, to be asked for its own methods; ``re``'s functions do not take it."""

else:

    class regex:  # noqa: N801 - called like a function, and one call less
        """The pattern, not compiled yet."""

        def __init__(self, source: AnyStr, flags: int = 0) -> None:
            self._written = source, flags

        def __getattr__(self, name: str) -> Any:
            """What the compiled pattern has, kept so that it is found at once from then on."""
            value = self.__dict__[name] = getattr(re.compile(*self._written), name)
            return value
