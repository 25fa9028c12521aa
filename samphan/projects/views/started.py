"""Projects that were started: the list, one of them, its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from samphan.directory.queries.picking import Directory
from samphan.kit.bilingual import is_thai
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind
from samphan.kit.pages import Sheet, everything, form_page, run_act, write_sheet
from samphan.kit.picking import id_in
from samphan.kit.workbook import spreadsheet
from samphan.projects import policy, transitions
from samphan.projects.actions import project as actions
from samphan.projects.actions.possible import ChosenPartner
from samphan.projects.forms.roadmap import ProjectPartnerRowForm
from samphan.projects.forms.work import ProjectForm, ReasonForm
from samphan.projects.models import Project, ProjectState
from samphan.projects.queries import possible as queries
from samphan.projects.queries.findable import PROJECT
from samphan.projects.queries.roadmap import themes
from samphan.projects.views.common import address, load, page, with_origins

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.PROJECT_SORTS, filters=queries.FILTERS, default="title")


def projects(request: NetworkRequest) -> HttpResponse:
    """Projects of the network that were started."""
    request.actor.must(policy.enter, on=request.network)
    state = _state(request)
    listed = state.paginate(queries.projects(request.actor, state))
    rows = with_origins(request.actor, "project", list(listed.object_list))
    table = Table(
        key="projects",
        caption=_("Projects"),
        columns=(
            Column(_("Project"), "title"),
            Column(_("Period"), "from"),
            Column(_("Partners"), kind="number"),
            Column(_("State"), "state"),
        ),
        rows=rows,
        page=listed,
        state=state,
        search_label=_("Search projects"),
        filters=(
            Filter("state", _("State"), [("", _("all")), *ProjectState.choices], state.filters["state"]),
            Filter(
                "theme",
                pgettext("tag", "Theme"),
                [("", _("all")), *themes(request.actor)],
                state.filters["theme"],
            ),
        ),
        export_url=address(request, "projects_export"),
    )
    context = {"table": table}
    return render(request, "projects/projects.html", context)


def export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.enter, on=request.network)
    language = "th" if is_thai() else "en"
    rows = queries.projects(request.actor, _state(request)).prefetch_related("partners__organisation")
    return spreadsheet(
        _("Projects"),
        [
            _("Title in Thai"),
            _("Title in English"),
            _("From"),
            _("Until"),
            _("Partners"),
            _("State"),
            _("Why it was dropped"),
        ],
        (
            [
                row.title_th,
                row.title_en,
                row.starts.format(language) if row.starts else "",
                row.ends.format(language) if row.ends else "",
                "\n".join(
                    " – ".join(filter(None, [str(each.organisation.name), each.role]))
                    for each in row.partners.all()
                ),
                str(row.get_state_display()),
                row.state_reason,
            ]
            for row in rows
        ),
    )


def _load(request: NetworkRequest, pk: int) -> Project:
    return load(Project.objects.for_actor(request.actor).select_related("possible_project", "theme"), pk)


def _way(request: NetworkRequest, project: Project | None = None) -> list[tuple[Any, str]]:
    way = [
        (_("Possible projects"), address(request, "possibles")),
        (_("Projects"), address(request, "projects")),
    ]
    return [*way, (project.title, address(request, "project", project.pk))] if project else way


def project(request: NetworkRequest, pk: int) -> HttpResponse:
    """One project."""
    shown = _load(request, pk)
    may_manage = request.actor.may(policy.manage, on=shown)
    context = {
        "project": shown,
        "page": queries.project_page(request.actor, shown),
        "acts": transitions.acts(transitions.PROJECT, shown.state) if may_manage else (),
        "may_manage": may_manage,
    }
    return page(request, "projects/project.html", context, kind="project", panel=PROJECT, on=shown)


def everything_of(request: NetworkRequest, pk: int) -> HttpResponse:
    """What upper apps know of a project."""
    shown = _load(request, pk)
    none = _("Nothing yet. What other parts of the network note about this project appears here.")
    return everything(request, PROJECT, ids=[pk], title=shown.title, way=_way(request, shown), none=none)


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a project."""
    shown = _load(request, pk)
    request.actor.must(policy.manage, on=shown)
    initial = {name: getattr(shown, name) for name in ("version", *actions.PROJECT_FIELDS)}
    here = address(request, "project", pk)
    return form_page(
        request,
        bind(ProjectForm, request, initial=initial),
        title=_("Change the project"),
        act=lambda form: actions.describe_project(by=request.actor, project=shown, **form.cleaned_data),
        then=lambda _project: here,
        back=here,
        way=_way(request, shown),
    )


def partners(request: NetworkRequest, pk: int) -> HttpResponse:
    """The partners of a project, written as a list."""
    shown = _load(request, pk)
    request.actor.must(policy.manage, on=shown)
    rows = list(shown.partners.order_by("order", "id"))
    posted = [id_in(value) for name, value in request.POST.items() if name.endswith("-organisation")]
    directory = Directory(request.actor, organisations=[*(each.organisation_id for each in rows), *posted])
    return write_sheet(
        request,
        Sheet(
            title=_("Partners"),
            add_label=_("Add a partner"),
            row=ProjectPartnerRowForm,
            initial=[
                {
                    "id": each.pk,
                    "organisation": each.organisation_id,
                    "role": each.role,
                    "is_lead": each.is_lead,
                }
                for each in rows
            ],
            version=shown.version,
            act=lambda rows, version: actions.name_project_partners(
                by=request.actor,
                project=shown,
                rows=[
                    ChosenPartner(row["organisation"], row["role"], is_lead=row["is_lead"]) for row in rows
                ],
                version=version,
            ),
            back=address(request, "project", pk),
            way=_way(request, shown),
            subtitle=shown.title,
            row_kwargs={"directory": directory},
        ),
    )


@require_POST
def advance(request: NetworkRequest, pk: int, act: str) -> HttpResponse:
    """Finish or reopen a project: acts that need no words."""
    shown = _load(request, pk)
    if act not in {transitions.FINISH, transitions.REOPEN}:
        raise Http404
    return run_act(
        request,
        lambda: actions.advance_project(by=request.actor, project=shown, act=act),
        address(request, "project", pk),
    )


def drop(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks why a project is dropped."""
    shown = _load(request, pk)
    request.actor.must(policy.manage, on=shown)
    here = address(request, "project", pk)
    return form_page(
        request,
        bind(ReasonForm, request),
        title=_("Drop the project"),
        subtitle=shown.title,
        label=_("Drop"),
        kind="danger",
        act=lambda form: actions.advance_project(
            by=request.actor, project=shown, act=transitions.DROP, reason=form.cleaned_data["reason"]
        ),
        then=lambda _project: here,
        back=here,
        way=_way(request, shown),
    )
