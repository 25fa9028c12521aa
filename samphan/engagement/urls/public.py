"""Addresses without sign-in, under ``/p/<network>/partners/``."""

from samphan.engagement.urls import partner, proof

app_name = "engagement_public"
urlpatterns = [*proof.urlpatterns, *partner.urlpatterns]
