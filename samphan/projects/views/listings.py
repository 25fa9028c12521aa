"""Offers and needs: the list, one of them with its suggestions, its form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from samphan.directory.queries.picking import Directory
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind
from samphan.kit.pages import form_page, run_act
from samphan.kit.workbook import spreadsheet
from samphan.projects import policy, transitions
from samphan.projects.actions import listings as actions
from samphan.projects.forms.work import ListingForm
from samphan.projects.models import Listing, ListingKind, ListingMatch, ListingState, MatchState, Side
from samphan.projects.queries import listings as queries
from samphan.projects.queries.matches import matches, reasons_between
from samphan.projects.queries.roadmap import themes
from samphan.projects.views.common import address, load, page, with_origins

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="title")


def listings(request: NetworkRequest) -> HttpResponse:
    """Offers and needs of the institutions."""
    request.actor.must(policy.enter, on=request.network)
    state = _state(request)
    today = timezone.localdate()
    listed = state.paginate(queries.listings(request.actor, state, today=today))
    rows = with_origins(request.actor, "listing", list(listed.object_list))
    every = ("", _("all"))
    states: list[tuple[str, Any]] = [
        ("", _("open")),
        ("all", _("all")),
        (ListingState.MATCHED.value, ListingState.MATCHED.label),
        (queries.EXPIRED, _("expired")),
        (ListingState.CLOSED.value, ListingState.CLOSED.label),
    ]
    table = Table(
        key="listings",
        caption=_("Offers and needs"),
        columns=(
            Column(_("Offer or need"), "title"),
            Column(_("Institution"), "organisation"),
            Column(_("Place")),
            Column(_("Valid until"), "until"),
        ),
        rows=rows,
        page=listed,
        state=state,
        search_label=_("Search offers and needs"),
        filters=(
            Filter("side", _("Side"), [every, *Side.choices], state.filters["side"]),
            Filter("kind", _("Kind"), [every, *ListingKind.choices], state.filters["kind"]),
            Filter(
                "owner",
                _("Institution"),
                [every, *queries.listing_owners(request.actor)],
                state.filters["owner"],
            ),
            Filter(
                "theme", pgettext("tag", "Theme"), [every, *themes(request.actor)], state.filters["theme"]
            ),
            Filter("state", _("State"), states, state.filters["state"]),
        ),
        export_url=address(request, "listings_export"),
    )
    context = {
        "table": table,
        "today": today,
        "may_write": request.actor.may(policy.answer_some_call, on=request.network),
    }
    return render(request, "projects/listings.html", context)


def export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.enter, on=request.network)
    return spreadsheet(
        _("Offers and needs"),
        [
            _("Side"),
            _("Kind"),
            _("Title in Thai"),
            _("Title in English"),
            _("Detail"),
            _("Institution"),
            _("Place"),
            _("Themes"),
            pgettext("listing", "Contact"),
            _("Valid until"),
            _("State"),
        ],
        (
            [
                str(row.get_side_display()),
                str(row.get_kind_display()),
                row.title_th,
                row.title_en,
                row.detail,
                row.organisation.name,
                row.place,
                ", ".join(str(each.theme.name) for each in row.themes.all()),
                row.contact,
                row.valid_until,
                str(row.get_state_display()),
            ]
            for row in queries.listings(request.actor, _state(request), today=timezone.localdate())
        ),
    )


def _load(request: NetworkRequest, pk: int) -> Listing:
    rows = Listing.objects.for_actor(request.actor).select_related("organisation")
    return load(rows.prefetch_related("themes__theme"), pk)


def _way(request: NetworkRequest, listing: Listing | None = None) -> list[tuple[Any, str]]:
    way = [(_("Offers and needs"), address(request, "listings"))]
    return [*way, (listing.title, address(request, "listing", listing.pk))] if listing else way


def listing(request: NetworkRequest, pk: int) -> HttpResponse:
    """One offer or need, and what may answer it."""
    shown = _load(request, pk)
    today = timezone.localdate()
    may_write = request.actor.may(policy.write_listing, on=shown)
    context = {
        "listing": shown,
        "matches": matches(request.actor, shown, today=today),
        "may_write": may_write,
        "acts": transitions.acts(transitions.LISTING, shown.state) if may_write else (),
        "is_expired": bool(
            shown.state == ListingState.OPEN and shown.valid_until and shown.valid_until < today
        ),
    }
    return page(request, "projects/listing.html", context, kind="listing", panel="projects.listing", on=shown)


def create(request: NetworkRequest) -> HttpResponse:
    """The form of a new offer or need, of any institution or of those that the reader represents."""
    request.actor.must(policy.answer_some_call, on=request.network)
    directory = Directory(request.actor) if request.actor.may(policy.create, on=request.network) else None
    side = request.GET.get("side", Side.OFFER)

    def make(form: ListingForm) -> Listing:
        words = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return actions.write_listing(by=request.actor, **words)

    return form_page(
        request,
        bind(
            ListingForm,
            request,
            initial={"side": side if side in Side.values else Side.OFFER},
            actor=request.actor,
            directory=directory,
            is_new=True,
        ),
        title=_("New offer or need"),
        act=make,
        then=lambda made: address(request, "listing", made.pk),
        back=address(request, "listings"),
        way=_way(request),
    )


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of an offer or a need."""
    shown = _load(request, pk)
    request.actor.must(policy.write_listing, on=shown)
    initial = {name: getattr(shown, name) for name in ("version", *actions.LISTING_FIELDS)}
    initial["themes"] = ", ".join(each.theme.name_th for each in shown.themes.all())
    here = address(request, "listing", pk)
    return form_page(
        request,
        bind(ListingForm, request, initial=initial, actor=request.actor, directory=None, is_new=False),
        title=_("Change"),
        subtitle=shown.organisation.name,
        act=lambda form: actions.write_listing(
            by=request.actor, organisation=shown.organisation, listing=shown, **form.cleaned_data
        ),
        then=lambda _listing: here,
        back=here,
        way=_way(request, shown),
    )


@require_POST
def advance(request: NetworkRequest, pk: int, act: str) -> HttpResponse:
    """Mark as matched, close, or open again."""
    shown = _load(request, pk)
    if act not in {transitions.MATCH, transitions.CLOSE, transitions.REOPEN}:
        raise Http404
    return run_act(
        request,
        lambda: actions.advance_listing(by=request.actor, listing=shown, act=act),
        address(request, "listing", pk),
    )


@require_POST
def decide(request: NetworkRequest, pk: int, other: int) -> HttpResponse:
    """Accept or dismiss a suggestion; the reasons that were shown are kept with it."""
    shown, found = _load(request, pk), _load(request, other)
    offer, need = (shown, found) if shown.side == Side.OFFER else (found, shown)
    state = MatchState.ACCEPTED if request.POST.get("accept") == "1" else MatchState.DISMISSED

    def run() -> ListingMatch:
        reasons = [(each.code, each.found) for each in reasons_between(request.actor, offer, need)]
        return actions.decide_match(
            by=request.actor, offer=offer, need=need, state=state, reasons=reasons, now=timezone.now()
        )

    return run_act(request, run, address(request, "listing", pk))
