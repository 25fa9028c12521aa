"""What is reached without a sign-in: a certificate to be signed, pictures of published projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import path

from samphan.engagement.views import certificates, evidence

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: Final[list[URLPattern]] = [
    path("certificate/<str:token>/", certificates.by_signer, name="certificate"),
    path("pictures/<int:part>/", evidence.picture, name="picture"),
    path("pictures/<int:part>/small/", evidence.picture, {"size": "small"}, name="picture_small"),
]
