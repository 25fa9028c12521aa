"""Django's mail goes into the outbox; the worker sends it from there."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMultiAlternatives

from samphan.comms.actions import write
from samphan.tenancy.scope import current, system_scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.mail.message import EmailMessage


class OutboxBackend(BaseEmailBackend):
    """Keeps each message in the outbox (one row an address) and asks the worker to send it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        actor = current.get()
        network_id = actor.network_id or None if actor else None
        for message in email_messages:
            html = ""
            if isinstance(message, EmailMultiAlternatives):
                html = next((str(part[0]) for part in message.alternatives if part[1] == "text/html"), "")
            for address in message.to:
                # What belongs to no network is nobody's to read, also not of whoever asked for it.
                with nullcontext() if network_id else system_scope("mail about signing in"):
                    write(
                        to=address,
                        subject=str(message.subject),
                        text=str(message.body),
                        html=html,
                        network_id=network_id,
                    )
        return len(email_messages)
