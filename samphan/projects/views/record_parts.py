"""The parts of a record that are words and answers, each on a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from samphan.kit.editing import bind
from samphan.kit.formats import year
from samphan.kit.pages import form_page
from samphan.projects import policy
from samphan.projects.actions import project as actions
from samphan.projects.forms.record import AboutForm, IdentityForm, TimeForm, TreeForm, VisibilityForm
from samphan.projects.queries.record import loaded
from samphan.projects.queries.tree import Answers
from samphan.projects.queries.years import default_years
from samphan.projects.views.common import address, load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest
    from samphan.kit.layout import LaidOutForm
    from samphan.projects.models import Project


def way(request: NetworkRequest, project: Project) -> list[tuple[Any, str]]:
    """The crumbs of a page below a project."""
    return [
        (_("Projects"), address(request, "projects")),
        (project.title, address(request, "project", project.pk)),
    ]


def _part(
    request: NetworkRequest,
    pk: int,
    form: type[LaidOutForm],
    fields: Sequence[str],
    title: str,
    said: str = "",
) -> HttpResponse:
    """One page of the record: its words, written by ``describe_project``."""
    shown = load(loaded(request.actor), pk)
    request.actor.must(policy.change_record, on=shown)
    initial = {name: getattr(shown, name) for name in ("version", *fields)}
    if "theme" in fields:
        initial["theme"] = shown.theme.name_th if shown.theme else ""
        initial["series"] = shown.series.title_th if shown.series else ""
    here = address(request, "project", pk)
    return form_page(
        request,
        bind(form, request, initial=initial),
        title=title,
        subtitle=shown.title,
        said=said or _years(shown) if "starts" in fields else said,
        act=lambda form: actions.describe_project(by=request.actor, project=shown, **form.cleaned_data),
        then=lambda _project: here,
        back=here,
        way=way(request, shown),
    )


def _years(project: Project) -> str:
    """What years the beginning says by itself."""
    begins = project.network.academic_from
    fiscal, academic = default_years(project.starts, begins)
    if fiscal is None:
        return _(
            "As soon as the beginning is known, the fiscal year (from October) and the academic year (from %(month)s) follow."
        ) % {"month": MONTHS[begins]}
    return _("The beginning says: fiscal year %(fiscal)s, academic year %(academic)s.") % {
        "fiscal": year(fiscal),
        "academic": year(academic),
    }


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """What the project is, in words."""
    return _part(request, pk, IdentityForm, actions.IDENTITY, _("Change the project"))


def time(request: NetworkRequest, pk: int) -> HttpResponse:
    """When it runs."""
    return _part(request, pk, TimeForm, actions.TIME, _("Period and years"))


def about(request: NetworkRequest, pk: int) -> HttpResponse:
    """What it is about."""
    return _part(request, pk, AboutForm, actions.ABOUT, _("Missions, change and groups"))


def tree(request: NetworkRequest, pk: int) -> HttpResponse:
    """The questions of the decision tree."""
    shown = load(loaded(request.actor), pk)
    request.actor.must(policy.change_record, on=shown)
    here = address(request, "project", pk)

    def answer(form: TreeForm) -> Project:
        given = {name: form.cleaned_data[name] for name in actions.TREE}
        return actions.answer_tree(
            by=request.actor, project=shown, answers=Answers(**given), version=form.cleaned_data["version"]
        )

    return form_page(
        request,
        bind(TreeForm, request, initial={name: getattr(shown, name) for name in ("version", *actions.TREE)}),
        title=_("What kind of project is it?"),
        subtitle=shown.title,
        said=_(
            "The answers say whether it is engagement with society, academic service or volunteering. Nobody overrides the"
            " result: who disagrees changes an answer."
        ),
        act=answer,
        then=lambda _project: here,
        back=here,
        way=way(request, shown),
    )


def visibility(request: NetworkRequest, pk: int) -> HttpResponse:
    """Who may read the record."""
    shown = load(loaded(request.actor), pk)
    request.actor.must(policy.write_record, on=shown)
    here = address(request, "project", pk)
    return form_page(
        request,
        bind(VisibilityForm, request, initial={"version": shown.version, "visibility": shown.visibility}),
        title=_("Who may read it"),
        subtitle=shown.title,
        said=_(
            "For everybody means: as soon as the record is approved, the network may publish it. Contacts and names of people"
            " are never shown there."
        ),
        act=lambda form: actions.show_project(by=request.actor, project=shown, **form.cleaned_data),
        then=lambda _project: here,
        back=here,
        way=way(request, shown),
    )
