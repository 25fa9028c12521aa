"""The personal links that messages about an event carry: made when a message is written, found again after that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from samphan.events.actions.registration_ticket import ticket_links
from samphan.events.models import AskedRegistration, Nomination, Registration
from samphan.events.policy.registration import NOMINATE
from samphan.events.queries.survey import links_for
from samphan.surveys.models import Purpose
from samphan.tenancy import links
from samphan.tenancy.audit import kind_of
from samphan.tenancy.models import Link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.kit.actor import Actor


def tickets(by: Actor, event_id: int, registration_ids: Sequence[int]) -> dict[int, str]:
    """The addresses of the tickets of registrations, by id."""
    found = Registration.objects.for_actor(by).filter(event_id=event_id, pk__in=registration_ids)
    made = ticket_links(found.select_related("person"), now=timezone.now())
    return _addresses(by, made)


def nominations(by: Actor, event_id: int, nomination_ids: Sequence[int]) -> dict[int, str]:
    """The addresses at which institutions nominate, by id of the nomination."""
    rows = Nomination.objects.for_actor(by).filter(event_id=event_id, pk__in=nomination_ids)
    known = Link.objects.filter(
        network_id=by.network_id,
        purpose=NOMINATE,
        subject_kind=kind_of(Nomination()),
        subject_id__in=nomination_ids,
        revoked_at__isnull=True,
        expires_at__isnull=True,
    )
    found = {link.subject_id: link for link in known.order_by("id")}
    made = {}
    for each in rows.select_related("organisation"):
        label = (each.organisation.name_th, each.organisation.name_en)
        made[each.pk] = found.get(each.pk) or links.make(NOMINATE, each, label=label)
    return _addresses(by, made)


def answers(by: Actor, event_id: int, registration_ids: Sequence[int]) -> dict[int, str]:
    """The addresses at which participants who were asked say how it was, by id of the registration."""
    slug = by.slug
    asked = AskedRegistration.objects.for_actor(by).filter(
        about__event_id=event_id,
        about__purpose=Purpose.SATISFACTION,
        registration__in=registration_ids,
        recipient__has_answered=False,
    )
    found = links_for(list(asked.select_related("recipient", "registration")), slug=slug, now=timezone.now())
    return {each.registration.pk: each.address for each in found if each.address}


def _addresses(by: Actor, made: dict[int, Link]) -> dict[int, str]:
    slug = by.slug
    return {pk: links.address(link, slug) for pk, link in made.items()}
