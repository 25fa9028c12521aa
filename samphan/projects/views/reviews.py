"""The record is submitted, returned with comments, approved, opened again, published.

A reviewer decides about what he or she read: the page of the record hands it on to the decision as ``?version=``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from samphan.kit.editing import bind
from samphan.kit.numbers import number_in
from samphan.kit.pages import form_page, run_act
from samphan.projects import policy
from samphan.projects.actions import review as actions
from samphan.projects.forms.record import ApproveForm, CommentForm, ReturnForm
from samphan.projects.models import ReviewAct
from samphan.projects.queries.record import loaded, read_as
from samphan.projects.views.common import address, load
from samphan.projects.views.record_parts import way

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.kit.editing import VersionedForm
    from samphan.kit.http import NetworkRequest
    from samphan.projects.models import Project


@require_POST
def step(request: NetworkRequest, pk: int, act: str) -> HttpResponse:
    """Steps that need no words."""
    shown = load(loaded(request.actor), pk)
    steps = {
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
    return _decide(
        request,
        pk,
        ReturnForm,
        actions.return_record,
        title=_("Return with comments"),
        said=_("The keeper of the record is told by e-mail."),
        label=_("Return"),
        success=_("Returned. The keeper of the record is told."),
    )


def approve(request: NetworkRequest, pk: int) -> HttpResponse:
    """Approves the record; the button on its page does so without a word, this page takes one."""
    return _decide(
        request,
        pk,
        ApproveForm,
        actions.approve_record,
        title=pgettext("record", "Approve"),
        said=_(
            "From now on the project is counted in every total. The keeper of the record is told by e-mail."
        ),
        label=pgettext("record", "Approve"),
        success=_("Approved. The project is counted in every total."),
    )


def _decide(
    request: NetworkRequest,
    pk: int,
    form: type[VersionedForm],
    act: Callable[..., Project],
    **words: Any,
) -> HttpResponse:
    """What a reviewer decides about a record as it was read; where it says something else since, that is said first."""
    shown = load(loaded(request.actor), pk)
    request.actor.must(policy.review_record, on=shown)
    here = address(request, "project", pk)
    read, now = number_in(request.GET.get("version", "")) or 0, read_as(shown)
    return form_page(
        request,
        bind(form, request, initial={"version": now}),
        subtitle=shown.title,
        act=lambda form: act(by=request.actor, project=shown, now=timezone.now(), **form.cleaned_data),
        then=lambda _project: here,
        back=here,
        way=way(request, shown),
        template="projects/decide.html",
        extra={"project": shown, "is_changed": read not in {0, now}},
        **words,
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
