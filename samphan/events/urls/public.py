"""Addresses of events without a sign-in, under ``/p/<network>/events/``."""

from django.urls import path

from samphan.events.views import (
    agenda_versions,
    certificates,
    nomination,
    nomination_person,
    registration_form,
    ticket,
)

app_name = "events_public"
urlpatterns = [
    path("certificate/", certificates.look_up, name="certificates"),
    path("certificate/<str:code>/", certificates.verify, name="certificate"),
    path("programme/<slug:slug>/", agenda_versions.public_programme, name="programme"),
    path("register/<str:token>/", registration_form.register, name="register"),
    path("register/<str:token>/done/", registration_form.done, name="register_done"),
    path("nominate/<str:token>/", nomination.nominate, name="nominate"),
    path("nominate/<str:token>/answer/", nomination.nominate_answer, name="nominate_answer"),
    path("nominate/<str:token>/people/<int:part>/", nomination_person.linked_nominee, name="nominee"),
    path(
        "nominate/<str:token>/people/<int:part>/substitute/",
        nomination_person.linked_nominee_substitute,
        name="nominee_substitute",
    ),
    path(
        "nominate/<str:token>/people/<int:part>/withdraw/",
        nomination_person.linked_nominee_withdraw,
        name="nominee_withdraw",
    ),
    path(
        "nominate/<str:token>/people/<int:part>/step/<slug:act>/",
        nomination_person.linked_nominee_step,
        name="nominee_step",
    ),
    path("ticket/<str:token>/", ticket.ticket, name="ticket"),
    path("ticket/<str:token>/calendar.ics", ticket.calendar, name="ticket_calendar"),
    path("ticket/<str:token>/withdraw/", ticket.withdraw, name="ticket_withdraw"),
    path("ticket/<str:token>/contact/", ticket.contact, name="ticket_contact"),
    path("ticket/<str:token>/needs/", ticket.needs, name="ticket_needs"),
    path("ticket/<str:token>/needs/forget/", ticket.forget, name="ticket_forget"),
    path("ticket/<str:token>/step/<slug:act>/", ticket.step, name="ticket_step"),
]
