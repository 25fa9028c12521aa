# ruff: noqa: E402 - in a single file Django is set up before the models are imported
"""The floor: what Django itself costs for these pages on this machine. A reference without features, no peer.

Lists of 25 rows, a search answered by a trigram index, pages of one record, a form to register; signed in, in Thai. No networks, no row-level
security, no components, no navigation, no bilingual text. `python app.py <organisations> <events>` makes and fills
the tables; `uvicorn app:application` serves. `LEAN_DATABASE` is an entry of Django's `DATABASES` as JSON.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings

from samphan.web.bridge import Pages

FOLDER = Path(__file__).resolve().parent
settings.configure(
    SECRET_KEY="the floor keeps no secrets, and is thrown away after each run",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": {**json.loads(os.environ["LEAN_DATABASE"]), "CONN_MAX_AGE": None}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.postgres",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [FOLDER / "templates"],
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    LANGUAGE_CODE="th",
    LANGUAGES=[("th", "Thai"), ("en", "English")],
    TIME_ZONE="Asia/Bangkok",
    LOGIN_URL="/login/",
    LOGIN_REDIRECT_URL="/organisations/",
)

import django

django.setup()

from django import forms
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.management import call_command
from django.core.paginator import Paginator
from django.core.wsgi import get_wsgi_application
from django.db import connection, models, transaction
from django.db.models.functions import Upper
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ROWS = 25
EMAIL, PASSWORD = "bench@example.org", "only for the bench"


class Organisation(models.Model):
    name = models.CharField(max_length=200, db_index=True)
    name_th = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    province = models.CharField(max_length=60)
    email = models.EmailField()
    phone = models.CharField(max_length=30)
    website = models.URLField()
    body = models.TextField()

    class Meta:
        app_label = "lean"
        ordering: ClassVar = ["name"]
        indexes: ClassVar = [
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="organisation_name_trgm"),
            GinIndex(OpClass(Upper("name_th"), name="gin_trgm_ops"), name="organisation_name_th_trgm"),
        ]


class Event(models.Model):
    title = models.CharField(max_length=200)
    starts = models.DateTimeField(db_index=True)
    ends = models.DateTimeField(db_index=True)
    place = models.CharField(max_length=80)
    body = models.TextField()

    class Meta:
        app_label = "lean"
        ordering: ClassVar = ["starts"]


class Registration(models.Model):
    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    email = models.EmailField()
    checked_in = models.DateTimeField(null=True)

    class Meta:
        app_label = "lean"


class Log(models.Model):
    at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=200)
    act = models.CharField(max_length=60)
    target = models.CharField(max_length=60)

    class Meta:
        app_label = "lean"


class RegistrationForm(forms.ModelForm):
    class Meta:
        model = Registration
        fields = ("given_name", "family_name", "email")


@login_required
def organisations(request: HttpRequest) -> HttpResponse:
    found, query = Organisation.objects.all(), request.GET.get("q", "")
    if query:
        found = found.filter(name__icontains=query) | found.filter(name_th__icontains=query)
    page = Paginator(found.defer("website", "body"), ROWS).get_page(request.GET.get("page"))
    return render(request, "organisations.html", {"page": page, "query": query})


@login_required
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Organisation, pk=pk)
    registrations = Registration.objects.filter(organisation=shown)
    context = {
        "organisation": shown,
        "registrations": registrations.select_related("event")[:20],
        "count": registrations.count(),
    }
    return render(request, "organisation.html", context)


@login_required
def events(request: HttpRequest) -> HttpResponse:
    coming = Event.objects.filter(ends__gte=timezone.now())
    page = Paginator(coming, ROWS).get_page(request.GET.get("page"))
    return render(request, "events.html", {"page": page})


@login_required
def event(request: HttpRequest, pk: int) -> HttpResponse:
    shown, form = get_object_or_404(Event, pk=pk), RegistrationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.instance.event = shown
        form.save()
        return redirect(request.path)
    context = {"event": shown, "count": shown.registrations.count(), "form": form}
    return render(request, "event.html", context)


@login_required
@transaction.atomic
def check_in(request: HttpRequest) -> JsonResponse:
    found = Registration.objects.select_for_update().get(pk=request.POST["registration"])
    found.checked_in = timezone.now()
    found.save(update_fields=["checked_in"])
    Log.objects.create(actor=request.user.get_username(), act="check_in", target=f"registration:{found.pk}")
    return JsonResponse({"status": "welcome", "name": f"{found.given_name} {found.family_name}"})


urlpatterns = [
    path("checkin/", check_in),
    path("login/", LoginView.as_view(template_name="login.html")),
    path("organisations/", organisations),
    path("organisations/<int:pk>/", organisation),
    path("events/", events),
    path("events/<int:pk>/", event),
]
application = Pages(get_wsgi_application(), threads=10)  # as many as Samphan renders at once


def make(organisation_count: int, event_count: int) -> None:
    """Make the tables and fill them with D1."""
    import dataset

    now = dt.datetime.now(dt.UTC)
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for model in (Organisation, Event, Registration, Log):
            editor.create_model(model)
    User.objects.create_user(EMAIL, EMAIL, PASSWORD)
    Organisation.objects.bulk_create(
        (
            Organisation(
                id=each.number + 1,
                name=each.name,
                name_th=each.name_th,
                kind=each.kind,
                province=each.province,
                email=each.email,
                phone=each.phone,
                website=each.website,
                body="".join(f"<p>{text}</p>" for text in each.paragraphs),
            )
            for each in map(dataset.organisation, range(organisation_count))
        ),
        batch_size=1_000,
    )
    known = [dataset.event(number, now, event_count) for number in range(event_count)]
    Event.objects.bulk_create(
        Event(
            id=each.number + 1,
            title=each.title,
            starts=each.starts,
            ends=each.ends,
            place=each.place,
            body="".join(f"<p>{text}</p>" for text in each.paragraphs),
        )
        for each in known
    )
    Registration.objects.bulk_create(
        (
            Registration(
                event_id=number + 1,
                organisation_id=person.organisation + 1,
                given_name=person.given_name,
                family_name=person.family_name,
                email=person.email,
            )
            for number in range(event_count)
            for person in (
                dataset.person(each, organisation_count) for each in dataset.participants(number, event_count)
            )
        ),
        batch_size=1_000,
    )
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


if __name__ == "__main__":
    sys.path.insert(0, str(FOLDER.parent))
    make(*map(int, sys.argv[1:]))
