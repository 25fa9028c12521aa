"""Writing a message and sending it, at most once.

Sending is three steps, each committed: the message is *claimed* ("being sent"), handed to the mail server outside any
transaction, and *settled*. A worker that is killed in between leaves a claimed message: nobody knows whether it
arrived, so it is not sent again by itself but says "perhaps sent", and a person decides.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.comms import policy
from samphan.comms.models import Message, MessageState, Skipped
from samphan.comms.queries.addresses import NOTHING, obstacles
from samphan.kit.errors import Problem
from samphan.kit.jobs import defer
from samphan.kit.rows import add
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from samphan.kit.actor import Actor

KEPT_DAYS: Final = 14
"""Mail about signing in is forgotten after so many days: its links have stopped working long before."""
RETRIED: Final = frozenset({MessageState.FAILED, MessageState.REFUSED, MessageState.UNCLEAR})
"""From which states a person may send a message again."""
_OVER: Final = frozenset({MessageState.SENT, MessageState.KEPT, MessageState.REFUSED, MessageState.UNCLEAR})


@transaction.atomic(savepoint=False)  # only a database that fails stops it half way, and then all is void
def write(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    network_id: int | None = None,
    stop_url: str = "",
) -> Message:
    """Put a message into the outbox; the worker sends it once the transaction commits.

    ``stop_url`` is where its reader stops messages of this kind; mail programs offer it as a button (RFC 8058).
    """
    subject = " ".join(subject.split())[:500]
    words = {"subject": subject, "text": text, "html": html, "stop_url": stop_url}
    message = add(Message(to_address=to, network_id=network_id, **words))
    defer("comms.deliver", message=message.pk, network=network_id)
    return message


@transaction.atomic
def claim(pk: int) -> Message | None:
    """The message, if it is this worker's to hand to the mail server now; else None.

    Without a mail server it is kept for the outbox page. To an address from which mail came back nothing leaves before
    somebody lifts that, whoever wrote it. A message that another worker left half sent becomes
    "perhaps sent"; mail about signing in is tried again, since twice does no harm there and somebody waits for it.
    """
    message = Message.objects.select_for_update().filter(pk=pk).first()
    if message is None or message.state in _OVER:
        return None
    if message.state == MessageState.SENDING and message.network_id is not None:
        message.state = MessageState.UNCLEAR
        message.save(update_fields=["state"])
        return None
    if "server" not in settings.MAILERS:
        settle(message, MessageState.KEPT)
        return None
    if (
        message.network_id
        and obstacles(message.network_id, [key := message.to_address.lower()]).get(key, NOTHING).is_returned
    ):
        fail(message, str(Skipped.BOUNCED.label))
        return None
    message.attempts += 1
    message.state = MessageState.SENDING
    message.save(update_fields=["state", "attempts"])
    return message


def post(message: Message) -> None:
    """Give a claimed message to the mail server of the installation; needs no transaction and no scope.

    Raises:
        OSError: the server could not be reached or refused (``smtplib.SMTPException`` is one).
    """
    headers = {}
    if message.stop_url:
        headers["List-Unsubscribe"] = f"<{message.stop_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail = EmailMultiAlternatives(
        message.subject, message.text, settings.DEFAULT_FROM_EMAIL, [message.to_address], headers=headers
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    mail.send(using="server")


@transaction.atomic
def settle(message: Message, state: str = MessageState.SENT) -> None:
    """Note that a message left, or is kept."""
    message.state = state
    message.problem = ""
    message.left_at = timezone.now()
    message.save(update_fields=["state", "problem", "left_at"])


@transaction.atomic
def fail(message: Message, problem: str, *, for_good: bool = False) -> None:
    """Note why a message could not be sent; ``for_good`` when the addressee's server knows no such mailbox."""
    message.state = MessageState.REFUSED if for_good else MessageState.FAILED
    message.problem = problem[:500]
    message.save(update_fields=["state", "problem"])


@transaction.atomic
def retry_message(*, by: Actor, message: Message) -> None:
    """Send a message again that failed, was refused or was cut off.

    Raises:
        Problem: it is on its way, or has arrived.
    """
    by.must(policy.retry, on=message)
    locked = Message.objects.select_for_update().get(pk=message.pk)
    if locked.state not in RETRIED:
        raise Problem(_("Only what could not be sent can be sent again."))
    locked.state = MessageState.WAITING
    locked.save(update_fields=["state"])
    defer("comms.deliver", message=locked.pk, network=locked.network_id)
    record(by, "retry_message", locked, label=(locked.subject, locked.subject))


@transaction.atomic
def forget_sign_in_mail(now: dt.datetime) -> int:
    """Delete mail about signing in that is older than ``KEPT_DAYS``; how many."""
    old = Message.objects.filter(network__isnull=True, written_at__lt=now - dt.timedelta(days=KEPT_DAYS))
    return old.delete()[0]
