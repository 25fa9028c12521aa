"""Addresses that open without sign-in, under ``/p/<network>/reports/``."""

from django.urls import path

from samphan.reports.views import public

app_name = "public_reports"
urlpatterns = [
    path("<str:token>/", public.newest, name="report"),
    path("<str:token>/v<int:version>/", public.one_version, name="version"),
    path("<str:token>/v<int:version>/emblem/", public.emblem, name="emblem"),
    path("<str:token>/v<int:version>/<str:kind>/", public.download, name="download"),
]
