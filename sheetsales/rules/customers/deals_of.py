"""What the customer rules ask of the deals: who has one under way."""

from __future__ import annotations

from collections import Counter

from sheetsales.rules.scene import Scene

_UNDER_WAY = ("open", "hold")


def under_way(scene: Scene) -> Counter[str]:
    """Deals open or on hold by customer id; those whose stage is unknown count too, so that nothing is said rashly."""
    stages = {stage.code for stage in scene.book.process.stages if stage.kind in _UNDER_WAY}
    pairs = zip(scene.deals.get("customer"), scene.deals.get("stage"), strict=True)
    return Counter(
        customer for customer, stage in pairs if customer is not None and (stage is None or stage in stages)
    )
