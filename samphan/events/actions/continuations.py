"""Carrying an output on: as a roadmap item, an action or a possible project, new or already there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.events import policy
from samphan.events.models import BECOMES, Continuation
from samphan.kit.errors import Problem
from samphan.projects.actions.action_items import add_action
from samphan.projects.actions.follow_ups import plan_follow_ups
from samphan.projects.actions.items import add_item
from samphan.projects.actions.possible import propose_project
from samphan.projects.models import ActionItem, PossibleProject, Project, RoadmapItem
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt

    from samphan.directory.models import Organisation, Person
    from samphan.events.models import Event, Output
    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate
    from samphan.projects.models import Horizon

type Target = RoadmapItem | ActionItem | PossibleProject | Project


@transaction.atomic
def carry_on(*, by: Actor, output: Output, target: Target, on: dt.date) -> Continuation:
    """Say that an output became something that is there already; saying it twice changes nothing.

    Its owner is asked 6 and 12 months after the end of the event (after ``on`` where that is not known) what became
    of it.
    """
    by.must(policy.manage, on=output.event)
    if target.network_id != output.network_id:
        raise Problem(_("This belongs to another network."))
    field = next(name for name, model in BECOMES.items() if isinstance(target, model))
    became: dict[str, Any] = {field: target}
    continuation, is_new = Continuation.objects.get_or_create(
        network_id=output.network_id, output=output, **became
    )
    if is_new:
        plan_follow_ups(by=by, subject=target, from_on=_last_day(output.event) or on)
        record(
            by,
            "carry_on_output",
            output,
            label=(output.title_th, output.title_en),
            changes={field: [None, str(target.title_th)]},
        )
    return continuation


@transaction.atomic
def carry_on_as_item(
    *,
    by: Actor,
    output: Output,
    now: dt.datetime,
    horizon: Horizon,
    title_th: str,
    title_en: str = "",
    owner: Organisation | None = None,
    ends: PartialDate | None = None,
    is_public: bool = False,
) -> Continuation:
    """Carry an output on as a new item of a roadmap."""
    by.must(policy.manage, on=output.event)
    item = add_item(
        by=by,
        roadmap=horizon.roadmap,
        now=now,
        horizon=horizon,
        title_th=title_th,
        title_en=title_en,
        detail_th=output.detail_th,
        detail_en=output.detail_en,
        owner=owner,
        ends=ends,
        is_public=is_public,
        is_sample=output.is_sample,
    )
    return carry_on(by=by, output=output, target=item, on=now.date())


@transaction.atomic
def carry_on_as_action(
    *,
    by: Actor,
    output: Output,
    now: dt.datetime,
    title_th: str,
    title_en: str = "",
    person: Person | None = None,
    owner_label: str = "",
    organisation: Organisation | None = None,
    due_on: dt.date | None = None,
) -> Continuation:
    """Carry an output on as a new action with its one owner."""
    by.must(policy.manage, on=output.event)
    action = add_action(
        by=by,
        title_th=title_th,
        title_en=title_en,
        detail_th=output.detail_th,
        detail_en=output.detail_en,
        person=person,
        owner_label=owner_label,
        organisation=organisation,
        due_on=due_on,
        occasion=output.event.title_th[:300],
        is_sample=output.is_sample,
    )
    return carry_on(by=by, output=output, target=action, on=now.date())


@transaction.atomic
def carry_on_as_possible_project(
    *,
    by: Actor,
    output: Output,
    now: dt.datetime,
    title_th: str,
    title_en: str = "",
    need_th: str = "",
    organisation: Organisation | None = None,
) -> Continuation:
    """Carry an output on as a new possible project, for which partners can be called."""
    by.must(policy.manage, on=output.event)
    possible = propose_project(
        by=by,
        title_th=title_th,
        title_en=title_en,
        need_th=need_th,
        idea_th=output.detail_th,
        idea_en=output.detail_en,
        organisation=organisation,
        is_sample=output.is_sample,
    )
    return carry_on(by=by, output=output, target=possible, on=now.date())


@transaction.atomic
def let_go(*, by: Actor, continuation: Continuation) -> None:
    """Say that an output did not become this after all; the thing itself stays."""
    by.must(policy.manage, on=continuation.output.event)
    output, target = continuation.output, continuation.target
    field = next(name for name in BECOMES if getattr(continuation, name) is not None)
    continuation.delete()
    record(
        by,
        "let_go_output",
        output,
        label=(output.title_th, output.title_en),
        changes={field: [str(target.title_th), None]},
    )


def _last_day(event: Event) -> dt.date | None:
    when: Any = event.ends or event.starts
    return when.last_on if when else None
