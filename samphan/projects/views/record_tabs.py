"""The tabs of a project's record: partners and people, learning and research, places and people served, resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from samphan.directory.policy import add as add_to_directory
from samphan.directory.queries import find_organisations
from samphan.directory.queries.picking import Organisations
from samphan.directory.queries.places import find_districts, find_subdistricts
from samphan.kit.components import Column, Table
from samphan.kit.editing import bind
from samphan.kit.pages import form_page, run_act
from samphan.projects import policy
from samphan.projects.actions import side as actions
from samphan.projects.forms.side import RegisterForm
from samphan.projects.models import ProjectPartner
from samphan.projects.queries.learning import learning as learning_of
from samphan.projects.queries.reach import reach as reach_of
from samphan.projects.queries.resources import numbers
from samphan.projects.queries.resources import resources as resources_of
from samphan.projects.queries.side import sides as sides_of
from samphan.projects.queries.tabs import cockpit
from samphan.projects.views.common import address, load
from samphan.projects.views.rows import LABELS, load_project

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from samphan.kit.http import NetworkRequest
    from samphan.projects.models import Project


_SUGGESTED_FOR: Final = 3600
"""Seconds for which a browser keeps the names of places: they are those of the catalogue."""


def _plain(key: str, caption: str, columns: Sequence[Column], rows: Iterable[object]) -> Table:
    """A short list inside the page, with a last column for what may be done with a row."""
    return Table(key, caption, (*columns, Column(_("Acts"), is_label_hidden=True)), list(rows), is_plain=True)


def _context(request: NetworkRequest, project: Project) -> dict[str, object]:
    return {
        **cockpit(request, request.actor, project),
        "may_write": request.actor.may(policy.change_record, on=project),
    }


def sides(request: NetworkRequest, pk: int) -> HttpResponse:
    """Partners of both sides, and people."""
    project = load_project(request, pk)
    found = sides_of(request.actor, project)
    context = _context(request, project)
    may_write = bool(context["may_write"])
    may_see_contacts = bool(request.actor.may(policy.see_contacts, on=project))
    columns = [Column(_("Partner")), Column(_("Role")), Column(_("Since"))]
    if may_see_contacts:
        columns.append(Column(_("Contact")))
    context |= {
        "found": found,
        "may_see_contacts": may_see_contacts,
        "may_register": may_write and bool(request.actor.may(add_to_directory, on=request.network)),
        "sides": [
            (
                each,
                _plain(f"partners-{each.code}", str(each.label), columns, each.lines),
            )
            for each in found.sides
        ],
        "own": request.actor.represents,
        "people": _plain(
            "people",
            _("People"),
            (
                Column(_("Person")),
                Column(_("Role")),
                Column(_("Share, %"), kind="number"),
                Column(_("What this person did")),
            ),
            found.people,
        ),
    }
    return render(request, "projects/sides.html", context)


def learning(request: NetworkRequest, pk: int) -> HttpResponse:
    """Courses, trainings and research."""
    project = load_project(request, pk)
    found = learning_of(request.actor, project)
    context = _context(request, project) | {
        "found": found,
        "courses": _plain(
            "courses",
            _("Courses and trainings"),
            (
                Column(_("Course or training")),
                Column(_("Learning objectives")),
                Column(pgettext("course", "Students"), kind="number"),
                Column(_("Hours of each"), kind="number"),
            ),
            found.courses,
        ),
        "research": _plain(
            "research",
            pgettext("mission", "Research"),
            (
                Column(pgettext("mission", "Research")),
                Column(_("Scholarly products")),
                Column(_("Year"), kind="number"),
            ),
            found.research,
        ),
    }
    return render(request, "projects/learning.html", context)


def reach(request: NetworkRequest, pk: int) -> HttpResponse:
    """Places with their map, and people who are served."""
    project = load_project(request, pk)
    found = reach_of(request.actor, project)
    context = _context(request, project) | {
        "found": found,
        "places": _plain(
            "places",
            _("Places"),
            (Column(pgettext("project", "Place")), Column(_("Point on the map"))),
            found.places,
        ),
        "served": _plain(
            "served",
            _("People served"),
            (
                Column(_("Who they are")),
                Column(pgettext("count", "People"), kind="number"),
                Column(_("Households"), kind="number"),
                Column(_("Groups × people in each"), kind="number"),
            ),
            found.served,
        ),
    }
    return render(request, "projects/reach.html", context)


def resources(request: NetworkRequest, pk: int) -> HttpResponse:
    """What is given and by whom, and stated numbers beside counted ones."""
    project = load_project(request, pk)
    found = resources_of(request.actor, project)
    told = numbers(request.actor, project)
    heads = (
        Column(_("Money"), kind="number"),
        Column(_("In kind"), kind="number"),
        Column(_("Together"), kind="number"),
    )
    context = _context(request, project) | {
        "found": found,
        "numbers": told,
        "resources": _plain(
            "resources",
            pgettext("project", "Resources"),
            (
                Column(_("What is given")),
                Column(_("By whom")),
                Column(_("Amount"), kind="number"),
                Column(_("Value in baht"), kind="number"),
            ),
            found.rows,
        ),
        "by_side": Table(
            "by_side", _("By giver"), (Column(_("Given by")), *heads), found.sums.by_side, is_plain=True
        ),
        "by_kind": Table(
            "by_kind", _("By kind"), (Column(_("Kind")), *heads), found.sums.by_kind, is_plain=True
        ),
        "compared": _plain(
            "numbers",
            _("Stated and counted"),
            (
                Column(_("What is counted")),
                Column(pgettext("project", "Stated"), kind="number"),
                Column(_("Counted in this record"), kind="number"),
                Column(_("Difference"), kind="number"),
            ),
            [*told.stated, *told.only_counted],
        ),
    }
    return render(request, "projects/resources.html", context)


@cache_control(private=True, max_age=_SUGGESTED_FOR)
def districts(request: NetworkRequest) -> HttpResponse:
    """Districts that begin like the typed words, in the chosen province if there is one; for a field with suggestions."""
    request.actor.must(policy.enter, on=request.network)
    words, province = request.GET.get("district", "")[:100], request.GET.get("province", "")
    found = find_districts(words, province=province) if words or province else []
    return render(
        request, "kit/suggestions.html", {"suggestions": [(each.name_th, each.label) for each in found]}
    )


@cache_control(private=True, max_age=_SUGGESTED_FOR)
def subdistricts(request: NetworkRequest) -> HttpResponse:
    """Sub-districts of the typed district, or such as hold the typed words; for a field with suggestions."""
    request.actor.must(policy.enter, on=request.network)
    words, district = (request.GET.get(name, "")[:100] for name in ("subdistrict", "district"))
    found = find_subdistricts(words, district=district, province=request.GET.get("province", ""))
    return render(
        request, "kit/suggestions.html", {"suggestions": [(each.name_th, each.label) for each in found]}
    )


def _partner(request: NetworkRequest, pk: int, part: int) -> ProjectPartner:
    rows = ProjectPartner.objects.for_actor(request.actor).filter(project_id=pk)
    return load(rows.select_related("project", "organisation"), part)


@require_POST
def claim(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """A partner says that it leads, or takes that back."""
    partner = _partner(request, pk, part)
    return run_act(
        request,
        lambda: actions.claim_lead(
            by=request.actor, partner=partner, claims=bool(request.POST.get("claims"))
        ),
        address(request, "project_partners", pk),
    )


def register(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Adds a group in no register to the directory, or finds that it stands there already."""
    partner = _partner(request, pk, part)
    request.actor.must(policy.change_record, on=partner.project)
    here = address(request, "project_partners", pk)
    names = Organisations(request.actor)
    alike = [(each, names.label(each)) for each in find_organisations(request.actor, partner.name).candidates]
    way: list[tuple[_StrOrPromise, str]] = [
        (_("Projects"), address(request, "projects")),
        (partner.project.title, address(request, "project", pk)),
        (LABELS["project_partners"], here),
    ]

    def write(form: RegisterForm) -> ProjectPartner:
        chosen = form.cleaned_data["organisation"]
        if chosen is None:
            return actions.register_partner(by=request.actor, partner=partner)
        return actions.write_partner(
            by=request.actor, project=partner.project, partner=partner, organisation=chosen, name=""
        )

    return form_page(
        request,
        bind(RegisterForm, request, alike=alike),
        title=_("Add to the directory"),
        subtitle=partner.name,
        said=_(
            "In the directory it is one record for all projects and all networks; what was said about it here stays with it."
        ),
        act=write,
        then=lambda _partner: here,
        back=here,
        way=way,
    )
