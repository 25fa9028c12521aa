"""Who takes part: stated and counted numbers, categories, institutions, people by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samphan.directory.queries.matching import find_people
from samphan.events import policy
from samphan.events.actions import people as actions
from samphan.events.forms.people import SOMEBODY_ELSE, InstitutionsForm, RegisterForm, RegistrationForm
from samphan.events.forms.sheets import CategoryRowForm
from samphan.events.models import ParticipantCategory, Registration, RegistrationState
from samphan.events.policy.attendance import see_addresses
from samphan.events.queries import people as queries
from samphan.events.queries.organisations import directory_for
from samphan.events.queries.parts import fingerprint
from samphan.events.views.cockpit import address, load, tab
from samphan.events.views.sheets import Sheet, write
from samphan.kit.bilingual import pair
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind, respond
from samphan.kit.numbers import number_in
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.events.models import Event
    from samphan.events.queries.people import PeoplePage
    from samphan.kit.http import NetworkRequest


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS)


def _categories(request: NetworkRequest, event: Event) -> list[ParticipantCategory]:
    return list(
        ParticipantCategory.objects.for_actor(request.actor).filter(event=event).order_by("order", "id")
    )


def people(request: NetworkRequest, pk: int) -> HttpResponse:
    """Numbers and institutions for everybody who sees the event; names for those who may see them."""
    event = load(request, pk)
    page = queries.people_page(event)
    may_see_people = request.actor.may(policy.see_people, on=event)
    context = {
        "page": page,
        "may_see_people": may_see_people,
        "may_manage_people": request.actor.may(policy.manage_people, on=event),
        "table": _table(request, event, page) if may_see_people else None,
    }
    return tab(request, event, "events/people.html", context)


def _table(request: NetworkRequest, event: Event, page: PeoplePage) -> Table:
    state = _state(request)
    shown = state.paginate(queries.registrations(request.actor, event, state))
    categories = [(str(each.id), each.name) for each in page.numbers.categories]
    organisations = [(str(each.pk), each.name) for each in page.organisations]
    return Table(
        key="people",
        caption=_("Registered people"),
        columns=(
            Column(_("Name"), "name"),
            Column(_("Organisation")),
            Column(_("Category")),
            Column(_("Position")),
            Column(_("What to do"), is_label_hidden=True),
        ),
        rows=shown.object_list,
        page=shown,
        state=state,
        search_label=_("Search people"),
        filters=(
            Filter(
                "state",
                _("State"),
                [
                    ("", _("taking part")),
                    *RegistrationState.choices,
                    (queries.EVERY, _("every state")),
                ],
                state.filters["state"],
            ),
            Filter(
                "category",
                _("Category"),
                [("", _("all")), *categories, (queries.NONE, _("without category"))],
                state.filters["category"],
            ),
            Filter(
                "organisation",
                _("Organisation"),
                [("", _("all")), *organisations, (queries.NONE, _("without organisation"))],
                state.filters["organisation"],
            ),
        ),
        export_url=reverse("events:people_export", args=[request.network.slug, event.pk]),
    )


def export(request: NetworkRequest, pk: int) -> HttpResponse:
    """The registered people that the list shows, as a workbook; how to reach them only for who keeps contact."""
    event = load(request, pk)
    request.actor.must(policy.see_people, on=event)
    rows = queries.registrations(request.actor, event, _state(request))
    has_addresses = bool(request.actor.may(see_addresses, on=event))
    return spreadsheet(
        _("Participants"),
        [
            _("Name in Thai"),
            _("Name in English"),
            _("Organisation"),
            _("Category"),
            _("Position"),
            _("State"),
            _("How it came"),
            *([_("E-mail address"), _("Telephone")] if has_addresses else []),
        ],
        (
            [
                *pair(each.person, "name"),
                each.organisation.name if each.organisation else each.organisation_name,
                each.category.name if each.category else "",
                each.position,
                each.get_state_display(),
                each.get_way_display(),
                *([each.email, each.phone] if has_addresses else []),
            ]
            for each in rows.iterator(2_000)
        ),
    )


def categories(request: NetworkRequest, pk: int) -> HttpResponse:
    """The categories with their stated numbers, written as a list."""
    event = load(request, pk)
    rows = _categories(request, event)
    fields = actions.CATEGORY_FIELDS
    sheet = Sheet(
        title=_("Categories of participants"),
        help=_("The number that somebody stated stands beside the number of registered people."),
        add_label=_("Add a category"),
        url_name="events:people",
        row=CategoryRowForm,
        initial=[{"id": row.pk} | {name: getattr(row, name) for name in fields} for row in rows],
        version=fingerprint(rows, fields),
        act=lambda values, removed, version: actions.arrange_categories(
            by=request.actor,
            event=event,
            rows=[actions.CategoryRow(**each) for each in values],
            removed=removed,
            version=version,
        ),
    )
    return write(request, event, sheet)


def institutions(request: NetworkRequest, pk: int) -> HttpResponse:
    """Institutions that take part, named one a line."""
    event = load(request, pk)
    request.actor.must(policy.manage, on=event)
    return respond(
        request,
        bind(InstitutionsForm, request, directory=directory_for(request.actor)),
        act=lambda form: actions.name_institutions(
            by=request.actor, event=event, organisations=form.cleaned_data["organisations"]
        ),
        then=lambda _named: address(request, "events:people", event),
        template="events/institutions_form.html",
        context={"event": event},
    )


def _form_kwargs(request: NetworkRequest, event: Event, organisation_id: int | None = None) -> dict[str, Any]:
    return {
        "directory": directory_for(request.actor, [organisation_id]),
        "categories": _categories(request, event),
    }


def register(request: NetworkRequest, pk: int) -> HttpResponse:
    """Somebody is put on the list by hand; people of the same name are asked about, never merged unseen."""
    event = load(request, pk)
    request.actor.must(policy.manage_people, on=event)
    form = bind(RegisterForm, request, **_form_kwargs(request, event))
    name = str(form.data.get("name", "")) if form.is_bound else ""
    namesakes = find_people(request.actor, name) if name else ()
    if namesakes:
        form.ask_which(namesakes)

    def act(form: RegisterForm) -> Registration:
        fields = {each: form.cleaned_data[each] for each in ("organisation", "category", "position")}
        chosen = form.cleaned_data.get("person", "")
        return actions.register_by_name(
            by=request.actor,
            event=event,
            name=form.cleaned_data["name"],
            person=next((each for each in namesakes if str(each.pk) == chosen), None),
            is_somebody_else=chosen == SOMEBODY_ELSE,
            **fields,
        )

    return respond(
        request,
        form,
        act=act,
        then=lambda _registration: address(request, "events:people", event),
        template="events/registration_form.html",
        context={"event": event, "title": _("Register somebody")},
    )


def change_registration(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """The form of a registration."""
    event = load(request, pk)
    registration = get_object_or_404(
        Registration.objects.for_actor(request.actor).select_related("person", "organisation", "category"),
        event=event,
        pk=part,
    )
    request.actor.must(policy.manage_people, on=event)
    initial = {name: getattr(registration, name) for name in actions.REGISTRATION_FIELDS}
    initial["version"] = fingerprint([registration], actions.REGISTRATION_COLUMNS)
    form = bind(
        RegistrationForm,
        request,
        initial=initial,
        **_form_kwargs(request, event, registration.organisation_id),
    )
    return respond(
        request,
        form,
        act=lambda form: actions.change_registration(
            by=request.actor, registration=registration, **form.cleaned_data
        ),
        then=lambda _registration: address(request, "events:people", event),
        template="events/registration_form.html",
        context={"event": event, "title": registration.person.name},
    )


@require_POST
def categorise(request: NetworkRequest, pk: int) -> HttpResponse:
    """Put the ticked people into a category."""
    event = load(request, pk)
    request.actor.must(policy.manage_people, on=event)
    ticked = [part for each in request.POST.getlist("pick") if (part := number_in(each)) is not None]
    chosen = request.POST.get("category", "")
    category = None
    if chosen != queries.NONE:
        found = ParticipantCategory.objects.for_actor(request.actor)
        category = get_object_or_404(found, event=event, pk=number_in(chosen))
    people = list(Registration.objects.for_actor(request.actor).filter(event=event, pk__in=ticked))
    changed = actions.categorise(by=request.actor, event=event, registrations=people, category=category)
    sentence = ngettext(
        "%(count)s person has another category now.", "%(count)s people have another category now.", changed
    )
    messages.success(request, sentence % {"count": changed})
    return HttpResponseRedirect(address(request, "events:people", event))
