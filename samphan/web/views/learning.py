"""The door to learning, the first of it: what became of the results of all events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.events import policy
from samphan.events.models import UseState
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.fields import language
from samphan.kit.workbook import spreadsheet
from samphan.web import queries

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(
        request, sorts=tuple(queries.USE_SORTS), filters=("state", "institution"), default="due"
    )


def uses(request: NetworkRequest) -> HttpResponse:
    """Uses of results over all events and institutions, with how far each has come."""
    request.actor.must(policy.enter, on=request.network)
    state = _state(request)
    page = state.paginate(queries.uses(request.actor, state))
    table = Table(
        key="uses",
        caption=_("What became of results"),
        columns=(
            Column(_("Use of results")),
            Column(_("Institution"), "institution"),
            Column(_("Event"), "event"),
            Column(_("Due"), "due"),
            Column(_("State"), "state"),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search uses of results"),
        filters=(
            Filter("state", _("State"), [("", _("all")), *UseState.choices], state.filters["state"]),
            Filter(
                "institution",
                _("Institution"),
                [("", _("all")), *queries.use_institutions(request.actor)],
                state.filters["institution"],
            ),
        ),
        export_url=reverse("learn_uses_export", args=[request.network.slug]),
    )
    counts = queries.use_counts(request.actor)
    tiles = [
        (label, counts[code], f"{request.path}?state={code}")
        for code, label in UseState.choices
        if counts[code]
    ]
    context = {"table": table, "tiles": tiles, "today": timezone.localdate()}
    return render(request, "web/uses.html", context)


def uses_export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.enter, on=request.network)
    return spreadsheet(
        _("What became of results"),
        [
            _("Use of results"),
            _("Institution"),
            _("Event"),
            _("Responsible unit"),
            _("Due"),
            _("State"),
            _("What changed"),
        ],
        (
            [
                use.title,
                use.organisation.name,
                use.event.title,
                use.owner,
                use.due.format(language()) if use.due else "",
                str(use.get_state_display()),
                use.change,
            ]
            for use in queries.uses(request.actor, _state(request))
        ),
    )
