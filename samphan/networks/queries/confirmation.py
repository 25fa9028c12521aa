"""Rounds in which members confirm their records: what a record is, what changed since last year, who has answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.comms.queries.segments import (
    NETWORK,
    ORGANISATION,
    Placeholder,
    RecipientData,
    Segment,
    day_in_both,
)
from samphan.kit.bilingual import pair
from samphan.networks.models import (
    Confirmation,
    ConfirmationRound,
    ConfirmationState,
    Correction,
    Representative,
    RepresentativeKind,
)
from samphan.networks.queries.representative import speaking
from samphan.tenancy import links, search

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState
    from samphan.networks.models import Member

SORTS = ("member", "answered")
#: What a member confirms, by the code under which a correction is kept.
FIELDS: Final[dict[str, _StrOrPromise]] = {
    "name_th": _("Name of the organisation in Thai"),
    "name_en": _("Name of the organisation in English"),
    "abbreviation_th": _("Abbreviation in Thai"),
    "abbreviation_en": _("Abbreviation in English"),
    "website": _("Website"),
    "lead_name": _("Lead representative"),
    "lead_position": _("Position of the lead representative"),
    "lead_email": _("E-mail address of the lead representative"),
    "lead_phone": _("Telephone of the lead representative"),
    "dues_name": _("Representative for dues"),
    "dues_email": _("E-mail address for dues"),
}
ORGANISATION_FIELDS: Final = ("name_th", "name_en", "abbreviation_th", "abbreviation_en", "website")


def record_of(member: Member, on: dt.date) -> dict[str, str]:
    """The record of a member on a day, by the codes of ``FIELDS``; its organisation is loaded. One statement."""
    spoken = Representative.objects.filter(speaking(on), member=member)
    by_kind = {each.kind: each for each in spoken.order_by("-since_on", "-id")}
    found = {name: str(getattr(member.organisation, name)) for name in ORGANISATION_FIELDS}
    for kind, names in (
        (RepresentativeKind.LEAD, ("name", "position", "email", "phone")),
        (RepresentativeKind.DUES, ("name", "email")),
    ):
        speaker = by_kind.get(kind)
        found |= {f"{kind.value}_{name}": str(getattr(speaker, name)) if speaker else "" for name in names}
    return found


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of a record: as it stands, as it was confirmed in an earlier round (None: never), as proposed."""

    code: str
    label: _StrOrPromise
    now: str
    before: str | None
    correction: Correction | None = None

    @property
    def has_changed(self) -> bool:
        """Whether it stands otherwise than when it was last confirmed."""
        return self.before is not None and self.before != self.now


def lines(confirmation: Confirmation, on: dt.date) -> list[FieldLine]:
    """The record of a member beside what it confirmed last. Three statements."""
    earlier = (
        Confirmation.objects.filter(member=confirmation.member_id, round__year__lt=confirmation.round.year)
        .exclude(state=ConfirmationState.ASKED)
        .order_by("-round__year")
        .values_list("record", flat=True)
        .first()
    )
    proposed = {each.field: each for each in Correction.objects.filter(confirmation=confirmation)}
    now = record_of(confirmation.member, on)
    return [
        FieldLine(code, label, now[code], None if earlier is None else earlier.get(code), proposed.get(code))
        for code, label in FIELDS.items()
    ]


def rounds(actor: Actor) -> QuerySet[ConfirmationRound]:
    """Rounds, the latest first, each with ``asked`` members and ``answered`` ones and ``waiting`` corrections."""
    return (
        ConfirmationRound.objects.for_actor(actor)
        .annotate(
            asked=Count("confirmations"),
            answered=Count("confirmations", filter=~Q(confirmations__state=ConfirmationState.ASKED)),
            waiting=Count("confirmations", filter=Q(confirmations__state=ConfirmationState.CORRECTED)),
        )
        .order_by("-year")
    )


def confirmations(actor: Actor, of: ConfirmationRound, state: ListState) -> QuerySet[Confirmation]:
    """The members of a round: words in names; one state; in Thai order or by the day of the answer."""
    found = Confirmation.objects.for_actor(actor).filter(round=of).select_related("member__organisation")
    if state.query:
        hits = search.find(state.query, kinds=["directory.organisation"], limit=search.EVERY, every=True).hits
        words = Q(contact_name__icontains=state.query) | Q(contact_email__icontains=state.query)
        found = found.filter(words | Q(member__organisation__in=[hit.object_id for hit in hits]))
    if (asked := state.filters.get("state")) in ConfirmationState.values:
        found = found.filter(state=asked)
    if state.sort_key == "answered":
        return found.order_by("-answered_at" if state.is_descending else "answered_at", "id")
    return found.order_by("-member__sort_key" if state.is_descending else "member__sort_key", "id")


def is_asked_still(confirmation: Confirmation, on: dt.date) -> bool:
    """Whether the one who was asked still speaks for the member on a day. At most one statement.

    The record holds names and addresses of others who speak for the member: whoever left does not read on. Where the
    round knows no address, the secretariat passed the link on by hand.
    """
    if not confirmation.contact_email:
        return True
    speaks = Representative.objects.filter(
        speaking(on), member=confirmation.member_id, email__iexact=confirmation.contact_email
    )
    return speaks.exists()


def contacts(waiting: Sequence[Confirmation], on: dt.date) -> dict[int, tuple[str, str]]:
    """Name and address of who is asked on a day, by confirmation: who leads; else who was asked, while speaking. One statement."""
    members = {each.member_id for each in waiting}
    leads: dict[int, tuple[str, str]] = {}
    speaks: set[tuple[int, str]] = set()
    for each in Representative.objects.filter(speaking(on), member__in=members).order_by("-id"):
        speaks.add((each.member_id, each.email.lower()))
        if each.kind == RepresentativeKind.LEAD:
            leads[each.member_id] = (each.name, each.email)
    return {
        each.pk: leads.get(each.member_id)
        or (
            (each.contact_name, each.contact_email)
            if (each.member_id, each.contact_email.lower()) in speaks
            else ("", "")
        )
        for each in waiting
    }


UNTIL: Final = Placeholder(
    "until", _("the last day on which the personal link works"), _("the last day on which the link works")
)


def unanswered(by: Actor, network_id: int, _part: int | None) -> Iterable[RecipientData]:
    """The segment "members that have not confirmed their record": those of rounds that are open."""
    if network_id != by.network_id:
        return
    waiting = Confirmation.objects.for_actor(by).filter(
        state=ConfirmationState.ASKED, round__closed_on__isnull=True
    )
    found = list(waiting.select_related("round", "member__organisation").order_by("member__sort_key", "id"))
    now = timezone.now()
    asked = contacts(found, timezone.localdate(now))
    for each in found:
        name, address = asked[each.pk]
        until = timezone.localdate(links.ends_at(now, due=each.round.due_on))
        yield RecipientData(
            ref_id=each.pk,
            address=address,
            name_th=name,
            name_en=name,
            values={
                "organisation": pair(each.member.organisation, "name"),
                UNTIL.code: day_in_both(until),
            },
        )


def confirmation_segment(make_links: Callable[[Actor, int, Sequence[int]], Mapping[int, str]]) -> Segment:
    """What ``apps.py`` registers; ``make_links`` makes the personal links of confirmations."""
    return Segment(
        "networks.unconfirmed",
        _("Members that have not confirmed their record"),
        NETWORK,
        unanswered,
        placeholders=(ORGANISATION, UNTIL),
        links=make_links,
        needs="members.manage",
    )
