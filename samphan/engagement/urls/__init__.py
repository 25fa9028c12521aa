"""Addresses under ``/n/<network>/work/``; those without sign-in are in ``public``."""

from samphan.engagement.urls import sides

app_name = "engagement"
urlpatterns = [*sides.urlpatterns]
