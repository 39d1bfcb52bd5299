"""What a cell under Evidence asks for: ``activity:visit or activity:meeting``, ``pipeline.amount and pipeline.discount``,
``document``; in Chinese as well ``跟进:拜访 或 跟进:会议``, ``金额 和 折扣``, ``文件``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sheetsales.book.module_columns import module_column
from sheetsales.book.parsing.cleaning import clean, fold
from sheetsales.book.process import NO_EVIDENCE, Evidence, EvidenceWhen, Proof
from sheetsales.book.required_fields import FieldNames
from sheetsales.regex import regex
from sheetsales.schema.binding import Binding
from sheetsales.schema.choices import BY_KEY
from sheetsales.schema.workbook import SHEETS
from sheetsales.texts import LANGUAGES, Lang

EVIDENCE_RECORDS = tuple(record.key for record in SHEETS if record.nameable)
_OR = regex(r"\s+or\s+|\s*或者?\s*", re.IGNORECASE)
_AND = regex(r"\s+and\s+|\s*(?:和|且|并且|与)\s*|\s*[、,，;；+]\s*", re.IGNORECASE)
_ACTIVITY = regex(r"(?:activity|activities|跟进|跟进记录|方式)\s*[:：]\s*(.+)", re.IGNORECASE)
_DOCUMENT = frozenset({"document", "文件", "产出文件", "文档"})
_NOTHING = frozenset({"", "-", "—", "无", "none"})
_WHEN: dict[str, EvidenceWhen] = {
    "": "",
    "above_own_discount_limit": "above_own_discount_limit",
    "above own discount limit": "above_own_discount_limit",
    "超出本人折扣权限": "above_own_discount_limit",
}


class EvidenceReader:
    """Reads the evidence cells of one workbook."""

    def __init__(self, binding: Binding) -> None:
        self.lang: Lang = binding.language
        self._binding = binding
        self._names = FieldNames(binding, EVIDENCE_RECORDS)
        self._kinds = {
            fold(name): c.code
            for c in BY_KEY["activity_kind"].choices
            for name in (c.code, c.label.zh, c.label.en)
        }
        self._known: dict[str, Evidence] = {}

    def read(self, text: str | None) -> Evidence:
        """The evidence that a cell asks for; none for a blank cell or a dash."""
        if text is None or fold(text) in _NOTHING:
            return NO_EVIDENCE
        if text not in self._known:
            self._known[text] = self._parsed(text)
        return self._known[text]

    def _parsed(self, text: str) -> Evidence:
        unknown: list[str] = []
        any_of = []
        for alternative in _OR.split(text):
            proofs = tuple(self._proofs(alternative, unknown))
            if proofs:
                any_of.append(proofs)
        return Evidence(tuple(any_of), tuple(dict.fromkeys(unknown)))

    def _proofs(self, text: str, unknown: list[str]) -> Iterator[Proof]:
        whole = self._proof(clean(text))
        if whole is not None:
            yield whole
            return
        for part in filter(None, map(clean, _AND.split(text))):
            name, mark, only = part.partition("@")
            if mark and only in LANGUAGES:
                if only != self.lang:
                    continue
                part = name
            proof = self._proof(part)
            if proof is None:
                unknown.append(part)
            else:
                yield proof

    def _proof(self, text: str) -> Proof | None:
        if fold(text) in _DOCUMENT:
            return Proof("document")
        if match := _ACTIVITY.fullmatch(text):
            kind = self._kinds.get(fold(match[1]))
            return Proof("activity", name=kind) if kind else None
        field = self._names.find(text) or module_column(text, self._binding)
        return Proof("column", field.record, field.column) if field else None


def evidence_when(text: str | None) -> EvidenceWhen:
    """When the evidence is due: always where the cell is blank."""
    return _WHEN.get(fold(text or ""), "unknown")
