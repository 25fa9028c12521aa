"""Who may check people in, give certificates, write official papers and read contact lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.events.policy.record import manage, manage_people, see, see_people
from samphan.events.policy.registration import REGISTER, TICKET
from samphan.kit.actor import YES
from samphan.tenancy.policy import bears, holds

if TYPE_CHECKING:
    from samphan.events.models import Certificate, CheckIn, ContactConsent, Event, Registration
    from samphan.kit.actor import Actor, NetworkRef, Verdict


def check_in(actor: Actor, event: Event) -> Verdict:
    """Check people in and undo it; it shows their names."""
    return see_people(actor, event) & holds(actor, "checkin.record", event.network_id)


def certify(actor: Actor, event: Event) -> Verdict:
    """Set the rule of certificates, give them and withdraw them."""
    return manage(actor, event) & see_people(actor, event)


def write_papers(actor: Actor, event: Event) -> Verdict:
    """Prepare and issue the official papers of an event."""
    return manage(actor, event)


def see_named(actor: Actor, row: CheckIn | Certificate | ContactConsent) -> Verdict:
    """A row that tells of one person: the same rule as ``for_actor``."""
    return see(actor, row) & holds(actor, "participants.see", row.network_id)


def _keeps_contact(actor: Actor, network_id: int) -> Verdict:
    """Who prepares events, and who oversees the network; not who helps for a day."""
    return holds(actor, "events.manage", network_id) | holds(actor, "audit.see", network_id)


def see_addresses(actor: Actor, event: Event) -> Verdict:
    """E-mail addresses and telephone numbers of participants, and the contact list of an event."""
    return see_people(actor, event) & _keeps_contact(actor, event.network_id)


def see_contacts(actor: Actor, network: NetworkRef) -> Verdict:
    """Those who agreed to stay in contact, over all events of the network."""
    names = holds(actor, "events.see", network.pk) & holds(actor, "participants.see", network.pk)
    return names & _keeps_contact(actor, network.pk)


def consent(actor: Actor, registration: Registration) -> Verdict:
    """Agree to stand on the contact list and take that back: the person by ticket or form, or who manages people."""
    if bears(actor, TICKET, registration) or bears(actor, REGISTER, registration.event):
        return YES
    return manage_people(actor, registration.event)


def print_names(actor: Actor, event: Event) -> Verdict:
    """Badges, name lists and signature sheets: for who prepares the event or checks people in."""
    return see_people(actor, event) & (
        manage(actor, event) | holds(actor, "checkin.record", event.network_id)
    )
