"""What a meeting decided: recorded with its quorum and its votes, changed until the minutes are adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from samphan.governance.actions.meetings_shared import locked, refuse_frozen
from samphan.governance.models import (
    OVER,
    AgendaItem,
    Attendee,
    Casting,
    Manner,
    Meeting,
    Recusal,
    Resolution,
    Result,
    Rule,
)
from samphan.governance.policy import meetings as policy
from samphan.governance.queries.ballots import void_ballot
from samphan.governance.queries.meetings import attendees
from samphan.governance.queries.meetings_findable import RESOLUTION, resolution_row
from samphan.governance.queries.quorum import is_there, quorum, with_vote
from samphan.governance.queries.votes import Count, result, votes_of
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy import search
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samphan.kit.actor import Actor

RESOLUTION_FIELDS: Final = (
    "text_th", "text_en", "manner", "rule", "proposer", "seconder", "voted_at", "votes_for", "votes_against", "abstained",
    "not_voting", "casting", "is_secret",
)  # fmt: skip
_COUNTS: Final = ("votes_for", "votes_against", "abstained", "not_voting")
_CODES: Final = ("text_th", "text_en", "manner", "rule", *_COUNTS, "casting", "result", "recused")


@transaction.atomic
def record_resolution(
    *,
    by: Actor,
    item: AgendaItem,
    recused: Mapping[int, str] | None = None,
    despite_ballot: str = "",
    **words: Any,
) -> Resolution:
    """What the meeting decided under an item; ``words`` are of ``RESOLUTION_FIELDS``.

    Without a quorum nothing is decided: a body that is not there cannot bind anybody, and no reason written afterwards
    changes that. What was said may be noted (``Manner.NOTED``) and is decided by a later meeting.

    A ballot in which too few voted decides nothing either. A meeting with a quorum may have decided all the same, in
    another way: then ``despite_ballot`` says how, and is kept in the audit trail.

    Args:
        by: who records it.
        item: the item of the agenda.
        recused: the interests of those who took no part, by id of the attendee.
        despite_ballot: how the meeting decided although too few voted in the ballot under this item.
        words: text, manner, rule, votes and who moved it.

    Raises:
        Problem: not opened, no quorum, a ballot without one, votes that do not add up to those present, a tie without
            the chair's vote.
    """
    meeting = locked(item.meeting)
    by.must(policy.manage, on=meeting)
    _check_ballot(item, words.get("manner"), despite_ballot)
    number = (Resolution.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0) + 1
    made = Resolution(network_id=meeting.network_id, meeting=meeting, item=item, number=number, version=0)
    _write(by, meeting, made, words, recused or {})
    record(by, "record_resolution", made, reason=despite_ballot.strip()[:1000], label=_label(made))
    return made


@transaction.atomic
def change_resolution(
    *,
    by: Actor,
    resolution: Resolution,
    version: int | None = None,
    recused: Mapping[int, str] | None = None,
    despite_ballot: str = "",
    **words: Any,
) -> Resolution:
    """Correct a resolution while the minutes are not adopted; its votes are held against those present again.

    Raises:
        Problem: as ``record_resolution``, or the minutes are adopted.
        Conflict: somebody else saved it meanwhile.
    """
    meeting = locked(resolution.meeting)
    by.must(policy.manage, on=meeting)
    found = Resolution.objects.select_for_update().get(pk=resolution.pk)
    found.meeting = meeting
    check_version(found, version, RESOLUTION_FIELDS, changed_by=found.changed_by)
    before = values(found, _CODES)
    if found.manner == Manner.NOTED:
        _check_ballot(found.item, words.get("manner"), despite_ballot)
    kept = {each.attendee_id: each.reason for each in found.recusals.all()}
    _write(by, meeting, found, words, kept if recused is None else recused)
    record(
        by,
        "change_resolution",
        found,
        changes=difference(before, values(found, _CODES)),
        reason=despite_ballot.strip()[:1000],
        label=_label(found),
    )
    return found


@transaction.atomic
def remove_resolution(*, by: Actor, resolution: Resolution, reason: str) -> None:
    """Take out a resolution that was entered by mistake.

    Raises:
        Problem: no reason, or something refers to it (an action that follows it up).
    """
    from django.db.models import ProtectedError

    meeting = locked(resolution.meeting)
    by.must(policy.manage, on=meeting)
    refuse_frozen(meeting)
    if not reason.strip():
        raise Problem(_("Write the reason."), field="reason")
    pk = resolution.pk
    record(by, "remove_resolution", resolution, reason=reason.strip()[:1000], label=_label(resolution))
    try:
        resolution.delete()
    except ProtectedError as error:
        raise Problem(_("An action follows this resolution up; it stays.")) from error
    search.remove(RESOLUTION, pk)


def _label(resolution: Resolution) -> tuple[str, str]:
    return resolution.text_th[:300], resolution.text_en[:300]


def _write(
    by: Actor, meeting: Meeting, found: Resolution, words: dict[str, Any], recused: Mapping[int, str]
) -> None:
    unknown = words.keys() - set(RESOLUTION_FIELDS)
    if unknown:
        raise TypeError(f"not what a resolution is described with: {sorted(unknown)}")
    refuse_frozen(meeting)
    if meeting.state not in OVER or meeting.opened_at is None:
        raise Problem(_("Nothing can be decided before the meeting is opened."))
    for name, value in words.items():
        setattr(found, name, value)
    if found.item.meeting_id != meeting.pk:
        raise Problem(_("The item belongs to another meeting."))
    if not found.text_th.strip():
        raise Problem(_("A resolution needs its text in Thai."), field="text_th")
    people = attendees(meeting)
    there = [each for each in with_vote(people) if is_there(each, found.voted_at)]
    _check_movers(found, people)
    out = _check_recused(recused, there)
    then = quorum(meeting, people, at=found.voted_at)
    found.present, found.votes_present, found.needed = then.present, votes_of(there), then.needed
    found.recused = votes_of(out)
    if found.manner != Manner.NOTED and not then.is_met:
        raise Problem(
            _(
                "%(present)d of %(of)d are present and %(needed)d are needed: without a quorum nothing is decided."
                " It can be noted, and decided by a later meeting."
            )
            % {"present": then.present, "of": then.of, "needed": then.needed},
            field="manner",
        )
    _settle(found)
    found.decided_on = meeting.on
    found.sort_key = sort_key(found.text_th)[:1000]
    found.touch(by)
    found.save()
    Recusal.objects.filter(resolution=found).delete()
    Recusal.objects.bulk_create(
        Recusal(
            network_id=found.network_id,
            resolution=found,
            attendee=each,
            reason=recused[each.pk].strip()[:500],
        )
        for each in out
    )
    search.put([resolution_row(found)])


def _check_ballot(item: AgendaItem, manner: object, despite: str) -> None:
    """Refuse to decide what a ballot left open, unless it is said how the meeting decided all the same."""
    if manner in {None, Manner.NOTED} or despite.strip():
        return
    void = void_ballot(item)
    if void is not None:
        raise Problem(
            _(
                "In the ballot on this item %(voted)d of %(entitled)d voted and %(needed)d are needed, so that it decides"
                " nothing. Note it, or write how the meeting decided all the same."
            )
            % {"voted": void.voted, "entitled": void.entitled, "needed": void.ballot.needed},
            field="despite_ballot",
        )


def _check_movers(found: Resolution, people: Sequence[Attendee]) -> None:
    known = {each.pk for each in people if each.is_there}
    for name in ("proposer", "seconder"):
        pk = getattr(found, f"{name}_id")
        if pk is not None and pk not in known:
            raise Problem(_("Only somebody present can move or second it."), field=name)
    if found.proposer_id is not None and found.proposer_id == found.seconder_id:
        raise Problem(_("Somebody else seconds it."), field="seconder")


def _check_recused(recused: Mapping[int, str], there: Sequence[Attendee]) -> list[Attendee]:
    by_id = {each.pk: each for each in there}
    for pk, reason in recused.items():
        if pk not in by_id:
            raise Problem(_("Only somebody present who has a vote can stay out of it."), field="recused")
        if not reason.strip():
            raise Problem(
                _("Write which interest %(name)s has in the matter.") % {"name": by_id[pk].name_th},
                field="recused",
            )
    return [by_id[pk] for pk in recused]


def _settle(found: Resolution) -> None:
    """The result that follows from the manner, or ``Problem`` with the sum that is wrong."""
    if found.manner != Manner.COUNTED:
        found.votes_for = found.votes_against = found.abstained = found.not_voting = None
        found.casting, found.is_secret = "", False
        if found.manner not in Manner.values:
            raise Problem(_("Say how it was decided."), field="manner")
        found.result = Result.NOTED if found.manner == Manner.NOTED else Result.CARRIED
        return
    if found.rule not in Rule.values:
        raise Problem(_("Choose the rule."), field="rule")
    for name in _COUNTS:
        setattr(found, name, getattr(found, name) or 0)
    count = Count(
        found.votes_for or 0,
        found.votes_against or 0,
        found.abstained or 0,
        found.not_voting or 0,
        found.recused,
    )
    if count.total != found.votes_present:
        raise Problem(
            _(
                "%(for)d for + %(against)d against + %(abstained)d abstained + %(not)d not voting + %(recused)d recused"
                " = %(total)d, but those present have %(present)d votes."
            )
            % {
                "for": count.for_,
                "against": count.against,
                "abstained": count.abstained,
                "not": count.not_voting,
                "recused": count.recused,
                "total": count.total,
                "present": found.votes_present,
            },
            field="votes_for",
        )
    is_tie = found.rule == Rule.MAJORITY and count.for_ == count.against
    if not is_tie and found.casting != Casting.NONE:
        raise Problem(_("The chair casts a vote only when votes are equal."), field="casting")
    settled = result(found.rule, count, casting=found.casting)
    if settled is None:
        raise Problem(_("The votes are equal: the vote of the chair decides."), field="casting")
    found.result = settled
