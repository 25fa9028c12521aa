"""Addresses of the contacts that events leave to their network, under ``/n/<network>/contacts/``."""

from django.urls import path

from samphan.events.views import contacts

# A namespace of its own: the door of the network leads here, not to every page of an event.
app_name = "contacts"
urlpatterns = [
    path("", contacts.network_contacts, name="contacts"),
    path("export/", contacts.network_export, name="export"),
]
