"""Following a calendar from outside, and giving its address up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samphan.comms import policy
from samphan.comms.models import CalendarFeed
from samphan.comms.queries import calendar as queries
from samphan.kit.errors import Problem
from samphan.tenancy import links
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor


@transaction.atomic
def follow_calendar(*, by: Actor, calendar: str, part_id: int | None, now: dt.datetime) -> CalendarFeed:
    """Make the address at which a calendar program finds a calendar; asked again, the address that is there.

    Raises:
        Problem: there is no such calendar for this actor.
    """
    by.must(policy.choose_own, on=by.network)
    code = calendar if part_id is None else f"{calendar}:{part_id}"
    if code not in dict(queries.choices(by)):
        raise Problem(_("There is no such calendar."), field="calendar")
    feed, _is_new = CalendarFeed.objects.get_or_create(
        network_id=by.network_id, user_id=by.user_id or 0, calendar=calendar, part_id=part_id
    )
    if not links.open_links(policy.FOLLOW, feed, now=now).exists():
        links.make(policy.FOLLOW, feed)
        record(by, "follow_calendar", feed, label=(code, code))
    return feed


@transaction.atomic
def renew_feed(*, by: Actor, feed: CalendarFeed, now: dt.datetime) -> None:
    """Another address in place of the old one, which shows nothing any more."""
    by.must(policy.follow, on=feed)
    _revoke(feed, now)
    links.make(policy.FOLLOW, feed)
    record(by, "renew_feed", feed, label=(feed.calendar, feed.calendar))


@transaction.atomic
def unfollow_calendar(*, by: Actor, feed: CalendarFeed, now: dt.datetime) -> None:
    """Give the address up."""
    by.must(policy.follow, on=feed)
    _revoke(feed, now)
    record(by, "unfollow_calendar", feed, label=(feed.calendar, feed.calendar))
    feed.delete()


def _revoke(feed: CalendarFeed, now: dt.datetime) -> None:
    for link in links.open_links(policy.FOLLOW, feed, now=now):
        links.revoke(link, now=now)
