"""Why a run could not be done. Raised, never returned; bad data is a finding instead.

Every error says in both languages what is in the way and what the user can do about it.
Sorted by what a caller can do, not by every possible message.
"""

from __future__ import annotations

from typing import ClassVar

from sheetsales.texts import Lang, Text


class SheetsalesError(Exception):
    """The run failed; ``text`` names the obstacle and the way out; programs know it by its ``code``. Exit code 2."""

    exit_code = 2
    code: ClassVar[str] = "failed"
    option: ClassVar[str] = ""
    """With it a command that has it does what was refused all the same; the text does not name it."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text

    def in_(self, lang: Lang) -> str:
        return self.text.in_(lang)


class NotAWorkbook(SheetsalesError):
    """The file is missing, or is no workbook we can read: wrong kind, damaged, encrypted, hostile."""

    code = "not_a_workbook"


class LimitExceeded(NotAWorkbook):
    """The file is larger than the safe limits on size, count, ratio or depth."""

    code = "too_large"


class WorkbookLocked(SheetsalesError):
    """Another program or another run holds the workbook."""

    code = "locked"


class EditRefused(SheetsalesError):
    """An edit cannot be done without harm; nothing at all was written."""

    code = "refused"


class IsProtected(EditRefused):
    """Cells, a sheet or the workbook's structure are protected."""

    code = "protected"
    option = "--allow-protected"


class IsSigned(EditRefused):
    """The workbook is digitally signed."""

    code = "signed"
    option = "--void-signature"


class EditConflict(EditRefused):
    """A cell no longer holds what the plan's writer saw there."""

    code = "conflict"


class PlanError(SheetsalesError):
    """The edit plan is no plan: unreadable JSON, an unknown operation, a missing field."""

    code = "no_plan"


class SaveFailed(SheetsalesError):
    """The new file could not be put in place; the old one stands as it was."""

    code = "not_saved"


class BadRequest(SheetsalesError):
    """A command was asked for something that cannot be: a month that is no month, an unknown option value."""

    code = "bad_request"


class IsThere(BadRequest):
    """A file is to be made where one is already."""

    code = "is_there"
    option = "--force"


class NothingToDo(SheetsalesError):
    """The workbook has no sheet that the command could work on."""

    code = "nothing_to_do"


class ClusterGone(SheetsalesError):
    """The cluster cannot be reached, or has nobody to work."""

    code = "no_cluster"
