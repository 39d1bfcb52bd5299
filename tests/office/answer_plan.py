"""Called in place of ``sheetsales click``: answers with the plan the workbook's name says, ``plan-3.xlsm``.

``plan-99.xlsm`` has everything in it and at last a name that no program takes.
"""

import sys
from pathlib import Path

from sheetsales.backends.clicks.change_list import change_list
from sheetsales.backends.clicks.expand import expand
from sheetsales.backends.clicks.job import open_job
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.edits import EditPlan, SetName

sys.path.insert(0, str(Path(__file__).parents[2]))
from sheetsales.backends.ooxml.formula_texts import formula_texts
from sheetsales.backends.ooxml.looks_read import read_looks
from tests.buttons.conformance.plans import MORE_PLANS, PLANS, ROW_PLANS
from tests.live.plans import EVERYTHING

job = open_job(Path(sys.argv[1]))
job.tell("answering")
plans = [*PLANS.values(), *MORE_PLANS.values(), *ROW_PLANS.values()]
number = int(job.request.book.rpartition("-")[2].partition(".")[0])
plan = plans[number] if number < len(plans) else (*EVERYTHING, SetName("no name", "1"))
changes = expand(
    EditPlan(plan),
    read_workbook(job.snapshot),
    lambda sheet: read_looks(job.snapshot, {sheet: ()})[sheet].rules,
    lambda at: formula_texts(job.snapshot, [at])[at],
)
job.answer(change_list(job.request.nonce, "done", changes))
