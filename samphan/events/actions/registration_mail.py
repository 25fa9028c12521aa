"""What a registered person is told by e-mail, in the language in which he or she registered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from samphan.comms.actions import write
from samphan.events.actions.registration_ticket import ticket_address
from samphan.events.models import RegistrationState
from samphan.kit.formats import date_range, thai_datetime

if TYPE_CHECKING:
    import datetime as dt

    from samphan.events.models import Registration
    from samphan.kit.actor import Actor


def tell(by: Actor, registration: Registration, *, now: dt.datetime, is_new: bool = False) -> None:
    """Put a mail about the present state of a registration into the outbox; nothing without an address."""
    if not registration.email or by.network is None:
        return
    address = ticket_address(registration, by.network.slug, now=now, is_new=is_new)
    with translation.override(registration.language):
        event = registration.event
        subject, said = _sentences(registration)
        facts = [str(event.title)]
        if event.starts:
            facts.append(_("Date: %(date)s") % {"date": date_range(event.starts, event.ends)})
        if event.venue_th:
            facts.append(_("Place: %(place)s") % {"place": event.venue})
        text = "\n\n".join(
            (
                _("Dear %(name)s,") % {"name": registration.person.name},
                said,
                "\n".join(facts),
                _("Your ticket with its QR code, the calendar entry and everything that you can change:")
                + f"\n{address}",
                _("This address is yours alone: whoever has it can change your registration."),
            )
        )
        write(
            to=registration.email,
            subject=f"{subject}: {event.title}",
            text=text,
            network_id=registration.network_id,
        )


def _sentences(registration: Registration) -> tuple[str, str]:
    """Subject and first sentence for the state."""
    if registration.state == RegistrationState.WITHDRAWN and registration.offer_ends_at:
        return _("The offered seat was passed on"), _(
            "the time to accept the seat is over, and it was offered to somebody else. You can ask for a seat again on your ticket."
        )
    until = thai_datetime(registration.offer_ends_at)
    said = {
        RegistrationState.SUBMITTED: (
            _("Registration received"),
            _(
                "we have received your registration. It waits for the approval of the organisers, who will write to you."
            ),
        ),
        RegistrationState.WAITING: (
            _("You are on the waiting list"),
            _(
                "you are on the waiting list. As soon as there is a seat for you it is offered to you by e-mail."
            ),
        ),
        RegistrationState.OFFERED: (
            _("A seat is free for you"),
            _("a seat is free and kept for you until %(until)s. Open your ticket and accept it by then.")
            % {"until": until},
        ),
        RegistrationState.CONFIRMED: (
            _("Your registration is confirmed"),
            _("your registration is confirmed. Please show the QR code of your ticket when you arrive."),
        ),
        RegistrationState.DECLINED: (
            _("Your registration was not approved"),
            _("we are sorry that your registration was not approved. Reason: %(reason)s")
            % {"reason": registration.answered_reason or "–"},
        ),
        RegistrationState.WITHDRAWN: (
            _("Your registration was withdrawn"),
            _("your registration was withdrawn and the seat was given back."),
        ),
    }
    return said[RegistrationState(registration.state)]
