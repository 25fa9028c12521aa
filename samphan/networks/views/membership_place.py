"""What pages of membership have in common: their tabs, the member of an address, one page for every form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from samphan.kit import panels
from samphan.kit.editing import respond
from samphan.networks import policy, queries

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django import forms
    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from samphan.kit.http import NetworkRequest
    from samphan.networks.models import Member

PAGE = "networks.members"


def at(request: NetworkRequest, name: str, *args: Any) -> str:
    """The address of a page of this app in the network of the request."""
    return reverse(f"networks:{name}", args=[request.network.slug, *args])


def show(
    request: NetworkRequest, template: str, context: Mapping[str, Any], *, tab: str = ""
) -> HttpResponse:
    """A page with the tabs of membership; ``tab`` is the name of the one that it belongs to."""
    tabs = panels.tabs(PAGE, by=request.actor, current=f"networks:{tab}")
    may_manage = request.actor.may(policy.manage_members, on=request.network)
    return render(request, template, {"member_tabs": tabs, "may_manage": may_manage, **context})


def load_member(request: NetworkRequest, pk: int, *, is_managed: bool = True) -> Member:
    """The member of the address; ``is_managed``: only for those who keep members."""
    found = get_object_or_404(queries.member_page(request.actor, pk))
    if is_managed:
        request.actor.must(policy.manage_members, on=found)
    return found


def ask[F: forms.BaseForm, R](
    request: NetworkRequest,
    form: F,
    *,
    title: _StrOrPromise,
    act: Callable[[F], R],
    back: str,
    then: Callable[[R], str] | None = None,
    crumbs: Sequence[tuple[_StrOrPromise, str]] = (),
    subtitle: _StrOrPromise = "",
    words: _StrOrPromise = "",
    label: _StrOrPromise = "",
    success: _StrOrPromise = "",
    kind: str = "primary",
    context: Mapping[str, Any] | None = None,
    template: str = "networks/membership_form.html",
) -> HttpResponse:
    """One form on one page: shown, or carried out and on to ``then``, ``back`` by default."""
    shown = {
        "title": title, "subtitle": subtitle, "words": words, "label": label, "back": back, "crumbs": crumbs,
        "kind": kind, **(context or {}),
    }  # fmt: skip
    return respond(
        request,
        form,
        act=act,
        then=then or (lambda _result: back),
        template=template,
        context=shown,
        success=success,
    )
