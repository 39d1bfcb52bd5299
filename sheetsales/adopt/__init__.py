"""Getting to know a workbook a team already has: what each sheet and heading is, proposed, asked, and kept inside it."""

from sheetsales.adopt.answers import Answers, ColumnAnswer, SheetAnswer
from sheetsales.adopt.proposal import Option, Proposal, ProposedTable, Question
from sheetsales.adopt.propose import propose

__all__ = [
    "Answers",
    "ColumnAnswer",
    "Option",
    "Proposal",
    "ProposedTable",
    "Question",
    "SheetAnswer",
    "propose",
]
