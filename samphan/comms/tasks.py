"""Sending, in the worker."""

from __future__ import annotations

import datetime as dt
import smtplib
from contextlib import suppress
from typing import Final

from django.tasks import task
from django.utils import timezone

from samphan.accounts.models import User
from samphan.comms import actions
from samphan.comms.actions.messages import post
from samphan.comms.models import Message
from samphan.comms.queries.mailings import due_mailings, left_lying
from samphan.kit.jobs import defer
from samphan.tenancy.models import Grant, Network
from samphan.tenancy.models.network import NetworkState
from samphan.tenancy.scope import NoSuchNetwork, system_scope, user_scope

NO_MAILBOX: Final = frozenset({550, 551, 553})
"""What a mail server answers when there is no such mailbox (RFC 5321, 4.2.3)."""


@task
def deliver(message: int, network: int | None = None) -> None:
    """Send one message of the outbox; a failure is noted and raised, so that the queue tries again."""
    with system_scope("sending mail", network):
        waiting = actions.claim(message)
    if waiting is None:
        return
    try:
        post(waiting)
    except (OSError, ValueError) as error:
        for_good = _has_no_mailbox(error)
        with system_scope("sending mail", network):
            actions.fail(
                Message.objects.get(pk=message), f"{type(error).__name__}: {error}", for_good=for_good
            )
        if for_good:
            return
        raise
    with system_scope("sending mail", network):
        actions.settle(waiting)


def _has_no_mailbox(error: Exception) -> bool:
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return {code for code, _words in error.recipients.values()} <= NO_MAILBOX


@task
def send_mailing(mailing: int, network: int) -> None:
    """Write the messages of a mailing, some at a time; each batch is committed before the next begins."""
    more = True
    while more:
        with system_scope("sending a mailing", network) as by:
            more = actions.write_batch(by=by, mailing_id=mailing)


@task
def begin_mailing(mailing: int, network: int) -> None:
    """Begin one scheduled mailing whose time has come; what has begun, or was taken back meanwhile, stays as it is."""
    with system_scope("beginning a scheduled mailing", network) as by:
        now = timezone.now()
        for due in due_mailings(by, now, only=mailing):
            actions.begin_mailing(by=by, mailing=due, now=now)


@task
def write_digests() -> None:
    """Tell every user what is due who wants to know today, network by network, each as that user sees it."""
    now = timezone.now()
    today = timezone.localdate(now)
    with system_scope("telling what is due"):
        pairs = list(
            Grant.objects.filter(user__is_active=True, network__state=NetworkState.ACTIVE)
            .order_by("network_id", "user_id")
            .values_list("network__slug", "user_id")
            .distinct()
        )
    for slug, user_id in pairs:
        defer("comms.write_digest", network=slug, user=user_id, day=today.isoformat())


@task
def write_digest(network: str, user: int, day: str) -> None:
    """The summary of one user in one network; a role that was taken away meanwhile means nothing is written."""
    reader = User.objects.filter(pk=user, is_active=True).first()
    if reader is None:
        return
    with suppress(NoSuchNetwork), user_scope(reader, network) as by:
        actions.write_digest(by=by, user=reader, now=timezone.now(), today=dt.date.fromisoformat(day))


@task
def begin_due() -> None:
    """Begin every scheduled mailing whose time has come, and take up what a crash left lying, network by network."""
    now = timezone.now()
    with system_scope("looking for scheduled mailings") as by:
        networks = list(Network.objects.order_by("pk").values_list("pk", flat=True))
        for pk in left_lying(by, now).messages:
            defer("comms.deliver", message=pk, network=None)
    for network in networks:
        with system_scope("beginning scheduled mailings", network) as by:
            for mailing in due_mailings(by, now):
                defer("comms.begin_mailing", mailing=mailing.pk, network=network)
            lying = left_lying(by, now)
            for pk in lying.mailings:
                defer("comms.send_mailing", mailing=pk, network=network)
            for pk in lying.messages:
                defer("comms.deliver", message=pk, network=network)
