"""What pages of the network itself have in common: their tabs, one page for every form, an act by POST."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samphan.kit import panels
from samphan.kit.editing import respond
from samphan.networks import policy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django import forms
    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from samphan.kit.http import NetworkRequest

PAGE = "networks.about"


def at(request: NetworkRequest, name: str, *args: Any) -> str:
    """The address of a page of this app in the network of the request."""
    return reverse(f"networks:{name}", args=[request.network.slug, *args])


def show(request: NetworkRequest, template: str, context: Mapping[str, Any], *, tab: str) -> HttpResponse:
    """A page with the tabs of the network itself; ``tab`` is the name of the one that it belongs to."""
    tabs = panels.tabs(PAGE, by=request.actor, current=f"networks:{tab}")
    may_keep = request.actor.may(policy.keep, on=request.network)
    return render(request, template, {"frame_tabs": tabs, "may_keep": may_keep, **context})


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
    template: str = "networks/frame_form.html",
) -> HttpResponse:
    """One form on one page: shown, or carried out and on to ``then``, ``back`` by default."""
    shown = {
        "title": title, "subtitle": subtitle, "words": words, "label": label, "back": back, "kind": kind,
        "crumbs": [(_("About"), at(request, "about")), *crumbs], **(context or {}),
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
