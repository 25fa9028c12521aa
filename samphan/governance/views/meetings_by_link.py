"""What somebody without an account reaches by a personal link: a reply, a correction, a vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from samphan.governance.actions.attendees import answer_call
from samphan.governance.actions.ballots import cast_vote
from samphan.governance.actions.minutes import propose_correction
from samphan.governance.forms.attendance import ReplyForm
from samphan.governance.forms.deciding import CorrectionForm, VoteForm
from samphan.governance.models import (
    COMING,
    Attendee,
    BallotOption,
    BallotState,
    Correction,
    MeetingState,
    MinutesVersion,
    Voter,
    Way,
)
from samphan.governance.policy import meetings as policy
from samphan.governance.queries.agenda import outline
from samphan.governance.queries.minutes import minutes_of
from samphan.governance.views.attendees import reply_initial
from samphan.governance.views.meetings_shared import items_of
from samphan.kit.editing import bind, respond
from samphan.kit.http import by_link

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import LinkRequest


@never_cache
@by_link(policy.REPLY)
def reply(request: LinkRequest) -> HttpResponse:
    """Whether one comes. Until the meeting is opened it can be said anew; the agenda stands below."""
    rows = Attendee.objects.for_actor(request.actor).select_related("meeting__body")
    attendee = get_object_or_404(rows)
    meeting = attendee.meeting
    context = {
        "attendee": attendee,
        "meeting": meeting,
        "lines": outline(meeting),
        "is_open": meeting.state in COMING,
        "is_stopped": meeting.state in {MeetingState.POSTPONED, MeetingState.CANCELLED},
    }
    return respond(
        request,
        bind(ReplyForm, request, attendee=attendee, initial=reply_initial(attendee)),
        act=lambda form: answer_call(
            by=request.actor, attendee=attendee, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _attendee: request.path,
        template="governance/meetings/reply_by_link.html",
        context=context,
        success=_("Thank you. Your answer has been noted."),
    )


@never_cache
@by_link(policy.CORRECT)
def correct(request: LinkRequest) -> HttpResponse:
    """The minutes that were circulated, and a form for what should be corrected."""
    rows = Attendee.objects.for_actor(request.actor).select_related("meeting__body")
    attendee = get_object_or_404(rows)
    meeting = attendee.meeting
    found = minutes_of(meeting)
    version = MinutesVersion.objects.filter(minutes=found).order_by("-number").first() if found else None
    own = Correction.objects.filter(attendee=attendee).select_related("item").order_by("id")
    is_late = bool(found and found.correct_until and timezone.localdate() > found.correct_until)
    context = {
        "attendee": attendee,
        "meeting": meeting,
        "minutes": found,
        "version": version,
        "own": list(own),
        "is_open": meeting.state == MeetingState.MINUTED and not is_late,
    }
    return respond(
        request,
        bind(CorrectionForm, request, items=items_of(meeting)),
        act=lambda form: propose_correction(
            by=request.actor, attendee=attendee, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _correction: request.path,
        template="governance/meetings/correct_by_link.html",
        context=context,
        success=_("Thank you. The secretariat will look at it."),
    )


@never_cache
@by_link(policy.VOTE)
def vote(request: LinkRequest) -> HttpResponse:
    """One vote. Used twice, the page says that the vote was cast, and never for what."""
    rows = Voter.objects.for_actor(request.actor).select_related("ballot__meeting__body", "attendee")
    voter = get_object_or_404(rows)
    ballot = voter.ballot
    options = list(BallotOption.objects.filter(ballot=ballot).order_by("order", "id"))
    is_over = ballot.state != BallotState.OPEN or (
        ballot.closes_at is not None and timezone.now() >= ballot.closes_at
    )
    context = {"ballot": ballot, "meeting": ballot.meeting, "voter": voter, "is_over": is_over}
    if voter.way != Way.NONE and request.method != "POST":
        return render(request, "governance/meetings/voted.html", context)
    return respond(
        request,
        bind(VoteForm, request, options=options, most=ballot.most_choices),
        act=lambda form: cast_vote(by=request.actor, voter=voter, options=form.chosen(), now=timezone.now()),
        then=lambda _nothing: request.path,
        template="governance/meetings/vote.html",
        context=context,
        success=_("Your vote was counted."),
    )
