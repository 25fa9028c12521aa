"""The registration form, reached by the link of an event: form, post, confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings as django_settings
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from samphan.directory.models import Organisation, OrganisationName
from samphan.events.actions.registration import check_open, register_by_form
from samphan.events.actions.registration_ticket import ticket_of_form
from samphan.events.forms.registration import ApplicationForm
from samphan.events.models import Event
from samphan.events.policy.registration import REGISTER
from samphan.events.queries.registration import categories_to_choose, is_full, names_to_choose
from samphan.events.views.registration_links import linked
from samphan.kit.asking import asked_before
from samphan.kit.editing import attempt
from samphan.kit.errors import Problem
from samphan.kit.http import by_link
from samphan.kit.thai.organisations import organisation_key
from samphan.surveys.queries.asking import asks, is_open
from samphan.tenancy import links

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.events.models import RegistrationSettings
    from samphan.kit.asking import Ask
    from samphan.kit.http import LinkRequest

#: What the pages say of the event, and what they must know of its registration; both have many more columns.
_SHOWN: Final = ("network", "title_th", "title_en", "venue_th", "venue_en", "starts", "ends")
_ASKED: Final = tuple(
    f"registration__{each}"
    for each in (
        "network", "event", "has_form", "survey", "opens_on", "closes_on", "seats", "needs_approval",
        "has_waiting_list", "asks_needs",
    )
)  # fmt: skip

# Of the organisation itself nothing is needed but that it can be seen; the ORM takes longer to ask than it takes to answer.
_NAMED: Final = """
select distinct o.id from directory_organisationname n join directory_organisation o on o.id = n.organisation_id
where n.key = %s and n.kind = %s limit 2
"""


@never_cache
@by_link(REGISTER)
def register(request: LinkRequest) -> HttpResponse:
    """The form, or the sentence that says why nobody can register now."""
    events = Event.objects.for_actor(request.actor).select_related("registration").only(*_SHOWN, *_ASKED)
    event = get_object_or_404(events, pk=request.link.subject_id)
    now = timezone.now()
    settings: RegistrationSettings | None = getattr(event, "registration", None)
    closed = _why_closed(event, settings)
    if settings is None or closed:
        return render(request, "events/register.html", {"event": event, "closed": closed}, status=200)
    form = _form(request, event, settings)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            applicant = form.applicant(_organisation(form.cleaned_data["organisation"]))
            try:
                with attempt():
                    register_by_form(by=request.actor, event=event, applicant=applicant, now=now)
            except Problem as problem:
                field = problem.field if problem.field in form.fields else None
                form.add_error(field, str(problem.message))
            else:
                return HttpResponseRedirect(_done(request, form))
    context = {"event": event, "settings": settings, "form": form, "is_full": is_full(settings)}
    return render(request, "events/register.html", context, status=status)


def _form(request: LinkRequest, event: Event, settings: RegistrationSettings) -> ApplicationForm:
    data: Any = (request.POST, request.FILES) if request.method == "POST" else ()
    questions: tuple[Ask, ...] = ()
    if settings.survey is not None and is_open(settings.survey, now=timezone.now()):
        questions = asks(settings.survey, also=asked_before(request.POST))
    return ApplicationForm(
        *data,
        asks=questions,
        categories=categories_to_choose(event),
        names=lambda: names_to_choose(event),
        asks_needs=settings.asks_needs,
    )


def _why_closed(event: Event, settings: RegistrationSettings | None) -> str:
    """The sentence for a form that takes nothing today; "" when it does."""
    if settings is None:
        return _("Registration is closed.")
    try:
        check_open(settings, event, timezone.now(), by_form=True)
    except Problem as problem:
        return str(problem.message)
    return ""


def _organisation(typed: str) -> Organisation | None:
    """The one organisation that has what was typed as a full name; whatever else was typed stays as it is."""
    key = organisation_key(typed)
    if not key:
        return None
    found = list(Organisation.objects.raw(_NAMED, [key, OrganisationName.Kind.NAME]))
    return found[0] if len(found) == 1 else None


def _done(request: LinkRequest, form: ApplicationForm) -> str:
    asked = {"key": form.cleaned_data["key"] or "", "mailed": int(bool(form.cleaned_data["email"]))}
    return f"{linked(request, 'register_done')}?{urlencode(asked)}"


@never_cache
@by_link(REGISTER)
def done(request: LinkRequest) -> HttpResponse:
    """Thanks. The ticket is shown where it cannot be mailed; else everybody, known or not, reads the same."""
    events = Event.objects.for_actor(request.actor).only(*_SHOWN)
    event = get_object_or_404(events, pk=request.link.subject_id)
    is_mailed = request.GET.get("mailed") == "1" and "server" in django_settings.MAILERS
    ticket = ""
    if not is_mailed and (key := _uuid(request.GET.get("key", ""))):
        link = ticket_of_form(event, key, now=timezone.now())
        ticket = links.path(link, request.network.slug) if link else ""
    context = {"event": event, "ticket": ticket, "is_mailed": is_mailed}
    return render(request, "events/register_done.html", context)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
