"""Issued reports for everybody, without sign-in. Whoever has the address sees what was issued, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from samphan.kit.documents import render_html
from samphan.kit.http import public
from samphan.reports.models import IssuedVersion
from samphan.reports.queries.issued import paper_of
from samphan.reports.queries.state import public_address
from samphan.reports.views.loading import file_of
from samphan.tenancy import files

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest


def _versions(request: NetworkRequest, token: str) -> list[IssuedVersion]:
    """The versions at a public address, the newest first; 404 where nothing was issued."""
    found = list(
        IssuedVersion.objects.published(token, request.network.id).select_related(
            "report", "emblem", "docx", "pdf"
        )
    )
    if not found:
        raise Http404(_("There is no issued report at this address."))
    return found


def _one(request: NetworkRequest, token: str, version: int) -> tuple[list[IssuedVersion], IssuedVersion]:
    versions = _versions(request, token)
    shown = next((each for each in versions if each.version == version), None)
    if shown is None:
        raise Http404(_("There is no issued report at this address."))
    return versions, shown


@public
def newest(request: NetworkRequest, token: str) -> HttpResponse:
    """The newest version of a report."""
    versions = _versions(request, token)
    return _page(request, versions, versions[0])


@public
def one_version(request: NetworkRequest, token: str, version: int) -> HttpResponse:
    """One version of a report, as it was issued."""
    return _page(request, *_one(request, token, version))


def _page(request: NetworkRequest, versions: list[IssuedVersion], shown: IssuedVersion) -> HttpResponse:
    slug = request.network.slug
    other = next((each for each in versions if each.language != shown.language), None)
    document = paper_of(shown, slug=slug)
    return render(
        request,
        "reports/public.html",
        {
            "version": shown,
            "versions": versions,
            "other_version": other,
            "document": document,
            "paper": mark_safe(render_html(document)),  # noqa: S308 - every text in it was escaped
            "token": shown.report.token,
            "address": public_address(slug, shown.report.token, shown.version),
            "is_newest": shown.pk == versions[0].pk,
        },
    )


@public
def download(request: NetworkRequest, token: str, version: int, kind: str) -> HttpResponse:
    """The Word file or the PDF of a version."""
    _all, shown = _one(request, token, version)
    return files.served(file_of(shown, kind))


@public
def emblem(request: NetworkRequest, token: str, version: int) -> HttpResponse:
    """The emblem that a version was issued with."""
    _all, shown = _one(request, token, version)
    if shown.emblem is None:
        raise Http404(_("There is no emblem."))
    return files.served(shown.emblem, inline=True)
