"""Addresses without sign-in, under ``/p/<network>/partners/``."""

from samphan.engagement.urls import partner

app_name = "engagement_public"
urlpatterns = [*partner.urlpatterns]
