"""What waits in meetings: those to come, replies that are due, minutes that nobody has written."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samphan.governance.models import COMING, Meeting, MeetingState
from samphan.kit.due import DueLine

if TYPE_CHECKING:
    from samphan.kit.actor import Actor

MINUTES_DAYS: Final = 14
"""So many days after a meeting its minutes should have been circulated."""


def meetings_due(actor: Actor, until: dt.date, today: dt.date) -> list[DueLine]:
    """Meetings until a day, replies that were asked for until a day, minutes that are late. One statement."""
    slug = actor.slug
    end = timezone.make_aware(dt.datetime.combine(until + dt.timedelta(days=1), dt.time()))
    held_before = timezone.make_aware(
        dt.datetime.combine(until - dt.timedelta(days=MINUTES_DAYS - 1), dt.time())
    )
    rows = (
        Meeting.objects.for_actor(actor)
        .filter(
            Q(state__in=COMING, starts_at__lt=end)
            | Q(state=MeetingState.CALLED, reply_until__lte=until)
            | Q(state=MeetingState.HELD, starts_at__lt=held_before)
        )
        .select_related("body", "secretary")
        .annotate(silent=Count("attendees", filter=Q(attendees__reply="")))
        .order_by("starts_at", "id")
    )
    found = []
    for each in rows:
        owner, url = str(each.secretary_name), reverse("governance:meeting", args=[slug, each.pk])
        if each.state == MeetingState.HELD:
            on = each.on + dt.timedelta(days=MINUTES_DAYS)
            found.append(DueLine(_("minutes to be written"), each.title, owner, url, on, on < today))
            continue
        if each.on <= until:
            found.append(DueLine(_("meeting"), each.title, owner, url, each.on, each.on < today))
        if (
            each.state == MeetingState.CALLED
            and each.reply_until
            and each.reply_until <= until
            and each.silent
        ):
            word = ngettext("%(count)d reply missing", "%(count)d replies missing", each.silent)
            url = reverse("governance:attendees", args=[slug, each.pk])
            on = each.reply_until
            found.append(DueLine(word % {"count": each.silent}, each.title, owner, url, on, on < today))
    return found
