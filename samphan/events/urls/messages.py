"""Addresses of the mailings about an event."""

from django.urls import path

from samphan.events.views import messages

urlpatterns = [path("<int:pk>/messages/", messages.messages, name="messages")]
