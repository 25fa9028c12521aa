"""A report in preparation, its rewordings and overrides, and the versions that were issued."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import Organisation
from samphan.events.models import Event
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet, StoredFile, Versioned

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


def public_token() -> str:
    """A random part of a public address."""
    return secrets.token_urlsafe(16)


class Language(models.TextChoices):
    TH = "th", _("Thai")
    EN = "en", _("English")


class Numerals(models.TextChoices):
    ARABIC = "arabic", _("Arabic numerals")
    THAI = "thai", _("Thai numerals")


class ReportRowQuerySet[M: models.Model](OwnedQuerySet[M]):
    """Rows of reports are seen by who may see reports and the events that they are about."""

    see = "reports.see"

    def for_actor(self, actor: Actor) -> Self:
        """The rows that the actor may see, in the network of the address."""
        return super().for_actor(actor) if actor.holds("events.see") else self.none()


class IssuedVersionQuerySet(ReportRowQuerySet["IssuedVersion"]):
    def published(self, token: str, network_id: int) -> Self:
        """The versions that open without sign-in at a report's public address, newest first."""
        return self.filter(report__token=token, network_id=network_id).order_by("-version")


class Report(Owned, Versioned):
    """The participation report of one organisation about one event, in one form (profile) and round."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("reporting organisation")
    )
    profile = models.CharField(_("form"), max_length=60)
    round_year = models.PositiveSmallIntegerField(_("round (year)"), help_text="Buddhist era")
    period_from = models.DateField(_("the round counts from"))
    period_until = models.DateField(_("the round counts until"), help_text="the first day no longer")
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.TH)
    numerals = models.CharField(
        _("numerals"), max_length=10, choices=Numerals.choices, default=Numerals.ARABIC
    )
    token = models.CharField(max_length=40, unique=True, default=public_token)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReportRowQuerySet["Report"].as_manager()
    privacy = Privacy(
        neither="event organisation profile round_year period_from period_until language numerals token created_at"
        " version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "event", "organisation", "profile", "round_year"],
                name="reports_report_once",
            ),
            models.CheckConstraint(
                condition=models.Q(period_until__gt=models.F("period_from")), name="reports_report_period"
            ),
        ]


class Rewording(Owned):
    """Other words for one block; the facts stay. ``facts`` is the hash of what the block said when reworded."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="rewordings")
    language = models.CharField(max_length=2, choices=Language.choices)
    block = models.CharField(max_length=100)
    text = models.TextField(_("text"))
    facts = models.CharField(max_length=64)
    written_by = models.CharField(max_length=200, default="")
    written_at = models.DateTimeField(auto_now=True)

    objects = ReportRowQuerySet["Rewording"].as_manager()
    privacy = Privacy(personal="written_by", neither="report language block text facts written_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "report", "language", "block"], name="reports_rewording_once"
            ),
        ]


class Override(Owned):
    """A failed gate was passed knowingly, for a written reason. It holds for the ``facts`` (a hash) that failed."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="overrides")
    gate = models.CharField(max_length=60)
    facts = models.CharField(max_length=64)
    reason = models.CharField(_("reason"), max_length=2000)
    written_by = models.CharField(max_length=200, default="")
    written_at = models.DateTimeField(auto_now_add=True)

    objects = ReportRowQuerySet["Override"].as_manager()
    privacy = Privacy(personal="written_by", neither="report gate facts reason written_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "report", "gate"], name="reports_override_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="reports_override_why"),
        ]


class RenderState(models.TextChoices):
    WAITING = "waiting", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be made")


class IssuedVersion(Owned):
    """A frozen version: its words, its number, its files. It never changes; a later one stands beside it."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField(_("version"))
    number = models.CharField(_("number"), max_length=60)
    issued_on = models.DateField(_("issued on"))
    issuer_name = models.CharField(_("issued by"), max_length=200)
    issuer_position = models.CharField(_("position"), max_length=200, blank=True, default="")
    language = models.CharField(max_length=2, choices=Language.choices)
    numerals = models.CharField(max_length=10, choices=Numerals.choices)
    content = models.JSONField(help_text="the composed document, see reports.composition")
    findings = models.JSONField(default=list)
    overrides = models.JSONField(default=list)
    has_sample_data = models.BooleanField(default=False)
    emblem = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    docx = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    render_state = models.CharField(max_length=10, choices=RenderState.choices, default=RenderState.WAITING)
    problem = models.CharField(max_length=500, blank=True, default="")
    issued_at = models.DateTimeField(auto_now_add=True)

    objects = IssuedVersionQuerySet.as_manager()
    privacy = Privacy(
        personal="issuer_name issuer_position content findings overrides",
        neither="report version number issued_on language numerals has_sample_data emblem docx pdf render_state problem"
        " issued_at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "report", "version"], name="reports_version_once"),
            models.UniqueConstraint(fields=["network", "number"], name="reports_version_number"),
        ]


class Letterhead(Owned):
    """The emblem that an organisation's documents carry, uploaded by the network; none is shipped."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    emblem = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    objects = ReportRowQuerySet["Letterhead"].as_manager()
    privacy = Privacy(neither="organisation emblem")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "organisation"], name="reports_letterhead_once"),
        ]
