"""What people decide about two projects that may be the same work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.kit.errors import Problem
from samphan.projects import policy
from samphan.projects.models import PairDecision, ProjectPair
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor
    from samphan.projects.models import Project


@transaction.atomic
def decide_pair(
    *, by: Actor, one: Project, other: Project, decision: str, now: dt.datetime, words: str = ""
) -> ProjectPair:
    """Say that two projects are not the same work, or that they work together; said again, the later word holds."""
    if one.pk == other.pk:
        raise Problem(_("These are not two projects."))
    first, second = sorted((one, other), key=lambda each: each.pk)
    pair = ProjectPair.objects.select_for_update(of=("self",)).filter(first=first, second=second).first()
    pair = pair or ProjectPair(network_id=first.network_id, first=first, second=second)
    pair.first, pair.second = first, second
    by.must(policy.decide_pair, on=pair)
    if decision not in PairDecision.values:
        raise Problem(_("There is no such decision."))
    before = pair.decision or None
    pair.decision, pair.words = PairDecision(decision), words.strip()[:1000]
    pair.decided_by, pair.decided_at = by.label[:200], now
    pair.save()
    for each, another in ((first, second), (second, first)):
        changes = {"project": [None, another.title_th], "decision": [before, pair.decision]}
        record(by, "decide_pair", each, changes=changes, reason=pair.words)
    return pair
