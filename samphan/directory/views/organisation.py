"""Pages of organisations: the list, one organisation, its form, the options of a picker."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samphan.directory import policy
from samphan.directory.actions import add_organisation, describe_organisation
from samphan.directory.actions.organisation import WORDS, aliases_of, spellings
from samphan.directory.forms.organisation import OrganisationForm
from samphan.directory.models import Basis, Organisation, OrganisationKind, Sector, Status
from samphan.directory.queries import (
    organisation_list,
    organisation_options,
    organisation_page,
    organisations_in_full,
    probable_duplicates,
)
from samphan.directory.queries.merging import ids_of, with_merged
from samphan.directory.queries.organisation import CODED, FullRow
from samphan.directory.queries.organisation_page import PAGE, organisation_record
from samphan.directory.queries.places import province_choices, province_name
from samphan.directory.queries.proposal import waiting_for
from samphan.directory.queries.steward import own_organisations
from samphan.kit import panels
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind, respond
from samphan.kit.formats import language, moment
from samphan.kit.pages import everything
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from samphan.kit.http import NetworkRequest
    from samphan.kit.partial import PartialDate

FILTERS: Final = (*CODED, "part_of")


def _day(day: PartialDate | None) -> str:
    return moment(day) if day else ""


def _label(field: str, value: str) -> str:
    return _labels(field, language()).get(value, value)


@cache
def _labels(field: str, _language: str) -> dict[str, str]:
    """The names of a field's values in the reader's language, put together once: Django does it for each value."""
    choices = Organisation._meta.get_field(field).flatchoices  # type: ignore[union-attr]  # noqa: SLF001 - named fields have choices; public by Django's word
    return {str(value): str(label) for value, label in choices}


#: The columns of the workbook: what the list shows first, then everything else that the record holds.
EXPORTED: Final[tuple[tuple[_StrOrPromise, Callable[[FullRow], object]], ...]] = (
    (gettext_lazy("Name in Thai"), lambda row: row.organisation.name_th),
    (gettext_lazy("Thai abbreviation"), lambda row: row.organisation.abbreviation_th),
    (gettext_lazy("Name in English"), lambda row: row.organisation.name_en),
    (gettext_lazy("English abbreviation"), lambda row: row.organisation.abbreviation_en),
    (gettext_lazy("Kind"), lambda row: _label("kind", row.organisation.kind)),
    (gettext_lazy("Part of"), lambda row: row.part_of),
    (gettext_lazy("Other names"), lambda row: "\n".join(row.aliases)),
    (gettext_lazy("Former names"), lambda row: "\n".join(row.former)),
    (gettext_lazy("Basis of community"), lambda row: _label("basis", row.organisation.basis)),
    (gettext_lazy("Sector"), lambda row: _label("sector", row.organisation.sector)),
    (gettext_lazy("Reach"), lambda row: _label("reach", row.organisation.reach)),
    (gettext_lazy("Standing"), lambda row: _label("standing", row.organisation.standing)),
    (gettext_lazy("Status"), lambda row: _label("status", row.organisation.status)),
    (gettext_lazy("Inactive or closed since"), lambda row: _day(row.organisation.status_since)),
    (gettext_lazy("Province"), lambda row: province_name(row.organisation.province)),
    (gettext_lazy("Place"), lambda row: row.organisation.place),
    (gettext_lazy("ROR id"), lambda row: row.organisation.ror),
    (gettext_lazy("Web domain"), lambda row: row.organisation.domain),
    (gettext_lazy("Website"), lambda row: row.organisation.website),
    (gettext_lazy("Other identifier"), lambda row: row.organisation.other_id),
    (gettext_lazy("Telephone"), lambda row: "\n".join(row.contacts.get("phone", ()))),
    (gettext_lazy("E-mail"), lambda row: "\n".join(row.contacts.get("mail", ()))),
    (gettext_lazy("Postal address"), lambda row: "\n".join(row.contacts.get("address", ()))),
    (gettext_lazy("Description"), lambda row: row.organisation.about),
)


def _state(request: NetworkRequest) -> ListState:
    """What was asked of the list. Without a sort it stands in Thai order, and what was searched by relevance."""
    return ListState.read(request, sorts=("", "name"), filters=FILTERS)


def organisations(request: NetworkRequest) -> HttpResponse:
    """The list: any part of any name, by kind, in Thai order."""
    request.actor.must(policy.see, on=request.network)
    state = _state(request)
    may_see = request.actor.may(policy.see_proposals, on=request.network)
    listed = organisation_list(request.actor, state, counts_waiting=bool(may_see))
    slug = request.network.slug
    table = Table(
        key="organisations",
        caption=_("Organisations"),
        columns=(
            Column(_("Name"), "name"),
            Column(_("Abbreviation")),
            Column(_("Kind")),
            Column(_("Sector")),
            Column(_("Province")),
            Column(_("Part of")),
        ),
        rows=listed.page.object_list,
        page=listed.page,
        state=state,
        search_label=_("Search by any part of a name or abbreviation"),
        filters=_filters(state),
        export_url=reverse("directory:export_organisations", args=[slug]),
    )
    context = {
        "table": table,
        "is_cut": listed.is_cut,
        "may_add": request.actor.may(policy.add, on=request.network),
        "place": reverse("directory:organisations", args=[slug]),
        "mine": own_organisations(request.actor, timezone.localdate()),
        "waiting": listed.waiting,
    }
    return render(request, "directory/organisations.html", context)


def _filters(state: ListState) -> tuple[Filter, ...]:
    """One a coded field."""
    return tuple(
        Filter(name, label, codes, state.filters[name]) for name, label, codes in _offered(language())
    )


@cache
def _offered(_language: str) -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
    """Name, label and choices of the filters in the reader's language: 130 choices, put together once."""
    choices: tuple[tuple[str, str, Sequence[tuple[str, _StrOrPromise]]], ...] = (
        ("kind", _("Kind"), OrganisationKind.choices),
        ("sector", _("Sector"), Sector.choices),
        ("basis", _("Basis of community"), Basis.choices),
        ("province", _("Province"), province_choices()),
        ("status", _("Status"), Status.choices),
    )
    return tuple(
        (name, label, (("", _("all")), *((code, str(each)) for code, each in codes)))
        for name, label, codes in choices
    )


def export_organisations(request: NetworkRequest) -> HttpResponse:
    """What the list shows, all pages of it, as a workbook."""
    request.actor.must(policy.see, on=request.network)
    return spreadsheet(
        _("Organisations"),
        [str(label) for label, _read in EXPORTED],
        (
            [str(read(row)) for _label, read in EXPORTED]
            for row in organisations_in_full(request.actor, _state(request))
        ),
    )


def organisation(request: NetworkRequest, pk: int) -> HttpResponse:
    """One organisation: its names, its place in the tree, its parts; all else is fetched when the page is shown."""
    shown = _load(request, pk)
    slug = request.network.slug
    if shown.merged_into_id:
        messages.info(request, _("“%(name)s” was merged into this record.") % {"name": shown.name})
        return HttpResponseRedirect(reverse("directory:organisation", args=[slug, shown.merged_into_id]))
    may_keep = request.actor.may(policy.keep, on=shown)
    context = {
        "organisation": shown,
        "page": organisation_page(request.actor, shown),
        "tabs": panels.tabs(PAGE, by=request.actor, on=shown, current="directory:organisation"),
        "province": province_name(shown.province),
        "may_keep": may_keep,
        "may_add": request.actor.may(policy.add, on=request.network) or may_keep,
        "may_contact": may_keep or request.actor.may(policy.add_contact, on=shown),
        "may_propose": not may_keep and request.actor.may(policy.propose, on=shown),
        "waiting": waiting_for(request.actor, shown) if may_keep else 0,
        "add_part": f"{reverse('directory:organisation_new', args=[slug])}?part_of={pk}",
        "place": reverse("directory:organisations", args=[slug]),
    }
    return render(request, "directory/organisation.html", context)


def _load(request: NetworkRequest, pk: int) -> Organisation:
    return get_object_or_404(with_merged(Organisation.objects.for_actor(request.actor)), pk=pk)


def organisation_everything(request: NetworkRequest, pk: int) -> HttpResponse:
    """Everything that the apps know of an organisation, its people, what it came out of, and its history."""
    shown = _load(request, pk)
    slug = request.network.slug
    if shown.merged_into_id:
        return redirect("directory:organisation_everything", slug, shown.merged_into_id)
    place = reverse("directory:organisations", args=[slug])
    extra = {
        "organisation": shown,
        "record": organisation_record(request.actor, shown, on=timezone.localdate()),
        "may_keep": request.actor.may(policy.keep, on=shown),
        "may_appoint": request.actor.may(policy.appoint_stewards, on=shown),
        "place": place,
        "people_place": reverse("directory:people", args=[slug]),
    }
    return everything(
        request,
        PAGE,
        ids=ids_of(shown),
        title=shown.name,
        way=[(_("Organisations"), place), (shown.name, f"{place}{pk}/")],
        more="directory/_organisation_record.html",
        extra=extra,
    )


def organisation_new(request: NetworkRequest) -> HttpResponse:
    """The form of a new organisation; what may be there already is shown before it is added."""
    parent = request.GET.get("part_of", "") or request.POST.get("parent", "")
    whole = (
        Organisation.objects.for_actor(request.actor)
        .filter(pk=parent[:18] if parent.isdecimal() else 0)
        .first()
    )
    if whole is None:
        request.actor.must(policy.add, on=request.network)
    else:
        request.actor.must(policy.add_part, on=whole)
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
        "aliases": "\n".join(aliases_of(spellings(shown))),
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
