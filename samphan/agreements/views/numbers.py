"""Numbers of the register on any day, and the agreements that have gone quiet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samphan.agreements import policy
from samphan.agreements.queries.activity import QUIET_MONTHS, dormant, dormant_agreements, quiet_ones
from samphan.agreements.queries.counts import counts
from samphan.agreements.views.agreements import way_to
from samphan.agreements.views.common import address, day_of
from samphan.kit.components import Column, ListState, Table
from samphan.kit.formats import thai_date
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def numbers(request: NetworkRequest) -> HttpResponse:
    """How many agreements there were on a day: formal and informal, by kind, by kind of party, by year."""
    request.actor.must(policy.see_all, on=request.network)
    on = day_of(request)
    found = counts(request.actor, on=on)
    context = {
        "counts": found,
        "on": on,
        "typed": request.GET.get("on", "") or thai_date(on),
        "way": way_to(request),
        "list_url": f"{address(request, 'agreements')}?state=in_force&on={on.isoformat()}",
        "years": Table(
            key="years",
            caption=_("Year by year"),
            columns=(
                Column(_("Year")),
                Column(pgettext("agreement", "Begun"), kind="number"),
                Column(_("Ended"), kind="number"),
                Column(_("In force at its end"), kind="number"),
            ),
            rows=list(reversed(found.years)),
            is_plain=True,
            export_url=address(request, "numbers_export"),
        ),
    }
    return render(request, "agreements/numbers.html", context)


def numbers_export(request: NetworkRequest) -> HttpResponse:
    """The years as a workbook."""
    request.actor.must(policy.see_all, on=request.network)
    return spreadsheet(
        _("Agreements year by year"),
        [_("Year"), pgettext("agreement", "Begun"), _("Ended"), _("In force at its end")],
        (
            [each.year, each.begun, each.ended, each.held]
            for each in counts(request.actor, on=day_of(request)).years
        ),
    )


def quiet(request: NetworkRequest) -> HttpResponse:
    """Agreements in force under which nothing has happened for a year."""
    request.actor.must(policy.see_all, on=request.network)
    today = timezone.localdate()
    state = ListState.read(request, sorts=())
    page = state.paginate(quiet_ones(request.actor, today=today))
    context = {
        "way": way_to(request),
        "months": QUIET_MONTHS,
        "may_manage": request.actor.may(policy.manage, on=request.network),
        "table": Table(
            key="dormant",
            caption=_("Dormant agreements"),
            columns=(
                Column(_("Agreement")),
                Column(_("Parties")),
                Column(_("Last sign of life")),
                Column(_("Days ago"), kind="number"),
            ),
            rows=dormant(request.actor, list(page.object_list), today=today),
            page=page,
            state=state,
            export_url=address(request, "quiet_export"),
        ),
    }
    return render(request, "agreements/quiet.html", context)


def quiet_export(request: NetworkRequest) -> HttpResponse:
    """The same as a workbook."""
    request.actor.must(policy.see_all, on=request.network)
    return spreadsheet(
        _("Dormant agreements"),
        [
            pgettext("register", "No."),
            _("Agreement"),
            _("Parties"),
            _("Last sign of life"),
            _("What it was"),
            _("Days ago"),
        ],
        (
            [
                each.agreement.number,
                str(each.agreement.title),
                "; ".join(str(party.organisation.name) for party in each.agreement.parties.all()),
                each.last.on if each.last else None,
                str(each.last.what) if each.last else "",
                each.days,
            ]
            for each in dormant_agreements(request.actor, today=timezone.localdate())
        ),
    )
