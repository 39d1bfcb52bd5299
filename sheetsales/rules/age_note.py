"""The sentence on a deal's time in its stage that two rules share."""

from __future__ import annotations

from sheetsales.process.stage_age import Basis, OverLimit
from sheetsales.rules.scene import Scene
from sheetsales.rules.words import deal, stage_name
from sheetsales.speech.counts import count_of
from sheetsales.speech.days import day
from sheetsales.texts import Text

_IN_STAGE = Text(
    "{deal}在{stage}阶段已 {days} 天，{term} {limit} 天",
    "{deal} has been in {stage} for {spent} against {limit}",
)
_BY_LOG = Text(
    "{deal}在{stage}阶段至少 {days} 天（没填进入阶段日期，按阶段记录算），{term} {limit} 天",
    "{deal} has been in {stage} for at least {spent} (by the stage log, as stage since is not filled in) against {limit}",
)
_BY_CREATION = Text(
    "{deal}创建已 {days} 天，走到{stage}阶段的{term}合计 {limit} 天（没填进入阶段日期，按创建日期算）",
    "{deal} is {spent} old and in {stage}, where all limits so far add up to {limit} (stage since is not filled in, so "
    "its creation counts)",
)
_DELIVERED = Text(
    "{deal}{since}交付，已 {days} 天，{term} {limit} 天，还在{stage}阶段",
    "{deal} was delivered on {since}, {spent} ago against {limit}, but is still in {stage}",
)
_TERM, _PROPOSED = Text("期限", ""), Text("建议期限", "")
_SENTENCES = {
    Basis.STAGE_SINCE: _IN_STAGE,
    Basis.LOG: _BY_LOG,
    Basis.CREATED: _BY_CREATION,
    Basis.DELIVERY: _DELIVERED,
}


def age_note(scene: Scene, over: OverLimit) -> Text:
    """How long a deal has been in its stage against the limit, and what that is counted from; a limit of the packaged
    process is a proposal."""
    proposed, added = scene.book.process.packaged, over.basis is not Basis.CREATED
    return _SENTENCES[over.basis].fill(
        deal=deal(scene, over.row),
        stage=stage_name(over.stage),
        days=over.days,
        spent=count_of(over.days, "day"),
        limit=Text(str(over.limit), f"a proposed {over.limit}" if proposed and added else str(over.limit)),
        term=_PROPOSED if proposed else _TERM,
        since=day(over.since, scene.today),
    )
