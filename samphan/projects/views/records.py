"""Projects: the list, its workbook, the short form with which a record begins, the overview of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samphan.directory.queries.picking import Directory, Organisations
from samphan.directory.queries.places import province_choices
from samphan.frameworks.queries.picking import Items
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind
from samphan.kit.filtering import picked_filter, resolved
from samphan.kit.formats import period, year
from samphan.kit.numbers import number_in
from samphan.kit.pages import everything, form_page
from samphan.kit.workbook import spreadsheet
from samphan.projects import policy, transitions
from samphan.projects.actions import project as actions
from samphan.projects.forms.record import BeginForm
from samphan.projects.models import (
    Category,
    ChangeDomain,
    Mission,
    Population,
    PossibleProject,
    Project,
    ProjectState,
    ReviewState,
)
from samphan.projects.queries import records as queries
from samphan.projects.queries.findable import PROJECT
from samphan.projects.queries.origins import origins
from samphan.projects.queries.picking import OwnProjects, Series
from samphan.projects.queries.reach import place_words
from samphan.projects.queries.record import loaded, project_page, worded
from samphan.projects.queries.roadmap import themes
from samphan.projects.queries.standing import AT_ONCE, with_standing
from samphan.projects.queries.tabs import cockpit
from samphan.projects.queries.years import fiscal_year, years_of
from samphan.projects.views.common import address, load
from samphan.projects.views.record_parts import way

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest
    from samphan.kit.picking import Lookup

_YEARS_BACK = 15


def _lookups(request: NetworkRequest) -> dict[str, Lookup]:
    """The filters that pick one of very many records."""
    actor = request.actor
    return {"organisation": Organisations(actor), "series": Series(actor), "item": Items(actor)}


def _state(request: NetworkRequest, lookups: Mapping[str, Lookup]) -> ListState:
    read = ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="title")
    return resolved(read, request.GET, lookups)


def _filters(request: NetworkRequest, state: ListState, lookups: Mapping[str, Lookup]) -> list[Filter]:
    every = ("", _("all"))
    this_year = fiscal_year(timezone.localdate())
    years = [(str(each), year(each)) for each in range(this_year + 1, this_year - _YEARS_BACK, -1)]
    active = (queries.ACTIVE, _("somebody works on it"))
    choices: list[tuple[str, Any, list[Any]]] = [
        ("mine", _("Whose"), [every, ("1", _("mine"))]),
        ("state", _("State"), [every, active, *ProjectState.choices]),
        ("record", pgettext("project", "Record"), [every, *ReviewState.choices]),
        (
            "category",
            pgettext("project", "Category"),
            [every, *Category.choices, ("none", _("not said yet"))],
        ),
        ("year", _("Fiscal year"), [every, *years]),
        ("theme", pgettext("tag", "Theme"), [every, *themes(request.actor)]),
        ("mission", _("Mission"), [every, *Mission.choices]),
        ("domain", _("Domain of change"), [every, *ChangeDomain.choices]),
        ("province", _("Province"), [every, *province_choices()]),
    ]
    # Only a link narrows the list to those without a report of a year; it can be taken off again.
    if asked := number_in(state.filters["unreported"]):
        choices.append(("unreported", _("Without a report of"), [every, (str(asked), year(asked))]))
    labels = {
        "organisation": _("Organisation"),
        "series": pgettext("project", "Series"),
        "item": _("Goal or framework"),
    }
    found = {name: Filter(name, label, options, state.filters[name]) for name, label, options in choices}
    for name, each in lookups.items():
        found[name] = picked_filter(state, request.GET, name, labels[name], each)
    # The first stand open on a wide screen; the rest come when they are asked for.
    return [found.pop(name) for name in ("state", "organisation", "year")] + list(found.values())


def projects(request: NetworkRequest) -> HttpResponse:
    """The projects of the network that the reader may see."""
    request.actor.must(policy.enter, on=request.network)
    lookups = _lookups(request)
    state = _state(request, lookups)
    listed = state.paginate(queries.records(request.actor, state))
    shown = list(listed.object_list)
    sides = queries.sides(request.actor, [each.pk for each in shown])
    table = Table(
        key="projects",
        caption=_("Projects"),
        columns=(
            Column(_("Project"), "title"),
            Column(_("Period"), "from"),
            Column(_("Partners")),
            Column(_("State"), "state"),
            Column(pgettext("project", "Record")),
        ),
        rows=[(each, sides[each.pk]) for each in shown],
        page=listed,
        state=state,
        search_label=_("Search projects"),
        filters=_filters(request, state, lookups),
        export_url=address(request, "projects_export"),
    )
    context = {
        "table": table,
        "may_begin": request.actor.may(policy.begin_record, on=request.network),
        "may_review": request.actor.may(policy.review_some, on=request.network),
    }
    return render(request, "projects/projects.html", context)


def export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, with everything that the record says about itself, as a workbook."""
    request.actor.must(policy.enter, on=request.network)
    state = _state(request, _lookups(request))
    rows = queries.records(request.actor, state).select_related("network", "theme", "series", "entered_for")
    return spreadsheet(
        _("Projects"),
        [
            _("Code"),
            _("Title in Thai"),
            _("Title in English"),
            pgettext("project", "Category"),
            _("State"),
            _("Why it was dropped"),
            pgettext("project", "Record"),
            _("What the partners say to it"),
            _("Who may read it"),
            _("Published"),
            _("Period"),
            _("Fiscal year"),
            _("Academic year"),
            _("Summary"),
            _("The need that it answers"),
            _("Question developed together"),
            _("Who raised it and how it was agreed"),
            _("What the university gains"),
            _("What the community gains"),
            _("Missions"),
            _("Domains of change"),
            _("Groups whom it serves"),
            pgettext("tag", "Theme"),
            pgettext("project", "Series"),
            _("Partners"),
            _("Places"),
            _("Website"),
            _("Entered for"),
            _("Last change"),
        ],
        _lines(rows.prefetch_related("partners__organisation", "places")),
    )


def series_options(request: NetworkRequest) -> HttpResponse:
    """The series that a picker offers for ``?q=``."""
    return _options(request, Series(request.actor))


def own_options(request: NetworkRequest) -> HttpResponse:
    """The projects whose record one writes that a picker offers for ``?q=``."""
    return _options(request, OwnProjects(request.actor))


def _options(request: NetworkRequest, lookup: Lookup) -> HttpResponse:
    request.actor.must(policy.enter, on=request.network)
    found = [(*each, "") for each in lookup.offers(request.GET.get("q", "")[:200])]
    return render(request, "kit/options.html", {"options": found})


def _lines(rows: Any) -> Iterator[list[Any]]:
    row: Any
    for row, standing in with_standing(rows.iterator(chunk_size=AT_ONCE)):
        fiscal, academic = years_of(row)
        yield [
            row.code,
            row.title_th,
            row.title_en,
            str(row.get_category_display()),
            str(row.get_state_display()),
            row.state_reason,
            str(row.get_review_display()),
            standing,
            str(row.get_visibility_display()),
            timezone.localtime(row.published_at).date() if row.published_at else None,
            str(period(row.starts, row.ends)) if row.starts or row.ends else "",
            year(fiscal) if fiscal else "",
            year(academic) if academic else "",
            str(row.summary),
            str(row.need),
            str(row.question),
            row.question_story,
            row.university_benefit,
            row.community_benefit,
            ", ".join(worded(row.missions, Mission)),
            ", ".join(worded(row.domains, ChangeDomain)),
            ", ".join(worded(row.populations, Population)),
            str(row.theme.name) if row.theme else "",
            str(row.series.title) if row.series else "",
            "\n".join(each.called for each in row.partners.all()),
            "\n".join(place_words(each) for each in row.places.all()),
            row.website,
            str(row.entered_for.name) if row.entered_for else "",
            timezone.localtime(row.changed_at).date(),
        ]


def begin(request: NetworkRequest) -> HttpResponse:
    """The short form of a new record; ``?possible=`` begins it from a possible project and keeps where it comes from."""
    request.actor.must(policy.begin_record, on=request.network)
    possible = _possible(request)
    initial = {}
    if possible is not None:
        request.actor.must(policy.manage, on=possible)
        initial = {name: getattr(possible, name) for name in ("title_th", "title_en", "need_th", "need_en")}
        initial["lead"] = possible.organisation_id
    directory = Directory(request.actor, organisations=[possible.organisation_id if possible else None])

    def make(form: BeginForm) -> Project:
        words = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return actions.begin_project(by=request.actor, today=timezone.localdate(), possible=possible, **words)

    return form_page(
        request,
        bind(BeginForm, request, initial=initial, directory=directory),
        title=_("New project"),
        subtitle=possible.title if possible else "",
        said=_(
            "This is enough to begin. Everything else is added later, part by part; nothing is compulsory."
        ),
        label=pgettext("project", "Begin"),
        act=make,
        then=lambda made: address(request, "project", made.pk),
        back=address(request, "projects"),
        way=[(_("Projects"), address(request, "projects"))],
    )


def _possible(request: NetworkRequest) -> PossibleProject | None:
    pk = number_in(request.GET.get("possible", "")) or 0
    return load(PossibleProject.objects.for_actor(request.actor), pk) if pk else None


def project(request: NetworkRequest, pk: int) -> HttpResponse:
    """The overview of one project."""
    shown = load(loaded(request.actor), pk)
    by = request.actor
    may_write = by.may(policy.write_record, on=shown)
    found = project_page(by, shown, today=timezone.localdate())
    context = {
        **cockpit(request, by, shown),
        "page": found,
        "acts": transitions.acts(transitions.PROJECT, shown.state) if may_write else (),
        "may_write": may_write,
        "may_change": by.may(policy.change_record, on=shown),
        "may_review": by.may(policy.review_record, on=shown),
        "may_reopen": by.may(policy.reopen, on=shown),
        "may_publish": by.may(policy.publish, on=shown),
        "may_claim": found.has_claimable_leader and by.may(policy.claim_record, on=shown),
        "may_manage": by.may(policy.manage, on=shown),
    }
    return render(request, "projects/project.html", context)


def everything_of(request: NetworkRequest, pk: int) -> HttpResponse:
    """Where a project comes from, what became of it, what was said about its record, and what upper apps know of it."""
    by = request.actor
    shown = load(loaded(by), pk)
    follow_ups = list(shown.follow_ups.order_by("due_on", "id"))
    extra = {
        "project": shown,
        "standing": next(with_standing([shown]))[1],
        "reviews": list(shown.reviews.order_by("-at", "-id")),
        "origins": origins(by, "project", [pk]).get(pk, ()),
        "follow_ups": follow_ups,
        # They are all about this project, so who may answer one may answer each.
        "may_answer": bool(follow_ups) and by.may(policy.answer_follow_up, on=follow_ups[0]),
        "may_manage": by.may(policy.manage, on=shown),
    }
    return everything(
        request,
        PROJECT,
        ids=[pk],
        title=shown.title,
        way=way(request, shown),
        more="projects/record/_more.html",
        extra=extra,
    )
