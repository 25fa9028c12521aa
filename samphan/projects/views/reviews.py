"""The record is submitted, returned with comments, approved, opened again, published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.kit.editing import bind
from samphan.kit.pages import form_page, run_act
from samphan.projects import policy
from samphan.projects.actions import review as actions
from samphan.projects.forms.record import CommentForm, ReturnForm
from samphan.projects.models import ReviewAct
from samphan.projects.queries.record import loaded
from samphan.projects.views.common import address, load
from samphan.projects.views.record_parts import way

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest


@require_POST
def step(request: NetworkRequest, pk: int, act: str) -> HttpResponse:
    """Steps that need no words."""
    shown = load(loaded(request.actor), pk)
    steps = {
        ReviewAct.APPROVE: (actions.approve_record, _("Approved. The project is counted in every total.")),
        ReviewAct.PUBLISH: (actions.publish_record, _("Published. Everybody can read the public page.")),
        ReviewAct.UNPUBLISH: (actions.unpublish_record, _("Taken off the public page.")),
    }
    found = next((step for code, step in steps.items() if code == act), None)
    if found is None:
        raise Http404
    run, done = found
    return run_act(
        request,
        lambda: run(by=request.actor, project=shown, now=timezone.now()),
        address(request, "project", pk),
        success=done,
    )


def submit(request: NetworkRequest, pk: int) -> HttpResponse:
    """Hands the record in, with words for the reviewers if need be."""
    shown = load(loaded(request.actor), pk)
    request.actor.must(policy.write_record, on=shown)
    here = address(request, "project", pk)
    return form_page(
        request,
        bind(CommentForm, request),
        title=_("Submit for review"),
        subtitle=shown.title,
        said=_("Somebody else looks at it. From approval on the project is counted in every total."),
        label=_("Submit"),
        act=lambda form: actions.submit_record(
            by=request.actor, project=shown, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _project: here,
        back=here,
        way=way(request, shown),
        success=_("Submitted."),
    )


def send_back(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks what is to be changed, and returns the record."""
    shown = load(loaded(request.actor), pk)
    request.actor.must(policy.review_record, on=shown)
    here = address(request, "project", pk)
    return form_page(
        request,
        bind(ReturnForm, request),
        title=_("Return with comments"),
        subtitle=shown.title,
        said=_("The keeper of the record is told by e-mail."),
        label=_("Return"),
        act=lambda form: actions.return_record(
            by=request.actor, project=shown, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _project: here,
        back=here,
        way=way(request, shown),
        success=_("Returned. The keeper of the record is told."),
    )


def reopen(request: NetworkRequest, pk: int) -> HttpResponse:
    """Opens a submitted or approved record again."""
    shown = load(loaded(request.actor), pk)
    request.actor.must(policy.reopen, on=shown)
    here = address(request, "project", pk)
    return form_page(
        request,
        bind(CommentForm, request),
        title=_("Open the record again"),
        subtitle=shown.title,
        said=_(
            "It is a draft then: no total counts it, and it is not shown to everybody, until it is approved again."
        ),
        label=_("Open again"),
        act=lambda form: actions.reopen_record(
            by=request.actor, project=shown, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _project: here,
        back=here,
        way=way(request, shown),
    )
