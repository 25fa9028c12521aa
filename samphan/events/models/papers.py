"""Official papers of an event: the words in preparation, and the versions that were issued."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.directory.models import Organisation
from samphan.events.models.certificates import RenderState
from samphan.events.models.event import Event, EventRowQuerySet
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, StoredFile, Versioned


class PaperKind(models.TextChoices):
    INVITATION = "invitation", _("invitation letter with a reply form")
    MEMO = "memo", _("memo for approval")


class Paper(Owned, Versioned):
    """A letter or memo in preparation, in the words of an official form. It is printed as issued versions only."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(pgettext_lazy("paper", "form"), max_length=20, choices=PaperKind.choices)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("issued by"),
    )
    unit = models.CharField(_("unit that owns the matter"), max_length=300, blank=True, default="")
    address = models.CharField(_("address of the issuer"), max_length=500, blank=True, default="")
    contact = models.CharField(_("telephone, e-mail"), max_length=300, blank=True, default="")
    number = models.CharField(_("number"), max_length=60, blank=True, default="")
    dated_on = models.DateField(_("date"), null=True, blank=True)
    addressee = models.CharField(_("to"), max_length=300, blank=True, default="")
    subject = models.CharField(_("subject"), max_length=500)
    reference = models.CharField(_("reference"), max_length=500, blank=True, default="")
    enclosures = models.CharField(_("enclosures"), max_length=500, blank=True, default="")
    text = models.TextField(_("text"))
    closing = models.CharField(_("closing words"), max_length=100, blank=True, default="")
    signer_name = models.CharField(_("name of who signs"), max_length=200, blank=True, default="")
    signer_position = models.CharField(_("position of who signs"), max_length=200, blank=True, default="")
    reply_until = models.DateField(_("reply until"), null=True, blank=True)
    has_thai_numerals = models.BooleanField(_("Thai numerals"), default=True)
    emblem = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EventRowQuerySet["Paper"].as_manager()
    privacy = Privacy(
        personal="addressee signer_name signer_position contact text",
        neither="event kind organisation unit address number dated_on subject reference enclosures closing reply_until"
        " has_thai_numerals emblem created_at version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(kind__in=PaperKind.values), name="events_paper_kind"),
            models.CheckConstraint(condition=~models.Q(subject=""), name="events_paper_subject"),
        ]


class PaperVersion(Owned):
    """An issued version of a paper: its words as they were, its number, its files. It never changes."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField(_("version"))
    number = models.CharField(_("number"), max_length=80)
    issued_on = models.DateField(_("date"))
    content = models.JSONField(help_text="the words by field, see queries.papers")
    emblem = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    docx = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    render_state = models.CharField(max_length=10, choices=RenderState.choices, default=RenderState.WAITING)
    problem = models.CharField(max_length=500, blank=True, default="")
    issued_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.CharField(max_length=200, blank=True, default="")

    objects = EventRowQuerySet["PaperVersion"].as_manager()
    privacy = Privacy(
        personal="content issued_by",
        neither="paper version number issued_on emblem docx pdf render_state problem issued_at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "paper", "version"], name="events_paper_version_once"),
        ]
