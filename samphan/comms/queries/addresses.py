"""Addresses: who does not want what, which do not work, and how often a user is told what is due."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q

from samphan.comms.models import Addressee, Digest, Purpose, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

SORTS: Final = ("address", "changed")
FILTERS: Final = ("state",)
MOST_BYTES: Final = 5_000_000
"""A returned message carries at most the message that was sent."""
LONGEST_ADDRESS: Final = 254
KEEPERS: Final = "messages.write"
"""Who holds this is told every Monday what is due, unless something else was chosen."""


def addressees(actor: Actor, state: ListState) -> QuerySet[Addressee]:
    """The addresses of the network: by a part of the address, by state; the latest change first or in order."""
    found = Addressee.objects.for_actor(actor)
    if state.query:
        found = found.filter(address_key__contains=state.query.strip().lower())
    if state.filters.get("state") == "returned":
        found = found.filter(bounced_at__isnull=False)
    elif state.filters.get("state") == "stopped":
        found = found.exclude(stopped=[])
    elif not state.filters.get("state"):
        found = found.filter(Q(bounced_at__isnull=False) | ~Q(stopped=[]))
    order = {"address": "address_key", "-address": "-address_key", "changed": "pk"}.get(state.sort, "-pk")
    return found.order_by(order, "pk")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why nothing is sent to an address: it was returned from there, or these purposes are stopped."""

    is_returned: bool
    stopped: frozenset[str]


NOTHING: Final = Obstacle(is_returned=False, stopped=frozenset())


def obstacles(network_id: int, keys: Iterable[str]) -> dict[str, Obstacle]:
    """What stands against writing to addresses, by the folded address; addresses without any are not named."""
    found = Addressee.objects.filter(
        Q(bounced_at__isnull=False) | ~Q(stopped=[]), network_id=network_id, address_key__in=set(keys)
    )
    return {
        each.address_key: Obstacle(each.bounced_at is not None, frozenset(each.stopped)) for each in found
    }


def against(obstacle: Obstacle | None, purpose: str) -> str:
    """Why an address gets nothing of this kind (``Skipped``), else empty; what is no ``Purpose`` cannot be stopped."""
    if obstacle is None:
        return ""
    if obstacle.is_returned:
        return Skipped.BOUNCED
    return Skipped.STOPPED if purpose in obstacle.stopped else ""


def digest_of(addressee: Addressee | None, actor: Actor) -> str:
    """How often a user is told what is due: as chosen, else as the role suggests."""
    if addressee is not None and Purpose.DIGEST in addressee.stopped:
        return Digest.NEVER
    if addressee is not None and addressee.digest:
        return addressee.digest
    return Digest.WEEKLY if actor.holds(KEEPERS) else Digest.NEVER


@dataclass(frozen=True, slots=True)
class Returned:
    """One address of a delivery report, with what the mail server said."""

    address: str
    reason: str


def returned(report: bytes) -> list[Returned]:
    """The addresses that a delivery report (RFC 3464) gives up for good; empty when the mail is no such report.

    Only ``Action: failed`` with a status of class 5 counts: what is delayed may still arrive. Whatever else the file
    holds, parts within thousands of parts too, it is no report.
    """
    try:
        parts = list(email.message_from_bytes(report, policy=email.policy.default).walk())
    except RecursionError:
        return []
    found = []
    for part in parts:
        recipient = str(part.get("Final-Recipient", ""))
        if not recipient or str(part.get("Action", "")).strip().lower() != "failed":
            continue
        status = str(part.get("Status", "")).strip()
        address = recipient.rpartition(";")[2].strip().strip("<>")
        if status.startswith("5") and _is_address(address):
            said = str(part.get("Diagnostic-Code", "")).rpartition(";")[2]
            reason = "".join(
                letter for letter in f"{status} {said}" if letter.isprintable() or letter.isspace()
            )
            found.append(Returned(address, " ".join(reason.split())[:300]))
    return found


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST_ADDRESS
