"""Takes the pictures of docs/pictures with a real mouse in LibreOffice: the first click, in Chinese and in English.

    python -m scripts.button_pictures [FOLDER]

Needs soffice, Xvfb, xdotool and ImageMagick. The pictures show the day they are taken on, so they are made by hand when
the sheets or the buttons have changed, never by the build.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from sheetsales.texts import LANGUAGES, Lang, Text
from tests.office.desk import Desk
from tests.office.mouse import SCREEN, Mouse, missing, opened
from tests.office.mouse_picture import Picture

FOLDER: Final = Path(__file__).parents[1] / "docs" / "pictures"
CHECK: Final = Text("检查数据", "Check data")
FINDINGS: Final = Text("检查结果", "Findings")
BOOK: Final = Text("销售.xlsm", "sales.xlsm")
HEADINGS: Final = 19
"""The height of the row with the columns' letters, in pixels; the rows' numbers are a little wider."""
MARGIN: Final = 20
TALL: Final = 430


def main(folder: Path) -> int:
    if missing():
        print(f"not installed: {missing()}", file=sys.stderr)
        return 2
    for lang in LANGUAGES:
        for name, picture in taken(lang).items():
            path = folder / f"libreoffice-{name}-{lang}.png"
            picture.save(path)
            print(f"{path.name}: {path.stat().st_size // 1000} kB")
    return 0


def taken(lang: Lang) -> dict[str, Picture]:
    """Home with its buttons, the message after the check, and the findings."""
    with tempfile.TemporaryDirectory() as temporary:
        desk = Desk(Path(temporary))
        book = desk.folder / BOOK.in_(lang)
        subprocess.run(
            [sys.executable, "-m", "sheetsales", "new", str(book), "--sample", "--lang", lang],
            check=True, capture_output=True, env={**os.environ, "SHEETSALES_HOME": str(desk.home)},
        )  # fmt: skip
        with opened(desk, book, chinese=lang == "zh") as mouse:
            return photographed(mouse, lang)


def photographed(mouse: Mouse, lang: Lang) -> dict[str, Picture]:
    place = home(mouse)
    found = {"home": mouse.settled().cut(place)}
    mouse.click(CHECK.in_(lang))
    mouse.until(mouse.message, "the message")
    found["message"] = mouse.settled().cut(place)
    mouse.answer("OK")
    mouse.turn_to(FINDINGS.in_(lang))
    top = place[1]
    found["findings"] = mouse.settled().cut([0, top, SCREEN[0] - 64, TALL])
    return found


def home(mouse: Mouse) -> list[int]:
    """Home from the columns' letters down to the last button."""
    top = mouse.ask("sheet_area")[1] - HEADINGS
    places = mouse.ask("buttons").values()
    right = max(x + width for x, _, width, _ in places) + MARGIN
    bottom = max(y + height for _, y, _, height in places) + 2 * MARGIN
    return [0, top, right, bottom - top]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
