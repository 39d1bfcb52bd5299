"""XlsxWriter's workbook, packed part by part as it is written, large parts by isal where it is installed: no files on the
way, a fifth of the time, a file a quarter larger."""

from __future__ import annotations

import zipfile
from io import BufferedWriter, BytesIO, RawIOBase, StringIO, TextIOWrapper
from types import ModuleType
from typing import Any, Final

from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.workbook import Workbook

from sheetsales.regex import regex

_isal: ModuleType | None
try:
    from isal import isal_zlib as _isal
except ImportError:  # pragma: no cover - depends on the machine
    _isal = None

_SPECIAL: Final = regex(r"[&<>\x00-\x1f\ufffe\uffff]|_x|\A\s|\s\Z|\A\Z")
"""What XlsxWriter writes in another way than it stands, or marks."""
_LARGE: Final = 1 << 20
"""Bytes from which speed comes before smallness."""
_WRITTEN_ON: Final = (1980, 1, 31, 0, 0, 0)
"""The day every part is of: the same content gives the same bytes."""
_A_FILE: Final = 0o100600 << 16
"""The rights of a part, for those who unpack it."""


class PackedWorkbook(Workbook):  # type: ignore[misc]  # XlsxWriter publishes no types
    """Parts of up to a megabyte are packed as XlsxWriter does."""

    def _store_workbook(self) -> None:
        """XlsxWriter packs what its packager made, which is nothing here: the parts were packed before."""
        self._target, self.filename = self.filename, BytesIO()  # type: ignore[has-type]  # XlsxWriter's own
        super()._store_workbook()
        self.filename = self._target

    def _get_packager(self) -> Any:
        return _PackingAtOnce(self._target)


class _PackingAtOnce(Packager):  # type: ignore[misc]  # nor for this
    """XlsxWriter writes one part after another: when it asks for the next, the one before is whole."""

    def __init__(self, target: Any) -> None:
        super().__init__()
        self._target = target

    def _set_in_memory(self, _: bool) -> None:
        """Pictures come as bytes instead of files."""
        self.in_memory = True

    def _create_package(self) -> list[Any]:
        with zipfile.ZipFile(self._target, "w", zipfile.ZIP_DEFLATED) as self._archive:
            try:
                super()._create_package()
            finally:  # of what cannot be written whole, too, the last part is let go of
                self._pack()
        return []

    def _write_shared_strings_file(self) -> None:
        table = self.workbook.str_table
        if table.count:
            shared = _QuickStrings()
            shared.string_table = table
            shared._set_xml_writer(self._filename("xl/sharedStrings.xml"))  # noqa: SLF001 - as XlsxWriter does
            shared._assemble_xml_file()  # noqa: SLF001

    def _filename(self, xml_filename: str) -> _Part:
        self._pack()
        part = _Part(_Member(self._archive, xml_filename))
        self.filenames.append((part, xml_filename, False))
        return part

    def _pack(self) -> None:
        """What was written is whole."""
        for part, name, binary in self.filenames:
            if binary:
                self._archive.writestr(_described(name), part.getvalue())
            else:
                part.finish()
        self.filenames.clear()


class _QuickStrings(SharedStrings):  # type: ignore[misc]  # nor for this
    """The same text as XlsxWriter's; what has nothing to be escaped is put together at once."""

    def _write_sst_strings(self) -> None:
        plain: list[str] = []
        for text in self.string_table.string_array:
            if _SPECIAL.search(text) is None:
                plain.append(text)
                continue
            self._write_plain(plain)
            self._write_si(text)
        self._write_plain(plain)

    def _write_plain(self, texts: list[str]) -> None:
        if texts:
            self.fh.write(f"<si><t>{'</t></si><si><t>'.join(texts)}</t></si>")
            texts.clear()


def _described(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _WRITTEN_ON)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, _A_FILE
    return info


class _Member(RawIOBase):
    """A member of the archive; what is written to it before it is finished is more than a megabyte."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self._name = archive, name
        self._packing: Any = None
        self.whole = False

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self._packing is None:
            self._packing = self._archive.open(_described(self._name), "w")
            if _isal is not None and not self.whole:
                self._packing._compressor = _isal.compressobj(2, _isal.DEFLATED, -15)  # noqa: SLF001 - zipfile has no public way
        self._packing.write(data)
        return len(data)

    def close(self) -> None:
        if self._packing is not None:
            self._packing.close()
        super().close()


class _Part(StringIO):
    """What XlsxWriter takes for a part kept in memory; its text goes to a member of the archive."""

    def __init__(self, member: _Member) -> None:
        super().__init__()
        self._member = member
        self._text = TextIOWrapper(BufferedWriter(member, _LARGE), encoding="utf-8", newline="\n")
        self.write = self._text.write  # type: ignore[method-assign]  # called a million times
        self.writelines = self._text.writelines  # type: ignore[method-assign]

    def finish(self) -> None:
        self._member.whole = True
        self._text.close()
