"""Addresses of photographs."""

from django.urls import path

from samphan.events.views import photos

urlpatterns = [
    path("<int:pk>/photos/", photos.photos, name="photos"),
    path("<int:pk>/photos/new/", photos.bring, name="bring_photos"),
    path("<int:pk>/photos/<int:part>/", photos.describe, name="describe_photo"),
    path("<int:pk>/photos/<int:part>/withdraw/", photos.withdraw, name="withdraw_photo"),
    path("<int:pk>/photos/<int:part>/large/", photos.picture, {"size": "large"}, name="photo"),
    path("<int:pk>/photos/<int:part>/small/", photos.picture, {"size": "small"}, name="photo_small"),
]
