"""News of the network, and what it shows to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.events.models import Event
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind
from samphan.kit.formats import date_range
from samphan.kit.pages import form_page, run_act
from samphan.kit.workbook import spreadsheet
from samphan.knowledge import policy
from samphan.knowledge.actions import news as actions
from samphan.knowledge.forms.library import EventsForm, NewsForm, SiteForm
from samphan.knowledge.models import NewsItem, ShownEvent, SiteSection
from samphan.knowledge.queries import news as queries
from samphan.knowledge.queries import site
from samphan.knowledge.views.cases import address
from samphan.tenancy import files

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest


def load(request: NetworkRequest, pk: int) -> NewsItem:
    """The piece of news of an address, or 404 where the actor may not see it."""
    return get_object_or_404(NewsItem.objects.for_actor(request.actor).select_related("picture"), pk=pk)


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="-published")


def news(request: NetworkRequest) -> HttpResponse:
    """All news; drafts for who keeps the library."""
    request.actor.must(policy.read_library, on=request.network)
    state = _state(request)
    page = state.paginate(queries.news(request.actor, state))
    states = [("", _("all")), ("published", _("published")), ("draft", _("draft"))]
    table = Table(
        key="news",
        caption=_("News"),
        columns=(Column(_("Title"), "title"), Column(_("Published"), "published"), Column(_("State"))),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search news"),
        filters=(Filter("state", _("State"), states, state.filters["state"]),),
        export_url=address(request, "news_export"),
    )
    may_keep = request.actor.may(policy.keep_library, on=request.network)
    return render(request, "knowledge/news.html", {"table": table, "may_keep": may_keep})


def export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.read_library, on=request.network)
    heads = [_("Title in Thai"), _("Title in English"), _("Text in Thai"), _("Text in English")]
    return spreadsheet(
        _("News"),
        [*heads, _("Address for more"), _("Published"), _("Stands first")],
        (
            [
                each.title_th,
                each.title_en,
                each.body_th,
                each.body_en,
                each.link,
                timezone.localtime(each.published_at).date() if each.published_at else None,
                _("yes") if each.is_pinned else _("no"),
            ]
            for each in queries.news(request.actor, _state(request))
        ),
    )


def news_item(request: NetworkRequest, pk: int) -> HttpResponse:
    """One piece of news."""
    item = load(request, pk)
    may_keep = request.actor.may(policy.keep_library, on=item)
    return render(request, "knowledge/news_item.html", {"item": item, "may_keep": may_keep})


def write(request: NetworkRequest, pk: int | None = None) -> HttpResponse:
    """Write a piece of news, a new one or one of them."""
    request.actor.must(policy.keep_library, on=request.network)
    item = load(request, pk) if pk else None
    names = (*actions.FIELDS, "version")
    initial = {name: getattr(item, name) for name in names} if item else {}
    back = address(request, "news_item", item.pk) if item else address(request, "news")

    def act(form: Any) -> NewsItem:
        said = {name: value for name, value in form.cleaned_data.items() if name != "upload"}
        brought = form.cleaned_data["upload"]
        upload = actions.Upload(brought.name, brought.read(files.MAX_SIZE + 1)) if brought else None
        return actions.write_news(by=request.actor, item=item, upload=upload, **said)

    return form_page(
        request,
        bind(NewsForm, request, initial=initial, has_picture=bool(item and item.picture_id)),
        title=_("Piece of news") if item else _("New piece of news"),
        act=act,
        then=lambda written: address(request, "news_item", written.pk),
        back=back,
        way=[(_("News"), address(request, "news"))],
    )


@require_POST
def publish(request: NetworkRequest, pk: int) -> HttpResponse:
    """Publish a piece of news."""
    item = load(request, pk)
    return run_act(
        request,
        lambda: actions.publish_news(by=request.actor, item=item, now=timezone.now()),
        address(request, "news_item", pk),
        _("The news is published."),
    )


@require_POST
def take_off(request: NetworkRequest, pk: int) -> HttpResponse:
    """Take a piece of news off."""
    item = load(request, pk)
    return run_act(
        request,
        lambda: actions.take_off_news(by=request.actor, item=item),
        address(request, "news_item", pk),
    )


def picture(request: NetworkRequest, pk: int) -> HttpResponse:
    """The picture of a piece of news."""
    return picture_response(load(request, pk))


def picture_response(item: NewsItem | None) -> HttpResponse:
    """The picture of a piece of news (loaded with it); nobody on the way keeps it."""
    if item is None or item.picture is None or not files.path_of(item.picture.sha256).exists():
        raise Http404(_("The file is not there any more."))
    response = files.served(item.picture, inline=True)
    response["Cache-Control"] = "no-store"
    return response


def what_is_public(request: NetworkRequest) -> HttpResponse:
    """What the network shows to everybody: each section, how much stands in it, where that is said, a look at it."""
    request.actor.must(policy.keep_library, on=request.network)
    here = address(request, "what_is_public")
    chosen = site.site_of(request.network.id)
    initial = {name: getattr(chosen, name) for name in (*actions.SITE_FIELDS, "version")} if chosen else {}
    return form_page(
        request,
        bind(SiteForm, request, initial=initial),
        title=_("What is public"),
        said=_(
            "These sections make the public pages of the network. Public pages never show contacts, and photographs only with"
            " the consent of the people in them."
        ),
        act=lambda form: actions.choose_public(by=request.actor, **form.cleaned_data),
        then=lambda _site: here,
        back=address(request, "library"),
        template="knowledge/what_is_public.html",
        extra={
            "sections": site.sections(request.actor),
            "public_url": reverse("knowledge_public:home", args=[request.network.slug]),
            "preview_url": address(request, "preview"),
            "is_open": bool(chosen and chosen.shows),
        },
    )


def preview(request: NetworkRequest) -> HttpResponse:
    """The public home page with every section, also those that are closed, before anybody else sees it."""
    request.actor.must(policy.keep_library, on=request.network)
    slug = request.network.slug
    chosen = site.site_of(request.network.id)
    context = {
        "site": chosen,
        "home": queries.home(request.network.id, slug, SiteSection.values),
        "tabs": site.tabs_of(slug, chosen.shows if chosen else ()),
        "is_preview": True,
        "back": address(request, "what_is_public"),
    }
    return render(request, "knowledge/preview.html", context)


def shown_events(request: NetworkRequest) -> HttpResponse:
    """Choose the events that everybody may read of."""
    request.actor.must(policy.keep_library, on=request.network)
    events = list(Event.objects.for_actor(request.actor).order_by("-starts", "id")[: queries.MOST_EVENTS])
    known = list(ShownEvent.objects.for_actor(request.actor).values_list("event_id", flat=True))
    back = address(request, "what_is_public")
    by_id = {each.pk: each for each in events}
    words = [
        (each, " · ".join(filter(None, [str(each.title), str(date_range(each.starts, each.ends))])))
        for each in events
    ]
    return form_page(
        request,
        bind(EventsForm, request, events=words, initial={"events": known}),
        title=_("Events that everybody may read of"),
        said=_("Title, days and place are shown, nothing else of an event."),
        act=lambda form: actions.choose_events(
            by=request.actor, events=[by_id[pk] for pk in form.cleaned_data["events"]], offered=by_id.keys()
        ),
        then=lambda _none: back,
        back=back,
        way=[(_("What is public"), back)],
    )
