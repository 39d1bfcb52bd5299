"""Called in place of ``sheetsales click``: answers with the plan the workbook's name says, ``plan-3.xlsm``."""

import sys
from pathlib import Path

from sheetsales.backends.clicks.change_list import change_list
from sheetsales.backends.clicks.expand import expand
from sheetsales.backends.clicks.job import open_job
from sheetsales.backends.reader import read_workbook
from sheetsales.cells.edits import EditPlan

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.buttons.conformance.plans import PLANS

job = open_job(Path(sys.argv[1]))
job.tell("answering")
plan = list(PLANS.values())[int(job.request.book.rpartition("-")[2].partition(".")[0])]
changes = expand(EditPlan(plan), read_workbook(job.snapshot))
job.answer(change_list(job.request.nonce, "done", changes))
