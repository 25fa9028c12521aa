"""Two records of one thing: which was merged into which, and pairs that somebody looked at and kept apart."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samphan.directory.models.organisation import Organisation
from samphan.directory.models.person import Person
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet


class MergeQuerySet(OwnedQuerySet["Merge"]):
    see = "directory.edit"


class Merge(Owned):
    """One record became another, in the network that keeps both. Nothing is deleted: clearing ``merged_into`` undoes it.

    ``repointed`` holds the ids of records that had been merged into this one before and now lead to the other.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    into_organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    into_person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    repointed = models.JSONField(default=list)
    reason = models.CharField(_("reason"), max_length=500, blank=True, default="")
    merged_by = models.CharField(max_length=200, blank=True, default="")
    merged_at = models.DateTimeField(_("merged"))
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects = MergeQuerySet.as_manager()
    privacy = Privacy(
        personal="person into_person reason merged_by",
        neither="organisation into_organisation repointed merged_at undone_at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(
                    organisation__isnull=False,
                    into_organisation__isnull=False,
                    person__isnull=True,
                    into_person__isnull=True,
                )
                | Q(
                    organisation__isnull=True,
                    into_organisation__isnull=True,
                    person__isnull=False,
                    into_person__isnull=False,
                ),
                name="directory_merge_pair",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "-merged_at"], name="directory_merge_recent")
        ]


class KeptApartQuerySet(OwnedQuerySet["KeptApart"]):
    see = "directory.edit"


class KeptApart(Owned):
    """Two records that look alike and are two things: they are not proposed again. The smaller id stands first."""

    kind = models.CharField(max_length=30, help_text="directory.organisation or directory.person")
    first_id = models.BigIntegerField()
    second_id = models.BigIntegerField()
    said_by = models.CharField(max_length=200, blank=True, default="")

    objects = KeptApartQuerySet.as_manager()
    privacy = Privacy(personal="first_id second_id said_by", neither="kind")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "kind", "first_id", "second_id"], name="directory_apart_once"
            ),
            models.CheckConstraint(condition=Q(first_id__lt=F("second_id")), name="directory_apart_order"),
        ]
