"""Addresses of the whole: what stands in a network is under ``/n/<network>/``, what is public under ``/p/<network>/``."""

from django.urls import include, path

from samphan.web.views import health

urlpatterns = [
    path("healthz", health.health, name="health"),
    path("accounts/", include("allauth.account.urls")),
]
handler400 = "samphan.web.views.errors.bad_request"
handler403 = "samphan.web.views.errors.forbidden"
handler404 = "samphan.web.views.errors.not_found"
handler500 = "samphan.web.views.errors.server_error"
