"""Addresses of events, under ``/n/<network>/events/``: one file a noun."""

from samphan.events.urls import attendance, messages, photos, preparing, record, registration

app_name = "events"
urlpatterns = [
    *preparing.urlpatterns,
    *registration.urlpatterns,
    *attendance.urlpatterns,
    *messages.urlpatterns,
    *photos.urlpatterns,
    *record.urlpatterns,
]
