"""What the tables of this app have in common."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samphan.tenancy.models import OwnedQuerySet


class WorkQuerySet[M: models.Model](OwnedQuerySet[M]):
    """What the network sets out to do is seen by who may see projects."""

    see = "projects.see"


def period() -> Q:
    """Condition on ``starts`` and ``ends``: half-known dates may overlap, the end never lies wholly before the start."""
    return Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__endswith__gt=F("starts__startswith"))
