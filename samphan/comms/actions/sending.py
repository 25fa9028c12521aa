"""Writing the messages of a mailing, in batches; whatever happens in between, each recipient gets one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from samphan.comms import policy
from samphan.comms.actions.messages import write
from samphan.comms.models import Mailing, MailingState, Recipient, Skipped
from samphan.comms.queries import segments, texts
from samphan.comms.transitions import END, MAILING
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from samphan.kit.actor import Actor

BATCH: Final = 50


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
    for each in waiting:
        if links is not None and not links.get(each.ref_id):
            each.skipped = Skipped.NO_LINK
            continue
        own = {code: (pair[0], pair[1]) for code, pair in each.values.items()}
        link = links[each.ref_id] if links is not None else ""
        values = {**shared, **own, "name": (each.name_th, each.name_en), "link": (link, link)}
        subject, text = texts.compose(mailing, values, each.language)
        each.message = write(to=each.to_address, subject=subject, text=text, network_id=mailing.network_id)
    Recipient.objects.bulk_update(waiting, ["message", "skipped"])
    return True


def _links(by: Actor, mailing: Mailing, people: list[Recipient]) -> dict[int, str] | None:
    """The personal links, made only where the words speak of one; else None."""
    segment = segments.segment(mailing.segment) if segments.known(mailing.segment) else None
    words = (mailing.subject_th, mailing.body_th, mailing.subject_en, mailing.body_en)
    if segment is None or segment.links is None or "link" not in texts.placeholders_in(*words):
        return None
    return dict(segment.links(by, mailing.about_id, [each.ref_id for each in people]))
