"""Words that a network keeps to begin its mailings with."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet, Versioned


class MailTemplateQuerySet(OwnedQuerySet["MailTemplate"]):
    see = "outbox.see"


class MailTemplate(Owned, Versioned):
    """Words with which a network's own mailings begin, in two languages; for a kind of record and a segment."""

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20)
    about_kind = models.CharField(max_length=60)
    segment = models.CharField(_("recipients"), max_length=60)
    subject_th = models.CharField(_("subject in Thai"), max_length=200)
    subject_en = models.CharField(_("subject in English"), max_length=200, blank=True, default="")
    body_th = models.TextField(_("text in Thai"))
    body_en = models.TextField(_("text in English"), blank=True, default="")
    sort_key = models.CharField(max_length=1000, help_text="made of the name, to page in Thai order")

    objects = MailTemplateQuerySet.as_manager()
    subject = Bilingual()
    body = Bilingual()
    privacy = Privacy(
        neither="name kind about_kind segment subject_th subject_en body_th body_en sort_key"
        " version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("subject", "body"), name="comms_template_worded"),
            models.UniqueConstraint(fields=["network", "about_kind", "name"], name="comms_template_once"),
        ]
