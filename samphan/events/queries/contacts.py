"""Those who agreed to stay in contact: of one event, and of all events of a network.

The consent is a row of ``ContactConsent``, or the answer to a consent question of the registration form whose purpose is
the contact list; whichever it is, a withdrawal that was noted here stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from samphan.events.models import ContactConsent, Registration
from samphan.events.queries.finding import found_by
from samphan.surveys.models import AnswerValue
from samphan.surveys.models.survey import Meaning
from samphan.tenancy import search

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samphan.events.models import Event
    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

SORTS: Final = ("name", "event")
FILTERS: Final = ("event",)


def noted() -> QuerySet[ContactConsent]:
    """The consent in force of a registration that an outer query holds."""
    return ContactConsent.objects.in_force().filter(registration=OuterRef("pk"))


def answered() -> QuerySet[AnswerValue]:
    """The answer by which the registration of an outer query agreed on the form."""
    return AnswerValue.objects.filter(
        response=OuterRef("response"),
        question__meaning=Meaning.CONTACT,
        is_consented=True,
        withdrawn_at__isnull=True,
    )


def agreed() -> Q:
    """Condition on registrations: the consent was given, in either way, and not taken back."""
    withdrawn = ContactConsent.objects.filter(registration=OuterRef("pk"), withdrawn_at__isnull=False)
    return Q(Exists(noted())) | (Q(Exists(answered())) & ~Q(Exists(withdrawn)))


def _consented(actor: Actor) -> QuerySet[Registration]:
    given_at = Coalesce(
        Subquery(noted().values("given_at")[:1]), Subquery(answered().values("decided_at")[:1])
    )
    return (
        Registration.objects.for_actor(actor)
        .filter(agreed())
        .annotate(consent_given_at=given_at)
        .select_related("person", "organisation", "event")
    )


def _found(rows: QuerySet[Registration], state: ListState) -> QuerySet[Registration]:
    for term in search.terms(state.query):
        rows = rows.filter(
            found_by("directory.person", "person_id", term)
            | found_by("directory.organisation", "organisation_id", term)
        )
    return rows


def of_event(actor: Actor, event: Event, state: ListState) -> QuerySet[Registration]:
    """Who agreed, of one event, in Thai order; each with ``consent_given_at``."""
    rows = _found(_consented(actor).filter(event=event), state)
    return rows.order_by("-sort_key" if state.is_descending else "sort_key", "id")


def of_network(actor: Actor, state: ListState) -> QuerySet[Registration]:
    """Who agreed, over all events; each with the event at which that was."""
    rows = _found(_consented(actor), state)
    event = state.filters.get("event", "")
    if event.isdecimal() and len(event) < 19:
        rows = rows.filter(event_id=int(event))
    if state.sort_key == "event":
        return rows.order_by("-event__starts" if state.is_descending else "event__starts", "sort_key", "id")
    return rows.order_by("-sort_key" if state.is_descending else "sort_key", "id")


def without_consent(actor: Actor, event: Event) -> QuerySet[Registration]:
    """Those who take part and did not agree, in Thai order: for a consent that was given on paper."""
    return (
        Registration.objects.for_actor(actor)
        .filter(event=event)
        .taking_part()
        .exclude(agreed())
        .select_related("person", "organisation")
        .order_by("sort_key", "id")
    )


def answer_of(registration: Registration) -> AnswerValue | None:
    """The answer by which somebody agreed on the registration form, if that is how it was."""
    if registration.response_id is None:
        return None
    return AnswerValue.objects.filter(
        response=registration.response_id,
        question__meaning=Meaning.CONTACT,
        is_consented=True,
        withdrawn_at__isnull=True,
    ).first()
