"""Short tags by which work of a network is sorted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.projects.models.base import WorkQuerySet
from samphan.tenancy.models import Owned


class Theme(Owned):
    """A tag; ``key`` is its folded Thai name, so that one spelling stands once in a network."""

    name_th = models.CharField(_("name in Thai"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True, default="")
    key = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=1000)

    objects = WorkQuerySet["Theme"].as_manager()
    name = Bilingual()
    privacy = Privacy(neither="name_th name_en key sort_key")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("name"), name="projects_theme_named"),
            models.UniqueConstraint(fields=["network", "key"], name="projects_theme_once"),
        ]
