"""The check-in station: for any phone or laptop, with and without a script, with and without a network."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from samphan.directory.queries.matching import find_people
from samphan.events.actions import checkin as actions
from samphan.events.forms.checkin import WalkInForm, day_in, read_batch, read_scan
from samphan.events.forms.people import SOMEBODY_ELSE
from samphan.events.models import CheckIn, ParticipantCategory, Registration
from samphan.events.models.attendance import SKEW_SHOWN
from samphan.events.policy import attendance as policy
from samphan.events.queries import checkin as queries
from samphan.events.queries.attendance import attendance_numbers
from samphan.events.queries.organisations import directory_for
from samphan.events.views.cockpit import load, tab
from samphan.kit.editing import bind, respond
from samphan.kit.errors import Problem
from samphan.kit.numbers import number_in
from samphan.tenancy import links

if TYPE_CHECKING:
    import datetime as dt

    from django.utils.functional import _StrOrPromise

    from samphan.events.actions.checkin import Answer
    from samphan.events.models import AgendaItem, Event
    from samphan.events.queries.checkin import Station
    from samphan.kit.http import NetworkRequest

type Tone = Literal["good", "warm", "bad", "info"]
WORKER: Final = Path(__file__).resolve().parent.parent / "static" / "events" / "checkin-worker.js"
LATEST: Final = 8
#: What is said to each outcome, with the tone in which it is shown and heard.
SAID: Final[dict[str, tuple[Tone, _StrOrPromise]]] = {
    "welcome": ("good", gettext_lazy("Welcome")),
    "already": ("warm", gettext_lazy("Already checked in")),
    "undone": ("info", gettext_lazy("The check-in was undone")),
    "not_in": ("warm", gettext_lazy("Not checked in, so there is nothing to undo")),
    "wrong_day": ("bad", gettext_lazy("Wrong day")),
    "wrong_event": ("bad", gettext_lazy("Wrong event")),
    "withdrawn": ("bad", gettext_lazy("Withdrawn")),
    "not_confirmed": ("bad", gettext_lazy("Not confirmed")),
    "unknown": ("bad", gettext_lazy("Unknown code")),
}


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as it is shown, and as the station's script is given it."""

    client_id: str
    status: str
    tone: Tone
    title: str
    text: str
    registration: int | None
    name: str
    institution: str
    category: str


def said(answer: Answer) -> Said:
    """An answer in the reader's language."""
    tone, title = SAID[answer.status]
    person = answer.registration
    since = timezone.localtime(answer.since) if answer.since else None
    text = {
        "already": _("at %(time)s") % {"time": f"{since:%H.%M}"} if since else "",
        "wrong_day": _("The station is set to another day than today, or the event is not held on it."),
        "wrong_event": _("This code belongs to “%(event)s”.") % {"event": answer.event.title}
        if answer.event
        else "",
        "withdrawn": _("The registration was withdrawn. Ask the secretariat."),
        "not_confirmed": _("The registration is not confirmed. Ask the secretariat."),
        "unknown": _("This code opens nothing here. Look for the name instead."),
    }.get(answer.status, "")
    return Said(
        client_id=str(answer.client_id),
        status=answer.status,
        tone=tone,
        title=str(title),
        text=text,
        registration=person.pk if person else None,
        name=str(person.person.name) if person else "",
        institution=str(person.organisation.name) if person and person.organisation else "",
        category=str(person.category.name) if person and person.category else "",
    )


def _load(request: NetworkRequest, pk: int) -> Event:
    event = load(request, pk)
    request.actor.must(policy.check_in, on=event)
    return event


@dataclass(frozen=True, slots=True)
class _At:
    """Where the station stands: its day (today where that is one of the event's) and perhaps a session."""

    day: dt.date
    session: AgendaItem | None
    is_today: bool
    is_day_of_event: bool


def _at(request: NetworkRequest, station: Station) -> _At:
    today = timezone.localdate()
    asked = day_in(request.GET.get("day", ""))
    first = next(
        (each for each in station.days if each >= today), station.days[-1] if station.days else today
    )
    day = asked if asked and (asked in station.days or not station.days) else first
    wanted = request.GET.get("session", "")
    session = next((each for each in station.sessions_of(day) if str(each.pk) == wanted), None)
    return _At(day, session, day == today, today in station.days or not station.days)


def _address(request: NetworkRequest, event: Event, **query: Any) -> str:
    path = reverse("events:checkin", args=[request.network.slug, event.pk])
    kept = "&".join(f"{name}={value}" for name, value in query.items() if value)
    return f"{path}?{kept}" if kept else path


def checkin(request: NetworkRequest, pk: int) -> HttpResponse:
    """The station: choose the day, scan or search, see who came last."""
    event = _load(request, pk)
    words = " ".join(request.GET.get("q", "")[:200].split())
    found = queries.found_people(request.actor, event, words) if words else []
    return _station(request, event, {"words": words, "found": found})


def scan(request: NetworkRequest, pk: int, token: str) -> HttpResponse:
    """The station with the person to whose ticket the phone's camera led; one tap checks in."""
    event = _load(request, pk)
    nonce = links.read(token)
    pk_of = queries.registrations_of([nonce]).get(nonce) if nonce else None
    person = (
        Registration.objects.for_actor(request.actor)
        .select_related("person", "organisation", "category", "event")
        .filter(pk=pk_of or 0)
        .first()
    )
    answer = None
    if person is None:
        answer = actions.Answer(uuid.uuid4(), "unknown")
    elif person.event_id != event.pk:
        answer = actions.Answer(uuid.uuid4(), "wrong_event", person, event=person.event)
    context = {"answer": said(answer) if answer else None, "found": [] if answer else [person]}
    return _station(request, event, {**context, "is_scanned": True}, status=404 if person is None else 200)


def _station(
    request: NetworkRequest, event: Event, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    station = queries.station(event)
    at = _at(request, station)
    found = context.get("found", [])
    session = at.session.pk if at.session else None
    present = queries.present_since([each.pk for each in found], at.day, session) if found else {}
    done = request.GET.get("done", "")
    answer = context.get("answer") or (_done(request, event, done) if done else None)
    slug = request.network.slug
    response = tab(
        request,
        event,
        "events/checkin.html",
        {
            **context,
            "answer": answer,
            "station": station,
            "at": at,
            "sessions": station.sessions_of(at.day),
            "rows": [
                {
                    "registration": each,
                    "since": present.get(each.pk),
                    "may_come": queries.may_come(each),
                    "client_id": uuid.uuid4(),
                }
                for each in found
            ],
            "client_id": uuid.uuid4(),
            "latest": _latest(event, at),
            "numbers": attendance_numbers(event),
            "skew_minutes": int(SKEW_SHOWN.total_seconds() // 60),
            "words_of_outcomes": {
                code: {"tone": tone, "title": str(title)} for code, (tone, title) in SAID.items()
            },
            "urls": {
                name: reverse(f"events:{url}", args=[slug, event.pk])
                for name, url in (
                    ("batch", "checkin_batch"),
                    ("people", "checkin_people"),
                    ("worker", "checkin_worker"),
                    ("page", "checkin"),
                )
            },
        },
    )
    response.status_code = status
    return response


def _latest(event: Event, at: _At) -> list[dict[str, Any]]:
    rows = list(
        CheckIn.objects.filter(event=event, day=at.day, session=at.session)
        .select_related("registration__person", "registration__organisation")
        .order_by("-id")[:LATEST]
    )
    session = at.session.pk if at.session else None
    present = queries.present_since([each.registration_id for each in rows], at.day, session) if rows else {}
    seen: set[int] = set()
    latest = []
    for row in rows:
        is_there = row.registration_id in present and row.registration_id not in seen
        seen.add(row.registration_id)
        latest.append({"row": row, "may_undo": is_there and row.act == "in", "client_id": uuid.uuid4()})
    return latest


def _done(request: NetworkRequest, event: Event, done: str) -> Said | None:
    """What ``?done=<status>.<registration>`` says of the check-in that led here."""
    status, _dot, sent = done.partition(".")
    if status not in SAID:
        return None
    person = None
    if (pk := number_in(sent)) is not None:
        person = (
            Registration.objects.for_actor(request.actor)
            .select_related("person", "organisation", "category", "event")
            .filter(pk=pk)
            .first()
        )
    since = None
    if person and person.event_id == event.pk and status == "already":
        row = CheckIn.objects.filter(registration=person, act="in").order_by("-id").first()
        since = row.happened_at if row else None
    other = person.event if person and person.event_id != event.pk else None
    return said(actions.Answer(uuid.uuid4(), status, person, since, event=other))  # type: ignore[arg-type]  # one of SAID


@require_POST
def record(request: NetworkRequest, pk: int) -> HttpResponse:
    """One check-in or its undoing, from the page's own form."""
    event = _load(request, pk)
    now = timezone.now()
    one = read_scan(request.POST, now=now)
    station = request.POST.get("station", "")
    (answer,) = actions.record_check_ins(by=request.actor, event=event, scans=[one], now=now, station=station)
    person = answer.registration.pk if answer.registration else ""
    done = f"{answer.status}.{person}"
    return HttpResponseRedirect(
        _address(request, event, day=one.day.isoformat(), session=one.session or "", done=done)
    )


@require_POST
def batch(request: NetworkRequest, pk: int) -> HttpResponse:
    """The queue of a device, as JSON; an answer for each row, in their order."""
    event = _load(request, pk)
    now = timezone.now()
    try:
        queue = read_batch(request.body)
        answers = actions.record_check_ins(
            by=request.actor,
            event=event,
            scans=queue.scans,
            now=now,
            sent_at=queue.sent_at,
            station=queue.station,
        )
    except Problem as problem:
        return JsonResponse({"problem": str(problem.message)}, status=422)
    skew = int((now - queue.sent_at).total_seconds()) if queue.sent_at else 0
    return JsonResponse(
        {
            "results": [asdict(said(each)) for each in answers],
            "skew_minutes": round(skew / 60) if abs(skew) > SKEW_SHOWN.total_seconds() else 0,
        }
    )


def people(request: NetworkRequest, pk: int) -> HttpResponse:
    """The list that a device keeps for the time without a network."""
    event = _load(request, pk)
    rows = queries.people_for_device(request.actor, event)
    days = queries.station(event).days
    response = JsonResponse(
        {"people": [asdict(each) for each in rows], "until": days[-1].isoformat() if days else None}
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def worker(request: NetworkRequest, pk: int) -> HttpResponse:
    """The script that opens the station without a network; it reaches no other page."""
    _load(request, pk)
    return HttpResponse(
        WORKER.read_text(encoding="utf-8"),
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )


def walk_in(request: NetworkRequest, pk: int) -> HttpResponse:
    """Somebody who is not on the list is put on it and checked in."""
    event = _load(request, pk)
    at = _at(request, queries.station(event))
    form = bind(
        WalkInForm,
        request,
        initial={"client_id": uuid.uuid4(), "day": at.day.isoformat(), "name": request.GET.get("name", "")},
        directory=directory_for(request.actor, [None]),
        categories=list(
            ParticipantCategory.objects.for_actor(request.actor).filter(event=event).order_by("order", "id")
        ),
    )
    name = str(form.data.get("name", "")) if form.is_bound else ""
    namesakes = find_people(request.actor, name) if name else ()
    if namesakes:
        form.ask_which(namesakes)

    def act(form: WalkInForm) -> Answer:
        chosen = form.cleaned_data.get("person", "")
        return actions.register_walk_in(
            by=request.actor,
            event=event,
            name=form.cleaned_data["name"],
            scan=form.scan(),
            now=timezone.now(),
            person=next((each for each in namesakes if str(each.pk) == chosen), None),
            is_somebody_else=chosen == SOMEBODY_ELSE,
            organisation=form.cleaned_data["organisation"],
            category=form.cleaned_data["category"],
        )

    return respond(
        request,
        form,
        act=act,
        then=lambda answer: _address(
            request,
            event,
            day=form.cleaned_data["day"].isoformat(),
            done=f"{answer.status}.{answer.registration.pk if answer.registration else ''}",
        ),
        template="events/checkin_walk_in.html",
        context={"event": event, "at": at, "title": _("Walk-in")},
        success=_("%(name)s was put on the list as a walk-in.") % {"name": name},
    )
