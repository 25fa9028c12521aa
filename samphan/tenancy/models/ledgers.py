"""Ledgers of the ground floor that point softly at objects of any storey: search rows, files, numbers, drafts."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.kit.bilingual import Bilingual
from samphan.kit.privacy import Privacy
from samphan.tenancy.models.base import Owned, OwnedQuerySet


class SearchRow(models.Model):
    """What can be found: folded text under a trigram index, and the key that sorts it in Thai order.

    A row without network is seen by everybody signed in (the shared directory).
    """

    network = models.ForeignKey(
        "tenancy.Network", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    label_th = models.CharField(max_length=500)
    label_en = models.CharField(max_length=500, blank=True, default="")
    detail_th = models.CharField(max_length=500, blank=True, default="")
    detail_en = models.CharField(max_length=500, blank=True, default="")
    title_norm = models.CharField(max_length=1000)
    norm = models.TextField()
    sort_key = models.CharField(max_length=1000)

    label = Bilingual()
    detail = Bilingual()

    table_kind = "mixed"
    privacy = Privacy(
        personal="label_th label_en detail_th detail_en title_norm norm sort_key", neither="kind object_id"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "network"], name="tenancy_search_once", nulls_distinct=False
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            GinIndex("kind", OpClass("norm", name="gin_trgm_ops"), name="tenancy_search_trgm"),
        ]


class StoredFileQuerySet(OwnedQuerySet["StoredFile"]):
    """Files of a network."""


class CounterQuerySet(OwnedQuerySet["Counter"]):
    """Numbers given out in a network."""


class StoredFile(Owned):
    """A file by its content: the bytes lie under their SHA-256, the row keeps the name that people gave.

    ``let_go_at``: nobody is served it any more; the row stays for proof, the bytes go (``tenancy.keeping``).
    ``photographs``: the hashes of those that stand in it, where it is a paper.
    """

    name = models.CharField(_("file name"), max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField(auto_now_add=True)
    let_go_at = models.DateTimeField(null=True, blank=True)
    photographs = ArrayField(models.CharField(max_length=64), default=list, blank=True)

    objects = StoredFileQuerySet.as_manager()
    privacy = Privacy(personal="name", neither="media_type size sha256 stored_at let_go_at photographs")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(sha256__length=64), name="tenancy_file_hash"),
        ]

    @property
    def is_withdrawn_paper(self) -> bool:
        """A paper with a photograph of somebody who took the consent back since it was made."""
        return self.let_go_at is not None and bool(self.photographs)


class Counter(Owned):
    """The last number given out for a kind of document in a year (restarts each year)."""

    kind = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField(help_text="Buddhist era")
    last = models.PositiveIntegerField(default=0)

    objects = CounterQuerySet.as_manager()
    privacy = Privacy(neither="kind year last")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "kind", "year"], name="tenancy_counter_once"),
        ]


class Draft(models.Model):
    """What somebody had typed when the session ended. Only the same user gets it back, and never sent by itself."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=40, unique=True)
    path = models.CharField(max_length=1000)
    body = models.TextField()
    saved_at = models.DateTimeField(auto_now_add=True)

    table_kind = "draft"
    privacy = Privacy(personal="user body", neither="key path saved_at")
