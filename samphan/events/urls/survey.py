"""Addresses of the satisfaction survey."""

from django.urls import path

from samphan.events.views import survey

urlpatterns = [
    path("<int:pk>/satisfaction/", survey.satisfaction, name="satisfaction"),
    path("<int:pk>/satisfaction/export/", survey.export, name="satisfaction_export"),
    path("<int:pk>/satisfaction/<slug:act>/", survey.advance, name="advance_satisfaction"),
]
