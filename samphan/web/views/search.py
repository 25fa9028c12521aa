"""The search over everything that the reader may see in all networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from samphan.kit.components import ListState
from samphan.tenancy import search as finding
from samphan.web import found

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import Request


def search(request: Request) -> HttpResponse:
    """Everything that has the words of ``?q=`` in it, by kind; ``?kind=`` shows one kind with its pages."""
    state = ListState.read(request, sorts=())
    kind = finding.kinds().get(request.GET.get("kind", ""))
    context = {"query": state.query, "kind": kind if state.query else None, "answer": found.Answer()}
    if state.query:
        code = kind.code if kind else ""
        context["answer"] = found.answer(request.actor, state.query, kind=code, number=state.page)
    return render(request, "web/search.html", context)


def suggest(request: Request) -> HttpResponse:
    """The choices under the search box while somebody types."""
    query = ListState.read(request, sorts=()).query
    marked, lines = found.suggestions(request.actor, query) if query else ("", [])
    return render(request, "web/_suggestions.html", {"query": query, "marked": marked, "lines": lines})
