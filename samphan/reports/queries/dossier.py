"""What reports say about an organisation on its page of the directory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from samphan.kit import sections
from samphan.kit.formats import number
from samphan.kit.sections import Line, Lines, Section
from samphan.reports.models import Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.kit.actor import Actor

MOST: Final = 10


def register() -> None:
    """Tell the pages of the directory what was reported; called in ``apps.py``."""
    sections.register(
        Section("directory.organisation", "reports.reports", _("Reports"), reports, "report", 70)
    )


def reports(actor: Actor, ids: Sequence[int]) -> Lines:
    """The reports of an organisation by round, the latest first, and how often each was issued. One statement."""
    found = (
        Report.objects.for_actor(actor)
        .filter(organisation__in=ids)
        .select_related("event")
        .annotate(issued=Count("versions"))
        .order_by("-round_year", "-id")
    )
    slug = actor.slug
    lines = [
        Line(
            each.event.title,
            reverse("reports:report", args=[slug, each.pk]),
            gettext("round %(year)s") % {"year": each.round_year},
            ngettext("%(count)s issued version", "%(count)s issued versions", each.issued)
            % {"count": number(each.issued)},
        )
        for each in found
    ]
    return Lines(lines[:MOST], len(lines))
