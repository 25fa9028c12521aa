"""Passing a rule that is not met, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.kit.editing import bind, respond
from samphan.reports import actions
from samphan.reports.forms import ReasonForm
from samphan.reports.views.loading import address, load_to_prepare, state

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest


def override(request: NetworkRequest, pk: int, key: str) -> HttpResponse:
    """The form of the reason."""
    report = load_to_prepare(request, pk)
    finding = state(request, report).finding(key)
    if finding is None or not finding.is_gate:
        raise Http404(_("The form of this report has no such rule."))
    return respond(
        request,
        bind(ReasonForm, request, initial={"reason": finding.passed.reason if finding.passed else ""}),
        act=lambda form: actions.override_gate(
            by=request.actor, report=report, gate=key, reason=form.cleaned_data["reason"]
        ),
        then=lambda _override: address(request, report, anchor="checker"),
        template="reports/override.html",
        context={"report": report, "finding": finding, "back": address(request, report, anchor="checker")},
        success=_("The reason was kept. The rule no longer keeps the report from being issued."),
    )


@require_POST
def withdraw(request: NetworkRequest, pk: int, key: str) -> HttpResponse:
    """The rule counts again."""
    report = load_to_prepare(request, pk)
    actions.withdraw_override(by=request.actor, report=report, gate=key)
    return HttpResponseRedirect(address(request, report, anchor="checker"))
