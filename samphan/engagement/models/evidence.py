"""What proves something: files, links, records; and certificates of use."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.engagement.models.change import Measure, ProjectResult
from samphan.engagement.models.taking_part import Benefit
from samphan.engagement.models.words import Consent
from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.projects.models import Project, ProjectAlignment, ProjectPartner, ProjectRowQuerySet
from samphan.tenancy.models import Owned, StoredFile, Versioned


class EvidenceKind(models.TextChoices):
    PHOTO = "photo", pgettext_lazy("evidence", "photograph")
    DOCUMENT = "document", pgettext_lazy("evidence", "document")
    LINK = "link", pgettext_lazy("evidence", "address on the web")
    RECORD = "record", pgettext_lazy("evidence", "record of this system")
    STATEMENT = "statement", pgettext_lazy("evidence", "statement")


class Supports(models.TextChoices):
    """Which part of the record it supports."""

    NEED = "need", pgettext_lazy("evidence", "need")
    QUESTION = "question", pgettext_lazy("evidence", "joint question")
    PARTICIPATION = "participation", pgettext_lazy("evidence", "participation")
    BENEFIT = "benefit", pgettext_lazy("evidence", "benefits and costs")
    BEFORE = "before", pgettext_lazy("evidence", "situation before")
    PROCESS = "process", pgettext_lazy("evidence", "how it was done")
    CHANGE = "change", pgettext_lazy("evidence", "change")
    AFTER = "after", pgettext_lazy("evidence", "situation after")
    RESULT = "result", pgettext_lazy("evidence", "result")
    KNOWLEDGE = "knowledge", pgettext_lazy("evidence", "knowledge and scholarship")
    SPREAD = "spread", pgettext_lazy("evidence", "lasting and spreading")
    ALIGNMENT = "alignment", pgettext_lazy("evidence", "alignment with a framework")


class Strength(models.IntegerChoices):
    """How much it proves: a statement, a document, a record that the system itself holds."""

    STATEMENT = 1, pgettext_lazy("strength", "statement")
    DOCUMENT = 2, pgettext_lazy("strength", "document")
    RECORD = 3, pgettext_lazy("strength", "linked record")


class Evidence(Owned, Versioned):
    """One piece of evidence and what it supports.

    Its file is kept with its SHA-256 (``StoredFile``). ``record_kind`` and ``record_id`` name a record of the network
    (``events.event``) softly, with its title at the time in ``title``. What is withdrawn keeps its row, not its picture.
    The point (degrees, WGS 84) is where a photograph was taken, kept only where somebody wanted it.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=EvidenceKind.choices)
    title = models.CharField(_("title"), max_length=300)
    words = models.TextField(_("what it shows"), blank=True, default="")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    thumbnail = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    url = models.URLField(_("address"), max_length=1000, blank=True, default="")
    record_kind = models.CharField(max_length=60, blank=True, default="")
    record_id = models.BigIntegerField(null=True, blank=True)
    supports = models.CharField(_("supports"), max_length=15, choices=Supports.choices)
    result = models.ForeignKey(
        ProjectResult, on_delete=models.SET_NULL, null=True, blank=True, related_name="evidence"
    )
    measure = models.ForeignKey(
        Measure, on_delete=models.SET_NULL, null=True, blank=True, related_name="evidence"
    )
    benefit = models.ForeignKey(
        Benefit, on_delete=models.SET_NULL, null=True, blank=True, related_name="evidence"
    )
    alignment = models.ForeignKey(
        ProjectAlignment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    partner = models.ForeignKey(
        ProjectPartner, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    strength = models.PositiveSmallIntegerField(_("strength"), choices=Strength.choices)
    taken_on = PartialDateField(_("date"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True, default="")
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    consent = models.CharField(
        _("consent of the people shown"), max_length=12, choices=Consent.choices, default=Consent.NOT_NEEDED
    )
    is_public = models.BooleanField(_("shown on the public page"), default=False)
    added_by = models.CharField(max_length=200, blank=True, default="")
    added_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(pgettext_lazy("evidence", "withdrawn"), null=True, blank=True)
    withdrawn_why = models.CharField(_("why it was withdrawn"), max_length=300, blank=True, default="")

    objects = ProjectRowQuerySet["Evidence"].as_manager()
    privacy = Privacy(
        personal="file thumbnail added_by",
        neither="project kind title words url record_kind record_id supports result measure benefit alignment partner"
        " strength taken_on place latitude longitude consent is_public added_at withdrawn_at withdrawn_why version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(kind__in=EvidenceKind.values)
                & Q(supports__in=Supports.values)
                & Q(strength__in=Strength.values)
                & Q(consent__in=Consent.values)
                & ~Q(title=""),
                name="engagement_evidence_coded",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False)
                | Q(
                    consent__in=[Consent.NOT_NEEDED, Consent.GIVEN],
                    withdrawn_at__isnull=True,
                ),
                name="engagement_evidence_public",
            ),
            models.CheckConstraint(
                condition=~Q(consent=Consent.WITHDRAWN) | Q(file__isnull=True, thumbnail__isnull=True),
                name="engagement_evidence_no_picture",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="engagement_evidence_point",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["project", "supports"], name="engagement_evidence_supports"),
            models.Index(
                fields=["alignment"],
                name="engagement_evidence_alignment",
                condition=Q(alignment__isnull=False),
            ),
        ]


class CertificateState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("certificate", "draft")
    SENT = "sent", pgettext_lazy("certificate", "sent for signature")
    SIGNED = "signed", pgettext_lazy("certificate", "signed")
    DECLINED = "declined", pgettext_lazy("certificate", "declined")


class UseCertificate(Owned, Versioned):
    """A partner certifies that it uses what came of a project: what, since when, signed by whom with which authority."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(ProjectPartner, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=60, blank=True, default="")
    use = models.TextField(_("what is used, and how"))
    effect = models.TextField(_("what it brought"), blank=True, default="")
    used_from = PartialDateField(_("used from"), null=True, blank=True)
    used_until = PartialDateField(_("used until"), null=True, blank=True)
    signer_name = models.CharField(_("signed by"), max_length=200, blank=True, default="")
    signer_position = models.CharField(_("position"), max_length=200, blank=True, default="")
    is_authorised = models.BooleanField(_("may sign for the organisation"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=CertificateState.choices, default=CertificateState.DRAFT
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    words = models.TextField(_("in the signer's words"), blank=True, default="")
    scan = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ProjectRowQuerySet["UseCertificate"].as_manager()
    privacy = Privacy(
        personal="signer_name signer_position scan",
        neither="project partner number use effect used_from used_until is_authorised state sent_at answered_at words"
        " version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state__in=CertificateState.values) & ~Q(use=""),
                name="engagement_certificate_coded",
            ),
            models.CheckConstraint(
                condition=~Q(state=CertificateState.SIGNED)
                | (~Q(signer_name="") & Q(answered_at__isnull=False)),
                name="engagement_certificate_signed",
            ),
        ]
