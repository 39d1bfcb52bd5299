"""The members of a zip archive: where their packed bytes begin, whatever the directory says."""

from __future__ import annotations

import struct

_LOCAL = struct.Struct("<4s22xHH")
HEAD = _LOCAL.size
"""So many bytes from the place that the directory names tell where a member begins."""


def begin(head: bytes, offset: int) -> int | None:
    """Where the packed bytes of the member begin whose local header, at ``offset``, starts so; None where none does."""
    if offset < 0 or len(head) < HEAD or not head.startswith(b"PK\x03\x04"):
        return None
    _, name, extra = _LOCAL.unpack_from(head)
    return offset + HEAD + int(name) + int(extra)
