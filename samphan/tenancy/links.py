"""Tokens of personal links: a random part that the database knows, and a signature that it does not.

A token is 24 characters that a QR code and a mail carry unharmed. It is made of 72 random bits and as many bits of
HMAC-SHA256 with the secret of the installation, so a guessed one is refused before the database is asked.
"""

from __future__ import annotations

import base64
import datetime as dt
import secrets
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from samphan.kit import rows
from samphan.tenancy.audit import kind_of
from samphan.tenancy.models import Link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.db.models import Model, QuerySet

    from samphan.tenancy.models import Owned

DAYS: Final = 30
"""How long a link works by which somebody reads and corrects what is recorded, unless its matter is due later."""
BYTES: Final = 9
HALF: Final = 12
_SALT: Final = "samphan.tenancy.links"
_url_names: dict[str, str] = {}


def register(purpose: str, url_name: str) -> None:
    """Say where links of a purpose lead: a URL name that takes the network's slug and the token."""
    _url_names[purpose] = url_name


def make(
    purpose: str,
    subject: Model,
    *,
    label: tuple[str, str] = ("", ""),
    expires_at: dt.datetime | None = None,
) -> Link:
    """A new link to an owned object. The action that calls it has asked a policy and writes the audit row."""
    if purpose not in _url_names:
        raise LookupError(f"no page is registered for links of purpose {purpose}")
    return rows.add(
        Link(
            network_id=subject.network_id,  # type: ignore[attr-defined]  # every subject is an owned row
            purpose=purpose,
            subject_kind=kind_of(subject),
            subject_id=subject.pk,
            nonce=_nonce(),
            label_th=label[0][:300],
            label_en=label[1][:300],
            expires_at=expires_at,
        )
    )


def ends_at(now: dt.datetime, *, due: dt.date | None = None) -> dt.datetime:
    """When a link ends that is given at a time: ``DAYS`` later, or with the day on which its matter is due if later."""
    last = max(timezone.localdate(now) + dt.timedelta(days=DAYS), due or dt.date.min)
    return timezone.make_aware(dt.datetime.combine(last, dt.time.max))


def last_day(link: Link) -> dt.date | None:
    """The last day on which a link works, as people are told; None for one without an end."""
    return timezone.localdate(link.expires_at) if link.expires_at else None


def prolong(given: Iterable[Link], until: dt.datetime) -> None:
    """Let links that are given anew work at least until a time; one without an end gets one. One statement."""
    short = [each for each in given if each.expires_at is None or each.expires_at < until]
    for each in short:
        each.expires_at = until
    Link.objects.filter(pk__in=[each.pk for each in short]).update(expires_at=until)


def of_all[S: Owned](
    purpose: str,
    subjects: Sequence[S],
    *,
    now: dt.datetime,
    until: dt.datetime | None = None,
    label: Callable[[S], tuple[str, str]] = lambda _subject: ("", ""),
) -> dict[int, Link]:
    """The open link of each of these objects of one kind and network, made where there is none. Two statements.

    A new one works ``until``; one that is there keeps its end (``prolong``). The action that calls it has asked a policy.
    """
    if not subjects:
        return {}
    if purpose not in _url_names:
        raise LookupError(f"no page is registered for links of purpose {purpose}")
    from django.db.models import Q

    first = subjects[0]
    found = Link.objects.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=now),
        network_id=first.network_id,
        purpose=purpose,
        subject_kind=kind_of(first),
        subject_id__in=[each.pk for each in subjects],
        revoked_at__isnull=True,
    )
    known = {link.subject_id: link for link in found.order_by("id")}
    new = [
        Link(
            network_id=each.network_id,
            purpose=purpose,
            subject_kind=kind_of(each),
            subject_id=each.pk,
            nonce=_nonce(),
            label_th=(called := label(each))[0][:300],
            label_en=called[1][:300],
            expires_at=until,
        )
        for each in subjects
        if each.pk not in known
    ]
    Link.objects.bulk_create(new)
    return known | {link.subject_id: link for link in new}


def open_links(purpose: str, subject: Model, *, now: dt.datetime) -> QuerySet[Link]:
    """The links of a purpose to an object that still work, the latest first."""
    from django.db.models import Q

    return Link.objects.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=now),
        network_id=subject.network_id,  # type: ignore[attr-defined]  # every subject is an owned row
        purpose=purpose,
        subject_kind=kind_of(subject),
        subject_id=subject.pk,
        revoked_at__isnull=True,
    ).order_by("-id")


def revoke(link: Link, *, now: dt.datetime) -> None:
    """Let the link open nothing any more. The action that calls it has asked a policy and writes the audit row."""
    if link.revoked_at is None:
        link.revoked_at = now
        link.save(update_fields=["revoked_at"])


def token(link: Link) -> str:
    """What the bearer shows: 24 characters of letters, digits, ``-`` and ``_``."""
    return link.nonce + _signature(link.nonce)


def read(shown: str) -> str | None:
    """The nonce of a token whose signature is good, else None."""
    nonce, signature = shown[:HALF], shown[HALF:]
    return nonce if shown.isascii() and constant_time_compare(_signature(nonce), signature) else None


def path(link: Link, slug: str) -> str:
    """The address of the page to which the link leads, without the host."""
    return reverse(_url_names[link.purpose], args=[slug, token(link)])


def address(link: Link, slug: str) -> str:
    """The whole address, as a mail, a QR code or a text for LINE carries it."""
    return f"{settings.BASE_URL}{path(link, slug)}"


def _nonce() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(BYTES)).decode()


def _signature(nonce: str) -> str:
    digest = salted_hmac(_SALT, nonce, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:BYTES]).decode()
