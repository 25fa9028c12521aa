"""Pages of people: the list, one person, its form, where the person belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from samphan.directory import policy
from samphan.directory.actions import add_person, describe_person, relate_person, unrelate_person
from samphan.directory.actions.person import WORDS
from samphan.directory.forms.person import NewPersonForm, PersonForm, parts_of
from samphan.directory.models import ClaimState, Organisation, Person
from samphan.directory.queries import find_people, people_in_full, person_list, person_options, person_page
from samphan.directory.queries.claim import own_claim, waiting_claims
from samphan.directory.queries.history import history
from samphan.directory.queries.merging import ids_of, with_merged
from samphan.directory.queries.person import PAGE, PersonRow, expertise_known
from samphan.directory.queries.proposal import waiting_for
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind, respond
from samphan.kit.errors import Problem
from samphan.kit.formats import moment
from samphan.kit.pages import everything
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrOrPromise

    from samphan.kit.http import NetworkRequest

FILTERS: Final = ("organisation", "expertise")


#: The columns of the workbook. Contact points are those that the reader may see.
EXPORTED: Final[tuple[tuple[_StrOrPromise, Callable[[PersonRow], object]], ...]] = (
    (gettext_lazy("Name in Thai"), lambda row: row.person.name_th),
    (gettext_lazy("Name in English"), lambda row: row.person.name_en),
    (
        gettext_lazy("Organisation"),
        lambda row: "\n".join(str(each.organisation.name) for each in row.affiliations),
    ),
    (gettext_lazy("Position"), lambda row: "\n".join(str(each.position) for each in row.affiliations)),
    (
        gettext_lazy("Since"),
        lambda row: "\n".join(moment(each.since) if each.since else "" for each in row.affiliations),
    ),
    (gettext_lazy("Expertise"), lambda row: "\n".join(row.person.expertise)),
    (gettext_lazy("Telephone"), lambda row: "\n".join(row.contacts.get("phone", ()))),
    (gettext_lazy("E-mail"), lambda row: "\n".join(row.contacts.get("mail", ()))),
    (gettext_lazy("LINE"), lambda row: "\n".join(row.contacts.get("line", ()))),
    (gettext_lazy("Postal address"), lambda row: "\n".join(row.contacts.get("address", ()))),
)


def _state(request: NetworkRequest) -> ListState:
    """What was asked of the list. Without a sort it stands in Thai order, and what was searched by relevance."""
    return ListState.read(request, sorts=("", "name"), filters=FILTERS)


def people(request: NetworkRequest) -> HttpResponse:
    """The list of the people with whom the network has to do."""
    request.actor.must(policy.see_people, on=request.network)
    state = _state(request)
    listed = person_list(request.actor, state, on=timezone.localdate())
    slug = request.network.slug
    table = Table(
        key="people",
        caption=_("People"),
        columns=(Column(_("Name"), "name"), Column(_("Where")), Column(_("Expertise"))),
        rows=listed.page.object_list,
        page=listed.page,
        state=state,
        search_label=_("Search by any part of a name"),
        filters=(
            Filter(
                "expertise",
                _("Expertise"),
                [("", _("all")), *((word, word) for word in expertise_known(request.actor))],
                state.filters["expertise"],
            ),
        ),
        export_url=reverse("directory:export_people", args=[slug]),
    )
    chosen = state.filters["organisation"]
    context = {
        "table": table,
        "is_cut": listed.is_cut,
        "organisation": Organisation.objects.for_actor(request.actor).filter(pk=int(chosen[:18])).first()
        if chosen.isdecimal()
        else None,
        "may_add": request.actor.may(policy.add, on=request.network),
        "own": own_claim(request.actor),
        "claims_waiting": waiting_claims(request.actor)
        if request.actor.may(policy.see_claims, on=request.network)
        else 0,
        "place": reverse("directory:people", args=[slug]),
    }
    return render(request, "directory/people.html", context)


def export_people(request: NetworkRequest) -> HttpResponse:
    """What the list shows, all pages of it, as a workbook."""
    request.actor.must(policy.see_people, on=request.network)
    return spreadsheet(
        _("People"),
        [str(label) for label, _read in EXPORTED],
        (
            [str(read(row)) for _label, read in EXPORTED]
            for row in people_in_full(request.actor, _state(request), on=timezone.localdate())
        ),
    )


def person(request: NetworkRequest, pk: int) -> HttpResponse:
    """One person: the name, where he or she belongs and belonged; all else is fetched when the page is shown."""
    shown = _load(request, pk)
    into = shown.merged_into_id
    # Another network may see the one and not the other: it goes on with the record that it has.
    if into and Person.objects.for_actor(request.actor).filter(pk=into).exists():
        messages.info(request, _("“%(name)s” was merged into this record.") % {"name": shown.name})
        return HttpResponseRedirect(reverse("directory:person", args=[request.network.slug, into]))
    may_keep = request.actor.may(policy.keep, on=shown)
    own = own_claim(request.actor)
    known = (own.person.merged_into_id or own.person_id) if own else None
    is_me = own is not None and known == pk and own.state == ClaimState.ACCEPTED
    context = {
        "person": shown,
        "page": person_page(request.actor, shown, on=timezone.localdate()),
        "may_keep": may_keep,
        "own": own if known == pk else None,
        "is_me": is_me,
        "may_claim": own is None and request.actor.may(policy.claim, on=shown),
        "may_edit_self": is_me and not may_keep and shown.kept_by_id == request.network.pk,
        "may_contact": is_me or request.actor.may(policy.add, on=request.network),
        "may_propose": not may_keep and request.actor.may(policy.propose, on=shown),
        "waiting": waiting_for(request.actor, shown) if may_keep else 0,
        "may_relate": request.actor.may(policy.add, on=request.network),
        "place": reverse("directory:people", args=[request.network.slug]),
        "organisation_place": reverse("directory:organisations", args=[request.network.slug]),
    }
    return render(request, "directory/person.html", context)


def _load(request: NetworkRequest, pk: int) -> Person:
    return get_object_or_404(with_merged(Person.objects.for_actor(request.actor)), pk=pk)


def person_everything(request: NetworkRequest, pk: int) -> HttpResponse:
    """Everything that the apps know of a person, and what happened to the record."""
    shown = _load(request, pk)
    place = reverse("directory:people", args=[request.network.slug])
    return everything(
        request,
        PAGE,
        ids=ids_of(shown),
        title=shown.name,
        way=[(_("People"), place), (shown.name, f"{place}{pk}/")],
        more="directory/_history.html",
        extra={"entries": history(request.actor, shown)},
    )


def person_new(request: NetworkRequest) -> HttpResponse:
    """The form of a new person; who may be there already is shown before the person is added."""
    request.actor.must(policy.add, on=request.network)

    def act(form: NewPersonForm) -> Person:
        form.refuse_unseen(find_people(request.actor, *form.written_names()))
        return add_person(by=request.actor, **form.words())

    return respond(
        request,
        bind(NewPersonForm, request),
        act=act,
        then=lambda made: reverse("directory:person", args=[request.network.slug, made.pk]),
        template="directory/person_form.html",
        context={
            "back": reverse("directory:people", args=[request.network.slug]),
            "split_url": reverse("directory:split_name", args=[request.network.slug]),
        },
        success=_("The person is in the directory."),
    )


def split_name(request: NetworkRequest) -> HttpResponse:
    """The parts of a name that is being written, as the fields of the form."""
    request.actor.must(policy.add, on=request.network)
    form = NewPersonForm(initial=parts_of(request.GET.get("written", "")[:300]))
    return render(request, "directory/_name_parts.html", {"form": form})


def describe(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a person whose record this network keeps."""
    shown = get_object_or_404(Person.objects.for_actor(request.actor), pk=pk)
    request.actor.must(policy.keep, on=shown)
    address = reverse("directory:person", args=[request.network.slug, pk])
    return respond(
        request,
        bind(PersonForm, request, initial={name: getattr(shown, name) for name in (*WORDS, "version")}),
        act=lambda form: describe_person(
            by=request.actor, person=shown, version=form.cleaned_data["version"], **form.words()
        ),
        then=lambda _person: address,
        template="directory/person_form.html",
        context={"person": shown, "back": address},
    )


@require_POST
def relate(request: NetworkRequest, pk: int) -> HttpResponse:
    """The network has to do with a person who is listed for all."""
    shown = get_object_or_404(Person.objects.for_actor(request.actor), pk=pk)
    relate_person(by=request.actor, person=shown)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("directory:person", args=[request.network.slug, pk]))


def unrelate(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks before the network lets a person go."""
    shown = get_object_or_404(Person.objects.for_actor(request.actor), pk=pk)
    request.actor.must(policy.relate, on=shown)
    if request.method == "POST":
        try:
            unrelate_person(by=request.actor, person=shown)
        except Problem as problem:
            messages.error(request, str(problem.message))
            return HttpResponseRedirect(reverse("directory:person", args=[request.network.slug, pk]))
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("directory:people", args=[request.network.slug]))
    return render(request, "directory/person_unrelate.html", {"person": shown})


def options(request: NetworkRequest) -> HttpResponse:
    """The people that a picker offers for ``?q=``."""
    request.actor.must(policy.see_people, on=request.network)
    words = request.GET.get("q", "")[:200]
    found = person_options(request.actor, words, on=timezone.localdate())
    return render(request, "kit/options.html", {"options": found})
