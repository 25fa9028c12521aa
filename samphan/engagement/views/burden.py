"""All that was asked of a community, by whom and when, over all projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samphan.directory.models import Organisation
from samphan.engagement import policy
from samphan.engagement.models import AskKind
from samphan.engagement.queries import asks as queries
from samphan.engagement.views.shared import address
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from samphan.kit.http import NetworkRequest


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="-on")


def _load(request: NetworkRequest, pk: int) -> Organisation:
    request.actor.must(policy.enter, on=request.network)
    return get_object_or_404(Organisation.objects.for_actor(request.actor), pk=pk)


def burden(request: NetworkRequest, pk: int) -> HttpResponse:
    """The list of what was asked of an organisation."""
    organisation = _load(request, pk)
    state = _state(request)
    page = state.paginate(queries.listed(request.actor, pk, state))
    kinds: list[tuple[str, _StrOrPromise]] = [("", _("all")), *AskKind.choices]
    table = Table(
        key="asks",
        caption=_("What was asked of it"),
        columns=(
            Column(_("Day"), "on"),
            Column(_("Project"), "project"),
            Column(pgettext("asked", "How")),
            Column(_("For what")),
            Column(_("By")),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search what was asked"),
        filters=(Filter("kind", pgettext("asked", "How"), kinds, state.filters["kind"]),),
        export_url=address(request, "burden_export", pk),
    )
    context = {
        "organisation": organisation,
        "table": table,
        "burden": queries.burden_of_organisation(request.actor.network_id, pk, timezone.localdate()),
        "hidden": queries.hidden_asks(request.actor, pk),
    }
    return render(request, "engagement/burden.html", context)


def export(request: NetworkRequest, pk: int) -> HttpResponse:
    """The same as a workbook."""
    organisation = _load(request, pk)
    rows = queries.listed(request.actor, pk, _state(request))
    heads = [_("Day"), _("Project"), pgettext("asked", "How"), _("For what"), _("By")]
    return spreadsheet(
        str(organisation.name),
        heads,
        (
            [each.on, str(each.project.title), str(each.get_kind_display()), each.purpose, each.by_name]
            for each in rows
        ),
    )
