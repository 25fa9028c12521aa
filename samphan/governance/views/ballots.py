"""Ballots of a meeting: prepared, opened, counted with those on paper, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from samphan.governance.actions import ballots as actions
from samphan.governance.forms.deciding import BallotForm, OpenForm, TallyForm
from samphan.governance.models import Ballot, BallotState, Voter
from samphan.governance.policy import meetings as policy
from samphan.governance.queries import ballots as queries
from samphan.governance.views.meetings_shared import address, form_page, items_of, load, tab
from samphan.kit.components import Column, Table
from samphan.kit.editing import bind
from samphan.kit.pages import run_act as act
from samphan.tenancy import links
from samphan.tenancy.models import Link

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.governance.models import Meeting
    from samphan.kit.http import NetworkRequest


def ballots(request: NetworkRequest, pk: int) -> HttpResponse:
    """The ballots of a meeting."""
    meeting = load(request, pk)
    return tab(request, meeting, "ballots.html", {"pages": queries.ballots(meeting)})


def _load(request: NetworkRequest, pk: int, part: int, *, to_manage: bool = False) -> tuple[Meeting, Ballot]:
    meeting = load(request, pk, to_manage=to_manage)
    ballot = get_object_or_404(
        Ballot.objects.for_actor(request.actor).select_related("item"), meeting=meeting, pk=part
    )
    ballot.meeting = meeting
    return meeting, ballot


def ballot(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """One ballot: who voted, and when it is closed for what."""
    meeting, shown = _load(request, pk, part)
    may_manage = request.actor.may(policy.manage, on=meeting)
    page = queries.ballot_page(shown)
    addresses: dict[int, str] = {}
    if may_manage and shown.state == BallotState.OPEN:
        rows = Link.objects.filter(
            network_id=request.network.pk,
            purpose=policy.VOTE,
            subject_kind=Voter._meta.label_lower,  # noqa: SLF001 - Django's own name for it
            subject_id__in=[each.pk for each in page.voters if not each.way],
            revoked_at__isnull=True,
        )
        addresses = {link.subject_id: links.address(link, request.network.slug) for link in rows}
    for each in page.voters:
        each.address = addresses.get(each.pk, "")  # type: ignore[attr-defined]  # for the template, which reads it like a field
        each.chosen = page.choices.get(each.pk, [])  # type: ignore[attr-defined]  # as above
    columns = [Column(_("Name")), Column(_("Voted"))]
    if page.choices:
        columns.append(Column(pgettext("ballot", "For what")))
    voters = Table("voters", _("Entitled to vote"), columns, page.voters, is_plain=True)
    context = {"page": page, "ballot": shown, "voters": voters}
    return tab(request, meeting, "ballot.html", context, within="governance:ballots")


def create(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a ballot."""
    meeting = load(request, pk, to_manage=True)
    return form_page(
        request,
        bind(BallotForm, request, items=items_of(meeting), initial={"item": request.GET.get("item", "")}),
        title=_("New ballot"),
        act=lambda form: actions.prepare_ballot(by=request.actor, **form.cleaned_data),
        then=lambda made: address(request, "ballot", pk, made.pk),
        back=address(request, "ballots", pk),
        meeting=meeting,
    )


def open_ballot(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Asks until when, and lets everybody vote who is entitled."""
    meeting, found = _load(request, pk, part, to_manage=True)
    back = address(request, "ballot", pk, part)
    return form_page(
        request,
        bind(OpenForm, request),
        title=_("Open the ballot"),
        said=_("Everybody with a vote on the list of the meeting gets a personal link that works once."),
        label=_("Open the ballot"),
        act=lambda form: actions.open_ballot(
            by=request.actor, ballot=found, now=timezone.now(), closes_at=form.closes_at()
        ),
        then=lambda _voters: back,
        back=back,
        meeting=meeting,
    )


def tally(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Votes that were counted on paper."""
    meeting, found = _load(request, pk, part, to_manage=True)
    page = queries.ballot_page(found)
    back = address(request, "ballot", pk, part)
    initial: dict[str, object] = {f"option-{each.pk}": each.paper_votes for each in page.options}
    initial |= {
        "on_paper": [str(each.pk) for each in page.voters if each.way == "paper"],
        "ballots": found.paper_votes,
        "spoilt": found.paper_spoilt,
    }
    return form_page(
        request,
        bind(TallyForm, request, options=page.options, voters=page.voters, initial=initial),
        title=_("Votes on paper"),
        act=lambda form: actions.enter_tally(
            by=request.actor,
            ballot=found,
            on_paper=[int(each) for each in form.cleaned_data["on_paper"]],
            tally=form.tally(),
        ),
        then=lambda _nothing: back,
        back=back,
        meeting=meeting,
    )


@require_POST
def close(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """End the voting."""
    _meeting, found = _load(request, pk, part, to_manage=True)
    return act(
        request,
        lambda: actions.close_ballot(by=request.actor, ballot=found, now=timezone.now()),
        address(request, "ballot", pk, part),
        _("The ballot is closed."),
    )


@require_POST
def remove(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Take out a ballot that was not opened."""
    _meeting, found = _load(request, pk, part, to_manage=True)
    return act(
        request,
        lambda: actions.remove_ballot(by=request.actor, ballot=found),
        address(request, "ballots", pk),
        _("Removed."),
    )
