"""What membership says about an organisation or a person on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.kit.formats import date_range, language, thai_date
from samphan.kit.sections import Line, Lines
from samphan.networks.models import MembershipPeriod, Representative

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.kit.actor import Actor

_SHOWN = 10


def organisation_membership(actor: Actor, ids: Sequence[int]) -> Lines:
    """The periods of membership of an organisation, the latest first. One statement."""
    today = timezone.localdate()
    found = (
        MembershipPeriod.objects.for_actor(actor)
        .filter(member__organisation__in=ids)
        .select_related("member", "category")
        .order_by("-since", "-id")
    )
    lines = [
        Line(
            label=str(each.category.name) if each.category else _("Member"),
            url=reverse("networks:member", args=[actor.slug, each.member_id]),
            when=_when(each),
            detail=" · ".join(filter(None, [each.member.number, each.instrument])),
            is_past=not each.lasts_on(today),
        )
        for each in found
    ]
    return Lines(lines[:_SHOWN], len(lines))


def _when(period: MembershipPeriod) -> str:
    shown = language()
    since = period.since.format(shown) if period.since else "…"
    return f"{since} – {period.until.format(shown) if period.until else ''}".strip()


def organisation_representatives(actor: Actor, ids: Sequence[int]) -> Lines:
    """Who speaks or spoke for an organisation, the latest first. One statement."""
    found = Representative.objects.for_actor(actor).filter(member__organisation__in=ids)
    lines = [_speaks(actor, each, each.name) for each in found.order_by("-since_on", "name")]
    return Lines(lines[:_SHOWN], len(lines))


def person_representations(actor: Actor, ids: Sequence[int]) -> Lines:
    """For which members a person speaks or spoke, the latest first. One statement."""
    found = (
        Representative.objects.for_actor(actor).filter(person__in=ids).select_related("member__organisation")
    )
    lines = [
        _speaks(actor, each, str(each.member.organisation.name)) for each in found.order_by("-since_on", "id")
    ]
    return Lines(lines[:_SHOWN], len(lines))


def _speaks(actor: Actor, each: Representative, label: str) -> Line:
    last = each.last_on
    return Line(
        label=label,
        url=reverse("networks:member", args=[actor.slug, each.member_id]),
        when=str(date_range(each.since_on, last)) if last else f"{thai_date(each.since_on)} –",
        detail=each.get_kind_display(),
        is_past=last is not None and last < timezone.localdate(),
    )
