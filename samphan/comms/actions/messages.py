"""Writing a message and sending it."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from samphan.comms.models import Message, MessageState
from samphan.kit.jobs import defer

KEPT_DAYS: Final = 14
"""Mail about signing in is forgotten after so many days: its links have stopped working long before."""


@transaction.atomic
def write(*, to: str, subject: str, text: str, html: str = "", network_id: int | None = None) -> Message:
    """Put a message into the outbox; the worker sends it once the transaction commits."""
    message = Message.objects.create(
        to_address=to, subject=" ".join(subject.split())[:500], text=text, html=html, network_id=network_id
    )
    defer("comms.deliver", message=message.pk, network=network_id)
    return message


@transaction.atomic
def deliver(message: Message) -> None:
    """Send a message through the mail server of the installation; without one it is kept for the outbox page.

    Raises:
        OSError: the server could not be reached or refused; the message says so and is tried again.
    """
    if message.state in {MessageState.SENT, MessageState.KEPT}:
        return
    if "server" not in settings.MAILERS:
        message.state = MessageState.KEPT
    else:
        message.attempts += 1
        mail = EmailMultiAlternatives(
            message.subject, message.text, settings.DEFAULT_FROM_EMAIL, [message.to_address]
        )
        if message.html:
            mail.attach_alternative(message.html, "text/html")
        mail.send(using="server")
        message.state = MessageState.SENT
    message.problem = ""
    message.left_at = timezone.now()
    message.save(update_fields=["state", "attempts", "problem", "left_at"])


@transaction.atomic
def fail(message: Message, problem: str) -> None:
    """Note why a message could not be sent."""
    message.attempts += 1
    message.state = MessageState.FAILED
    message.problem = problem[:500]
    message.save(update_fields=["state", "attempts", "problem"])


@transaction.atomic
def forget_sign_in_mail(now: dt.datetime) -> int:
    """Delete mail about signing in that is older than ``KEPT_DAYS``; how many."""
    old = Message.objects.filter(network__isnull=True, written_at__lt=now - dt.timedelta(days=KEPT_DAYS))
    return old.delete()[0]
