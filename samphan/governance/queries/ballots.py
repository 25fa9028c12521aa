"""Ballots as they are shown: how many voted at any time, for what only when the ballot is closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from samphan.governance.models import Ballot, BallotOption, BallotState, OpenVote, Voter, Way

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samphan.governance.models import AgendaItem, Meeting


@dataclass(frozen=True, slots=True)
class BallotPage:
    """A ballot with its options, its voters and how many of them voted.

    ``results`` is empty until it is closed. ``choices`` (by voter) is empty unless the ballot was open and is closed.
    """

    ballot: Ballot
    options: Sequence[BallotOption]
    voters: Sequence[Voter]
    results: Sequence[BallotOption] = ()
    choices: dict[int, list[str]] = field(default_factory=dict)

    @property
    def voted(self) -> int:
        """Heads, not votes: a quorum counts members."""
        return sum(each.way != Way.NONE for each in self.voters)

    @property
    def by_link(self) -> int:
        return sum(each.way == Way.LINK for each in self.voters)

    @property
    def on_paper(self) -> int:
        return sum(each.way == Way.PAPER for each in self.voters)

    @property
    def entitled(self) -> int:
        return len(self.voters)

    @property
    def is_met(self) -> bool:
        """Whether so many voted that the result binds."""
        return self.ballot.needed is None or self.voted >= self.ballot.needed

    @property
    def blank(self) -> int:
        """Blank by link, spoilt or blank on paper."""
        return self.ballot.blank_votes + self.ballot.paper_spoilt


def ballots(meeting: Meeting) -> list[BallotPage]:
    """The ballots of a meeting. Four statements."""
    rows = list(Ballot.objects.filter(meeting=meeting).select_related("item").order_by("id"))
    return _pages(rows)


def void_ballot(item: AgendaItem) -> BallotPage | None:
    """The last ballot under an item in which too few voted, unless one of them has a result that binds."""
    closed = Ballot.objects.filter(item=item, state=BallotState.CLOSED).select_related("item").order_by("id")
    pages = _pages(list(closed))
    return pages[-1] if pages and not any(page.is_met for page in pages) else None


def ballot_page(ballot: Ballot) -> BallotPage:
    """One ballot. Three statements."""
    return _pages([ballot])[0]


def _pages(rows: Sequence[Ballot]) -> list[BallotPage]:
    options = list(BallotOption.objects.filter(ballot__in=rows).order_by("order", "id")) if rows else []
    voters = _voters(rows)
    shown = [each.pk for each in rows if each.state == BallotState.CLOSED and not each.is_secret]
    choices: dict[int, list[str]] = {}
    if shown:
        cast = OpenVote.objects.filter(voter__ballot__in=shown).select_related("option").order_by("id")
        for each in cast:
            choices.setdefault(each.voter_id, []).append(str(each.option.label))
    found = []
    for ballot in rows:
        own = [each for each in options if each.ballot_id == ballot.pk]
        is_closed = ballot.state == BallotState.CLOSED
        found.append(
            BallotPage(
                ballot,
                own,
                [each for each in voters if each.ballot_id == ballot.pk],
                sorted(own, key=lambda each: (-each.votes, each.order)) if is_closed else (),
                choices if is_closed and not ballot.is_secret else {},
            )
        )
    return found


def _voters(rows: Iterable[Ballot]) -> list[Voter]:
    found = Voter.objects.filter(ballot__in=[each.pk for each in rows])
    return list(found.select_related("attendee").order_by("attendee__order", "attendee_id"))
