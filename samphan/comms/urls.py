"""Addresses of a network's outbox, under ``/n/<network>/outbox/``."""

from django.urls import path

from samphan.comms import views

app_name = "comms"
urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("export/", views.outbox_export, name="outbox_export"),
    path("<int:pk>/", views.message, name="message"),
]
