"""Steps of the network's life: on to the next stage, back, to its end, and open again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from samphan.kit.errors import Problem
from samphan.networks import policy
from samphan.networks.models import ENDING, STAGES, StageAct, StageMove
from samphan.networks.queries import gates
from samphan.tenancy.audit import record
from samphan.tenancy.models import Network
from samphan.tenancy.models.network import NetworkState

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate


@transaction.atomic
def move_stage(
    *,
    by: Actor,
    act: str,
    on: PartialDate,
    reason: str,
    now: dt.datetime,
    today: dt.date,
    to: str = "",
    seen: int | None = None,
    is_sample: bool = False,
) -> StageMove:
    """Take a step, with its reason; what the gate does not find is written down with it and does not stop it.

    ``to`` is the stage to begin at or to go back to; ``seen`` is the id of the step that was the latest when the form
    was shown.

    Raises:
        Problem: the step is not possible from where the network stands, or its day is.
    """
    network = Network.objects.select_for_update().get(pk=by.network_id)
    by.must(policy.manage, on=network)
    last = gates.moves(by).first()
    if seen is not None and seen != (last.pk if last else 0):
        raise Problem(_("Somebody took a step meanwhile. Look at it, then decide again."))
    if not reason.strip():
        raise Problem(_("Say why, so that others can follow it."), field="reason")
    if on.from_on > today:
        raise Problem(_("This day lies in the future."), field="on")
    if last is not None and on.last_on < last.on.from_on:
        raise Problem(_("This is before the step that was taken last."), field="on")
    step = StageAct(act)
    target = _target(last, step, to)
    made = StageMove.objects.create(
        network_id=network.pk,
        act=step,
        from_stage=last.to_stage if last else "",
        to_stage=target,
        on=on,
        reason=reason,
        missing=_missing(by, last.to_stage) if step == StageAct.ADVANCE and last else [],
        taken_by=by.label,
        taken_at=now,
        is_sample=is_sample,
    )
    state = NetworkState.CLOSED if step in ENDING else NetworkState.ACTIVE
    changes: dict[str, list[object]] = {"stage": [made.from_stage or None, target]}
    if network.state != state:
        changes["state"] = [network.state, state.value]
        network.state = state
        network.touch(by)
        network.save()
    record(
        by,
        f"{step.value}_stage",
        made,
        label=(network.name_th, network.name_en),
        changes=changes,
        reason=reason,
    )
    return made


def _target(last: StageMove | None, act: StageAct, to: str) -> str:
    """The stage to which a step leads."""
    impossible = Problem(_("This step is not possible from where the network stands."))
    if act == StageAct.BEGIN:
        if last is not None or to not in STAGES:
            raise impossible
        return to
    if last is None or (gates.is_ended(last) != (act == StageAct.REOPEN)):
        raise impossible
    here = STAGES.index(last.to_stage)
    if act == StageAct.ADVANCE:
        if here + 1 == len(STAGES):
            raise impossible
        return STAGES[here + 1]
    if act == StageAct.GO_BACK:
        if to not in STAGES[:here]:
            raise impossible
        return to
    return last.to_stage


def _missing(by: Actor, stage: str) -> list[list[str]]:
    """What the gate of a stage does not find now, in both languages."""
    found = []
    for line in gates.gate(by, stage).missing:
        with override("th"):
            thai = str(line.evidence.label)
        with override("en"):
            english = str(line.evidence.label)
        found.append([line.evidence.code, thai, english])
    return found
