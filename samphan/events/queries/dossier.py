"""What events say about an organisation or a person on its page of the directory."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from django.db.models import CharField, Count, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samphan.events.models import (
    AgendaRole,
    Event,
    EventHost,
    HostRole,
    Nomination,
    ParticipatingInstitution,
    Registration,
    TeamOrganisation,
    TeamPerson,
    Use,
    UseState,
)
from samphan.events.models.preparing import ProgrammeRole, TeamRole
from samphan.kit import sections
from samphan.kit.formats import date_range, number
from samphan.kit.sections import Line, Lines, Section

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate

MOST: Final = 10
_ROLES: Final[Mapping[str, _StrOrPromise]] = {
    **dict(HostRole.choices),
    **dict(ProgrammeRole.choices),
    **dict(TeamRole.choices),
    "team": _("co-host team"),
    "institution": _("takes part"),
    "participant": _("participant"),
}


def register() -> None:
    """Tell the pages of the directory what events know; called in ``apps.py``."""
    for page, code, label, rows, icon, order in (
        ("directory.organisation", "events.events", _("Events"), of_organisation, "calendar-event", 50),
        ("directory.organisation", "events.nominations", _("Nominations"), nominations, "users-group", 51),
        ("directory.organisation", "events.uses", _("Uses of results"), uses, "target", 52),
        ("directory.person", "events.events", _("Events"), of_person, "calendar-event", 50),
    ):
        sections.register(Section(page, code, label, rows, icon, order))


def of_organisation(actor: Actor, ids: Sequence[int]) -> Lines:
    """Events that an organisation hosts or takes part in, its roles, and how many came from it. Two statements."""
    found = _roles(EventHost, actor, "event", "role", organisation__in=ids)
    found = found.union(
        _roles(TeamOrganisation, actor, "team__event", Value("team"), organisation__in=ids),
        _roles(ParticipatingInstitution, actor, "event", Value("institution"), organisation__in=ids),
        Registration.objects.for_actor(actor)
        .taking_part()
        .filter(organisation__in=ids)
        .order_by()
        .values("event")
        .annotate(what=Value("participant", CharField()), people=Count("pk"))
        .values_list("event", "what", "people"),
        all=True,
    )
    return _lines(actor, found)


def of_person(actor: Actor, ids: Sequence[int]) -> Lines:
    """Events in which a person takes part, by name, on the programme or in a team. Two statements.

    Who took part is seen by those who may see participants; who stands on a programme or in a team, by who sees events.
    """
    found = _roles(AgendaRole, actor, "event", "role", person__in=ids)
    found = found.union(
        _roles(TeamPerson, actor, "event", "role", person__in=ids),
        Registration.objects.for_actor(actor)
        .taking_part()
        .filter(person__in=ids)
        .order_by()
        .annotate(what=Value("participant", CharField()), people=Value(0))
        .values_list("event", "what", "people"),
        all=True,
    )
    return _lines(actor, found)


def nominations(actor: Actor, ids: Sequence[int]) -> Lines:
    """For which events an organisation was asked to name people, and what it answered. One statement."""
    found = (
        Nomination.objects.for_actor(actor)
        .filter(organisation__in=ids)
        .select_related("event")
        .order_by("-invited_at", "-id")
    )
    lines = [
        Line(
            each.event.title,
            reverse("events:nominations", args=[actor.slug, each.event_id]),
            _when(each.event.starts, each.event.ends),
            each.get_state_display(),
        )
        for each in found
    ]
    return Lines(lines[:MOST], len(lines))


def uses(actor: Actor, ids: Sequence[int]) -> Lines:
    """What an organisation does with results of events. One statement."""
    found = Use.objects.for_actor(actor).filter(organisation__in=ids).select_related("event")
    lines = [
        Line(
            each.title,
            reverse("events:uses", args=[actor.slug, each.event_id]),
            _when(each.due, None),
            each.get_state_display(),
            is_past=each.state in {UseState.DONE, UseState.DROPPED},
        )
        for each in found.order_by("-event__starts", "order", "id")
    ]
    return Lines(lines[:MOST], len(lines))


def _roles(model: Any, actor: Actor, event: str, role: str | Value, **condition: Any) -> Any:
    """Event, role and 0 people, for a union."""
    what = Cast(role, CharField())
    rows = model.objects.for_actor(actor).filter(**condition).order_by()
    return rows.annotate(what=what, people=Value(0)).values_list(event, "what", "people")


def _lines(actor: Actor, found: Any) -> Lines:
    roles: dict[int, list[str]] = defaultdict(list)
    for pk, role, people in found:
        word = str(_ROLES.get(role, role))
        if people:
            word = gettext("participants: %(people)s") % {"people": number(people)}
        if word not in roles[pk]:
            roles[pk].append(word)
    events = Event.objects.for_actor(actor).filter(pk__in=roles).order_by("-starts", "-id")
    lines = [
        Line(
            each.title,
            reverse("events:event", args=[actor.slug, each.pk]),
            _when(each.starts, each.ends),
            ", ".join(roles[each.pk]),
        )
        for each in events
    ]
    return Lines(lines[:MOST], len(lines))


def _when(starts: PartialDate | None, ends: PartialDate | None) -> str:
    return str(date_range(starts, ends)) if starts else ""
