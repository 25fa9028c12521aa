"""Members are asked whether they accept the adopted frame, and say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.kit.bilingual import pair
from samphan.kit.errors import Problem
from samphan.networks import policy
from samphan.networks.models import Acceptance, AcceptanceAnswer, AcceptanceWay, FrameVersion
from samphan.networks.queries.membership import current_members
from samphan.tenancy import links
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from samphan.kit.actor import Actor
    from samphan.networks.models import Member

_SAID = ("answer", "answered_on", "answered_by", "position", "way", "words")


def _in_force(frame: FrameVersion) -> None:
    latest = FrameVersion.objects.filter(network_id=frame.network_id).adopted().first()
    if latest is None or latest.pk != frame.pk:
        raise Problem(_("Members are asked about the version in force."))


@transaction.atomic
def ask_members(*, by: Actor, frame: FrameVersion, now: dt.datetime, on: dt.date) -> int:
    """Prepare a personal link for each member of a day that was not asked yet; how many there are now without answer.

    Raises:
        Problem: the version is not the one in force.
    """
    by.must(policy.manage_members, on=frame)
    _in_force(frame)
    known = Acceptance.objects.filter(frame=frame)
    current = current_members(by, on)
    members = current.exclude(pk__in=known.values("member"))
    Acceptance.objects.bulk_create(
        Acceptance(network_id=frame.network_id, frame=frame, member_id=pk, asked_at=now)
        for pk in members.values_list("pk", flat=True)
    )
    waiting = list(known.filter(answer="", member__in=current).select_related("member__organisation"))
    links.of_all(policy.ACCEPT, waiting, now=now)
    known.filter(answer="", asked_at__isnull=True, member__in=current).update(asked_at=now)
    record(by, "ask_acceptance", frame, changes={"members": [None, len(waiting)]})
    return len(waiting)


@transaction.atomic
def link_to_accept(*, by: Actor, acceptance: Acceptance, now: dt.datetime) -> str:
    """The personal address by which a member answers; made when there is none."""
    by.must(policy.manage_members, on=acceptance)
    link = links.of_all(policy.ACCEPT, [acceptance], now=now)[acceptance.pk]
    record(by, "ask_acceptance", acceptance, label=pair(acceptance.member.organisation, "name"))
    return links.address(link, by.slug)


def acceptance_links(by: Actor, _network_id: int, ids: Sequence[int]) -> Mapping[int, str]:
    """The personal addresses of acceptances, for a mailing that is being written; who writes it was asked there."""
    found = list(Acceptance.objects.for_actor(by).filter(pk__in=ids))
    made = links.of_all(policy.ACCEPT, found, now=timezone.now())
    slug = by.slug
    return {pk: links.address(link, slug) for pk, link in made.items()}


@transaction.atomic
def answer_acceptance(
    *,
    by: Actor,
    acceptance: Acceptance,
    answer: str,
    answered_on: dt.date,
    answered_by: str,
    today: dt.date,
    position: str = "",
    way: str = AcceptanceWay.LINK,
    words: str = "",
) -> Acceptance:
    """A member says whether it accepts the version, or says it anew while that version is in force.

    Raises:
        Problem: the version is no longer in force, or the day lies in the future.
    """
    by.must(policy.accept, on=acceptance)
    written = (
        Acceptance.objects.select_for_update(of=("self",))
        .select_related("frame", "member__organisation")
        .get(pk=acceptance.pk)
    )
    _in_force(written.frame)
    if answered_on > today:
        raise Problem(_("This day lies in the future."), field="answered_on")
    before = values(written, _SAID)
    written.answer, written.way = AcceptanceAnswer(answer), AcceptanceWay(way)
    written.answered_on, written.answered_by = answered_on, answered_by
    written.position, written.words = position, words
    written.save()
    changes = difference(before, values(written, _SAID))
    record(by, "answer_acceptance", written, label=pair(written.member.organisation, "name"), changes=changes)
    return written


@transaction.atomic
def note_acceptance(
    *, by: Actor, frame: FrameVersion, member: Member, is_sample: bool = False, **said: Any
) -> Acceptance:
    """What a member said without being asked by a link; ``said`` as in ``answer_acceptance``.

    Raises:
        Problem: as there.
    """
    known = Acceptance.objects.filter(frame=frame, member=member).select_related("member").first()
    row = known or Acceptance(network_id=frame.network_id, frame=frame, member=member, is_sample=is_sample)
    by.must(policy.accept, on=row)
    if known is None:
        # Two who note it at once write one row.
        row, _is_new = Acceptance.objects.get_or_create(
            frame=frame, member=member, defaults={"network_id": frame.network_id, "is_sample": is_sample}
        )
    return answer_acceptance(by=by, acceptance=row, **said)


@transaction.atomic
def take_back_acceptance(*, by: Actor, acceptance: Acceptance, reason: str) -> Acceptance:
    """An answer that was noted by mistake is taken back: the member has not answered."""
    by.must(policy.manage_members, on=acceptance)
    written = Acceptance.objects.select_for_update().get(pk=acceptance.pk)
    before = values(written, _SAID)
    written.answer = written.way = written.answered_by = written.position = written.words = ""
    written.answered_on = None
    written.save()
    changes = difference(before, values(written, _SAID))
    label = pair(acceptance.member.organisation, "name")
    record(by, "take_back_acceptance", written, label=label, changes=changes, reason=reason)
    return written
