"""Writing the messages of a mailing, in batches; whatever happens in between, each recipient gets one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.comms import policy
from samphan.comms.actions.addresses import stop_addresses
from samphan.comms.actions.letters import footer
from samphan.comms.actions.messages import write
from samphan.comms.models import Mailing, MailingState, Purpose, Recipient, Skipped
from samphan.comms.queries import segments, texts
from samphan.comms.transitions import END, MAILING
from samphan.kit.errors import Problem
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from samphan.kit.actor import Actor

BATCH: Final = 50


@dataclass(frozen=True, slots=True)
class ForHand:
    """A message that a person passes on; ``link`` is what its QR code shows, empty when there is none."""

    subject: str
    text: str
    link: str


@transaction.atomic
def write_batch(*, by: Actor, mailing_id: int, size: int = BATCH) -> bool:
    """Write the next messages of a mailing; whether there may be more.

    A recipient's message and the note that it was written are committed together, and the mailing is locked: a worker
    that is killed has written whole batches or nothing of one, and two workers take turns.
    """
    mailing = Mailing.objects.select_for_update().filter(pk=mailing_id, state=MailingState.SENDING).first()
    if mailing is None:
        return False
    by.must(policy.write, on=mailing)
    waiting = list(
        Recipient.objects.filter(mailing=mailing, skipped="", message__isnull=True).order_by("id")[:size]
    )
    if not waiting:
        mailing.state = MAILING[MailingState.SENDING, END]
        mailing.ended_at = timezone.now()
        mailing.save(update_fields=["state", "ended_at", "changed_at"])
        record(by, "end_mailing", mailing, label=(mailing.name, mailing.name))
        return False
    shared = segments.shared_values(by, mailing)
    links = _links(by, mailing, waiting)
    stops = _stops(by, mailing, waiting)
    for each in waiting:
        if links is not None and not links.get(each.ref_id):
            each.skipped = Skipped.NO_LINK
            continue
        subject, text = _words(mailing, each, shared, links[each.ref_id] if links is not None else "")
        stop = stops.get(each.to_address.lower(), "")
        each.message = write(
            to=each.to_address,
            subject=subject,
            text=text + _footer(by, mailing, stop, each.language),
            network_id=mailing.network_id,
            stop_url=f"{stop}?stop={mailing.kind}" if stop else "",
        )
    Recipient.objects.bulk_update(waiting, ["message", "skipped"])
    return True


@transaction.atomic
def hand_over(*, by: Actor, recipient: Recipient) -> ForHand:
    """The message of one recipient, to be passed on by LINE or on paper; who has it could act as the recipient.

    Raises:
        Problem: the mailing was not approved, or its words need a personal link that the recipient does not have.
    """
    mailing = recipient.mailing
    by.must(policy.write, on=mailing)
    if mailing.approved_at is None:
        raise Problem(_("Nothing leaves before the mailing is approved."))
    links = _links(by, mailing, [recipient])
    link = links.get(recipient.ref_id, "") if links is not None else ""
    if links is not None and not link:
        raise Problem(_("There is no personal link for this recipient."))
    subject, text = _words(mailing, recipient, segments.shared_values(by, mailing), link)
    record(by, "hand_over_message", recipient, label=(recipient.name_th, recipient.name_en))
    return ForHand(subject, text, link or mailing.page_url)


def _words(mailing: Mailing, recipient: Recipient, shared: texts.Values, link: str) -> tuple[str, str]:
    """Subject and text for one recipient."""
    own = {code: (pair[0], pair[1]) for code, pair in recipient.values.items()}
    values = {**shared, **own, "name": (recipient.name_th, recipient.name_en), "link": (link, link)}
    return texts.compose(mailing, values, recipient.language)


def _stops(by: Actor, mailing: Mailing, people: list[Recipient]) -> dict[str, str]:
    """Where each addressee stops messages of this kind; a confirmation answers an act and cannot be stopped."""
    if mailing.kind not in Purpose.values or by.network is None:
        return {}
    return stop_addresses(
        mailing.network_id, by.network.slug, [each.to_address for each in people], now=timezone.now()
    )


def _footer(by: Actor, mailing: Mailing, stop: str, language: str) -> str:
    """The line below a message that says how to stop its kind, in the languages of the message."""
    if not stop:
        return ""
    languages = [language] if language in {"th", "en"} else ["th", "en"] if mailing.body_en else ["th"]
    return footer(by, stop, mailing.kind, languages)


def _links(by: Actor, mailing: Mailing, people: list[Recipient]) -> dict[int, str] | None:
    """The personal links, made only where the words speak of one; else None."""
    make = segments.segment(mailing.segment).links if segments.is_personal(mailing) else None
    return None if make is None else dict(make(by, mailing.about_id, [each.ref_id for each in people]))
