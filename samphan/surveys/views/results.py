"""Whom a survey asks, and what they answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.kit.components import Column, ListState, Table
from samphan.kit.errors import Problem
from samphan.kit.workbook import spreadsheet
from samphan.surveys import policy
from samphan.surveys.actions import people as actions
from samphan.surveys.models import AnswerValue
from samphan.surveys.queries import export as table
from samphan.surveys.queries import lists
from samphan.surveys.queries import results as queries
from samphan.surveys.views.surveys import address, load, tab
from samphan.tenancy import files

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest

PER_PAGE = 50


def people(request: NetworkRequest, pk: int) -> HttpResponse:
    """The link for everybody, and who was asked by a personal one."""
    survey = load(request, pk)
    now, slug = timezone.now(), request.network.slug
    may_manage = request.actor.may(policy.manage, on=survey)
    state = ListState.read(request, sorts=("name",))
    page = state.paginate(lists.recipients(survey, state), per_page=PER_PAGE)
    listed = lists.personal_links(page.object_list, slug=slug, now=now)
    shown = Table(
        key="recipients",
        caption=_("Personal links"),
        columns=(
            Column(_("Who is asked"), "name"),
            Column(_("Group")),
            Column(_("State")),
            Column(_("Personal link")),
        ),
        rows=listed,
        page=page,
        state=state,
        search_label=_("Search people"),
        export_url=reverse("surveys:people_export", args=[slug, survey.pk]) if may_manage else "",
    )
    context = {"table": shown, "open_address": lists.open_address(survey, slug=slug, now=now)}
    return tab(request, survey, "surveys/people.html", context)


def people_export(request: NetworkRequest, pk: int) -> HttpResponse:
    """The personal links as a workbook, for whoever sends them in a way of their own."""
    survey = load(request, pk)
    request.actor.must(policy.manage, on=survey)
    state = ListState.read(request, sorts=("name",))
    listed = lists.personal_links(
        lists.recipients(survey, state), slug=request.network.slug, now=timezone.now()
    )
    return spreadsheet(
        _("Personal links"),
        [_("Who is asked"), _("Group"), _("State"), _("Personal link")],
        (
            [
                each.recipient.label,
                each.recipient.group,
                _("answered") if each.recipient.has_answered else _("not yet"),
                each.address,
            ]
            for each in listed
        ),
    )


@require_POST
def make_link(request: NetworkRequest, pk: int) -> HttpResponse:
    """Make the link for everybody."""
    survey = load(request, pk)
    actions.make_open_link(by=request.actor, survey=survey, now=timezone.now())
    return HttpResponseRedirect(address(request, "surveys:people", survey))


@require_POST
def revoke_link(request: NetworkRequest, pk: int) -> HttpResponse:
    """Revoke the link for everybody."""
    survey = load(request, pk)
    actions.revoke_open_link(by=request.actor, survey=survey, now=timezone.now())
    return HttpResponseRedirect(address(request, "surveys:people", survey))


def results(request: NetworkRequest, pk: int) -> HttpResponse:
    """What the answers say together."""
    survey = load(request, pk)
    found = queries.results(request.actor, survey)
    return tab(request, survey, "surveys/results.html", {"results": found})


def export(request: NetworkRequest, pk: int) -> HttpResponse:
    """All answers as a workbook."""
    survey = load(request, pk)
    if queries.is_too_few(survey, survey.responses.count()):
        raise Problem(_("Too few people have answered for the answers to stay anonymous."))
    questions = table.columns_of(request.actor, survey)
    return spreadsheet(str(survey.title), table.heads(survey, questions), table.rows(survey, questions))


def download(request: NetworkRequest, pk: int, part: int) -> FileResponse:
    """A file that was given as an answer."""
    survey = load(request, pk)
    request.actor.must(policy.see_sensitive, on=survey)
    mine = AnswerValue.objects.filter(response__survey=survey, file__isnull=False).select_related("file")
    value = mine.filter(pk=part).first()
    if value is None or value.file is None:
        raise Http404
    path = files.path_of(value.file.sha256)
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=value.file.name, content_type=value.file.media_type
    )
