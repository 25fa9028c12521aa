"""The search over everything that the reader may see in all networks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from django.core.paginator import Page, Paginator
from django.shortcuts import render

from samphan.kit.bilingual import Text
from samphan.kit.components import ListState
from samphan.tenancy import search as finding
from samphan.tenancy.models import Network

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from samphan.kit.http import Request

FIRST: Final = 5
"""Hits of each kind when all kinds are shown; one kind alone has pages of twenty."""

PER_PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A hit with its address (none where the reader belongs to no network) and the network that owns it."""

    label: Text
    detail: Text
    url: str
    network: Text


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind."""

    code: str
    label: _StrOrPromise
    total: finding.Total
    lines: list[Line]

    @property
    def has_more(self) -> bool:
        return self.total.number > len(self.lines)


def search(request: Request) -> HttpResponse:
    """Everything that has the words of ``?q=`` in it, by kind; ``?kind=`` shows one kind with its pages."""
    query = " ".join(request.GET.get("q", "")[:200].split())
    asked = request.GET.get("kind", "")
    kinds = finding.kinds()
    context: dict[str, object] = {"query": query, "groups": [], "page": None}
    if query and asked in kinds:
        found, page = _one_kind(request, query, asked)
        context |= {"groups": _groups(request, found), "page": page, "kind": kinds[asked]}
    elif query:
        found = finding.find_for(request.actor, query, kinds=list(kinds), limit=FIRST)
        context["groups"] = _groups(request, found)
    return render(request, "web/search.html", context)


def _one_kind(request: Request, query: str, kind: str) -> tuple[finding.Found, Page[int] | None]:
    """A page of the hits of one kind; beyond the end the last one."""
    number = ListState.read(request, sorts=()).page
    ask = partial(finding.find_for, request.actor, query, kinds=[kind])
    found, number = finding.paged(ask, number, per_page=PER_PAGE)
    if not found.hits:
        return found, None
    return found, Paginator(range(found.totals[kind].number), PER_PAGE).page(number)


def _groups(request: Request, found: finding.Found) -> list[Group]:
    """Hits by kind. What is shared is opened in the first of the reader's networks."""
    networks = {
        network.pk: network
        for network in Network.objects.filter(pk__in=request.actor.networks).order_by("pk")
    }
    first = next(iter(networks.values()), None)
    groups: list[Group] = []
    for code, kind in finding.kinds().items():
        lines = []
        for hit in found.hits:
            if hit.kind != code:
                continue
            home = networks.get(hit.network_id) if hit.network_id else first
            lines.append(
                Line(
                    label=hit.label,
                    detail=hit.detail,
                    url=kind.url(home.slug, hit.object_id) if home else "",
                    network=home.name if home and hit.network_id and len(networks) > 1 else Text.of("", ""),
                )
            )
        if lines:
            groups.append(Group(code, kind.label, found.totals[code], lines))
    return groups
