"""Addresses without a sign-in, under ``/p/<network>/messages/``: what a reader chooses, and followed calendars."""

from django.urls import path

from samphan.comms.views import addresses, mine

app_name = "comms_public"
urlpatterns = [
    path("choose/<str:token>/", addresses.choose, name="choose"),
    path("calendar/<str:token>/calendar.ics", mine.calendar, name="calendar"),
]
