"""Addresses of the whole: what stands in a network is under ``/n/<network>/``, what is public under ``/p/<network>/``."""

from django.conf import settings
from django.urls import include, path

from samphan.boards.views import pages as boards
from samphan.comms.views import sign_in_mail
from samphan.tenancy.views import invitation
from samphan.web.views import dates, gallery, health, home, learning, search

urlpatterns = [
    path("", home.front, name="home"),
    path("healthz", health.health, name="health"),
    path("search/", search.search, name="search"),
    path("search/suggest", search.suggest, name="search_suggest"),
    path("dates/echo", dates.echo, name="dates_echo"),
    path("accounts/", include("samphan.accounts.urls")),
    path("invitation/<str:token>/", invitation, name="invitation"),
    path("join/", boards.join, name="join"),
    path("n/<slug:network>/", home.network_home, name="network_home"),
    path("n/<slug:network>/learn/uses/", learning.uses, name="learn_uses"),
    path("n/<slug:network>/learn/uses/export/", learning.uses_export, name="learn_uses_export"),
    path("n/<slug:network>/network/", include("samphan.networks.urls")),
    path("n/<slug:network>/", include("samphan.governance.urls")),
    path("n/<slug:network>/", include("samphan.agreements.urls")),
    path("n/<slug:network>/frameworks/", include("samphan.frameworks.urls")),
    path("n/<slug:network>/surveys/", include("samphan.surveys.urls")),
    path("n/<slug:network>/work/", include("samphan.projects.urls")),
    path("n/<slug:network>/work/", include("samphan.engagement.urls")),
    path("n/<slug:network>/boards/", include("samphan.boards.urls")),
    path("n/<slug:network>/events/", include("samphan.events.urls")),
    path("n/<slug:network>/contacts/", include("samphan.events.urls.contacts")),
    path("n/<slug:network>/learn/", include("samphan.evaluation.urls")),
    path("n/<slug:network>/learn/", include("samphan.knowledge.urls")),
    path("n/<slug:network>/reports/", include("samphan.reports.urls")),
    path("p/<slug:network>/reports/", include("samphan.reports.urls.public")),
    path("p/<slug:network>/events/", include("samphan.events.urls.public")),
    path("p/<slug:network>/boards/", include("samphan.boards.urls.public")),
    path("p/<slug:network>/surveys/", include("samphan.surveys.urls.public")),
    path("p/<slug:network>/", include("samphan.networks.urls.public")),
    path("p/<slug:network>/", include("samphan.governance.urls.public")),
    path("p/<slug:network>/", include("samphan.agreements.urls.public")),
    path("p/<slug:network>/", include("samphan.frameworks.urls.public")),
    path("p/<slug:network>/partners/", include("samphan.engagement.urls.public")),
    path("p/<slug:network>/", include("samphan.evaluation.urls.public")),
    path("p/<slug:network>/", include("samphan.knowledge.urls.public")),
    path("p/<slug:network>/messages/", include("samphan.comms.urls.public")),
    path("p/<slug:network>/work/", include("samphan.projects.urls.public")),
    path("n/<slug:network>/", include("samphan.directory.urls")),
    path("n/<slug:network>/outbox/", include("samphan.comms.urls")),
    path("n/<slug:network>/", include("samphan.tenancy.urls")),
]
if settings.OUTBOX_PAGE:
    urlpatterns += [
        path("outbox/", sign_in_mail, name="outbox"),
        path("gallery/", gallery.gallery, name="gallery"),
    ]

handler400 = "samphan.web.views.errors.bad_request"
handler403 = "samphan.web.views.errors.forbidden"
handler404 = "samphan.web.views.errors.not_found"
handler429 = "samphan.web.views.errors.too_many"  # of allauth, in the manner of Django's
handler500 = "samphan.web.views.errors.server_error"
