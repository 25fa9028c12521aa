"""Frameworks: the list with what the catalogue offers, one of them, its words, its versions, its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from samphan.frameworks import policy
from samphan.frameworks.actions import framework as actions
from samphan.frameworks.actions.items import follow_items
from samphan.frameworks.actions.records import WORDS
from samphan.frameworks.forms.framework import (
    FollowForm,
    FrameworkForm,
    PlanForm,
    VersionForm,
    shown_year,
)
from samphan.frameworks.models import Framework, FrameworkKind, FrameworkState
from samphan.frameworks.queries import frameworks as queries
from samphan.frameworks.queries.alignments import counts, kinds
from samphan.frameworks.queries.packs import packs
from samphan.frameworks.views.common import address, way_to
from samphan.kit import panels
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind
from samphan.kit.pages import ReasonForm, form_page, run_act
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest

PAGE = "frameworks.framework"


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="title")


def frameworks(request: NetworkRequest) -> HttpResponse:
    """What the network measures itself against, and what it could adopt."""
    request.actor.must(policy.enter, on=request.network)
    state = _state(request)
    page = state.paginate(queries.frameworks(request.actor, state))
    table = Table(
        key="frameworks",
        caption=_("Frameworks"),
        columns=(
            Column(_("Framework or plan"), "title"),
            Column(_("Kind"), "kind"),
            Column(_("Version"), "year"),
            Column(_("Items"), kind="number"),
            Column(_("State"), "state"),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search frameworks and plans"),
        filters=(
            Filter("kind", _("Kind"), [("", _("all")), *FrameworkKind.choices], state.filters["kind"]),
            Filter("state", _("State"), [("", _("all")), *FrameworkState.choices], state.filters["state"]),
        ),
        export_url=address(request, "export"),
    )
    may_keep = request.actor.may(policy.keep, on=request.network)
    context = {
        "table": table,
        "may_keep": may_keep,
        "offers": queries.offers(request.actor) if may_keep else [],
    }
    return render(request, "frameworks/frameworks.html", context)


def export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.enter, on=request.network)
    return spreadsheet(
        _("Frameworks"),
        [
            _("Code"),
            _("Title in Thai"),
            _("Title in English"),
            _("Kind"),
            _("Version"),
            _("From the year"),
            _("Until the year"),
            _("Items"),
            _("State"),
            _("Source"),
            _("Terms of use"),
        ],
        (
            [
                row.code,
                row.title_th,
                row.title_en,
                str(row.get_kind_display()),
                row.edition,
                shown_year(row.from_year),
                shown_year(row.until_year),
                row.item_count,  # type: ignore[attr-defined]  # annotated by the query
                str(row.get_state_display()),
                row.source,
                row.licence,
            ]
            for row in queries.frameworks(request.actor, _state(request))
        ),
    )


def offer(request: NetworkRequest, code: str) -> HttpResponse:
    """A framework of the catalogue before it is adopted: all its items, its source and terms."""
    request.actor.must(policy.enter, on=request.network)
    pack = packs().get(code)
    if pack is None:
        raise Http404(code)
    known = Framework.objects.for_actor(request.actor).filter(code=code, edition=pack.edition).first()
    context = {
        "pack": pack,
        "groups": [(axis, pack.of(axis.code)) for axis in pack.axes],
        "adopted": known,
        "may_keep": request.actor.may(policy.keep, on=request.network),
        "way": way_to(request),
    }
    return render(request, "frameworks/offer.html", context)


@require_POST
def adopt(request: NetworkRequest, code: str) -> HttpResponse:
    """The network takes a framework of the catalogue."""
    request.actor.must(policy.keep, on=request.network)
    made: list[Framework] = []
    answer = run_act(
        request,
        lambda: made.append(actions.adopt_framework(by=request.actor, code=code, today=timezone.localdate())),
        address(request, "frameworks"),
        _(
            "Adopted. It is a copy of your own now: what is aligned with it stays, whatever the catalogue says later."
        ),
    )
    if made:
        answer["Location"] = address(request, "framework", made[0].pk)
    return answer


def framework(request: NetworkRequest, pk: int) -> HttpResponse:
    """One version with its items, and how much is aligned with each."""
    shown = queries.load_framework(request.actor, pk)
    match = request.resolver_match
    context = {
        "framework": shown,
        "page": queries.framework_page(request.actor, shown),
        "may_manage": request.actor.may(policy.manage, on=shown),
        "may_write": request.actor.may(policy.write_items, on=shown),
        "tabs": panels.tabs(PAGE, by=request.actor, on=shown, current=match.view_name if match else ""),
        "way": way_to(request),
    }
    return render(request, "frameworks/framework.html", context)


def framework_export(request: NetworkRequest, pk: int) -> HttpResponse:
    """All items of a version with how much is aligned with each, as a workbook."""
    shown = queries.load_framework(request.actor, pk)
    groups = queries.groups_of(request.actor, shown, counts(request.actor, shown))
    codes: dict[int | None, str] = {row.item.pk: row.item.code for group in groups for row in group.rows}
    every = kinds()
    return spreadsheet(
        str(shown.title),
        [
            _("Group"),
            _("Code"),
            pgettext("framework", "Part of"),
            _("Title in Thai"),
            _("Title in English"),
            _("Explanation in Thai"),
            _("Explanation in English"),
            _("Codes of other frameworks"),
            *(str(kind.label) for kind in every),
        ],
        (
            [
                str(shown.axis_name(row.item.axis)),
                row.item.code,
                codes.get(row.item.parent_id, ""),
                row.item.title_th,
                row.item.title_en,
                row.item.words_th,
                row.item.words_en,
                ", ".join(row.item.crosswalk),
                *({each.code: number for each, number in row.counts}.get(kind.code, 0) for kind in every),
            ]
            for group in groups
            for row in group.rows
        ),
    )


def create(request: NetworkRequest) -> HttpResponse:
    """A new plan of the network's own."""
    request.actor.must(policy.keep, on=request.network)

    def make(form: PlanForm) -> Framework:
        words = {name: form.cleaned_data[name] for name in (*WORDS, "kind", "edition")}
        return actions.write_plan(by=request.actor, today=timezone.localdate(), **words)

    return form_page(
        request,
        bind(PlanForm, request, initial={"kind": FrameworkKind.STRATEGY}),
        title=_("New plan"),
        said=_("Its items are typed, or pasted as a list, on the next page."),
        act=make,
        then=lambda made: address(request, "framework", made.pk),
        back=address(request, "frameworks"),
        way=way_to(request),
    )


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """What is said about a framework."""
    shown = queries.load_framework(request.actor, pk)
    request.actor.must(policy.manage, on=shown)
    here = address(request, "framework", pk)
    initial: dict[str, Any] = {name: getattr(shown, name) for name in (*WORDS, "version")}
    initial |= {name: shown_year(initial[name]) for name in ("from_year", "until_year")}
    return form_page(
        request,
        bind(FrameworkForm, request, initial=initial),
        title=_("Change"),
        subtitle=shown.title,
        act=lambda form: actions.describe_framework(by=request.actor, framework=shown, **form.cleaned_data),
        then=lambda _changed: here,
        back=here,
        way=way_to(request, shown),
    )


def version(request: NetworkRequest, pk: int) -> HttpResponse:
    """A new version of an own plan."""
    shown = queries.load_framework(request.actor, pk)
    request.actor.must(policy.write_items, on=shown)
    return form_page(
        request,
        bind(VersionForm, request, initial={"version": shown.version}),
        title=_("New version"),
        subtitle=shown.title,
        said=_(
            "The new version begins with the same items, which you then change. What is aligned with the present one"
            " stays with it and remains readable; each new item says which old one it follows."
        ),
        act=lambda form: actions.begin_version(
            by=request.actor, framework=shown, today=timezone.localdate(), **form.cleaned_data
        ),
        then=lambda made: address(request, "framework", made.pk),
        back=address(request, "framework", pk),
        way=way_to(request, shown),
    )


def follow(request: NetworkRequest, pk: int) -> HttpResponse:
    """Which items of the version before those items follow that have no counterpart of the same code."""
    shown = queries.load_framework(request.actor, pk)
    request.actor.must(policy.manage, on=shown)
    items, older = queries.unfollowed(request.actor, shown)
    here = address(request, "framework", pk)
    return form_page(
        request,
        bind(FollowForm, request, items=items, older=older),
        title=_("Which items follow which"),
        subtitle=shown.title,
        said=_(
            "Items of the same code follow each other already. Choose for the others which old item each follows;"
            " what is new follows none. A choice is changed or taken back on the page of the item."
        ),
        act=lambda form: follow_items(by=request.actor, framework=shown, pairs=form.pairs()),
        then=lambda _changed: here,
        back=here,
        way=way_to(request, shown),
    )


def withdraw(request: NetworkRequest, pk: int) -> HttpResponse:
    """Nothing new is aligned with it from now on."""
    shown = queries.load_framework(request.actor, pk)
    request.actor.must(policy.manage, on=shown)
    here = address(request, "framework", pk)
    return form_page(
        request,
        bind(ReasonForm, request),
        title=pgettext("framework", "Withdraw"),
        subtitle=shown.title,
        said=_("It stays readable with everything that is aligned with it; nothing new is aligned with it."),
        act=lambda form: actions.withdraw_framework(by=request.actor, framework=shown, **form.cleaned_data),
        then=lambda _withdrawn: here,
        back=here,
        way=way_to(request, shown),
        kind="danger",
    )


@require_POST
def restore(request: NetworkRequest, pk: int) -> HttpResponse:
    """Bring a withdrawn version back."""
    shown = queries.load_framework(request.actor, pk)
    return run_act(
        request,
        lambda: actions.restore_framework(by=request.actor, framework=shown),
        address(request, "framework", pk),
    )
