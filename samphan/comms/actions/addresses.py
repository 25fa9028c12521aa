"""What addressees want and do not want, and addresses that do not work any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samphan.comms import policy
from samphan.comms.models import Addressee, Digest, Purpose
from samphan.comms.queries.addresses import returned
from samphan.kit.errors import Problem
from samphan.tenancy import links
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from samphan.kit.actor import Actor


def known_addressees(network_id: int, addresses: Iterable[str]) -> dict[str, Addressee]:
    """The rows of these addresses by folded address, made where there are none. Two statements."""
    keys = sorted({each.strip().lower() for each in addresses})
    Addressee.objects.bulk_create(
        [Addressee(network_id=network_id, address_key=key) for key in keys], ignore_conflicts=True
    )
    found = Addressee.objects.filter(network_id=network_id, address_key__in=keys)
    return {each.address_key: each for each in found}


def stop_addresses(
    network_id: int, slug: str, addresses: Iterable[str], *, now: dt.datetime
) -> dict[str, str]:
    """For each folded address the page on which its reader chooses what to get. Four statements."""
    known = known_addressees(network_id, addresses)
    made = links.of_all(policy.CHOOSE, list(known.values()), now=now)
    return {key: links.address(made[each.pk], slug) for key, each in known.items()}


@transaction.atomic
def choose_messages(
    *, by: Actor, addressee: Addressee, stopped: list[str], now: dt.datetime, digest: str | None = None
) -> Addressee:
    """Say which messages an address gets no longer; without ``digest`` that choice stays.

    Raises:
        Problem: a purpose that nobody knows.
    """
    by.must(policy.choose, on=addressee)
    if not set(stopped) <= set(Purpose.values) or (digest is not None and digest not in Digest.values):
        raise Problem(_("Choose among the kinds that the page names."))
    locked = Addressee.objects.select_for_update().get(pk=addressee.pk)
    before = list(locked.stopped)
    locked.stopped = [code for code in Purpose.values if code in stopped]
    locked.stopped_at = now
    if digest is not None:
        locked.digest = digest
    locked.save(update_fields=["stopped", "stopped_at", "digest"])
    changes = {"stopped": [", ".join(before), ", ".join(locked.stopped)]}
    record(by, "choose_messages", locked, changes=changes, label=(locked.address_key, locked.address_key))
    return locked


@transaction.atomic
def choose_own_messages(
    *, by: Actor, address: str, stopped: list[str], digest: str, now: dt.datetime
) -> Addressee:
    """The same for somebody who signs in with the address."""
    by.must(policy.choose_own, on=by.network)
    own = known_addressees(by.network_id, [address])[address.strip().lower()]
    return choose_messages(by=by, addressee=own, stopped=stopped, digest=digest, now=now)


@transaction.atomic
def note_bounce(*, by: Actor, address: str, reason: str, now: dt.datetime) -> Addressee:
    """A message came back from an address: nothing more is sent there until somebody lifts it."""
    by.must(policy.keep_addresses, on=by.network)
    found = known_addressees(by.network_id, [address])[address.strip().lower()]
    found.bounced_at, found.bounce_reason = now, reason[:300]
    found.save(update_fields=["bounced_at", "bounce_reason"])
    record(by, "note_bounce", found, label=(found.address_key, found.address_key), reason=reason[:300])
    return found


@transaction.atomic
def read_returned(*, by: Actor, report: bytes, now: dt.datetime) -> list[Addressee]:
    """Note every address that a delivery report gives up.

    Raises:
        Problem: the file is no delivery report, or speaks of no failed address.
    """
    by.must(policy.keep_addresses, on=by.network)
    found = returned(report)
    if not found:
        raise Problem(
            _("This file names no address that was given up. Save the returned message itself (.eml)."),
            field="file",
        )
    return [note_bounce(by=by, address=each.address, reason=each.reason, now=now) for each in found]


@transaction.atomic
def lift_bounce(*, by: Actor, addressee: Addressee) -> None:
    """The address works again."""
    by.must(policy.keep_addresses, on=by.network)
    addressee.bounced_at, addressee.bounce_reason = None, ""
    addressee.save(update_fields=["bounced_at", "bounce_reason"])
    record(by, "lift_bounce", addressee, label=(addressee.address_key, addressee.address_key))
