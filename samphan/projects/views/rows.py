"""Rows of a project record: one form for each kind of row on a page of its own, taking out, changing places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.forms import Form
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from samphan.agreements.models import ResourceKind
from samphan.directory.queries.picking import Directory
from samphan.kit.editing import bind
from samphan.kit.pages import form_page, run_act
from samphan.projects import policy
from samphan.projects.actions import learning, reach, side
from samphan.projects.actions.rows import ROWS, Row, fields_of, move_row, name_of, remove_row, stamp
from samphan.projects.forms.learning import CourseForm, ResearchForm
from samphan.projects.forms.reach import PlaceForm, ResourceForm, ServedForm, StatedForm
from samphan.projects.forms.side import PartnerForm, PersonForm
from samphan.projects.models import PartnerSide, PersonRole, Project
from samphan.projects.queries.side import partners
from samphan.projects.views.common import address, load

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from samphan.kit.http import NetworkRequest

type Offers = Callable[[NetworkRequest, Project, Row | None], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Noun:
    """One kind of row: its words, its form with what the form offers, the action that writes it, the tab on which it stands."""

    new: _StrOrPromise
    change: _StrOrPromise
    tab: str
    form: type[Form]
    write: Callable[..., Row]
    at: str
    """The name under which the action takes the row itself."""
    offers: Offers = lambda _request, _project, _row: {}
    initial: Mapping[str, object] | None = None


def _directory(request: NetworkRequest, _project: Project, row: Row | None) -> dict[str, Any]:
    organisations, people = [getattr(row, "organisation_id", None)], [getattr(row, "person_id", None)]
    return {"directory": Directory(request.actor, organisations=organisations, people=people)}


def _districts(request: NetworkRequest, _project: Project, _row: Row | None) -> dict[str, Any]:
    return {
        "districts_url": address(request, "districts"),
        "subdistricts_url": address(request, "subdistricts"),
    }


def _partners(request: NetworkRequest, project: Project, _row: Row | None) -> dict[str, Any]:
    return {"partners": list(partners(request.actor, project))}


NOUNS: Final[Mapping[str, Noun]] = {
    "partner": Noun(
        _("Add a partner"), _("Change the partner"), "project_partners", PartnerForm, side.write_partner, "partner", _directory,
        {"side": PartnerSide.SOCIETY},
    ),
    "person": Noun(
        _("Add a person"), _("Change what is said about a person"), "project_partners", PersonForm, side.write_person, "person_row", _directory,
        {"side": PartnerSide.UNIVERSITY, "role": PersonRole.MEMBER},
    ),
    "course": Noun(
        _("Add a course or a training"), _("Change the course or training"), "project_learning", CourseForm, learning.write_course,
        "course", _directory, {"is_degree": True},
    ),
    "research": Noun(
        _("Add research"), _("Change the research"), "project_learning", ResearchForm, learning.write_research, "research",
    ),
    "place": Noun(
        _("Add a place"), _("Change the place"), "project_reach", PlaceForm, reach.write_place, "place", _districts,
    ),
    "served": Noun(
        _("Add people who are served"), _("Change people who are served"), "project_reach", ServedForm, reach.write_served, "served",
        initial={"is_direct": True},
    ),
    "resource": Noun(
        _("Add a resource"), _("Change the resource"), "project_resources", ResourceForm, reach.write_resource, "resource", _partners,
        {"kind": ResourceKind.MONEY},
    ),
    "stated": Noun(
        _("Add a stated number"), _("Change the stated number"), "project_resources", StatedForm, reach.write_stated, "stated",
    ),
}  # fmt: skip
WAYS: Final = ("up", "down")
LABELS: Final = {
    "project_partners": _("Partners and people"),
    "project_learning": _("Learning and research"),
    "project_reach": _("Places and people served"),
    "project_resources": pgettext_lazy("project", "Resources"),
}
"""What the tabs are called on which rows stand."""


def load_project(request: NetworkRequest, pk: int) -> Project:
    """The project of an address, or 404 where the actor may not see it."""
    return load(Project.objects.for_actor(request.actor), pk)


def _noun(name: str) -> Noun:
    if name not in NOUNS:
        raise Http404
    return NOUNS[name]


def _row(request: NetworkRequest, project: Project, name: str, part: int) -> Row:
    _noun(name)
    rows: Any = ROWS[name].objects  # one of several tables
    row: Row = load(rows.for_actor(request.actor).filter(project=project), part)
    row.project = project
    return row


def _way(request: NetworkRequest, project: Project, noun: Noun) -> list[tuple[_StrOrPromise, str]]:
    return [
        (_("Projects"), address(request, "projects")),
        (project.title, address(request, "project", project.pk)),
        (LABELS[noun.tab], address(request, noun.tab, project.pk)),
    ]


def create(request: NetworkRequest, pk: int, noun: str) -> HttpResponse:
    """The form of a new row; ``?side=`` says for which side it is asked."""
    project, found = load_project(request, pk), _noun(noun)
    initial = dict(found.initial or {})
    if (asked := request.GET.get("side", "")) in PartnerSide.values and "side" in initial:
        initial["side"] = asked
    return _form(request, project, found, None, initial)


def change(request: NetworkRequest, pk: int, noun: str, part: int) -> HttpResponse:
    """The form of a row; what somebody else changed in it meanwhile is shown."""
    project, found = load_project(request, pk), _noun(noun)
    row = _row(request, project, noun, part)
    initial = {name: getattr(row, name) for name in fields_of(ROWS[noun])}
    if initial.get("kind") == ResourceKind.MONEY:
        initial["value_baht"] = None  # the amount says it
    if initial.get("latitude") is not None:
        initial["point"] = (initial["latitude"], initial["longitude"])
    return _form(
        request,
        project,
        found,
        row,
        {**initial, "version": stamp(row)},
        _acts(request, project, noun, part),
    )


def _acts(request: NetworkRequest, project: Project, noun: str, part: int) -> dict[str, str]:
    """Where else one goes from the form of a row: to take it out, or to another place among its like."""
    found = {"remove_url": address(request, "row_remove", project.pk, noun, part)}
    if noun != "stated":
        ways = {f"{way}_url": address(request, "row_move", project.pk, noun, part, way) for way in WAYS}
        found |= ways
    return found


def _form(
    request: NetworkRequest,
    project: Project,
    noun: Noun,
    row: Row | None,
    initial: Mapping[str, object],
    extra: Mapping[str, Any] | None = None,
) -> HttpResponse:
    request.actor.must(policy.change_record, on=project)
    here = address(request, noun.tab, project.pk)
    return form_page(
        request,
        bind(noun.form, request, initial=initial, **noun.offers(request, project, row)),
        title=noun.change if row else noun.new,
        subtitle=project.title,
        act=lambda form: noun.write(by=request.actor, project=project, **{noun.at: row}, **form.cleaned_data),
        then=lambda _row: here,
        back=here,
        way=_way(request, project, noun),
        extra=extra,
        template="projects/row_form.html",
    )


def remove(request: NetworkRequest, pk: int, noun: str, part: int) -> HttpResponse:
    """Asks before a row is taken out of the record."""
    project, found = load_project(request, pk), _noun(noun)
    request.actor.must(policy.change_record, on=project)
    row = _row(request, project, noun, part)
    here = address(request, found.tab, pk)
    return form_page(
        request,
        bind(Form, request),
        title=_("Take out of the record"),
        subtitle=name_of(row),
        said=_("It is gone from the record and from every sum. That it was there stays in the history."),
        label=_("Take out"),
        kind="danger",
        act=lambda _form: remove_row(by=request.actor, row=row),
        then=lambda _nothing: here,
        back=here,
        way=_way(request, project, found),
        success=_("It was taken out."),
    )


@require_POST
def move(request: NetworkRequest, pk: int, noun: str, part: int, way: str) -> HttpResponse:
    """Changes places with the row before or after it."""
    if way not in WAYS or noun == "stated":
        raise Http404
    project, found = load_project(request, pk), _noun(noun)
    row = _row(request, project, noun, part)
    return run_act(
        request,
        lambda: move_row(by=request.actor, row=row, way="up" if way == "up" else "down"),
        address(request, found.tab, pk),
    )
