"""The public pages of what communities know: the list, and one page each, with the conditions of use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samphan.engagement.models import CommunityKnowledge, KnowledgeKind
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.http import public
from samphan.knowledge.models import SiteSection
from samphan.knowledge.queries import community as queries
from samphan.knowledge.views.public import opened

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest

KINDS = [choice for choice in KnowledgeKind.choices if choice[0] != KnowledgeKind.PERSON]


def _fresh(response: HttpResponse) -> HttpResponse:
    """Nobody on the way keeps what may be withdrawn tomorrow."""
    response["Cache-Control"] = "no-store"
    return response


@public
def knowledge(request: NetworkRequest) -> HttpResponse:
    """What communities agreed to show everybody."""
    opened(request, SiteSection.KNOWLEDGE)
    network, today = request.network.id, timezone.localdate()
    state = ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="title")
    page = state.paginate(queries.community_knowledge(network, state, today))
    themes, provinces = queries.choices(network, today)
    every = ("", _("all"))
    table = Table(
        key="knowledge",
        caption=_("Community knowledge"),
        columns=(
            Column(_("Title"), "title"),
            Column(pgettext("community knowledge", "Holder")),
            Column(_("Province")),
            Column(_("Conditions of use")),
        ),
        rows=queries.told(network, list(page.object_list)),
        page=page,
        state=state,
        search_label=_("Search community knowledge"),
        filters=(
            Filter("theme", pgettext("tag", "Theme"), [every, *themes], state.filters["theme"]),
            Filter("province", _("Province"), [every, *provinces], state.filters["province"]),
            Filter("kind", _("Kind"), [every, *KINDS], state.filters["kind"]),
        ),
    )
    return _fresh(render(request, "knowledge/public_knowledge.html", {"table": table}))


@public
def entry(request: NetworkRequest, pk: int) -> HttpResponse:
    """One entry with whose it is and under which conditions it may be used; gone with the consent."""
    opened(request, SiteSection.KNOWLEDGE)
    shown = CommunityKnowledge.objects.shown(request.network.id, timezone.localdate())
    found = get_object_or_404(shown, pk=pk)
    (told,) = queries.told(request.network.id, [found])
    return _fresh(render(request, "knowledge/public_entry.html", {"entry": found, "told": told}))
