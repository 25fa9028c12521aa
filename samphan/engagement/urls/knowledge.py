"""The register of what communities know and have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import path

from samphan.engagement.views import knowledge

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: Final[list[URLPattern]] = [
    path("knowledge/", knowledge.register, name="knowledge"),
    path("knowledge/export/", knowledge.export, name="knowledge_export"),
    path("knowledge/new/", knowledge.write, name="knowledge_new"),
    path("knowledge/<int:pk>/", knowledge.entry, name="entry"),
    path("knowledge/<int:pk>/change/", knowledge.write, name="entry_change"),
    path("knowledge/<int:pk>/consent/", knowledge.consent, name="entry_consent"),
    path("knowledge/<int:pk>/withdraw/", knowledge.withdraw, name="entry_withdraw"),
    path("knowledge/<int:pk>/uses/new/", knowledge.use, name="entry_use"),
    path("knowledge/<int:pk>/uses/<int:part>/leave/", knowledge.leave, name="entry_leave"),
]
