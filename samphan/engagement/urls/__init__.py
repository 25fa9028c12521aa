"""Addresses under ``/n/<network>/work/``; those without sign-in are in ``public``."""

from samphan.engagement.urls import change, knowledge, sides

app_name = "engagement"
urlpatterns = [*sides.urlpatterns, *change.urlpatterns, *knowledge.urlpatterns]
