"""The report for those without Excel: one HTML file, a PDF, a picture of page one."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from sheetsales.backends.printing import find_office, find_painter, paint_page_one, print_pdf
from sheetsales.backends.saving import save_new
from sheetsales.dataclass import dataclass
from sheetsales.errors import BadRequest
from sheetsales.texts import Text
from sheetsales.workflow.places import check_free, make_folder_of

PICTURE_WIDTH: Final = 1600
_MARK: Final = b"sheetsales"
_LOOKED_AT: Final = 2_000
_END: Final = b"\x00\x00\x00\x00IEND\xaeB`\x82"

NO_OFFICE: Final = Text(
    "没有找到 LibreOffice，{kinds}没有做。装上 LibreOffice（免费）再来一次，或在 Excel、WPS 里打开月报另存为 PDF；也可以用 --html，手机和浏览器都能看。",
    "LibreOffice was not found, so no {kinds} was made. Install it (it is free) and try again, or open the report in Excel or WPS and "
    "save it as PDF; --html makes a file for phones and browsers without it.",
)
NO_PRINT: Final = Text(
    "LibreOffice 没有转出{kinds}。在 Excel、WPS 里打开月报另存为 PDF，或先关掉 LibreOffice 再来一次。",
    "LibreOffice did not make the {kinds}. Open the report in Excel or WPS and save it as PDF, or close LibreOffice and try again.",
)
NO_PAINTER: Final = Text(
    "没有找到 pdftoppm（poppler），图片没有做。装上 poppler 再来一次，或打开 PDF 截第一页。",
    "pdftoppm (of poppler) was not found, so no picture was made. Install poppler and try again, or take a picture of the first page of "
    "the PDF.",
)


@dataclass(frozen=True)
class Copies:
    """Where copies of the report shall stand, each a file or a folder; None where none is asked for."""

    html: Path | None = None
    pdf: Path | None = None
    png: Path | None = None

    def placed(self, report: Path, *, several: bool = False) -> Copies:
        """The same with files for folders, called as the report is; every place is one where there are ``several``."""

        def file(place: Path | None, suffix: str) -> Path | None:
            return (
                place / f"{report.stem}{suffix}"
                if place is not None and (several or place.is_dir())
                else place
            )

        return Copies(file(self.html, ".html"), file(self.pdf, ".pdf"), file(self.png, ".png"))

    @property
    def printed(self) -> bool:
        return self.pdf is not None or self.png is not None

    @property
    def kinds(self) -> Text:
        """What is asked for that LibreOffice has to make."""
        if self.pdf is None:
            return Text("图片", "picture")
        return Text("PDF", "PDF") if self.png is None else Text("PDF 和图片", "PDF or picture")


NO_COPIES: Final = Copies()
_SUFFIXES: Final = (("html", (".html", ".htm")), ("pdf", (".pdf",)), ("png", (".png",)))


def check_copies(copies: Copies, *, force: bool, several: bool = False) -> None:
    """Refuses places of another kind of file, and such where another file is that is no copy of ours."""
    for kind, suffixes in _SUFFIXES:
        place: Path | None = getattr(copies, kind)
        if place is None:
            continue
        if place.suffix.lower() not in suffixes:
            raise BadRequest(
                Text(
                    f"--{kind} 要存成 {suffixes[0]}，“{place.name}”不行。请写成 {place.stem}{suffixes[0]}。",
                    f"--{kind} makes a {suffixes[0]} file; '{place.name}' will not do. Write {place.stem}{suffixes[0]}.",
                )
            )
        check_free(place, overwrite=force or _ours(place), several=several)


def make_copies(
    copies: Copies, report: Path, web: Path, book: Path
) -> tuple[tuple[Path, ...], tuple[Text, ...]]:
    """Puts the copies of ``report`` in their places: those that were made, and why others were not.

    ``web`` is the HTML already made, and its folder a place for what is needed on the way. Whoever may read ``book`` may read them.
    """
    made = []
    if copies.html is not None:
        made.append(_put(copies.html, web.read_bytes(), book))
    notices: list[Text] = []
    if copies.printed:
        made += [_put(place, data, book) for place, data in _printed(copies, report, web.parent, notices)]
    return tuple(made), tuple(notices)


def _printed(copies: Copies, report: Path, folder: Path, notices: list[Text]) -> Iterator[tuple[Path, bytes]]:
    office = find_office()
    pdf = print_pdf(office, report, folder) if office else None
    if pdf is None:
        notices.append(_filled(NO_PRINT if office else NO_OFFICE, copies.kinds))
        return
    if copies.pdf is not None:
        yield copies.pdf, pdf.read_bytes() + b"%" + _MARK + b"\n"
    if copies.png is not None:
        painter = find_painter()
        picture = paint_page_one(painter, pdf, folder, PICTURE_WIDTH) if painter else None
        if picture is None:
            notices.append(NO_PAINTER)
        else:
            yield copies.png, _marked(picture.read_bytes())


def _filled(said: Text, kinds: Text) -> Text:
    return Text(said.zh.format(kinds=kinds.zh), said.en.format(kinds=kinds.en))


def _marked(picture: bytes) -> bytes:
    """The picture with the name of its maker, as pictures carry such."""
    content = b"tEXtSoftware\x00" + _MARK
    chunk = (len(content) - 4).to_bytes(4) + content + zlib.crc32(content).to_bytes(4)
    return picture.removesuffix(_END) + chunk + _END


def _ours(place: Path) -> bool:
    """Whether a file is an earlier copy of ours, by the name that each carries at its beginning or end."""
    if not place.is_file():
        return False
    try:
        with place.open("rb") as file:
            head = file.read(_LOOKED_AT)
            file.seek(max(0, place.stat().st_size - _LOOKED_AT))
            return _MARK in head + file.read()
    except OSError:
        return False


def _put(place: Path, data: bytes, book: Path) -> Path:
    def write(target: BinaryIO) -> None:
        target.write(data)

    make_folder_of(place)
    save_new(place, write, overwrite=True, like=book)
    return place
