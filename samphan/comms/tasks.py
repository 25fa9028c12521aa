"""Sending, in the worker."""

from __future__ import annotations

import smtplib

from django.tasks import task

from samphan.comms import actions
from samphan.comms.models import Message
from samphan.tenancy.scope import system_scope


@task
def deliver(message: int, network: int | None = None) -> None:
    """Send one message of the outbox; a failure is noted and raised, so that the queue tries again."""
    try:
        with system_scope("sending mail", network):
            waiting = Message.objects.select_for_update().filter(pk=message).first()
            if waiting is not None:
                actions.deliver(waiting)
    except (OSError, smtplib.SMTPException) as error:
        with system_scope("sending mail", network):
            actions.fail(Message.objects.get(pk=message), f"{type(error).__name__}: {error}")
        raise
