"""Pages of organisations: the list, one organisation, its form, the options of a picker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.directory import policy
from samphan.directory.actions import add_organisation, describe_organisation
from samphan.directory.actions.organisation import WORDS
from samphan.directory.forms.organisation import OrganisationForm
from samphan.directory.models import Organisation, OrganisationKind
from samphan.directory.queries import (
    organisation_list,
    organisation_options,
    organisation_page,
    organisations_in_full,
    probable_duplicates,
)
from samphan.kit import panels
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind, respond
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest

FILTERS: Final = ("kind", "part_of")


def _state(request: NetworkRequest) -> ListState:
    """What was asked of the list. Without a sort it stands in Thai order, and what was searched by relevance."""
    return ListState.read(request, sorts=("", "name"), filters=FILTERS)


def organisations(request: NetworkRequest) -> HttpResponse:
    """The list: any part of any name, by kind, in Thai order."""
    request.actor.must(policy.see, on=request.network)
    state = _state(request)
    listed = organisation_list(request.actor, state)
    slug = request.network.slug
    table = Table(
        key="organisations",
        caption=_("Organisations"),
        columns=(
            Column(_("Name"), "name"),
            Column(_("Abbreviation")),
            Column(_("Kind")),
            Column(_("Part of")),
        ),
        rows=listed.page.object_list,
        page=listed.page,
        state=state,
        search_label=_("Search by any part of a name or abbreviation"),
        filters=(
            Filter("kind", _("Kind"), [("", _("all")), *OrganisationKind.choices], state.filters["kind"]),
        ),
        export_url=reverse("directory:export_organisations", args=[slug]),
    )
    context = {
        "table": table,
        "is_cut": listed.is_cut,
        "may_add": request.actor.may(policy.add, on=request.network),
        "place": reverse("directory:organisations", args=[slug]),
    }
    return render(request, "directory/organisations.html", context)


def export_organisations(request: NetworkRequest) -> HttpResponse:
    """What the list shows, all pages of it, as a workbook."""
    request.actor.must(policy.see, on=request.network)
    return spreadsheet(
        _("Organisations"),
        [_("Name"), _("Abbreviation"), _("Kind"), _("Part of")],
        (
            [str(row.name), str(row.abbreviation), row.kind, str(row.part_of)]
            for row in organisations_in_full(request.actor, _state(request))
        ),
    )


def organisation(request: NetworkRequest, pk: int) -> HttpResponse:
    """One organisation: its names, its place in the tree, its people."""
    shown = get_object_or_404(Organisation.objects.for_actor(request.actor), pk=pk)
    slug = request.network.slug
    context = {
        "organisation": shown,
        "page": organisation_page(request.actor, shown, on=timezone.localdate()),
        "tabs": panels.tabs(
            "directory.organisation", by=request.actor, on=shown, current="directory:organisation"
        ),
        "may_keep": request.actor.may(policy.keep, on=shown),
        "may_add": request.actor.may(policy.add, on=request.network),
        "add_part": f"{reverse('directory:organisation_new', args=[slug])}?part_of={pk}",
        "place": reverse("directory:organisations", args=[slug]),
        "people_place": reverse("directory:people", args=[slug]),
    }
    return render(request, "directory/organisation.html", context)


def organisation_new(request: NetworkRequest) -> HttpResponse:
    """The form of a new organisation; what may be there already is shown before it is added."""
    request.actor.must(policy.add, on=request.network)
    parent = request.GET.get("part_of", "")
    form = bind(
        OrganisationForm,
        request,
        actor=request.actor,
        initial={"parent": parent, "name_th": request.GET.get("name", "")[:300]},
    )

    def act(form: OrganisationForm) -> Organisation:
        form.refuse_unseen(probable_duplicates(request.actor, form.names()))
        return add_organisation(by=request.actor, **form.words())

    return respond(
        request,
        form,
        act=act,
        then=lambda made: reverse("directory:organisation", args=[request.network.slug, made.pk]),
        template="directory/organisation_form.html",
        context={"back": reverse("directory:organisations", args=[request.network.slug])},
        success=_("The organisation is in the directory."),
    )


def describe(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of an organisation that this network keeps."""
    shown = get_object_or_404(Organisation.objects.for_actor(request.actor), pk=pk)
    request.actor.must(policy.keep, on=shown)
    initial = {name: getattr(shown, name) for name in (*WORDS, "version")} | {
        "parent": shown.parent_id,
        "aliases": "\n".join(shown.names.filter(kind="alias").order_by("id").values_list("text", flat=True)),
    }
    address = reverse("directory:organisation", args=[request.network.slug, pk])
    return respond(
        request,
        bind(OrganisationForm, request, actor=request.actor, initial=initial),
        act=lambda form: describe_organisation(
            by=request.actor, organisation=shown, version=form.cleaned_data["version"], **form.words()
        ),
        then=lambda _organisation: address,
        template="directory/organisation_form.html",
        context={"organisation": shown, "back": address},
    )


def options(request: NetworkRequest) -> HttpResponse:
    """The organisations that a picker offers for ``?q=``."""
    request.actor.must(policy.see, on=request.network)
    words = request.GET.get("q", "")[:200]
    return render(request, "kit/options.html", {"options": organisation_options(request.actor, words)})
