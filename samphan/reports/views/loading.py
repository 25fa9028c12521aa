"""What the pages of one report share: the report, its state, its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samphan.reports import policy
from samphan.reports.queries.pages import loaded
from samphan.reports.queries.profiles import NoSuchProfile
from samphan.reports.queries.state import state_of

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest
    from samphan.reports.models import IssuedVersion, Report
    from samphan.reports.queries.composition import Language
    from samphan.reports.queries.state import ReportState
    from samphan.tenancy.models import StoredFile


def load(request: NetworkRequest, pk: int) -> Report:
    """The report of an address, or 404 where the actor may not see it."""
    return get_object_or_404(loaded(request.actor), pk=pk)


def load_to_prepare(request: NetworkRequest, pk: int) -> Report:
    """The same for a page that prepares it: 403 with the reason where the actor may only read."""
    report = load(request, pk)
    request.actor.must(policy.prepare, on=report)
    return report


def state(request: NetworkRequest, report: Report, *, language: Language | None = None) -> ReportState:
    """What the report says and lacks now; 404 when its form is no longer in the catalogue."""
    try:
        return state_of(report, slug=request.network.slug, language=language)
    except NoSuchProfile as error:
        raise Http404(_("The form of this report is no longer in the catalogue.")) from error


def address(request: NetworkRequest, report: Report, name: str = "report", anchor: str = "") -> str:
    """The address of a page of the report."""
    path = reverse(f"reports:{name}", args=[request.network.slug, report.pk])
    return f"{path}#{anchor}" if anchor else path


def file_of(version: IssuedVersion, kind: str) -> StoredFile:
    """The Word file or the PDF of a version; 404 for another kind or while it is being made."""
    stored = {"docx": version.docx, "pdf": version.pdf}.get(kind)
    if stored is None:
        raise Http404(_("This file is not there yet."))
    return stored
