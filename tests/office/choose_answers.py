"""Run by ``office.choose_answers``: BOOK SHEET PROFILE HEADING=ANSWER … Needs LibreOffice's Python bridge (python3-uno).

Types an answer beside each heading, as somebody would who takes it from the drop-down; the rule of the cell is looked at.
"""

import sys

from bridge import edited

YOURS, ANSWER = 2, 6


def choose(document: object, sheet_name: str, answers: dict[str, str]) -> None:
    sheet = document.Sheets.getByName(sheet_name)
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    for row in range(1, cursor.RangeAddress.EndRow + 1):
        answer = answers.pop(sheet.getCellByPosition(YOURS, row).String, None)
        if answer is not None:
            cell = sheet.getCellByPosition(ANSWER, row)
            if "INDIRECT" not in cell.Validation.getFormula1():
                raise SystemExit("the answer cell has no drop-down")
            cell.String = answer
    if answers:
        raise SystemExit(f"not asked: {sorted(answers)}")


def main(book: str, sheet: str, profile: str, *pairs: str) -> None:
    with edited(book, profile) as document:
        choose(document, sheet, dict(pair.split("=") for pair in pairs))


main(*sys.argv[1:])
