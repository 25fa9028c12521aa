"""What the pages of a meeting share: loading, the head with its tabs, a form with its way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samphan.governance.models import AgendaItem, Meeting
from samphan.governance.policy import meetings as policy
from samphan.governance.queries.agenda import outline
from samphan.governance.queries.meeting_head import head
from samphan.governance.queries.meetings import one
from samphan.kit import pages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.forms import BaseForm
    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from samphan.kit.http import NetworkRequest

LONGEST: Final = 90


def address(request: NetworkRequest, name: str, *args: object) -> str:
    """An address of this app in the network of the request."""
    return reverse(f"governance:{name}", args=[request.network.slug, *args])


def load(request: NetworkRequest, pk: int, *, to_manage: bool = False) -> Meeting:
    """The meeting of an address, or 404; ``to_manage`` refuses who may not prepare meetings."""
    meeting = get_object_or_404(one(request.actor), pk=pk)
    if to_manage:
        request.actor.must(policy.manage, on=meeting)
    return meeting


def load_item(request: NetworkRequest, pk: int, part: int) -> AgendaItem:
    """An item of the agenda of a meeting that the actor may manage."""
    meeting = load(request, pk, to_manage=True)
    rows = AgendaItem.objects.for_actor(request.actor).select_related("parent", "adopts__body")
    item = get_object_or_404(rows, meeting=meeting, pk=part)
    item.meeting = meeting
    return item


def tab(
    request: NetworkRequest,
    meeting: Meeting,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    within: str = "",
) -> HttpResponse:
    """One tab of a meeting's page."""
    return render(
        request,
        f"governance/meetings/{template}",
        {
            **head(request, request.actor, meeting, within=within),
            "may_manage": request.actor.may(policy.manage, on=meeting),
            **(context or {}),
        },
    )


def way_of(request: NetworkRequest, meeting: Meeting | None = None) -> list[tuple[_StrOrPromise, str]]:
    """The way to a meeting."""
    way: list[tuple[_StrOrPromise, str]] = [(_("Meetings"), address(request, "meetings"))]
    return [*way, (meeting.title, address(request, "meeting", meeting.pk))] if meeting else way


def form_page[F: BaseForm, R](
    request: NetworkRequest,
    form: F,
    *,
    act: Callable[[F], R],
    then: Callable[[R], str],
    meeting: Meeting | None = None,
    **words: Any,
) -> HttpResponse:
    """A form on a page of its own below a meeting; ``words`` as ``kit.pages.form_page`` takes them."""
    template = "governance/meetings/form.html"
    way = way_of(request, meeting)
    return pages.form_page(request, form, act=act, then=then, way=way, template=template, **words)


def items_of(meeting: Meeting) -> list[tuple[AgendaItem, str]]:
    """The items with their numbers, as choices."""
    return [(line.item, f"{line.number} {line.item.title}"[:LONGEST]) for line in outline(meeting)]
