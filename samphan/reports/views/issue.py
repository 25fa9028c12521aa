"""Issuing a version, following its making, taking its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.kit.components import TaskState
from samphan.kit.editing import bind, respond
from samphan.reports import actions, policy
from samphan.reports.forms import IssueForm
from samphan.reports.models import IssuedVersion, RenderState
from samphan.reports.queries.pages import line_of
from samphan.reports.queries.state import public_address, seen_by_issuer
from samphan.reports.views.loading import address, file_of, load, load_to_prepare, state
from samphan.tenancy import files

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest
    from samphan.reports.models import Report


def issue(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of who issues the report; what still keeps it from being issued stands above it."""
    report = load_to_prepare(request, pk)
    now = state(request, report)
    form = bind(
        IssueForm,
        request,
        initial={
            "seen": seen_by_issuer(now),
            "issued_on": timezone.localdate(),
            "issuer_name": request.actor.label,
        },
    )

    def act(form: IssueForm) -> IssuedVersion:
        data = form.cleaned_data
        return actions.issue_report(
            by=request.actor,
            report=report,
            issued_on=data["issued_on"],
            issuer_name=data["issuer_name"],
            issuer_position=data["issuer_position"],
            seen=data["seen"],
        )

    return respond(
        request,
        form,
        act=act,
        then=lambda made: reverse("reports:version", args=[request.network.slug, report.pk, made.version]),
        template="reports/issue.html",
        context={
            "report": report,
            "state": now,
            "blocking": [
                line_of(each, request.network.slug, report, may_prepare=True) for each in now.blocking
            ],
            "passed": [each for each in now.findings if each.passed],
            "advice": [each for each in now.findings if not each.is_gate and each.state != "ok"],
            "back": address(request, report),
        },
        success=_("The version was issued. Its files are being made."),
    )


def _version(request: NetworkRequest, pk: int, version: int) -> tuple[Report, IssuedVersion]:
    report = load(request, pk)
    found: IssuedVersion = get_object_or_404(
        IssuedVersion.objects.for_actor(request.actor).select_related("docx", "pdf"),
        report=report,
        version=version,
    )
    found.report = report
    return report, found


def _task(request: NetworkRequest, version: IssuedVersion) -> TaskState:
    states = {RenderState.WAITING: "waiting", RenderState.READY: "done", RenderState.FAILED: "failed"}
    return TaskState(
        title=_("Word file and PDF"),
        state=states[RenderState(version.render_state)],  # type: ignore[arg-type]  # the values are those of TaskState
        url=reverse("reports:progress", args=[request.network.slug, version.report_id, version.version]),
    )


def version(request: NetworkRequest, pk: int, version: int) -> HttpResponse:
    """An issued version: its number, its files, its public address."""
    report, shown = _version(request, pk, version)
    return render(
        request,
        "reports/version.html",
        {
            "report": report,
            "version": shown,
            "task": _task(request, shown),
            "is_ready": shown.render_state == RenderState.READY,
            "has_failed": shown.render_state == RenderState.FAILED,
            "newest_address": public_address(request.network.slug, report.token),
            "address": public_address(request.network.slug, report.token, shown.version),
            "may_prepare": request.actor.may(policy.prepare, on=report),
        },
    )


def progress(request: NetworkRequest, pk: int, version: int) -> HttpResponse:
    """How far the files are; asked again and again by the page while they are made."""
    _report, shown = _version(request, pk, version)
    response = render(request, "reports/_progress.html", {"task": _task(request, shown)})
    if shown.render_state != RenderState.WAITING:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
def again(request: NetworkRequest, pk: int, version: int) -> HttpResponse:
    """Ask for the files once more."""
    report, shown = _version(request, pk, version)
    request.actor.must(policy.prepare, on=report)
    actions.render_again(by=request.actor, version=shown)
    return HttpResponseRedirect(reverse("reports:version", args=[request.network.slug, report.pk, version]))


def download(request: NetworkRequest, pk: int, version: int, kind: str) -> HttpResponse:
    """The Word file or the PDF of a version."""
    _report, shown = _version(request, pk, version)
    return files.served(file_of(shown, kind))
