"""The steps of the stages and the compliance checks, out of Steps and Compliance or the packaged process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sheetsales.book.evidence import EvidenceReader, evidence_when
from sheetsales.book.process import Check, Process, Step
from sheetsales.book.table import BookTable
from sheetsales.schema import defaults
from sheetsales.schema.binding import Binding
from sheetsales.texts import Text, same


def with_steps(process: Process, tables: Mapping[str, BookTable], binding: Binding) -> Process:
    """The process with its steps and compliance checks; a packaged process has the packaged ones where the workbook
    has no sheet for them."""
    reader = EvidenceReader(binding)
    steps, checks = tables.get("steps"), tables.get("compliance")
    if steps is None and checks is None and not process.packaged:
        return process
    return replace(
        process,
        steps=_steps(steps, reader) if steps is not None else _packaged_steps(process, binding, reader),
        checks=_checks(checks, reader) if checks is not None else _packaged_checks(process, reader),
    )


def _steps(table: BookTable, reader: EvidenceReader) -> tuple[Step, ...]:
    keys = (
        "code", "stage", "order", "step", "role", "due_days", "evidence", "evidence_when", "document", "objective", "person",
        "deputy",
    )  # fmt: skip
    columns = (table.get(key) for key in keys)
    found: dict[str, Step] = {}
    for row, cells in enumerate(zip(*columns, strict=True)):
        code, stage, order, name, role, due, evidence, when, document, objective, person, deputy = cells
        if code is None or stage is None:
            continue
        found.setdefault(
            code,
            Step(
                code,
                stage,
                row + 1 if order is None else order,
                same(name or code),
                role or "",
                due,
                reader.read(evidence),
                evidence_when(when),
                (document,) if document else (),
                row,
                same(objective or ""),
                person or "",
                deputy or "",
            ),
        )
    return tuple(found.values())


def _checks(table: BookTable, reader: EvidenceReader) -> tuple[Check, ...]:
    columns = (table.get(key) for key in ("code", "check", "proof", "evidence", "severity"))
    return tuple(
        Check(code, same(check or code), same(proof or ""), reader.read(evidence), severity or "", row)
        for row, (code, check, proof, evidence, severity) in enumerate(zip(*columns, strict=True))
        if code is not None
    )


def _packaged_steps(process: Process, binding: Binding, reader: EvidenceReader) -> tuple[Step, ...]:
    if not process.packaged:
        return ()
    return tuple(
        Step(
            row["code"],
            row["stage"],
            int(row["order"]),
            Text(row["zh"], row["en"]),
            row["role"],
            int(row["due_working_days"]) if row["due_working_days"] else None,
            reader.read(row["evidence"]),
            evidence_when(row["evidence_when"]),
            tuple(filter(None, (row["document_zh"], row["document_en"]))),
            objective=Text(row["objective_zh"], row["objective_en"]),
        )
        for row in defaults.steps(binding.preset)
    )


def _packaged_checks(process: Process, reader: EvidenceReader) -> tuple[Check, ...]:
    if not process.packaged:
        return ()
    return tuple(
        Check(
            row["code"],
            Text(row["check_zh"], row["check_en"]),
            Text(row["proof_zh"], row["proof_en"]),
            reader.read(row["evidence"]),
            row["severity"],
        )
        for row in defaults.table("compliance")
    )
