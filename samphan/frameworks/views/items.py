"""The items of a framework: one of them, and writing those of own plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from samphan.frameworks import policy
from samphan.frameworks.actions import items as actions
from samphan.frameworks.forms.alignment import RATINGS
from samphan.frameworks.forms.framework import FollowOneForm, ImportForm, ItemForm, MatchForm
from samphan.frameworks.queries import alignments
from samphan.frameworks.queries import frameworks as queries
from samphan.frameworks.queries.picking import Items
from samphan.frameworks.views.common import address, way_to
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind
from samphan.kit.pages import form_page, run_act
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.frameworks.models import FrameworkItem
    from samphan.kit.http import NetworkRequest


def item(request: NetworkRequest, pk: int) -> HttpResponse:
    """One item with everything that is aligned with it."""
    shown = queries.load_item(request.actor, pk)
    page = queries.item_page(request.actor, shown)
    slug = request.network.slug
    context = {
        "item": shown,
        "framework": shown.framework,
        "axis": shown.framework.axis_name(shown.axis),
        "page": page,
        "aligned": [
            (
                each,
                [
                    (row, each.kind.thing(row), each.kind.url(slug, each.kind.thing(row).pk))
                    for row in each.rows
                ],
            )
            for each in page.aligned
        ],
        "may_manage": request.actor.may(policy.manage, on=shown),
        "may_write": request.actor.may(policy.write_items, on=shown.framework),
        "way": way_to(request, shown.framework),
    }
    return render(request, "frameworks/item.html", context)


def options(request: NetworkRequest) -> HttpResponse:
    """The items that a picker offers for ``?q=``."""
    request.actor.must(policy.enter, on=request.network)
    found = [(*each, "") for each in Items(request.actor).offers(request.GET.get("q", "")[:200])]
    return render(request, "kit/options.html", {"options": found})


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=alignments.SORTS, filters=alignments.FILTERS)


def item_aligned(request: NetworkRequest, pk: int, kind: str) -> HttpResponse:
    """All things of one kind that are aligned with an item: searched, sorted, narrowed."""
    shown, found, state = queries.load_item(request.actor, pk), alignments.kind_of(kind), _state(request)
    page = state.paginate(alignments.aligned_list(request.actor, shown, found, state))
    slug = request.network.slug
    table = Table(
        key="aligned",
        caption=found.label,
        columns=(
            Column(found.label, "title"),
            Column(_("Cell"), "cell"),
            Column(_("How it serves this")),
            Column(_("Rating"), "rating", kind="number"),
        ),
        rows=[(row, found.thing(row), found.url(slug, found.thing(row).pk)) for row in page.object_list],
        page=page,
        state=state,
        search_label=_("Search titles and how it serves this"),
        filters=_filters(request, shown, found, state),
        export_url=address(request, "item_aligned_export", pk, kind),
    )
    context = {
        "item": shown,
        "kind": found,
        "table": table,
        "way": way_to(request, shown.framework, shown),
    }
    return render(request, "frameworks/item_aligned.html", context)


def _filters(
    request: NetworkRequest, item: FrameworkItem, kind: alignments.AlignedKind, state: ListState
) -> list[Filter]:
    """By the other side of a cell, where the item is one side of any, and by rating."""
    others = [
        (str(each.pk), f"{each.code} {each.title}") for each in alignments.cells_of(request.actor, item, kind)
    ]
    whole = (alignments.WHOLE, _("as a whole"))
    (_empty, not_rated), *ratings = RATINGS
    by_rating = Filter(
        "rating",
        _("Rating"),
        [("", _("all")), *ratings, (alignments.UNRATED, not_rated)],
        state.filters["rating"],
    )
    if not others:
        return [by_rating]
    return [Filter("cell", _("Cell"), [("", _("all")), whole, *others], state.filters["cell"]), by_rating]


def aligned_export(request: NetworkRequest, pk: int, kind: str) -> HttpResponse:
    """What the list shows, as a workbook."""
    shown, found = queries.load_item(request.actor, pk), alignments.kind_of(kind)
    return spreadsheet(
        f"{found.label} {shown.code}",
        [
            _("Title in Thai"),
            _("Title in English"),
            _("Cell"),
            _("How it serves this"),
            _("Rating"),
            _("Aligned on"),
        ],
        (
            [
                found.thing(row).title_th,
                found.thing(row).title_en,
                f"{row.item.code} × {row.across.code}" if row.across else row.item.code,
                row.note,
                row.rating,
                timezone.localdate(row.made_at),
            ]
            for row in alignments.aligned_list(request.actor, shown, found, _state(request))
        ),
    )


def create(request: NetworkRequest, pk: int) -> HttpResponse:
    """A new item of an own plan; ``?under=`` names its parent."""
    framework = queries.load_framework(request.actor, pk)
    request.actor.must(policy.write_items, on=framework)
    others = queries.items_of(request.actor, framework)
    under = request.GET.get("under", "")
    parent = next((each for each in others if str(each.pk) == under), None)
    here = address(request, "framework", pk)

    def make(form: ItemForm) -> FrameworkItem:
        words = {name: form.cleaned_data[name] for name in actions.WORDS}
        return actions.add_item(by=request.actor, framework=framework, **words)

    return form_page(
        request,
        bind(ItemForm, request, others=others, initial={"parent": parent, "code": _next(parent, others)}),
        title=pgettext("framework", "New item"),
        subtitle=framework.title,
        act=make,
        then=lambda _made: here,
        back=here,
        way=way_to(request, framework),
    )


def _next(parent: FrameworkItem | None, items: list[FrameworkItem]) -> str:
    """The code that goes on from those beside it, where these are numbers."""
    before = f"{parent.code}." if parent else ""
    beside = [
        each.code.removeprefix(before)
        for each in items
        if each.parent_id == (parent.pk if parent else None) and each.code.startswith(before)
    ]
    numbers = [int(each) for each in beside if each.isdecimal() and each.isascii()]
    return "" if beside and not numbers else f"{before}{max(numbers, default=0) + 1}"


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """The words of an item, its code and its place."""
    shown = queries.load_item(request.actor, pk)
    request.actor.must(policy.write_items, on=shown.framework)
    others = [each for each in queries.items_of(request.actor, shown.framework) if each.pk != pk]
    here = address(request, "item", pk)
    return form_page(
        request,
        bind(
            ItemForm,
            request,
            others=others,
            initial={name: getattr(shown, name) for name in (*actions.WORDS, "version")},
        ),
        title=_("Change"),
        subtitle=f"{shown.code} {shown.title}",
        act=lambda form: actions.describe_item(by=request.actor, item=shown, **form.cleaned_data),
        then=lambda _changed: here,
        back=here,
        way=way_to(request, shown.framework, shown),
    )


def follow(request: NetworkRequest, pk: int) -> HttpResponse:
    """Which item of the version before one follows: chosen, changed, or taken back."""
    shown = queries.load_item(request.actor, pk)
    request.actor.must(policy.manage, on=shown)
    older = queries.older_items(request.actor, shown.framework)
    here = address(request, "item", pk)
    return form_page(
        request,
        bind(
            FollowOneForm, request, older=older, initial={"follows": shown.follows, "version": shown.version}
        ),
        title=_("Which item it follows"),
        subtitle=f"{shown.code} {shown.title}",
        said=_("Leave it empty where it follows none. What is aligned with either of them stays as it is."),
        act=lambda form: actions.follow_item(by=request.actor, item=shown, **form.cleaned_data),
        then=lambda _changed: here,
        back=here,
        way=way_to(request, shown.framework, shown),
    )


@require_POST
def remove(request: NetworkRequest, pk: int) -> HttpResponse:
    """Take an item out of an own plan."""
    shown = queries.load_item(request.actor, pk)
    there = address(request, "framework", shown.framework_id)
    return run_act(request, lambda: actions.remove_item(by=request.actor, item=shown), there)


def import_items(request: NetworkRequest, pk: int) -> HttpResponse:
    """A list of items, pasted or as a file."""
    framework = queries.load_framework(request.actor, pk)
    request.actor.must(policy.write_items, on=framework)
    here = address(request, "framework", pk)

    def bring(form: ImportForm) -> object:
        sent: Any = form.cleaned_data["upload"]
        content = sent.read() if sent else form.cleaned_data["text"]
        return actions.import_items(
            by=request.actor, framework=framework, content=content, name=sent.name if sent else ""
        )

    return form_page(
        request,
        bind(ImportForm, request),
        title=_("Bring a list of items"),
        subtitle=framework.title,
        act=bring,
        then=lambda _brought: here,
        back=here,
        way=way_to(request, framework),
    )


def matches(request: NetworkRequest, pk: int) -> HttpResponse:
    """Which items go with one."""
    shown = queries.load_item(request.actor, pk)
    request.actor.must(policy.manage, on=shown)
    others = [each for each in queries.items_of(request.actor, shown.framework) if each.pk != pk]
    here = address(request, "item", pk)
    chosen = [str(each.match_id) for each in queries.item_page(request.actor, shown).matches]
    return form_page(
        request,
        bind(MatchForm, request, others=others, initial={"chosen": chosen, "version": shown.version}),
        title=_("Goes with"),
        subtitle=f"{shown.code} {shown.title}",
        said=_(
            "What came with the product is our own suggestion; the source of the framework says nothing of it."
        ),
        act=lambda form: actions.match_item(
            by=request.actor, item=shown, matches=form.matches(), version=form.cleaned_data["version"]
        ),
        then=lambda _changed: here,
        back=here,
        way=way_to(request, shown.framework, shown),
    )
