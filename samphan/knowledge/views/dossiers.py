"""Dossiers: the list, one of them with how ready it is, its cover, its projects, own words, closing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from samphan.directory.models import Person
from samphan.directory.models.claim import claimed_by
from samphan.directory.queries.picking import Directory
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind
from samphan.kit.formats import thai_datetime
from samphan.kit.pages import Sheet, form_page, run_act, write_sheet
from samphan.kit.workbook import spreadsheet
from samphan.knowledge import policy
from samphan.knowledge.actions import dossier as actions
from samphan.knowledge.forms.dossier import BeginForm, CoverForm, PartForm, ProjectRowForm
from samphan.knowledge.models import Dossier
from samphan.knowledge.queries import dossiers as queries
from samphan.knowledge.queries.dossier_blocks import drawn
from samphan.knowledge.queries.picking import Projects
from samphan.knowledge.queries.rules import NoSuchRules, all_rules
from samphan.knowledge.views.cases import as_html
from samphan.knowledge.views.papers import shown_papers

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def address(request: NetworkRequest, name: str, *args: object) -> str:
    """An address of this app in the network of the request."""
    return reverse(f"knowledge:{name}", args=[request.network.slug, *args])


def load(request: NetworkRequest, pk: int) -> Dossier:
    """The dossier of an address, or 404 where the actor may not see it."""
    found = Dossier.objects.for_actor(request.actor).select_related("unit", "network")
    return get_object_or_404(found, pk=pk)


def way_to(request: NetworkRequest, dossier: Dossier | None = None) -> list[tuple[Any, str]]:
    """The crumbs of pages of dossiers."""
    way: list[tuple[Any, str]] = [(_("Dossiers"), address(request, "dossiers"))]
    return [*way, (dossier.title, address(request, "dossier", dossier.pk))] if dossier else way


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="title")


def dossiers(request: NetworkRequest) -> HttpResponse:
    """The own dossiers; all of them for who helps others."""
    request.actor.must(policy.write_own, on=request.network)
    state = _state(request)
    page = state.paginate(queries.dossiers(request.actor, state))
    packs = [("", _("all")), *((code, each.title) for code, each in all_rules().items())]
    states = [("", _("open")), ("closed", pgettext("dossier", "closed")), ("all", _("all"))]
    table = Table(
        key="dossiers",
        caption=_("Dossiers"),
        columns=(
            Column(_("Title"), "title"),
            Column(_("Holder"), "holder"),
            Column(_("For what")),
            Column(_("Projects"), kind="number"),
            Column(_("Changed"), "changed"),
        ),
        rows=[(each, all_rules().get(each.pack)) for each in page.object_list],
        page=page,
        state=state,
        search_label=_("Search dossiers"),
        filters=(
            Filter("pack", _("For what"), packs, state.filters["pack"]),
            Filter("state", _("State"), states, state.filters["state"]),
        ),
        export_url=address(request, "dossiers_export"),
    )
    return render(request, "knowledge/dossiers.html", {"table": table})


def export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.write_own, on=request.network)
    rows = queries.dossiers(request.actor, _state(request))
    heads = [_("Title in Thai"), _("Title in English"), _("Holder"), _("Position applied for"), _("For what")]
    return spreadsheet(
        _("Dossiers"),
        [*heads, _("Projects"), _("Changed"), _("State")],
        (
            [
                each.title_th,
                each.title_en,
                each.holder_name,
                each.position_wanted,
                str(rules.title) if (rules := all_rules().get(each.pack)) else each.pack,
                each.project_count,
                thai_datetime(each.changed_at, "short"),
                pgettext("dossier", "closed") if each.closed_at else _("open"),
            ]
            for each in rows
        ),
    )


def begin(request: NetworkRequest) -> HttpResponse:
    """Begin a dossier; name and unit come from the person that the user is."""
    request.actor.must(policy.write_own, on=request.network)
    person = Person.objects.for_actor(request.actor).filter(pk__in=claimed_by(request.actor)).first()
    packs = [(code, str(each.title)) for code, each in all_rules().items()]
    initial = {
        "pack": packs[0][0] if packs else "",
        "holder_name": person.name_th if person else request.actor.label,
    }
    return form_page(
        request,
        bind(BeginForm, request, packs=packs, directory=Directory(request.actor), initial=initial),
        title=_("Begin a dossier"),
        said=_(
            "The dossier fills itself from the records of your projects. Each part says what is still missing, and where to write it."
        ),
        act=lambda form: actions.begin_dossier(by=request.actor, person=person, **form.cleaned_data),
        then=lambda made: address(request, "dossier", made.pk),
        back=address(request, "dossiers"),
        way=way_to(request),
        label=_("Begin"),
    )


def dossier(request: NetworkRequest, pk: int) -> HttpResponse:
    """One dossier: how ready each part is, what is missing and where to write it, who signed, the papers."""
    shown = load(request, pk)
    try:
        page = queries.dossier_page(request.actor, shown)
    except NoSuchRules as error:
        raise Http404(_("The rules of this dossier are no longer in the catalogue.")) from error
    context = {
        "dossier": shown,
        "page": page,
        "may_write": request.actor.may(policy.write, on=shown),
        "may_reopen": shown.closed_at is not None and request.actor.may(policy.reopen, on=shown),
        "papers": shown_papers(request, page.issues),
    }
    return render(request, "knowledge/dossier.html", context)


def cover(request: NetworkRequest, pk: int) -> HttpResponse:
    """What stands on the cover."""
    shown = load(request, pk)
    request.actor.must(policy.write, on=shown)
    initial = {name: getattr(shown, name) for name in ("version", *actions.FIELDS)} | {"unit": shown.unit_id}
    directory = Directory(request.actor, organisations=[shown.unit_id])
    here = address(request, "dossier", pk)
    return form_page(
        request,
        bind(CoverForm, request, directory=directory, initial=initial),
        title=_("Cover"),
        act=lambda form: actions.describe_dossier(by=request.actor, dossier=shown, **form.cleaned_data),
        then=lambda _dossier: here,
        back=here,
        way=way_to(request, shown),
    )


def choose(request: NetworkRequest, pk: int) -> HttpResponse:
    """The projects that the dossier tells about, those that one keeps first."""
    shown = load(request, pk)
    request.actor.must(policy.write, on=shown)
    rows = list(shown.projects.order_by("order", "id"))
    projects = Projects(request.actor)
    projects.labels(each.project_id for each in rows)  # all of them at once, before each row asks for its own
    here = address(request, "dossier", pk)
    return write_sheet(
        request,
        Sheet(
            title=_("Projects of the dossier"),
            add_label=_("Add a project"),
            row=ProjectRowForm,
            initial=[
                {
                    "project": each.project_id,
                    "own_part_th": each.own_part_th,
                    "own_part_en": each.own_part_en,
                }
                for each in rows
            ],
            version=shown.version,
            act=lambda found, version: actions.choose_projects(
                by=request.actor,
                dossier=shown,
                rows=[actions.Chosen(**row) for row in found],
                version=version,
            ),
            back=here,
            way=way_to(request, shown),
            subtitle=shown.title,
            row_kwargs={"projects": projects},
        ),
    )


def project_options(request: NetworkRequest) -> HttpResponse:
    """The projects that a picker offers for ``?q=``."""
    request.actor.must(policy.write_own, on=request.network)
    found = [(*each, "") for each in Projects(request.actor).offers(request.GET.get("q", "")[:200])]
    return render(request, "kit/options.html", {"options": found})


def part(request: NetworkRequest, pk: int, code: str) -> HttpResponse:
    """Own words for a part, beside what the records give."""
    shown = load(request, pk)
    request.actor.must(policy.write, on=shown)
    page = queries.dossier_page(request.actor, shown)
    try:
        asked = page.rules.part(code)
    except LookupError as error:
        raise Http404 from error
    own = page.facts.words.get(code)
    here = address(request, "dossier", pk)
    initial = {
        "version": shown.version,
        "words_th": own.words_th if own else "",
        "words_en": own.words_en if own else "",
        "is_in_place": bool(own and own.is_in_place),
    }
    return form_page(
        request,
        bind(PartForm, request, initial=initial),
        title=asked.title,
        subtitle=shown.title,
        said=asked.words,
        act=lambda form: actions.write_part(by=request.actor, dossier=shown, part=code, **form.cleaned_data),
        then=lambda _dossier: f"{here}#part-{code}",
        back=here,
        way=way_to(request, shown),
        template="knowledge/dossier_part.html",
        extra={
            "drawn": [
                (each.project, as_html(str(shown.title), drawn(asked.draws, each, page.told)))
                for each in page.facts.projects
            ]
        },
    )


@require_POST
def close(request: NetworkRequest, pk: int) -> HttpResponse:
    """It was handed in, or is no longer needed."""
    shown = load(request, pk)
    return run_act(
        request,
        lambda: actions.close_dossier(by=request.actor, dossier=shown, now=timezone.now()),
        address(request, "dossier", pk),
        _("The dossier is closed. It stays readable."),
    )


@require_POST
def reopen(request: NetworkRequest, pk: int) -> HttpResponse:
    """Go on with a closed dossier."""
    shown = load(request, pk)
    return run_act(
        request,
        lambda: actions.reopen_dossier(by=request.actor, dossier=shown),
        address(request, "dossier", pk),
    )
