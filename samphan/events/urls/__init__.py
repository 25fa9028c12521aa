"""Addresses of events, under ``/n/<network>/events/``: one file a noun."""

from samphan.events.urls import (
    agreements,
    attendance,
    messages,
    outputs,
    photos,
    preparing,
    record,
    registration,
    survey,
)

app_name = "events"
urlpatterns = [
    *preparing.urlpatterns,
    *registration.urlpatterns,
    *attendance.urlpatterns,
    *messages.urlpatterns,
    *outputs.urlpatterns,
    *photos.urlpatterns,
    *survey.urlpatterns,
    *agreements.urlpatterns,
    *record.urlpatterns,
]
