"""An agreement: what it is called, from when it holds, and how it ends."""

from __future__ import annotations

from typing import ClassVar, Final

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.agreements.models.base import SharedQuerySet, in_order
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.partial import PartialDateField
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, Versioned


class AgreementKind(models.TextChoices):
    MOU = "mou", _("memorandum of understanding (MoU)")
    MOA = "moa", _("memorandum of agreement (MoA)")
    CONTRACT = "contract", _("contract")
    LETTER_OF_INTENT = "letter_of_intent", _("letter of intent")
    DECLARATION = "declaration", _("joint declaration")
    INFORMAL = "informal", _("informal commitment")
    OTHER = "other", pgettext_lazy("agreement", "other")


FORMAL: Final = (AgreementKind.MOU, AgreementKind.MOA, AgreementKind.CONTRACT)
"""The kinds that the counts call formal; all others are informal commitments of some form."""


class Languages(models.TextChoices):
    THAI = "th", _("Thai")
    ENGLISH = "en", _("English")
    BOTH = "th_en", _("Thai and English")
    OTHER = "other", _("another language")


class Ending(models.TextChoices):
    FIXED = "fixed", _("ends on a fixed day")
    OPEN = "open", _("has no end")
    RENEWING = "renewing", _("renews itself until it is given up")


class EndCause(models.TextChoices):
    """Why the agreement ends on the last day of its ``force``."""

    EXPIRY = "expired", pgettext_lazy("agreement", "expired")
    GIVEN_UP = "given_up", pgettext_lazy("agreement", "given up")
    EARLY = "ended_early", _("ended early")
    ALONE = "alone", _("ended: fewer than two parties remained")


def usual_reminders() -> list[int]:
    """How many days before an end the owner is reminded, unless the agreement says otherwise."""
    return [90, 30]


class AgreementQuerySet(SharedQuerySet["Agreement"]):
    """Agreements of a network."""


class Agreement(Owned, Versioned):
    """What two or more parties agreed, formally or not.

    ``force`` and ``end_cause`` follow from the dates and the parties (``transitions.force``) and are written with them
    by every action, so that lists and counts ask the database about any day in one comparison. An open lower bound
    means that the first day is not known.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=AgreementKind.choices)
    title_th = models.CharField(_("title in Thai"), max_length=500)
    title_en = models.CharField(_("title in English"), max_length=500, blank=True, default="")
    register_year = models.PositiveSmallIntegerField(_("year of the register"), help_text="Buddhist era")
    register_number = models.PositiveIntegerField(_("number in the register"))
    paper_number = models.CharField(_("number on the paper"), max_length=100, blank=True, default="")
    scope_th = models.TextField(_("scope in Thai"), blank=True, default="")
    scope_en = models.TextField(_("scope in English"), blank=True, default="")
    languages = models.CharField(
        _("language"), max_length=10, choices=Languages.choices, default=Languages.THAI
    )
    place = models.CharField(_("signed at"), max_length=300, blank=True, default="")
    stated_parties = models.PositiveIntegerField(_("stated number of parties"), null=True, blank=True)
    continues = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name=_("continues"),
    )
    signed_on = PartialDateField(_("signed on"), null=True, blank=True)
    in_force_from = PartialDateField(_("in force from"), null=True, blank=True)
    ending = models.CharField(_("end"), max_length=10, choices=Ending.choices, default=Ending.FIXED)
    ends = PartialDateField(_("last day (of the first period)"), null=True, blank=True)
    term_months = models.PositiveSmallIntegerField(_("length of a period in months"), null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField(_("notice in months"), default=0)
    given_up_on = PartialDateField(_("notice given on"), null=True, blank=True)
    given_up_reason = models.CharField(_("why it was given up"), max_length=1000, blank=True, default="")
    ended_on = PartialDateField(_("ended early on"), null=True, blank=True)
    ended_reason = models.CharField(_("why it ended early"), max_length=1000, blank=True, default="")
    force = DateRangeField(_("in force"))
    end_cause = models.CharField(max_length=12, choices=EndCause.choices, blank=True, default="")
    owner_name = models.CharField(_("looked after by"), max_length=200, blank=True, default="")
    owner_email = models.EmailField(_("e-mail for reminders"), max_length=254, blank=True, default="")
    remind_days = ArrayField(models.PositiveSmallIntegerField(), default=usual_reminders)
    is_open = models.BooleanField(_("open to every member of the network"), default=False)
    sort_key = models.CharField(max_length=1000)
    created_at = models.DateTimeField(auto_now_add=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = AgreementQuerySet.as_manager()
    title = Bilingual()
    scope = Bilingual()
    privacy = Privacy(
        personal="owner_name owner_email",
        neither="kind title_th title_en register_year register_number paper_number scope_th scope_en languages place"
        " stated_parties continues signed_on in_force_from ending ends term_months notice_months given_up_on"
        " given_up_reason ended_on ended_reason force end_cause remind_days is_open sort_key created_at is_sample version"
        " changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="agreements_agreement_titled"),
            models.CheckConstraint(
                condition=Q(kind__in=AgreementKind.values), name="agreements_agreement_kind"
            ),
            models.CheckConstraint(condition=Q(ending__in=Ending.values), name="agreements_agreement_ending"),
            models.CheckConstraint(
                condition=Q(end_cause__in=["", *EndCause.values]), name="agreements_agreement_cause"
            ),
            models.UniqueConstraint(
                fields=["network", "register_year", "register_number"], name="agreements_agreement_numbered"
            ),
            models.CheckConstraint(
                condition=~Q(ending=Ending.RENEWING) | Q(term_months__gte=1),
                name="agreements_agreement_renews",
            ),
            models.CheckConstraint(
                condition=~Q(ending=Ending.OPEN) | Q(ends__isnull=True, term_months__isnull=True),
                name="agreements_agreement_open",
            ),
            models.CheckConstraint(
                condition=Q(given_up_on__isnull=True) | ~Q(ending=Ending.FIXED),
                name="agreements_agreement_given_up",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | ~Q(ended_reason=""), name="agreements_agreement_ended"
            ),
            models.CheckConstraint(
                condition=in_order("in_force_from", "ends"), name="agreements_agreement_period"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "sort_key", "id"], name="agreements_agreement_order"),
            GistIndex(fields=["force"], name="agreements_agreement_force"),
        ]

    @property
    def number(self) -> str:
        """The number in the register, as people write it: 3/2569."""
        return f"{self.register_number}/{self.register_year}"

    @property
    def is_formal(self) -> bool:
        return self.kind in FORMAL


class AmendmentKind(models.TextChoices):
    VERSION = "version", pgettext_lazy("agreement", "new version")
    ADDENDUM = "addendum", _("addendum")


class AmendmentQuerySet(SharedQuerySet["Amendment"]):
    open_at = "agreement__is_open"


class Amendment(Owned):
    """A later version or an addendum: what it changed, from when, and the scope that holds since then."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="amendments")
    kind = models.CharField(_("kind"), max_length=10, choices=AmendmentKind.choices)
    number = models.PositiveIntegerField(_("number"), help_text="counted within the agreement and kind")
    signed_on = PartialDateField(_("signed on"), null=True, blank=True)
    in_force_from = PartialDateField(_("in force from"), null=True, blank=True)
    changed_th = models.TextField(_("what changed, in Thai"))
    changed_en = models.TextField(_("what changed, in English"), blank=True, default="")
    scope_th = models.TextField(_("new scope in Thai"), blank=True, default="")
    scope_en = models.TextField(_("new scope in English"), blank=True, default="")
    file = models.ForeignKey(
        "tenancy.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    objects = AmendmentQuerySet.as_manager()
    changed = Bilingual()
    scope = Bilingual()
    privacy = Privacy(
        neither="agreement kind number signed_on in_force_from changed_th changed_en scope_th scope_en file added_at"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("changed"), name="agreements_amendment_said"),
            models.CheckConstraint(
                condition=Q(kind__in=AmendmentKind.values), name="agreements_amendment_kind"
            ),
            models.UniqueConstraint(
                fields=["network", "agreement", "kind", "number"], name="agreements_amendment_numbered"
            ),
            models.CheckConstraint(
                condition=in_order("signed_on", "in_force_from"), name="agreements_amendment_period"
            ),
        ]


class AttachmentQuerySet(SharedQuerySet["Attachment"]):
    open_at = "agreement__is_open"


class Attachment(Owned):
    """A file of an agreement: the signed paper, a photograph of the signing, the annexes."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="attachments")
    title = models.CharField(_("what it is"), max_length=300)
    file = models.ForeignKey("tenancy.StoredFile", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()
    privacy = Privacy(neither="agreement title file added_at")
