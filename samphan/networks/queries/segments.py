"""Lists of people of members, for mailings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.comms.queries.segments import NETWORK, ORGANISATION, RecipientData, Segment
from samphan.kit.bilingual import pair
from samphan.networks.models import MemberCategory, MembershipPeriod, RepresentativeKind
from samphan.networks.queries.representative import representatives_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from samphan.kit.actor import Actor
    from samphan.networks.models import Representative

type Recipients = Callable[[Actor, int, int | None], Iterable[RecipientData]]


def _said(each: Representative) -> RecipientData:
    return RecipientData(
        ref_id=each.pk,
        address=each.email,
        name_th=each.name,
        name_en=each.name,
        values={"organisation": pair(each.member.organisation, "name")},
    )


def representative_recipients(by: Actor, network_id: int, _part: int | None) -> Iterable[RecipientData]:
    """The segment "representatives of members": those of today."""
    if network_id == by.network_id:
        yield from map(_said, representatives_on(by, timezone.localdate()))


def _of_kind(kind: str) -> Recipients:
    def found(by: Actor, network_id: int, _part: int | None) -> Iterable[RecipientData]:
        if network_id == by.network_id:
            yield from map(_said, representatives_on(by, timezone.localdate()).filter(kind=kind))

    return found


def _of_category(by: Actor, network_id: int, part: int | None) -> Iterable[RecipientData]:
    """Lead representatives of the members that are in a category today."""
    if network_id == by.network_id:
        today = timezone.localdate()
        members = MembershipPeriod.objects.lasting_on(today).filter(category_id=part).values("member")
        found = representatives_on(by, today).filter(kind=RepresentativeKind.LEAD, member__in=members)
        yield from map(_said, found)


def _categories(by: Actor, _network_id: int) -> Sequence[tuple[int, str]]:
    found = MemberCategory.objects.for_actor(by).order_by("position", "id")
    return [(each.pk, str(each.name)) for each in found]


def member_segments() -> tuple[Segment, ...]:
    """What ``apps.py`` registers."""

    def segment(code: str, label: object, recipients: Recipients, **rest: object) -> Segment:
        return Segment(f"networks.{code}", label, NETWORK, recipients, placeholders=(ORGANISATION,), **rest)  # type: ignore[arg-type]  # passed on as they came

    return (
        segment("representatives", _("Representatives of members"), representative_recipients),
        segment("leads", _("Lead representatives of members"), _of_kind(RepresentativeKind.LEAD)),
        segment(
            "alternates", _("Alternate representatives of members"), _of_kind(RepresentativeKind.ALTERNATE)
        ),
        segment("dues", _("Representatives of members for dues"), _of_kind(RepresentativeKind.DUES)),
        segment("category", _("Lead representatives of a category"), _of_category, parts=_categories),
    )
