"""What a worker does before its first click."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sheetsales.backends.clicks.job import Job
from sheetsales.errors import BadRequest
from sheetsales.texts import same
from sheetsales.workflow import clicking
from sheetsales.workflow.serving.rehearsal import rehearse
from tests.buttons import books


def test_a_rehearsal_answers_clicks_of_its_own_and_leaves_nothing(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    answered: list[str] = []
    answer = clicking.answer

    def heard(job: Job, *, today: dt.date) -> clicking.Answer:
        made = answer(job, today=today)
        assert (job.path / "done.txt").exists()
        answered.append(job.request.button)
        return made

    monkeypatch.setattr(clicking, "answer", heard)
    rehearse(books.TODAY)
    assert answered == ["check", "report", "fix"]
    assert not list((tmp_path / "temporary").iterdir())
    assert not (home / "jobs").exists()


def test_what_goes_wrong_in_a_rehearsal_keeps_no_worker_from_work(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise BadRequest(same("no room"))

    monkeypatch.setattr(clicking, "answer", broken)
    rehearse(books.TODAY)
    assert not (home / "jobs").exists()
