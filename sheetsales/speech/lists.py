"""Lists of words within a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sheetsales.texts import Text, same

AND: Final = Text("和", " and ")
OR: Final = Text("或", " or ")
_COMMA: Final = Text("、", ", ")


def listed(parts: Iterable[Text | str], *, last: Text | None = None, most: int | None = None) -> Text:
    """``甲、乙`` or ``a, b``; with ``last`` between the last two, ``a, b or c``.

    Beyond ``most`` the first so many stand for all: ``甲、乙等``, ``a, b and 3 more``.
    """
    texts = [same(part) if isinstance(part, str) else part for part in parts]
    if most is not None and len(texts) > most:
        return Text(
            _joined([t.zh for t in texts[:most]], _COMMA.zh) + "等",
            f"{_joined([t.en for t in texts[:most]], _COMMA.en)} and {len(texts) - most:,} more",
        )
    end = last or _COMMA
    return Text(
        _joined([t.zh for t in texts], _COMMA.zh, end.zh), _joined([t.en for t in texts], _COMMA.en, end.en)
    )


def _joined(parts: Sequence[str], comma: str, last: str = "") -> str:
    *first, end = parts or [""]
    return f"{comma.join(first)}{last or comma}{end}" if first else end
