"""Institutions that were asked to name people: the list, one of them, and the links that are sent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, F, Q

from samphan.events.models import Nomination, NominationState, Registration, RegistrationSettings
from samphan.events.policy.registration import NOMINATE
from samphan.events.queries.finding import found_by
from samphan.events.transitions.registration import NOMINATED
from samphan.tenancy import links, search
from samphan.tenancy.audit import kind_of
from samphan.tenancy.models import Link

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from samphan.events.models import Event, ParticipantCategory
    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

SORTS: Final = ("name", "answered")
FILTERS: Final = ("state",)


def nominations(actor: Actor, event: Event, state: ListState) -> QuerySet[Any]:
    """The institutions that were asked, in Thai order, each with how many people are ``named``, ``confirmed``, ``waiting``.

    Who sees participants sees all of them, a coordinator those of the institutions that he or she represents.
    """
    found = Nomination.objects.filter(network_id=actor.network_id, event=event).select_related("organisation")
    if not actor.holds("participants.see"):
        found = found.filter(organisation_id__in=actor.represents)
    for term in search.terms(state.query):
        found = found.filter(found_by("directory.organisation", "organisation_id", term))
    if state.filters.get("state") in NominationState.values:
        found = found.filter(state=state.filters["state"])
    found = found.annotate(
        named=Count("registrations", filter=Q(registrations__state__in=[*NOMINATED, "waiting"])),
        confirmed=Count("registrations", filter=Q(registrations__state="confirmed")),
        waiting=Count("registrations", filter=Q(registrations__state="waiting")),
    )
    if state.sort_key == "answered":
        at = F("answered_at")
        order = at.desc(nulls_last=True) if state.is_descending else at.asc(nulls_last=True)
        return found.order_by(order, "sort_key", "id")
    return found.order_by("-sort_key" if state.is_descending else "sort_key", "id")


@dataclass(frozen=True, slots=True)
class NominationPage:
    """One institution: its people in the order in which they were named, and what it may still do."""

    nomination: Nomination
    people: tuple[Registration, ...]
    quota: int | None
    categories: tuple[ParticipantCategory, ...]
    settings: RegistrationSettings | None

    @property
    def sent(self) -> int:
        """People who count against the quota."""
        return sum(each.state in NOMINATED for each in self.people)

    @property
    def left(self) -> int | None:
        """How many more may be named within the quota; None without one."""
        return None if self.quota is None else max(0, self.quota - self.sent)

    @property
    def heads(self) -> Counter[str]:
        return Counter(each.state for each in self.people)


def nomination_page(nomination: Nomination) -> NominationPage:
    """For who may nominate for this institution; three statements."""
    event = nomination.event
    settings = RegistrationSettings.objects.filter(event=event).first()
    people = (
        Registration.objects.filter(nomination=nomination)
        .select_related("person", "category", "nomination", "replaces__person")
        .order_by("registered_at", "id")
    )
    quota = nomination.quota
    if quota is None and settings is not None:
        quota = settings.institution_quota
    categories = tuple(event.categories.order_by("order", "id"))
    return NominationPage(nomination, tuple(people), quota, categories, settings)


@dataclass(frozen=True, slots=True)
class NominationLink:
    """What is sent to one institution: to whom, and the address of its page ("" when the link was revoked)."""

    nomination: Nomination
    name: str
    email: str
    address: str


def nomination_links(event: Event, slug: str, *, now: dt.datetime) -> list[NominationLink]:
    """The links of all institutions that were asked, in Thai order, for a mailing; two statements."""
    rows = list(
        Nomination.objects.filter(event=event).select_related("organisation").order_by("sort_key", "id")
    )
    found = Link.objects.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=now),
        network_id=event.network_id,
        purpose=NOMINATE,
        subject_kind=kind_of(rows[0]) if rows else "",
        subject_id__in=[each.pk for each in rows],
        revoked_at__isnull=True,
    )
    by_id = {link.subject_id: links.address(link, slug) for link in found.order_by("id")}
    return [
        NominationLink(each, each.contact_name, each.contact_email, by_id.get(each.pk, "")) for each in rows
    ]
