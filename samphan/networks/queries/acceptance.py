"""Which members accept the frame in force, as of any day, and whom to ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samphan.comms.queries.segments import NETWORK, ORGANISATION, RecipientData, Segment
from samphan.kit.bilingual import pair
from samphan.kit.due import DueLine
from samphan.networks.models import Acceptance, AcceptanceAnswer, RepresentativeKind
from samphan.networks.queries.membership import current_members
from samphan.networks.queries.representative import representatives_on
from samphan.networks.queries.statements import in_force

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samphan.kit.actor import Actor
    from samphan.networks.models import FrameVersion, Member

ANSWER_WITHIN: Final = dt.timedelta(days=30)
"""After so many days without an answer the secretariat sees it on the first page; ours, nobody published one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One member of the day and what it said until then; ``acceptance`` is there too when it was only asked."""

    member: Member
    acceptance: Acceptance | None
    answer: str


@dataclass(frozen=True, slots=True)
class Board:
    """All members of a day. The share counts those who accept among all members, answered or not."""

    on: dt.date
    rows: tuple[Row, ...]

    @property
    def members(self) -> int:
        return len(self.rows)

    @property
    def accepted(self) -> int:
        return sum(each.answer == AcceptanceAnswer.ACCEPTED for each in self.rows)

    @property
    def declined(self) -> int:
        return sum(each.answer == AcceptanceAnswer.DECLINED for each in self.rows)

    @property
    def waiting(self) -> int:
        return self.members - self.accepted - self.declined

    @property
    def percent(self) -> int | None:
        """Whole percent of the members, rounded down so that 100 means all; None without members."""
        return 100 * self.accepted // self.members if self.members else None


def board(actor: Actor, frame: FrameVersion, on: dt.date) -> Board:
    """Who accepts a version as of a day, in Thai order of the members. Two statements."""
    found = Acceptance.objects.for_actor(actor).filter(frame=frame)
    said = {each.member_id: each for each in found}
    members = current_members(actor, on).select_related("organisation").order_by("sort_key", "id")
    rows = []
    for member in members:
        acceptance = said.get(member.pk)
        is_known = acceptance is not None and acceptance.answered_on and acceptance.answered_on <= on
        rows.append(Row(member, acceptance, acceptance.answer if acceptance and is_known else ""))
    return Board(on, tuple(rows))


def waiting_recipients(by: Actor, network_id: int, _part: int | None) -> Iterable[RecipientData]:
    """The segment "members that have not said whether they accept": their lead representatives of today."""
    frame = in_force(by) if network_id == by.network_id else None
    if frame is None:
        return
    waiting = dict(
        Acceptance.objects.for_actor(by).filter(frame=frame, answer="").values_list("member_id", "pk")
    )
    today = timezone.localdate()
    speaking = representatives_on(by, today).filter(kind=RepresentativeKind.LEAD, member__in=list(waiting))
    for each in speaking:
        yield RecipientData(
            ref_id=waiting[each.member_id],
            address=each.email,
            name_th=each.name,
            name_en=each.name,
            values={"organisation": pair(each.member.organisation, "name")},
        )


def acceptance_due(actor: Actor, until: dt.date, today: dt.date) -> list[DueLine]:
    """Answers about the frame in force that are waited for, a month after they were asked. Two statements."""
    frame = in_force(actor) if actor.holds("members.manage") else None
    if frame is None:
        return []
    asked_until = timezone.make_aware(dt.datetime.combine(until - ANSWER_WITHIN, dt.time.max))
    waiting = (
        Acceptance.objects.for_actor(actor)
        .filter(frame=frame, answer="", asked_at__lte=asked_until, member__in=current_members(actor, today))
        .aggregate(many=Count("pk"), first=Min("asked_at"))
    )
    if not waiting["many"]:
        return []
    on = timezone.localtime(waiting["first"]).date() + ANSWER_WITHIN
    title = ngettext(
        "%(count)s member has not said whether it accepts the frame",
        "%(count)s members have not said whether they accept the frame",
        waiting["many"],
    ) % {"count": waiting["many"]}
    url = reverse("networks:acceptances", args=[actor.slug, frame.pk])
    return [DueLine(_("acceptance"), title, "", f"{url}?answer=waiting", on, on < today)]


type Links = Callable[["Actor", int, Sequence[int]], Mapping[int, str]]


def acceptance_segment(links: Links) -> Segment:
    """What ``apps.py`` registers; ``links`` makes the personal addresses when messages are written."""
    return Segment(
        "networks.acceptance",
        _("Members asked about the frame that have not answered"),
        NETWORK,
        waiting_recipients,
        placeholders=(ORGANISATION,),
        links=links,
        needs="members.manage",
    )
