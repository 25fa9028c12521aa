"""Certificates of attendance: the rule by which they are given, and each one that was given."""

from __future__ import annotations

import secrets
from typing import ClassVar, Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.directory.models import Organisation
from samphan.events.models.event import Event, EventRowQuerySet
from samphan.events.models.people import Registration
from samphan.kit.bilingual import Bilingual
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet, StoredFile, Versioned

#: Crockford's alphabet: nothing in it is taken for something else when it is read from paper.
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH: Final = 12


def certificate_code() -> str:
    """Sixty random bits that can be typed from paper."""
    return "".join(secrets.choice(ALPHABET) for _each in range(CODE_LENGTH))


class RenderState(models.TextChoices):
    NONE = "none", _("nothing to be made")
    WAITING = "waiting", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be made")


class AttendanceRule(models.TextChoices):
    ANY_DAY = "any_day", _("who came on one day at least")
    ALL_DAYS = "all_days", _("who came on every day")
    SESSIONS = "sessions", _("who came to a share of the sessions")


class Language(models.TextChoices):
    TH = "th", _("Thai")
    EN = "en", _("English")


class CertificateRule(Owned, Versioned):
    """Who gets a certificate of an event, what it says and who signs it. One for each event."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(
        _("given to"), max_length=10, choices=AttendanceRule.choices, default=AttendanceRule.ANY_DAY
    )
    percent = models.PositiveSmallIntegerField(_("share of the sessions, in percent"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.TH)
    has_thai_numerals = models.BooleanField(_("Thai numerals"), default=False)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("issued by"),
    )
    text = models.CharField(_("words under the name"), max_length=500, blank=True, default="")
    signer_name = models.CharField(_("name of who signs"), max_length=200, blank=True, default="")
    signer_position = models.CharField(_("position of who signs"), max_length=200, blank=True, default="")
    emblem = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    all_pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    render_state = models.CharField(max_length=10, choices=RenderState.choices, default=RenderState.NONE)
    problem = models.CharField(max_length=500, blank=True, default="")

    objects = EventRowQuerySet["CertificateRule"].as_manager()
    privacy = Privacy(
        personal="signer_name signer_position",
        neither="event rule percent language has_thai_numerals organisation text emblem all_pdf render_state problem version"
        " changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(rule__in=AttendanceRule.values), name="events_certrule_rule"
            ),
            models.CheckConstraint(
                condition=~models.Q(rule=AttendanceRule.SESSIONS) | models.Q(percent__range=(1, 100)),
                name="events_certrule_percent",
            ),
        ]


class CertificateQuerySet(OwnedQuerySet["Certificate"]):
    see = "participants.see"


class Certificate(Owned):
    """One certificate, with everything that its public page says frozen as it was given."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="certificates")
    number = models.CharField(_("number"), max_length=40)
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=certificate_code)
    holder_th = models.CharField(_("holder, in Thai"), max_length=400)
    holder_en = models.CharField(_("holder, in English"), max_length=400, blank=True, default="")
    event_title_th = models.CharField(max_length=500)
    event_title_en = models.CharField(max_length=500, blank=True, default="")
    period_th = models.CharField(max_length=200, blank=True, default="")
    period_en = models.CharField(max_length=200, blank=True, default="")
    issued_on = models.DateField(_("issued on"))
    issued_at = models.DateTimeField(auto_now_add=True)
    sort_key = models.CharField(max_length=1000)
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(pgettext_lazy("certificate", "withdrawn"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("reason"), max_length=1000, blank=True, default="")

    objects = CertificateQuerySet.as_manager()
    holder = Bilingual()
    event_title = Bilingual()
    period = Bilingual()
    privacy = Privacy(
        personal="registration holder_th holder_en sort_key withdrawn_reason",
        neither="event number code event_title_th event_title_en period_th period_en issued_on issued_at pdf withdrawn_at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "number"], name="events_certificate_number"),
            models.UniqueConstraint(
                fields=["network", "registration"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="events_certificate_valid_once",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | ~models.Q(withdrawn_reason=""),
                name="events_certificate_why",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "event", "sort_key", "id"], name="events_certificate_order")
        ]

    @property
    def is_valid(self) -> bool:
        return self.withdrawn_at is None

    @property
    def printed_code(self) -> str:
        """The code in groups of four, as it stands on the paper."""
        return "-".join(self.code[at : at + 4] for at in range(0, CODE_LENGTH, 4))
