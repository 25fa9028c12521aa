"""What the pages of registration show: seats and states in numbers, who waits, what people need."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import connection
from django.db.models import Count, Q

from samphan.events.models import (
    NeedChoice,
    NeedKind,
    Nomination,
    ParticipantCategory,
    PersonalNeed,
    Registration,
    RegistrationSettings,
    RegistrationState,
)
from samphan.events.policy.registration import REGISTER
from samphan.events.queries.finding import found_by
from samphan.events.transitions.registration import SEATED
from samphan.kit.bilingual import Text
from samphan.tenancy import links, search

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from samphan.events.models import Event
    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

#: States of people who wait for somebody.
OPEN: Final = (RegistrationState.SUBMITTED, RegistrationState.WAITING, RegistrationState.OFFERED)
SORTS: Final = ("since", "name")
FILTERS: Final = ("state", "category")
MOST_NAMES: Final = 300
# Everybody who opens a form waits for these: the ORM takes longer to ask than PostgreSQL to answer.
_CATEGORIES: Final = """
select id, event_id, name_th, name_en, is_in_form from events_participantcategory
where event_id = %s and is_in_form order by "order", id
"""
# Three conditions joined by "or" would read the whole directory.
_NAMES: Final = """
select name_th, name_en from directory_organisation where id in (
  select organisation_id from events_participatinginstitution where event_id = %(event)s
  union select organisation_id from events_nomination where event_id = %(event)s
  union select organisation_id from networks_member where network_id = %(network)s
) order by sort_key, id limit %(most)s
"""


@dataclass(frozen=True, slots=True)
class SeatLine:
    """Seats of a category (``category`` None: without one), and how many people are in which state."""

    category: ParticipantCategory | None
    heads: Counter[str]

    @property
    def seats(self) -> int | None:
        return self.category.seats if self.category else None

    @property
    def taken(self) -> int:
        """Confirmed and offered seats."""
        return sum(self.heads[state] for state in SEATED)

    @property
    def free(self) -> int | None:
        return None if self.seats is None else max(0, self.seats - self.taken)

    @property
    def waiting(self) -> int:
        return self.heads[RegistrationState.WAITING]

    @property
    def submitted(self) -> int:
        return self.heads[RegistrationState.SUBMITTED]


@dataclass(frozen=True, slots=True)
class RegistrationPage:
    """Settings (None before anybody set it up), the link of the form, and the numbers of the moment."""

    settings: RegistrationSettings | None
    address: str
    heads: Counter[str]
    lines: tuple[SeatLine, ...]
    nominations: int
    answered: int

    @property
    def taken(self) -> int:
        """Confirmed and offered seats."""
        return sum(self.heads[state] for state in SEATED)

    @property
    def free(self) -> int | None:
        seats = self.settings.seats if self.settings else None
        return None if seats is None else max(0, seats - self.taken)

    @property
    def is_over_booked(self) -> bool:
        """More people hold a seat than there are."""
        seats = self.settings.seats if self.settings else None
        return seats is not None and self.taken > seats


def registration_page(event: Event, slug: str, *, now: dt.datetime) -> RegistrationPage:
    """Without names of people; five statements, whatever the number of registrations."""
    settings = RegistrationSettings.objects.select_related("survey").filter(event=event).first()
    link = links.open_links(REGISTER, event, now=now).first()
    heads: Counter[str] = Counter()
    by_category: dict[int | None, Counter[str]] = {}
    counted = (
        Registration.objects.filter(event=event)
        .order_by()
        .values_list("state", "category_id")
        .annotate(heads=Count("id"))
    )
    for state, category_id, number in counted:
        heads[state] += number
        by_category.setdefault(category_id, Counter())[state] += number
    categories = list(ParticipantCategory.objects.filter(event=event).order_by("order", "id"))
    lines = [SeatLine(each, by_category.get(each.pk, Counter())) for each in categories]
    if None in by_category:
        lines.append(SeatLine(None, by_category[None]))
    nominations = Nomination.objects.filter(event=event).aggregate(
        all=Count("id"), answered=Count("id", filter=~Q(state="invited"))
    )
    return RegistrationPage(
        settings,
        links.address(link, slug) if link else "",
        heads,
        tuple(lines),
        nominations["all"],
        nominations["answered"],
    )


def is_full(settings: RegistrationSettings) -> bool:
    """Whether all seats are taken at this moment; one statement where there is a limit."""
    if settings.seats is None:
        return False
    return Registration.objects.filter(event_id=settings.event_id, state__in=SEATED).count() >= settings.seats


def waiting(actor: Actor, event: Event, state: ListState) -> QuerySet[Registration]:
    """Who waits for approval, for a seat or for an answer, the longest first; found by name or organisation."""
    found = (
        Registration.objects.for_actor(actor)
        .filter(event=event, state__in=OPEN)
        .select_related("person", "organisation", "category", "nomination__organisation")
    )
    for term in search.terms(state.query):
        found = found.filter(
            found_by("directory.person", "person_id", term)
            | found_by("directory.organisation", "organisation_id", term)
        )
    asked = state.filters.get("state", "")
    if asked in RegistrationState.values:
        found = found.filter(state=asked)
    category = state.filters.get("category", "")
    if category.isdecimal() and len(category) < 19:
        found = found.filter(category_id=int(category))
    if state.sort_key == "name":
        return found.order_by("-sort_key" if state.is_descending else "sort_key", "id")
    return found.order_by("-registered_at" if state.is_descending else "registered_at", "id")


@dataclass(frozen=True, slots=True)
class NeedCount:
    """How many people who take part need something; names nobody."""

    kind: NeedKind
    choice: NeedChoice
    heads: int


def need_counts(event: Event) -> list[NeedCount]:
    """What the kitchen and the house must know, for those who take part; one statement, no names."""
    found = (
        PersonalNeed.objects.filter(
            registration__event=event, registration__state=RegistrationState.CONFIRMED
        )
        .order_by()
        .values_list("kind", "choice")
        .annotate(heads=Count("id"))
    )
    order = {choice: number for number, choice in enumerate(NeedChoice)}
    rows = [NeedCount(NeedKind(kind), NeedChoice(choice), heads) for kind, choice, heads in found]
    return sorted(rows, key=lambda each: (each.kind == NeedKind.ACCESS, order[each.choice]))


def needs(actor: Actor, event: Event) -> QuerySet[PersonalNeed]:
    """The needs by name, of those who take part, in Thai order."""
    return (
        PersonalNeed.objects.for_actor(actor)
        .filter(registration__event=event, registration__state=RegistrationState.CONFIRMED)
        .select_related("registration__person", "registration__organisation")
        .order_by("registration__sort_key", "registration_id", "-kind")
    )


def categories_to_choose(event: Event) -> list[ParticipantCategory]:
    """The categories that a form offers, in order, with what a form needs of them."""
    return list(ParticipantCategory.objects.raw(_CATEGORIES, [event.pk]))


def names_to_choose(event: Event) -> list[str]:
    """Names of organisations that a form offers: who takes part, is asked to nominate, or is a member."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, {"event": event.pk, "network": event.network_id, "most": MOST_NAMES})
        found = cursor.fetchall()
    return [str(Text.of(*names)) for names in found]
