"""Needs: sensitive data that a person tells with consent, for one event, and that is forgotten in time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.events.actions.parts import label_of
from samphan.events.models import NEED_CHOICES, NeedKind, PersonalNeed, RegistrationSettings
from samphan.events.policy import registration as policy
from samphan.kit.errors import Problem
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samphan.events.models import Event, Registration
    from samphan.kit.actor import Actor, NetworkRef

KEPT_DAYS = 30
"""Where nobody said how long needs are kept."""


@dataclass(frozen=True, slots=True)
class Told:
    """Needs as somebody told them, by kind as (choice, exact words), with the consent as it was worded."""

    wording: str
    needs: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@transaction.atomic
def tell_needs(*, by: Actor, registration: Registration, told: Told, now: dt.datetime) -> None:
    """Say what somebody needs; what was told before is replaced."""
    by.must(policy.tell_needs, on=registration)
    write_needs(by, registration, told, now=now)


def write_needs(by: Actor, registration: Registration, told: Told, *, now: dt.datetime) -> None:
    """Keep needs with their consent; the caller has asked the policy. The audit trail holds kinds, never contents."""
    if told.needs and not told.wording:
        raise Problem(_("Needs are kept only with consent."), field="consent")
    for kind, (choice, _words) in told.needs.items():
        if kind not in NeedKind.values or choice not in NEED_CHOICES[NeedKind(kind)]:
            raise Problem(_("Choose one from the list."), field=kind)
    before = sorted(PersonalNeed.objects.filter(registration=registration).values_list("kind", flat=True))
    if not told.needs and not before:
        return
    PersonalNeed.objects.filter(registration=registration).delete()
    PersonalNeed.objects.bulk_create(
        PersonalNeed(
            network_id=registration.network_id,
            registration=registration,
            kind=kind,
            choice=choice,
            text=words,
            wording=told.wording,
            given_at=now,
            purge_on=purge_day(registration.event, now),
        )
        for kind, (choice, words) in told.needs.items()
    )
    changes = {"needs": [before, sorted(told.needs)]}
    record(by, "tell_needs", registration, label=label_of(registration), changes=changes)


@transaction.atomic
def forget_needs(*, by: Actor, registration: Registration) -> int:
    """Take the consent back: what was told is deleted at once; how many needs."""
    by.must(policy.tell_needs, on=registration)
    found = PersonalNeed.objects.filter(registration=registration)
    kinds = sorted(found.values_list("kind", flat=True))
    found.delete()
    if kinds:
        record(
            by,
            "forget_needs",
            registration,
            label=label_of(registration),
            changes={"needs": [kinds, []]},
        )
    return len(kinds)


@transaction.atomic
def purge_needs(*, by: Actor, network: NetworkRef, today: dt.date) -> int:
    """Delete the needs of a network whose day has come; how many. The worker does it every night."""
    by.must(policy.purge, on=network)
    due = PersonalNeed.objects.filter(network_id=network.pk, purge_on__lte=today)
    by_event: dict[int, int] = {}
    events: dict[int, Event] = {}
    for need in due.select_related("registration__event"):
        event = need.registration.event
        events[event.pk] = event
        by_event[event.pk] = by_event.get(event.pk, 0) + 1
    due.delete()
    for pk, number in by_event.items():
        record(by, "purge_needs", events[pk], changes={"needs": [number, 0]})
    return sum(by_event.values())


def purge_day(event: Event, now: dt.datetime) -> dt.date:
    """So many days after the last day of the event; counted from today where the event has no date."""
    settings = RegistrationSettings.objects.filter(event=event).first()
    days = settings.needs_kept_days if settings else KEPT_DAYS
    last = event.ends or event.starts
    until = max(last.last_on, timezone.localdate(now)) if last else timezone.localdate(now)
    return until + dt.timedelta(days=days)
