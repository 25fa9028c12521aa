"""What pages of membership have in common: their tabs, the member of an address, one page for every form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from samphan.kit import panels
from samphan.kit.documents import render_docx, render_pdf
from samphan.kit.editing import respond
from samphan.networks import policy, queries
from samphan.networks.actions.category import settings_of
from samphan.tenancy import files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django import forms
    from django.utils.functional import _StrOrPromise

    from samphan.kit.documents import Document
    from samphan.kit.http import NetworkRequest
    from samphan.networks.models import Member, MembershipSettings

PAGE: Final = "networks.members"
_MAKERS: Final[dict[str, tuple[Any, str]]] = {
    "pdf": (render_pdf, files.PDF),
    "docx": (render_docx, files.DOCX),
}


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


def issuer(request: NetworkRequest) -> MembershipSettings:
    """Who stands on papers: the office of the rules, else the network itself. Not to be saved."""
    rules = settings_of(request.network.id)
    rules.office = rules.office or request.network.name_th
    return rules


def paper(form: str, document: Document, name: str) -> HttpResponse:
    """A one-page document as a download, ``pdf`` or ``docx``."""
    if form not in _MAKERS:
        raise Http404(form)
    make, media_type = _MAKERS[form]
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.{form}")
    return HttpResponse(
        make(document), content_type=media_type, headers={"Content-Disposition": disposition or ""}
    )
