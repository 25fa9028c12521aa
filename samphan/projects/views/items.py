"""Items of roadmaps: the list over all of them, one item, its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from samphan.directory.queries.picking import Directory
from samphan.kit.bilingual import is_thai
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind
from samphan.kit.numbers import number_in
from samphan.kit.pages import Sheet, form_page, write_sheet
from samphan.kit.pages import run_act as act
from samphan.kit.workbook import spreadsheet
from samphan.projects import policy
from samphan.projects.actions import item_parts
from samphan.projects.actions import items as actions
from samphan.projects.forms.roadmap import ItemForm, MeasureRowForm, NeedsForm, PartnerRowForm, ReportForm
from samphan.projects.models import Horizon, ItemState, Roadmap, RoadmapItem
from samphan.projects.queries import items as queries
from samphan.projects.queries.roadmap import owners, themes
from samphan.projects.views.common import address, load, page, with_origins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="title")


def items(request: NetworkRequest) -> HttpResponse:
    """All items of the network's roadmaps."""
    request.actor.must(policy.enter, on=request.network)
    state = _state(request)
    listed = state.paginate(queries.items(request.actor, state))
    rows = queries.with_progress(request.actor, listed.object_list)
    with_origins(request.actor, "item", [row.item for row in rows])
    every = _("all")
    plans = (
        Roadmap.objects.for_actor(request.actor).filter(archived_at__isnull=True).order_by("sort_key", "id")
    )
    choices: dict[str, tuple[Any, Sequence[Any]]] = {
        "roadmap": (_("Roadmap"), [(str(each.pk), str(each.title)) for each in plans]),
        "owner": (_("Responsible organisation"), owners(request.actor)),
        "theme": (pgettext("tag", "Theme"), themes(request.actor)),
        "horizon": (_("Horizon"), queries.horizon_codes(request.actor)),
        "state": (_("State"), ItemState.choices),
    }
    table = Table(
        key="items",
        caption=_("Roadmap items"),
        columns=(
            Column(_("Item"), "title"),
            Column(_("Horizon")),
            Column(_("Responsible"), "owner"),
            Column(_("Until"), "until"),
            Column(_("State"), "state"),
            Column(_("Progress")),
        ),
        rows=rows,
        page=listed,
        state=state,
        search_label=_("Search items"),
        filters=[
            Filter(name, label, [("", every), *found], state.filters[name])
            for name, (label, found) in choices.items()
        ],
        export_url=address(request, "items_export"),
    )
    context = {
        "table": table,
        "today": timezone.localdate(),
    }
    return render(request, "projects/items.html", context)


def export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.enter, on=request.network)
    language = "th" if is_thai() else "en"
    rows = queries.with_progress(request.actor, queries.items(request.actor, _state(request)))
    return spreadsheet(
        _("Roadmap items"),
        [
            _("Roadmap"),
            _("Horizon"),
            _("Title in Thai"),
            _("Title in English"),
            _("Responsible organisation"),
            _("Responsible unit or person"),
            _("From"),
            _("Until"),
            _("State"),
            _("Progress in per cent"),
            _("Measured parts"),
            pgettext("roadmap", "Parts"),
            pgettext("tag", "Theme"),
        ],
        (
            [
                row.item.roadmap.title,
                row.item.horizon.code,
                row.item.title_th,
                row.item.title_en,
                row.item.owner.name if row.item.owner else "",
                row.item.owner_label,
                row.item.starts.format(language) if row.item.starts else "",
                row.item.ends.format(language) if row.item.ends else "",
                str(row.item.get_state_display()),
                row.progress.value,
                row.progress.measured,
                row.progress.of,
                row.item.theme.name if row.item.theme else "",
            ]
            for row in rows
        ),
    )


def _load(request: NetworkRequest, pk: int) -> RoadmapItem:
    rows = RoadmapItem.objects.for_actor(request.actor)
    return load(rows.select_related("roadmap", "horizon", "owner", "theme", "parent"), pk)


def _way(request: NetworkRequest, roadmap: Roadmap, item: RoadmapItem | None = None) -> list[tuple[Any, str]]:
    way = [
        (_("Roadmap"), address(request, "roadmaps")),
        (roadmap.title, address(request, "roadmap", roadmap.pk)),
    ]
    return [*way, (item.title, address(request, "item", item.pk))] if item else way


def item(request: NetworkRequest, pk: int) -> HttpResponse:
    """One item with everything that stands with it."""
    shown = _load(request, pk)
    horizons = Horizon.objects.for_actor(request.actor).filter(roadmap=shown.roadmap).order_by("order", "id")
    context = {
        "item": shown,
        "page": queries.item_page(request.actor, shown),
        "may_manage": request.actor.may(policy.manage, on=shown),
        "may_report": request.actor.may(policy.report, on=shown),
        "is_overdue": queries.is_overdue(shown, timezone.localdate()),
        "horizons": list(horizons),
    }
    return page(request, "projects/item.html", context, kind="item", panel="projects.item", on=shown)


def _form_kwargs(
    request: NetworkRequest, roadmap: Roadmap, shown: RoadmapItem | None = None
) -> dict[str, Any]:
    others = RoadmapItem.objects.for_actor(request.actor).filter(roadmap=roadmap).order_by("sort_key", "id")
    horizons = Horizon.objects.for_actor(request.actor).filter(roadmap=roadmap).order_by("order", "id")
    return {
        "directory": Directory(request.actor, organisations=[shown.owner_id] if shown else []),
        "horizons": list(horizons),
        "items": [each for each in others if shown is None or each.pk != shown.pk],
    }


def create(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a new item of a roadmap."""
    roadmap = load(Roadmap.objects.for_actor(request.actor), pk)
    request.actor.must(policy.manage, on=roadmap)
    initial = {
        "weight": 1,
        "horizon": number_in(request.GET.get("horizon")),
        "parent": number_in(request.GET.get("parent")),
    }

    def make(form: ItemForm) -> RoadmapItem:
        words = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return actions.add_item(by=request.actor, roadmap=roadmap, now=timezone.now(), **words)

    return form_page(
        request,
        bind(ItemForm, request, initial=initial, **_form_kwargs(request, roadmap)),
        title=_("New item"),
        subtitle=roadmap.title,
        act=make,
        then=lambda made: address(request, "item", made.pk),
        back=address(request, "roadmap", pk),
        way=_way(request, roadmap),
    )


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of what is said about an item."""
    shown = _load(request, pk)
    request.actor.must(policy.manage, on=shown)
    initial = {name: getattr(shown, name) for name in ("version", *actions.ITEM_FIELDS)}
    initial["theme"] = shown.theme.name_th if shown.theme else ""
    here = address(request, "item", pk)
    return form_page(
        request,
        bind(ItemForm, request, initial=initial, **_form_kwargs(request, shown.roadmap, shown)),
        title=_("Change the item"),
        act=lambda form: actions.describe_item(
            by=request.actor, item=shown, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _item: here,
        back=here,
        way=_way(request, shown.roadmap, shown),
    )


def report(request: NetworkRequest, pk: int) -> HttpResponse:
    """Say how far an item is."""
    shown = _load(request, pk)
    request.actor.must(policy.report, on=shown)
    here = address(request, "item", pk)
    initial = {"version": shown.version, "state": shown.state, "progress": shown.progress}
    has_parts = shown.parts.exists()
    return form_page(
        request,
        bind(ReportForm, request, initial=initial, has_parts=has_parts),
        title=_("Say how far it is"),
        subtitle=shown.title,
        said=_("This item has parts: its progress is counted from them.") if has_parts else "",
        act=lambda form: actions.report_item(
            by=request.actor, item=shown, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _status: here,
        back=here,
        way=_way(request, shown.roadmap, shown),
        success=_("It stands in the history of the item."),
    )


def partners(request: NetworkRequest, pk: int) -> HttpResponse:
    """The partners of an item, written as a list."""
    shown = _load(request, pk)
    request.actor.must(policy.manage, on=shown)
    rows = list(shown.partners.order_by("order", "id"))
    posted = [number_in(value) for name, value in request.POST.items() if name.endswith("-organisation")]
    directory = Directory(request.actor, organisations=[*(each.organisation_id for each in rows), *posted])
    return write_sheet(
        request,
        Sheet(
            title=_("Partners"),
            add_label=_("Add a partner"),
            row=PartnerRowForm,
            initial=[
                {"id": each.pk, "organisation": each.organisation_id, "role": each.role} for each in rows
            ],
            version=shown.version,
            act=lambda rows, version: item_parts.name_item_partners(
                by=request.actor,
                item=shown,
                rows=[item_parts.PartnerRow(row["organisation"], row["role"]) for row in rows],
                version=version,
            ),
            back=address(request, "item", pk),
            way=_way(request, shown.roadmap, shown),
            subtitle=shown.title,
            row_kwargs={"directory": directory},
        ),
    )


def measures(request: NetworkRequest, pk: int) -> HttpResponse:
    """The measures of an item, written as a list."""
    shown = _load(request, pk)
    request.actor.must(policy.report, on=shown)
    fields = ("name_th", "name_en", "unit", "baseline", "target", "actual")
    rows = shown.measures.order_by("order", "id")
    return write_sheet(
        request,
        Sheet(
            title=_("Measures"),
            add_label=_("Add a measure"),
            row=MeasureRowForm,
            initial=[{"id": each.pk, **{name: getattr(each, name) for name in fields}} for each in rows],
            version=shown.version,
            act=lambda rows, version: item_parts.write_measures(
                by=request.actor,
                item=shown,
                rows=[item_parts.MeasureRow(**row) for row in rows],
                version=version,
            ),
            back=address(request, "item", pk),
            way=_way(request, shown.roadmap, shown),
            subtitle=shown.title,
            help=_("A number that nobody measured stays empty; 0 is a number."),
        ),
    )


def needs(request: NetworkRequest, pk: int) -> HttpResponse:
    """What an item needs first, ticked among the items of its roadmap."""
    shown = _load(request, pk)
    request.actor.must(policy.manage, on=shown)
    others = RoadmapItem.objects.for_actor(request.actor).filter(roadmap=shown.roadmap).exclude(pk=pk)
    here = address(request, "item", pk)
    initial = {"version": shown.version, "needs": list(shown.needs.values_list("needs_id", flat=True))}
    return form_page(
        request,
        bind(NeedsForm, request, initial=initial, items=list(others.order_by("sort_key", "id"))),
        title=_("What it needs first"),
        subtitle=shown.title,
        act=lambda form: item_parts.tie_item(
            by=request.actor,
            item=shown,
            needs=form.cleaned_data["needs"],
            version=form.cleaned_data["version"],
        ),
        then=lambda _item: here,
        back=here,
        way=_way(request, shown.roadmap, shown),
    )


@require_POST
def move(request: NetworkRequest, pk: int) -> HttpResponse:
    """Move an item up or down in its horizon, or into another one."""
    shown = _load(request, pk)
    to = number_in(request.POST.get("horizon"))
    horizon = (
        Horizon.objects.for_actor(request.actor).filter(roadmap=shown.roadmap, pk=to).first() if to else None
    )
    way = {"up": True, "down": False}.get(request.POST.get("to", ""))
    return act(
        request,
        lambda: actions.move_item(by=request.actor, item=shown, up=way, horizon=horizon),
        f"{address(request, 'roadmap', shown.roadmap_id)}#item-{pk}",
    )
