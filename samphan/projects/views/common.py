"""What the pages of this app share: loading, a form with its way back, a list written as a whole, an act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from samphan.kit import panels
from samphan.projects import policy
from samphan.projects.queries.origins import origins

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import Model, QuerySet
    from django.http import HttpResponse

    from samphan.kit.actor import Actor
    from samphan.kit.http import NetworkRequest
    from samphan.projects.models import FollowUp
    from samphan.projects.queries.origins import Kind


def load[M: Model](rows: QuerySet[M], pk: int) -> M:
    """The object of an address, or 404 where the actor may not see it."""
    return get_object_or_404(rows, pk=pk)


def address(request: NetworkRequest, name: str, *args: object) -> str:
    """An address of this app in the network of the request."""
    return reverse(f"projects:{name}", args=[request.network.slug, *args])


def page(
    request: NetworkRequest, template: str, context: Mapping[str, Any], *, kind: Kind, panel: str, on: Any
) -> HttpResponse:
    """The page of one object, with the tabs of upper apps and where it comes from."""
    match = request.resolver_match
    tabs = panels.tabs(panel, by=request.actor, on=on, current=match.view_name if match else "")
    found = origins(request.actor, kind, [on.pk]).get(on.pk, ())
    # They are all about this object, so who may answer one may answer each.
    asked: Sequence[FollowUp] = getattr(context.get("page"), "follow_ups", ())
    may_answer = bool(asked) and request.actor.may(policy.answer_follow_up, on=asked[0])
    return render(request, template, {"tabs": tabs, "origins": found, "may_answer": may_answer, **context})


def with_origins[M: Model](actor: Actor, kind: Kind, rows: Sequence[M]) -> Sequence[M]:
    """The rows of a list, each with where it comes from as ``origins``; the tellers are asked once."""
    found = origins(actor, kind, [row.pk for row in rows])
    for row in rows:
        row.origins = found.get(row.pk, ())  # type: ignore[attr-defined]  # for the template, which reads it like a field
    return rows
