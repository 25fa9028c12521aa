"""Under which agreements a project stands."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from samphan.agreements.models import Agreement
from samphan.kit.privacy import Privacy
from samphan.projects.models.base import WorkQuerySet
from samphan.projects.models.project import Project
from samphan.tenancy.models import Owned


class ProjectAgreementQuerySet(WorkQuerySet["ProjectAgreement"]):
    """Agreements of projects."""


class ProjectAgreement(Owned):
    """A project stands under an agreement: it is what the agreement led to."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="agreements")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")

    objects = ProjectAgreementQuerySet.as_manager()
    privacy = Privacy(neither="project agreement")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "project", "agreement"], name="projects_projectagreement_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agreement"], name="projects_agreement_of")
        ]
