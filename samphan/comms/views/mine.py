"""What concerns the reader: which messages, how often a summary, and calendars that a program follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.accounts.models import User
from samphan.comms import actions, policy
from samphan.comms.forms import FeedForm, MineForm
from samphan.comms.models import Addressee, CalendarFeed, Purpose
from samphan.comms.queries import calendar as queries
from samphan.comms.queries.addresses import digest_of
from samphan.kit.bilingual import Text
from samphan.kit.editing import attempt, bind, respond
from samphan.kit.errors import Problem
from samphan.kit.http import by_link
from samphan.tenancy import links
from samphan.tenancy.scope import NoSuchNetwork, user_scope

if TYPE_CHECKING:
    from samphan.kit.http import LinkRequest, NetworkRequest


def mine(request: NetworkRequest) -> HttpResponse:
    """My messages and my calendars in this network."""
    request.actor.must(policy.choose_own, on=request.network)
    address = _own_address(request)
    known = Addressee.objects.filter(network_id=request.network.id, address_key=address.lower()).first()
    stopped = known.stopped if known else []
    form = bind(
        MineForm,
        request,
        initial={
            "wanted": [code for code in Purpose.values if code not in stopped],
            "digest": digest_of(known, request.actor),
        },
    )
    return respond(
        request,
        form,
        act=lambda form: actions.choose_own_messages(
            by=request.actor,
            address=address,
            stopped=form.stopped(),
            digest=form.cleaned_data["digest"],
            now=timezone.now(),
        ),
        then=lambda _addressee: request.path,
        template="comms/mine.html",
        context={"address": address, "feeds": _feeds(request), "feed_form": _feed_form(request)},
        success=_("Your choice was saved."),
    )


def _own_address(request: NetworkRequest) -> str:
    return User.objects.get(pk=request.actor.user_id or 0).email


def _feed_form(request: NetworkRequest, *, is_posted: bool = False) -> FeedForm:
    choices = queries.choices(request.actor)
    return FeedForm(request.POST, choices=choices) if is_posted else FeedForm(choices=choices)


def _feeds(request: NetworkRequest) -> list[tuple[CalendarFeed, str, str]]:
    """Each followed calendar with its name and its address."""
    names = dict(queries.choices(request.actor))
    found = list(CalendarFeed.objects.for_actor(request.actor).order_by("made_at", "pk"))
    made = links.of_all(policy.FOLLOW, found, now=timezone.now())
    return [
        (
            feed,
            names.get(_code(feed), _("This calendar is not there any more.")),
            links.address(made[feed.pk], request.network.slug),
        )
        for feed in found
    ]


def _code(feed: CalendarFeed) -> str:
    return feed.calendar if feed.part_id is None else f"{feed.calendar}:{feed.part_id}"


@require_POST
def follow(request: NetworkRequest) -> HttpResponse:
    """Make the address of a calendar."""
    form = _feed_form(request, is_posted=True)
    if form.is_valid():
        code, part = form.chosen()
        try:
            with attempt():
                actions.follow_calendar(by=request.actor, calendar=code, part_id=part, now=timezone.now())
        except Problem as problem:
            messages.error(request, str(problem.message))
        else:
            messages.success(request, _("Copy the address into your calendar program."))
    else:
        messages.error(request, _("Choose a calendar."))
    return _back(request)


@require_POST
def renew(request: NetworkRequest, pk: int) -> HttpResponse:
    """Another address in place of one that somebody else got to know."""
    feed = get_object_or_404(CalendarFeed.objects.for_actor(request.actor), pk=pk)
    actions.renew_feed(by=request.actor, feed=feed, now=timezone.now())
    messages.success(request, _("The old address shows nothing any more. Copy the new one."))
    return _back(request)


@require_POST
def unfollow(request: NetworkRequest, pk: int) -> HttpResponse:
    """Give the address of a calendar up."""
    feed = get_object_or_404(CalendarFeed.objects.for_actor(request.actor), pk=pk)
    actions.unfollow_calendar(by=request.actor, feed=feed, now=timezone.now())
    messages.success(request, _("The address shows nothing any more."))
    return _back(request)


def _back(request: NetworkRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("comms:mine", args=[request.network.slug]) + "#calendars")


@by_link(policy.FOLLOW)
def calendar(request: LinkRequest) -> HttpResponse:
    """A calendar as a program reads it: what its user may see at this moment."""
    feed = get_object_or_404(CalendarFeed.objects.for_actor(request.actor).select_related("user"))
    request.actor.must(policy.follow, on=feed)
    reader = feed.user
    now = timezone.now()
    name = Text.of(request.network.name_th, request.network.name_en)
    try:
        with user_scope(reader, request.network.slug) as by, translation.override(reader.language):
            if not reader.is_active or _code(feed) not in (names := dict(queries.choices(by))):
                raise Http404
            found = queries.entries(by, feed.calendar, feed.part_id, today=timezone.localdate(now))
            title = f"{name} – {names[_code(feed)]}"
            host = settings.BASE_URL.partition("://")[2]
            body = queries.written(found, name=title, host=host, now=now)
    except NoSuchNetwork as ended:
        raise Http404 from ended
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=900"
    return response
