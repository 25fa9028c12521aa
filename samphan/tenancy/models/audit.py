"""The audit trail: who did what to what, when and why. Rows are only ever added."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.kit.bilingual import Bilingual
from samphan.kit.privacy import Privacy
from samphan.tenancy.models.base import OwnedQuerySet


class AuditQuerySet(OwnedQuerySet["AuditEntry"]):
    see = "audit.see"


class AuditEntry(models.Model):
    """One act. ``object_*`` points softly at any storey; ``changes`` maps a field to [before, after].

    An anonymous act has neither user nor label, and no address of a machine is ever stored.
    """

    network = models.ForeignKey(
        "tenancy.Network", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    actor_kind = models.CharField(_("kind of actor"), max_length=10)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    actor_label = models.CharField(_("who"), max_length=200, blank=True, default="")
    act = models.CharField(_("act"), max_length=60)
    object_kind = models.CharField(max_length=60, blank=True, default="")
    object_id = models.BigIntegerField(null=True, blank=True)
    object_label_th = models.CharField(max_length=500, blank=True, default="")
    object_label_en = models.CharField(max_length=500, blank=True, default="")
    changes = models.JSONField(default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=2000, blank=True, default="")

    objects = AuditQuerySet.as_manager()
    object_label = Bilingual()

    table_kind = "mixed"
    privacy = Privacy(
        personal="user actor_label object_label_th object_label_en changes reason",
        neither="at actor_kind act object_kind object_id",
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "-at"], name="tenancy_audit_recent"),
            models.Index(fields=["network", "object_kind", "object_id"], name="tenancy_audit_object"),
        ]
