"""The ticket of a registration: one personal link, made when it is first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.events.models import Registration
from samphan.events.policy.registration import TICKET
from samphan.tenancy import links
from samphan.tenancy.audit import kind_of
from samphan.tenancy.models import Link

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from uuid import UUID

    from samphan.events.models import Event

# Everybody who registers waits for this one. The key, of which a network has one, is looked up first and not for each
# link: a new installation has no statistics yet, and PostgreSQL would read all tickets of the network.
_OF_FORM: Final = """
select * from tenancy_link
where network_id = %s and purpose = %s and subject_kind = %s and revoked_at is null
  and (expires_at is null or expires_at > %s)
  and subject_id = (select id from events_registration where network_id = %s and event_id = %s and form_key = %s)
order by id desc limit 1
"""


def ticket_link(registration: Registration, *, now: dt.datetime) -> Link:
    """The link to the ticket of a registration; the caller has asked its own policy."""
    found = links.open_links(TICKET, registration, now=now).first()
    return found or _make(registration)


def ticket_of_form(event: Event, key: UUID, *, now: dt.datetime) -> Link | None:
    """The link to the ticket of the registration that a form has made; None when it has made none.

    One statement where a mail has told the link already, else the link is made now.
    """
    kind = Registration._meta.label_lower  # noqa: SLF001 - Django's own name for it
    network = event.network_id
    for link in Link.objects.raw(_OF_FORM, [network, TICKET, kind, now, network, event.pk, key]):
        return link
    made = Registration.objects.filter(event=event, form_key=key)
    registration = made.select_related("person").first()
    return _make(registration) if registration else None


def ticket_links(registrations: Iterable[Registration], *, now: dt.datetime) -> dict[int, Link]:
    """The links of many tickets of one network, by id of the registration; one statement and one for each new link."""
    rows = {each.pk: each for each in registrations}
    if not rows:
        return {}
    first = next(iter(rows.values()))
    known = Link.objects.filter(
        network_id=first.network_id,
        purpose=TICKET,
        subject_kind=kind_of(first),
        subject_id__in=rows,
        revoked_at__isnull=True,
    )
    found = {link.subject_id: link for link in known.order_by("id")}
    return {pk: found.get(pk) or ticket_link(row, now=now) for pk, row in rows.items()}


def ticket_address(registration: Registration, slug: str, *, now: dt.datetime, is_new: bool = False) -> str:
    """The whole address of the ticket, as the mail and the QR code carry it; a new registration has none yet."""
    link = _make(registration) if is_new else ticket_link(registration, now=now)
    return links.address(link, slug)


def _make(registration: Registration) -> Link:
    person = registration.person
    return links.make(TICKET, registration, label=(person.name_th, person.name_en))
