"""Ballots: prepared, opened with a link for each voter, cast once, counted with those on paper, closed.

Of a secret ballot the audit trail knows that it was opened, closed and counted on paper, and never that somebody voted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext_lazy as _

from samphan.comms.actions import BY_RIGHT, Letter
from samphan.governance.actions.meetings_shared import locked, refuse_frozen, send
from samphan.governance.models import (
    COMING,
    OVER,
    AgendaItem,
    Ballot,
    BallotOption,
    BallotState,
    Meeting,
    OpenVote,
    Standing,
    Voter,
    Way,
)
from samphan.governance.policy import meetings as policy
from samphan.governance.queries.meetings import attendees
from samphan.governance.queries.notice import ballot_call
from samphan.governance.queries.quorum import quorum
from samphan.governance.transitions import meetings as transitions
from samphan.kit.errors import Problem
from samphan.tenancy import links
from samphan.tenancy.audit import record
from samphan.tenancy.models import Link

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from samphan.kit.actor import Actor

MOST_OPTIONS: Final = 30
YES_NO: Final = (("เห็นชอบ", "For"), ("ไม่เห็นชอบ", "Against"), ("งดออกเสียง", "Abstain"))


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted on paper: votes by id of the option, and ballots that were spoilt or blank."""

    votes: Mapping[int, int]
    ballots: int
    spoilt: int = 0


@transaction.atomic
def prepare_ballot(
    *,
    by: Actor,
    item: AgendaItem,
    question_th: str,
    question_en: str = "",
    is_secret: bool = True,
    most_choices: int = 1,
    options: Sequence[tuple[str, str]] = YES_NO,
) -> Ballot:
    """A question with its options (Thai, English), to be put to the vote under an item.

    Raises:
        Problem: fewer than two options, one twice, or more to be chosen than there are.
    """
    meeting = locked(item.meeting)
    by.must(policy.manage, on=meeting)
    refuse_frozen(meeting)
    labels = [th.strip() for th, _en in options if th.strip()]
    if not question_th.strip():
        raise Problem(_("Write the question in Thai."), field="question_th")
    if not 2 <= len(labels) <= MOST_OPTIONS:
        raise Problem(_("A ballot has 2 to %(most)d options.") % {"most": MOST_OPTIONS}, field="options")
    if len(set(labels)) != len(labels):
        raise Problem(_("An option stands there twice."), field="options")
    if not 1 <= most_choices < len(labels):
        raise Problem(_("Fewer options can be chosen than there are."), field="most_choices")
    ballot = Ballot.objects.create(
        network_id=meeting.network_id,
        meeting=meeting,
        item=item,
        question_th=question_th.strip()[:500],
        question_en=question_en.strip()[:500],
        is_secret=is_secret,
        most_choices=most_choices,
        changed_by=by.label,
    )
    BallotOption.objects.bulk_create(
        BallotOption(
            network_id=ballot.network_id,
            ballot=ballot,
            order=place,
            label_th=th.strip()[:300],
            label_en=en[:300],
        )
        for place, (th, en) in enumerate(each for each in options if each[0].strip())
    )
    record(by, "prepare_ballot", ballot, label=_label(ballot))
    return ballot


@transaction.atomic
def remove_ballot(*, by: Actor, ballot: Ballot) -> None:
    """Take out a ballot that was not opened."""
    found, _meeting = _locked(ballot)
    by.must(policy.manage, on=found)
    if found.state != BallotState.DRAFT:
        raise Problem(_("A ballot that was opened stays in the records."))
    record(by, "remove_ballot", found, label=_label(found))
    found.delete()


@transaction.atomic
def open_ballot(*, by: Actor, ballot: Ballot, now: dt.datetime, closes_at: dt.datetime | None = None) -> int:
    """Let everybody vote who is entitled on the day, each by a personal link; how many.

    A link of a secret ballot carries no name, so that whoever comes by it comes without one.

    Raises:
        Problem: nobody is entitled, it was opened before, or it would close before it opens.
    """
    found, meeting = _locked(ballot)
    by.must(policy.manage, on=found)
    if meeting.state not in {*COMING, *OVER}:
        raise Problem(_("The meeting is not held."))
    refuse_frozen(meeting)
    _advance(found, transitions.OPEN)
    if closes_at is not None and closes_at <= now:
        raise Problem(_("The end lies in the past."), field="closes_at")
    people = [each for each in attendees(meeting) if each.votes and each.standing != Standing.GUEST]
    if not people:
        raise Problem(_("Nobody with a vote is on the list of the meeting yet."))
    found.opened_at, found.closes_at = now, closes_at
    found.needed = quorum(meeting, people).needed
    found.touch(by)
    found.save()
    voters = Voter.objects.bulk_create(
        Voter(network_id=found.network_id, ballot=found, attendee=each) for each in people
    )
    slug = by.slug
    letters = []
    for voter in voters:
        label = ("", "") if found.is_secret else (voter.attendee.name_th, voter.attendee.name_en)
        link = links.make(policy.VOTE, voter, label=label, expires_at=closes_at)
        if voter.attendee.email:
            words = ballot_call(found, meeting, voter.attendee, links.address(link, slug))
            letters.append(Letter(voter.attendee.email, *words, BY_RIGHT))
    send(by, letters)
    record(by, "open_ballot", found, changes={"voters": [None, len(voters)]}, label=_label(found))
    return len(voters)


@transaction.atomic
def cast_vote(*, by: Actor, voter: Voter, options: Sequence[int], now: dt.datetime) -> None:
    """Vote, once. ``options`` are ids; none is a blank vote.

    Raises:
        Problem: the ballot is not open, the vote was cast already (by whoever had the link first), or too many options.
    """
    by.must(policy.vote, on=voter)
    # The ballot is locked first: votes come one after the other, and a link used twice at once counts once.
    ballot, _meeting = _locked(voter.ballot)
    mine = Voter.objects.select_related("attendee").get(pk=voter.pk, ballot=ballot)
    if ballot.state != BallotState.OPEN or (ballot.closes_at is not None and now >= ballot.closes_at):
        raise Problem(_("This ballot is closed."))
    if mine.way != Way.NONE:
        raise Problem(_("A vote was cast by this link already. It counts once and cannot be changed."))
    chosen = set(options)
    if len(chosen) > ballot.most_choices:
        raise Problem(
            _("Choose %(most)d at most.") % {"most": ballot.most_choices},
            field="options",
        )
    if BallotOption.objects.filter(ballot=ballot, pk__in=chosen).count() != len(chosen):
        raise Problem(_("Choose from the list."), field="options")
    weight = mine.attendee.votes
    # Every row of options and voters is written, so that the database's own marks do not say which ones changed.
    BallotOption.objects.filter(ballot=ballot).update(
        link_votes=F("link_votes") + Case(When(pk__in=chosen, then=Value(weight)), default=Value(0))
    )
    Voter.objects.filter(ballot=ballot).update(
        way=Case(When(pk=mine.pk, then=Value(Way.LINK.value)), default=F("way"))
    )
    ballot.blank_votes = F("blank_votes") + (0 if chosen else weight)
    ballot.save(update_fields=["blank_votes"])
    if not ballot.is_secret:
        OpenVote.objects.bulk_create(
            OpenVote(network_id=ballot.network_id, voter=mine, option_id=pk) for pk in sorted(chosen)
        )
        record(by, "cast_vote", mine, label=(mine.attendee.name_th, mine.attendee.name_en))


@transaction.atomic
def enter_tally(*, by: Actor, ballot: Ballot, on_paper: Sequence[int], tally: Tally) -> None:
    """Enter what was counted on paper, and who voted on paper (ids of voters); what was entered before is replaced.

    Raises:
        Problem: not open, somebody voted by link already, or the numbers do not add up.
    """
    found, _meeting = _locked(ballot)
    by.must(policy.manage, on=found)
    if found.state != BallotState.OPEN:
        raise Problem(_("Votes on paper are entered while the ballot is open."))
    voters = {each.pk: each for each in Voter.objects.filter(ballot=found).select_related("attendee")}
    named = [voters[pk] for pk in dict.fromkeys(on_paper) if pk in voters]
    if len(named) != len(set(on_paper)):
        raise Problem(_("Choose from the list."), field="on_paper")
    twice = [each.attendee.name_th for each in named if each.way == Way.LINK]
    if twice:
        raise Problem(
            _("%(names)s voted by link already and cannot vote on paper too.") % {"names": ", ".join(twice)},
            field="on_paper",
        )
    entitled = sum(each.attendee.votes for each in named)
    options = {each.pk: each for each in BallotOption.objects.filter(ballot=found)}
    if tally.votes.keys() - options.keys():
        raise Problem(_("Choose from the list."), field="votes")
    given, most = sum(tally.votes.values()), found.most_choices
    if tally.ballots != entitled:
        raise Problem(
            _("%(ballots)d votes were handed in on paper, but those who voted on paper have %(entitled)d.")
            % {"ballots": tally.ballots, "entitled": entitled},
            field="ballots",
        )
    valid = tally.ballots - tally.spoilt
    is_whole = given == valid if most == 1 else valid <= given <= valid * most
    if valid < 0 or not is_whole or any(count > valid for count in tally.votes.values()):
        raise Problem(
            _(
                "%(ballots)d on paper − %(spoilt)d spoilt or blank = %(valid)d, but %(given)d votes are entered."
            )
            % {"ballots": tally.ballots, "spoilt": tally.spoilt, "valid": valid, "given": given},
            field="votes",
        )
    for pk, option in options.items():
        option.paper_votes = tally.votes.get(pk, 0)
    BallotOption.objects.bulk_update(options.values(), ["paper_votes"])
    paper = [each.pk for each in named]
    Voter.objects.filter(ballot=found).update(
        way=Case(
            When(pk__in=paper, then=Value(Way.PAPER.value)),
            When(way=Way.PAPER, then=Value(Way.NONE.value)),
            default=F("way"),
        )
    )
    found.paper_votes, found.paper_spoilt = tally.ballots, tally.spoilt
    found.touch(by)
    found.save()
    record(by, "enter_tally", found, changes={"ballots": [None, tally.ballots]}, label=_label(found))


@transaction.atomic
def close_ballot(*, by: Actor, ballot: Ballot, now: dt.datetime) -> Ballot:
    """End the voting; from now on the results are shown and the links open nothing any more."""
    found, _meeting = _locked(ballot)
    by.must(policy.manage, on=found)
    _advance(found, transitions.CLOSE)
    found.closed_at = now
    found.touch(by)
    found.save()
    Link.objects.filter(
        network_id=found.network_id,
        purpose=policy.VOTE,
        subject_kind=Voter._meta.label_lower,  # noqa: SLF001 - Django's own name for it
        subject_id__in=Voter.objects.filter(ballot=found).values("pk"),
        revoked_at__isnull=True,
    ).update(revoked_at=now)
    record(by, "close_ballot", found, label=_label(found))
    return found


def _locked(ballot: Ballot) -> tuple[Ballot, Meeting]:
    found = (
        Ballot.objects.select_for_update(of=("self",))
        .select_related("meeting__body", "item")
        .get(pk=ballot.pk)
    )
    return found, found.meeting


def _advance(ballot: Ballot, act: str) -> None:
    after = transitions.BALLOT.get((ballot.state, act))
    if after is None:
        raise Problem(
            _("This cannot be done with a ballot in the state “%(state)s”.")
            % {"state": ballot.get_state_display()}
        )
    ballot.state = after


def _label(ballot: Ballot) -> tuple[str, str]:
    return ballot.question_th, ballot.question_en
