"""Whom reminders of actions go to, and the partners of projects under a theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samphan.comms.models import Anchor
from samphan.comms.queries.segments import (
    NETWORK,
    ORGANISATION,
    About,
    Placeholder,
    RecipientData,
    Segment,
    day_in_both,
)
from samphan.kit.bilingual import pair
from samphan.projects.models import ActionItem, ActionState, ProjectPartner, ProjectState, Theme
from samphan.projects.queries.findable import ACTION

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from samphan.comms.queries.texts import Values
    from samphan.kit.actor import Actor

NEEDS: Final = "projects.see"
TITLE: Final = Placeholder("action", _("title of the action"))
DUE_ON: Final = Placeholder("due", _("the day on which the action is due"))
ACTIONS: Final = Placeholder(
    "actions", _("the recipient's open actions with their days"), _("your open actions")
)


def _names(by: Actor, ids: Sequence[int]) -> dict[int, str]:
    """Titles of the actions that the actor may see."""
    return {each.pk: str(each.title) for each in ActionItem.objects.for_actor(by).filter(pk__in=ids)}


def _facts(by: Actor, action_id: int) -> Values:
    action = ActionItem.objects.for_actor(by).get(pk=action_id)
    return {"action": pair(action, "title"), "due": day_in_both(action.due_on)}


def _dates(by: Actor, action_id: int) -> dict[str, dt.date]:
    """The day on which the action is due, where there is one."""
    due_on = ActionItem.objects.for_actor(by).values_list("due_on", flat=True).get(pk=action_id)
    return {Anchor.DUE: due_on} if due_on else {}


def _owner(by: Actor, action_id: int, _part: int | None) -> Iterable[RecipientData]:
    """The owner of an action, as long as it is open: who has done it is reminded of nothing."""
    for each in _open(by).filter(pk=action_id):
        yield _recipient(each, [each])


def _owners(by: Actor, network_id: int, _part: int | None) -> Iterable[RecipientData]:
    """The owners of open actions, each address once with all of its actions; the most urgent first."""
    if network_id != by.network_id:
        return
    by_owner: dict[tuple[str, str], list[ActionItem]] = {}
    for each in _open(by):
        address = each.owner_email.strip().lower()
        by_owner.setdefault((address, "" if address else _name(each)[0]), []).append(each)
    for owned in by_owner.values():
        yield _recipient(owned[0], owned)


def _open(by: Actor) -> QuerySet[ActionItem]:
    found = ActionItem.objects.for_actor(by).filter(state=ActionState.OPEN)
    return found.select_related("person", "organisation").order_by("due_on", "sort_key", "id")


def _name(action: ActionItem) -> tuple[str, str]:
    if action.person:
        return action.person.name_th, action.person.name_en
    return action.owner_label, ""


def _recipient(action: ActionItem, owned: Sequence[ActionItem]) -> RecipientData:
    name_th, name_en = _name(action)
    listed: list[list[str]] = [[], []]
    for each in owned:
        for lines, title, day in zip(listed, pair(each, "title"), day_in_both(each.due_on), strict=True):
            text = title or each.title_th
            lines.append(f"- {text} ({day})" if day else f"- {text}")
    return RecipientData(
        ref_id=action.pk,
        address=action.owner_email,
        name_th=name_th,
        name_en=name_en,
        values={
            "organisation": pair(action.organisation, "name") if action.organisation else ("", ""),
            "actions": ("\n".join(listed[0]), "\n".join(listed[1])),
        },
    )


def _themes(by: Actor, _network_id: int) -> Sequence[tuple[int, str]]:
    """The themes by which work of the network is sorted, in Thai order."""
    return [(each.pk, str(each.name)) for each in Theme.objects.for_actor(by).order_by("sort_key", "id")]


def _partners(by: Actor, network_id: int, part: int | None) -> Iterable[RecipientData]:
    """Whom one asks for at the partners of projects under a theme, both sides; dropped projects are left out."""
    if network_id != by.network_id:
        return
    found = ProjectPartner.objects.for_actor(by).filter(project__theme=part)
    found = found.exclude(project__state=ProjectState.DROPPED).select_related("organisation")
    for each in found.order_by("project__sort_key", "project_id", "order", "id"):
        name = pair(each.organisation, "name") if each.organisation else (each.name, "")
        yield RecipientData(
            ref_id=each.pk,
            address=each.contact_email,
            name_th=each.contact_name or name[0],
            name_en=each.contact_name or name[1],
            values={"organisation": name},
        )


def theme_segment() -> Segment:
    """What ``apps.py`` registers."""
    return Segment(
        "projects.theme",
        _("Partners of projects under a theme"),
        NETWORK,
        _partners,
        placeholders=(ORGANISATION,),
        parts=_themes,
        needs=NEEDS,
    )


def action_segments() -> tuple[About | Segment, ...]:
    """What ``apps.py`` registers."""
    about = About(ACTION, _("Action"), _names, "projects:action", (TITLE, DUE_ON), _facts, _dates)
    own = (ORGANISATION,)
    return (
        about,
        Segment("projects.owner", _("Owner of the action"), ACTION, _owner, placeholders=own, needs=NEEDS),
        Segment(
            "projects.owners",
            _("Owners of open actions"),
            NETWORK,
            _owners,
            placeholders=(ORGANISATION, ACTIONS),
            needs=NEEDS,
        ),
    )
