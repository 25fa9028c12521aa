"""Addresses of registration: forms, nominations, waiting list, approval."""

from django.urls import path

from samphan.events.views import nomination, nomination_person, registration

urlpatterns = [
    path("<int:pk>/registration/", registration.registration, name="registration"),
    path("<int:pk>/registration/settings/", registration.settings, name="registration_settings"),
    path("<int:pk>/registration/link/", registration.make_link, name="registration_link"),
    path("<int:pk>/registration/waiting/", registration.waiting, name="waiting"),
    path("<int:pk>/registration/waiting/export/", registration.waiting_export, name="waiting_export"),
    path("<int:pk>/registration/approve/", registration.approve, name="approve"),
    path("<int:pk>/registration/decline/", registration.decline, name="decline"),
    path("<int:pk>/registration/needs/", registration.needs, name="needs"),
    path("<int:pk>/registration/needs/export/", registration.needs_export, name="needs_export"),
    path("<int:pk>/people/<int:part>/withdraw/", registration.withdraw, name="withdraw"),
    path("<int:pk>/people/<int:part>/step/<slug:act>/", registration.step, name="registration_step"),
    path("<int:pk>/nominations/", nomination.nominations, name="nominations"),
    path("<int:pk>/nominations/export/", nomination.export, name="nominations_export"),
    path("<int:pk>/nominations/new/", nomination.invite, name="nominations_new"),
    path("<int:pk>/nominations/<int:part>/", nomination.nomination, name="nomination"),
    path("<int:pk>/nominations/<int:part>/change/", nomination.change, name="change_nomination"),
    path("<int:pk>/nominations/<int:part>/link/", nomination.renew, name="renew_nomination"),
    path("<int:pk>/nominations/<int:part>/answer/", nomination.nominee_answer, name="nominee_answer"),
    path("<int:pk>/nominees/<int:part>/", nomination_person.nominee, name="nominee"),
    path(
        "<int:pk>/nominees/<int:part>/substitute/",
        nomination_person.nominee_substitute,
        name="nominee_substitute",
    ),
    path(
        "<int:pk>/nominees/<int:part>/withdraw/", nomination_person.nominee_withdraw, name="nominee_withdraw"
    ),
    path(
        "<int:pk>/nominees/<int:part>/step/<slug:act>/", nomination_person.nominee_step, name="nominee_step"
    ),
]
