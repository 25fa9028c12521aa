"""Beginnings and ends of projects in the calendars that are followed from outside."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from samphan.comms.queries.calendar import Entry
from samphan.projects.models import ACTIVE_STATES, Project, ReviewState

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


def entries(actor: Actor, since: dt.date, until: dt.date, _part: int | None) -> list[Entry]:
    """Approved projects that begin or end between two days, where the day is known. One statement."""
    slug = actor.slug
    within = Q(starts__startswith__range=(since, until)) | Q(ends__startswith__range=(since, until))
    rows = Project.objects.for_actor(actor).filter(
        within, review=ReviewState.APPROVED, state__in=ACTIVE_STATES
    )
    found = []
    for each in rows.order_by("starts", "pk"):
        url = f"{settings.BASE_URL}{reverse('projects:project', args=[slug, each.pk])}"
        for name, date, said in (
            ("begins", each.starts, _("begins: %s")),
            ("ends", each.ends, _("ends: %s")),
        ):
            if date is not None and date.precision == "day" and since <= date.from_on <= until:
                next_day = date.from_on + dt.timedelta(days=1)
                found.append(
                    Entry(f"project-{each.pk}-{name}", said % each.title, date.from_on, next_day, url=url)
                )
    return found
