"""Pages about the membership over time: who joined and left, who stayed, who has gone quiet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.kit.formats import date_range, language
from samphan.kit.workbook import spreadsheet
from samphan.networks import policy
from samphan.networks.queries.activity import quiet_members
from samphan.networks.queries.movement import Movement, movements
from samphan.networks.views.membership import AsOf
from samphan.networks.views.membership_place import at, show

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def _between(request: NetworkRequest) -> tuple[Movement, bool]:
    """The days of the address (by default the last year), in order; whether one of them could not be read."""
    today = timezone.localdate()
    first, last = AsOf.read(request, "from"), AsOf.read(request, "until")
    until = last.on or today
    since = first.on or _year_before(until)
    days = sorted((since, until))
    return movements(request.actor, days[0], days[1]), first.problem or last.problem


def _year_before(day: dt.date) -> dt.date:
    return day.replace(year=day.year - 1, day=min(day.day, 28))


def movement(request: NetworkRequest) -> HttpResponse:
    """Joiners and leavers between two days, and retention with its definition."""
    request.actor.must(policy.see, on=request.network)
    found, has_problem = _between(request)
    year = timezone.localdate().year
    steps = [
        (
            str(each + 543 if language() == "th" else each),
            f"?from=31/12/{each - 1 + 543}&until=31/12/{each + 543}",
        )
        for each in range(year, year - 6, -1)
    ]
    context = {
        "movement": found,
        "percent": None if found.retention is None else round(100 * found.retention),
        "period": date_range(found.since, found.until),
        "has_problem": has_problem,
        "steps": steps,
        "typed": (request.GET.get("from", ""), request.GET.get("until", "")),
        "export_url": f"{at(request, 'movement_export')}?from={found.since}&until={found.until}",
    }
    return show(request, "networks/movement.html", context, tab="movement")


def export(request: NetworkRequest) -> HttpResponse:
    """Joiners and leavers as a workbook."""
    request.actor.must(policy.see, on=request.network)
    found, _problem = _between(request)
    shown = language()
    lines = [(_("joined"), each, each.since) for each in found.joined]
    lines += [(_("left"), each, each.until) for each in found.left]
    return spreadsheet(
        _("Joined and left"),
        [_("Movement"), _("Member"), _("Category"), _("Date"), _("Why it ended"), _("Reason in words")],
        (
            [
                what,
                each.member.organisation.name,
                each.category.name if each.category else "",
                on.format(shown) if on else "",
                each.get_end_kind_display(),
                each.end_reason,
            ]
            for what, each, on in lines
        ),
    )


def quiet(request: NetworkRequest) -> HttpResponse:
    """Members of which the records hold no sign of life for a year."""
    request.actor.must(policy.manage_members, on=request.network)
    found = quiet_members(request.actor, timezone.localdate())
    return show(request, "networks/quiet.html", {"quiet": found}, tab="quiet")


def quiet_export(request: NetworkRequest) -> HttpResponse:
    """The same as a workbook."""
    request.actor.must(policy.manage_members, on=request.network)
    found = quiet_members(request.actor, timezone.localdate())
    return spreadsheet(
        _("Members gone quiet"),
        [_("Member number"), _("Name in Thai"), _("Name in English")],
        ([each.number, each.organisation.name_th, each.organisation.name_en] for each in found.members),
    )
