"""Personal links and codes: somebody without an account reaches exactly one thing, for one purpose."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.kit.bilingual import Bilingual
from samphan.kit.privacy import Privacy
from samphan.tenancy.models.base import Owned, OwnedQuerySet


class LinkQuerySet(OwnedQuerySet["Link"]):
    see = "access.see"


class Link(Owned):
    """The bearer of its token may do one ``purpose`` with one object, until it ends or is revoked.

    The token is made of ``nonce`` and a signature with the secret of the installation (``tenancy.links``): it can be
    shown again, as a QR code on a projector must be, and a copy of the database opens nothing.
    """

    purpose = models.CharField(_("purpose"), max_length=40)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    nonce = models.CharField(max_length=12, unique=True)
    label_th = models.CharField(_("given to, in Thai"), max_length=300, blank=True, default="")
    label_en = models.CharField(_("given to, in English"), max_length=300, blank=True, default="")
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("works until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = LinkQuerySet.as_manager()
    label = Bilingual()
    privacy = Privacy(
        personal="label_th label_en",
        neither="purpose subject_kind subject_id nonce made_at expires_at revoked_at",
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["network", "subject_kind", "subject_id", "purpose"], name="tenancy_link_subject"
            )
        ]
