"""Who may register, nominate and answer for a registration; by an account or by a personal link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samphan.events.policy.record import manage, manage_people, see_people
from samphan.kit.actor import YES, no
from samphan.tenancy.policy import bears, holds

if TYPE_CHECKING:
    from samphan.events.models import Event, Nomination, PersonalNeed, Registration
    from samphan.kit.actor import Actor, NetworkRef, Verdict

REGISTER: Final = "events.register"
NOMINATE: Final = "events.nominate"
TICKET: Final = "events.ticket"

NOT_YOURS: Final = _(
    "People are nominated by the secretariat and by the coordinator who represents the institution."
    " The secretariat can name you as its representative."
)


def register(actor: Actor, event: Event) -> Verdict:
    """Fill in the registration form of an event: who came by its link."""
    return bears(actor, REGISTER, event)


def nominate(actor: Actor, nomination: Nomination) -> Verdict:
    """Name people for one institution: its link, its coordinator, and who manages participants."""
    represents = nomination.network_id == actor.network_id and nomination.organisation_id in actor.represents
    if represents or bears(actor, NOMINATE, nomination) or manages(actor, nomination):
        return YES
    return no(NOT_YOURS)


def manages(actor: Actor, row: Nomination | Registration | PersonalNeed) -> Verdict:
    """Manage participants in the network of a row."""
    return holds(actor, "events.manage", row.network_id) & holds(actor, "participants.see", row.network_id)


def answer(actor: Actor, registration: Registration) -> Verdict:
    """Accept a seat, withdraw, change contact details: the bearer of the ticket, who nominated, who manages."""
    if bears(actor, TICKET, registration):
        return YES
    if registration.nomination is not None and nominate(actor, registration.nomination):
        return YES
    return manages(actor, registration)


def tell_needs(actor: Actor, registration: Registration) -> Verdict:
    """Say what one needs, and take the consent back: the person alone, by form or ticket, or who manages."""
    if bears(actor, TICKET, registration) or bears(actor, REGISTER, registration.event):
        return YES
    return manages(actor, registration)


def see_needs(actor: Actor, event: Event) -> Verdict:
    """Who needs what, by name: those alone who prepare the event, as the consent promises."""
    return see_people(actor, event) & manage(actor, event)


def decide(actor: Actor, registration: Registration) -> Verdict:
    """Approve or decline: who manages participants."""
    return manages(actor, registration)


def set_up(actor: Actor, event: Event) -> Verdict:
    """Dates, seats, links and invitations of the registration."""
    return manage_people(actor, event)


def see_nomination(actor: Actor, nomination: Nomination) -> Verdict:
    """One nomination: the same rule as ``for_actor``, and the coordinator of the institution."""
    if nomination.network_id != actor.network_id:
        return no(_("This belongs to another network."))
    return holds(actor, "participants.see", nomination.network_id) | nominate(actor, nomination)


def see_own_nominations(actor: Actor, event: Event) -> Verdict:
    """The tab of nominations: who sees participants, and coordinators who represent an institution."""
    represents = event.network_id == actor.network_id and bool(actor.represents)
    return YES if represents else holds(actor, "participants.see", event.network_id)


def purge(actor: Actor, network: NetworkRef) -> Verdict:
    """Forget what is due: the worker, and who manages participants."""
    return holds(actor, "events.manage", network.pk)
