"""What an agreement serves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from samphan.agreements.models.agreement import Agreement
from samphan.agreements.models.base import PartQuerySet
from samphan.frameworks.models import Alignment, cell_index, constraints_of
from samphan.kit.privacy import Privacy


class AgreementAlignment(Alignment):
    """An agreement serves an item of a framework, a goal or a plan."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="alignments")

    objects = PartQuerySet["AgreementAlignment"].as_manager()
    privacy = Privacy(personal="made_by", neither="agreement item across note rating made_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = constraints_of(
            "agreements_alignment", "agreement"
        )
        indexes: ClassVar[list[models.Index]] = [cell_index("agreements_alignment", "agreement")]
