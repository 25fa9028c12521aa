"""What partners add in their own words and pictures, and the register of what communities know and have."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.directory.models import Organisation
from samphan.engagement.models.base import Channel
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.projects.models import Project, ProjectPartner, ProjectRowQuerySet, Theme, WorkQuerySet
from samphan.tenancy.models import Owned, StoredFile, Versioned

if TYPE_CHECKING:
    import datetime as dt


class Consent(models.TextChoices):
    """Whether the people concerned agreed."""

    NOT_NEEDED = "not_needed", pgettext_lazy("consent", "nobody can be recognised")
    GIVEN = "given", pgettext_lazy("consent", "given")
    MISSING = "missing", pgettext_lazy("consent", "not asked yet")
    WITHDRAWN = "withdrawn", pgettext_lazy("consent", "withdrawn")


class PartnerWords(Owned):
    """Words, or a photograph, that a partner added itself. ``may_publish`` is what it said about showing them."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(ProjectPartner, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(_("words"), blank=True, default="")
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    consent = models.CharField(
        _("consent of the people shown"), max_length=12, choices=Consent.choices, default=Consent.NOT_NEEDED
    )
    may_publish = models.BooleanField(_("may be shown to everybody"), default=False)
    channel = models.CharField(_("how it came"), max_length=10, choices=Channel.choices)
    said_by = models.CharField(_("said by"), max_length=200, blank=True, default="")
    recorded_by = models.CharField(_("recorded by"), max_length=200, blank=True, default="")
    at = models.DateTimeField(_("at"))
    withdrawn_at = models.DateTimeField(
        pgettext_lazy("words of a partner", "taken back"), null=True, blank=True
    )

    objects = ProjectRowQuerySet["PartnerWords"].as_manager()
    privacy = Privacy(
        personal="words photo said_by recorded_by",
        neither="project partner consent may_publish channel at withdrawn_at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values)
                & Q(consent__in=Consent.values)
                & (~Q(words="") | Q(photo__isnull=False)),
                name="engagement_words_something",
            )
        ]


class KnowledgeKind(models.TextChoices):
    WISDOM = "wisdom", pgettext_lazy("community knowledge", "local wisdom")
    SKILL = "skill", pgettext_lazy("community knowledge", "skill or craft")
    PLACE = "place", pgettext_lazy("community knowledge", "place or resource")
    PRACTICE = "practice", pgettext_lazy("community knowledge", "tradition or practice")
    PERSON = "person", pgettext_lazy("community knowledge", "a person who knows")
    DATA = "data", pgettext_lazy("community knowledge", "data of the community")


class KnowledgeConsent(models.TextChoices):
    GIVEN = "given", pgettext_lazy("use of knowledge", "may be used")
    CONDITIONS = "conditions", pgettext_lazy("use of knowledge", "may be used under conditions")
    REFUSED = "refused", pgettext_lazy("use of knowledge", "may not be used")
    ASKED = "asked", pgettext_lazy("use of knowledge", "not answered yet")
    WITHDRAWN = "withdrawn", pgettext_lazy("use of knowledge", "no longer: consent was withdrawn")


MAY_BE_USED: Final = (KnowledgeConsent.GIVEN, KnowledgeConsent.CONDITIONS)


def in_force(today: dt.date, prefix: str = "") -> Q:
    """Which entries may be used on a day; ``prefix`` leads to the entry. A consent holds to its last day."""
    agreed = Q(**{f"{prefix}consent__in": MAY_BE_USED})
    until = f"{prefix}consent_until"
    return agreed & (Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": today}))


class KnowledgeQuerySet(WorkQuerySet["CommunityKnowledge"]):
    """What communities of a network know and have."""

    def shown(self, network_id: int, today: dt.date) -> Self:
        """What everybody may read on a day, with its holder's leave; never an entry about a person.

        The database shows a public page these rows and no others (migration ``0006``).
        """
        return self.filter(in_force(today), network_id=network_id, is_public=True).exclude(
            kind=KnowledgeKind.PERSON
        )


class CommunityKnowledge(Owned, Versioned):
    """Something that a community knows or has, whose it is, and under which conditions others may use it.

    ``consent_until`` is the last day of a consent that was given for a time. ``credit`` is how its holder is named to
    everybody; without it an organisation goes by its name, and a holder in no register is not named. Theme and province
    are what it is found by.
    """

    title_th = models.CharField(_("title in Thai"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True, default="")
    words_th = models.TextField(_("description in Thai"), blank=True, default="")
    words_en = models.TextField(_("description in English"), blank=True, default="")
    kind = models.CharField(_("kind"), max_length=10, choices=KnowledgeKind.choices)
    holder = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    holder_name = models.CharField(_("holder in no register"), max_length=300, blank=True, default="")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    consent = models.CharField(
        _("consent"), max_length=10, choices=KnowledgeConsent.choices, default=KnowledgeConsent.ASKED
    )
    asked_on = models.DateField(_("asked on"), null=True, blank=True)
    consent_by = models.CharField(_("who agreed"), max_length=200, blank=True, default="")
    consent_on = models.DateField(_("agreed on"), null=True, blank=True)
    consent_until = models.DateField(_("agreed until"), null=True, blank=True)
    conditions = models.TextField(_("conditions of use"), blank=True, default="")
    credit = models.CharField(_("named to everybody as"), max_length=300, blank=True, default="")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    province = models.CharField(
        _("province"), max_length=5, blank=True, default="", help_text="ISO 3166-2, see catalogue/places"
    )
    is_public = models.BooleanField(_("shown to everybody"), default=False)
    sort_key = models.CharField(max_length=1000)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = KnowledgeQuerySet.as_manager()
    title = Bilingual()
    words = Bilingual()
    privacy = Privacy(
        personal="consent_by holder_name",
        neither="title_th title_en words_th words_en kind holder project consent asked_on consent_on consent_until conditions"
        " credit theme province is_public sort_key is_sample version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="engagement_knowledge_titled"),
            models.CheckConstraint(
                condition=Q(kind__in=KnowledgeKind.values) & Q(consent__in=KnowledgeConsent.values),
                name="engagement_knowledge_coded",
            ),
            models.CheckConstraint(
                condition=Q(holder__isnull=False) | ~Q(holder_name=""), name="engagement_knowledge_held"
            ),
            models.CheckConstraint(
                condition=~Q(consent=KnowledgeConsent.CONDITIONS) | ~Q(conditions=""),
                name="engagement_knowledge_conditions",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False)
                | Q(consent__in=[KnowledgeConsent.GIVEN, KnowledgeConsent.CONDITIONS]),
                name="engagement_knowledge_public",
            ),
            models.CheckConstraint(
                condition=Q(consent_until__isnull=True)
                | Q(consent_on__isnull=True)
                | Q(consent_until__gte=F("consent_on")),
                name="engagement_knowledge_until",
            ),
        ]

    def may_be_used(self, today: dt.date) -> bool:
        """Whether its holder allows it on a day: the rule of ``in_force`` for an entry at hand."""
        return self.consent in MAY_BE_USED and not self.is_ended(today)

    def is_ended(self, today: dt.date) -> bool:
        """Whether the time for which its holder agreed is over."""
        return self.consent in MAY_BE_USED and self.consent_until is not None and self.consent_until < today

    def is_shown(self, today: dt.date) -> bool:
        """Whether everybody may read of it on a day: the rule of ``shown`` for an entry at hand."""
        return self.is_public and self.kind != KnowledgeKind.PERSON and self.may_be_used(today)


class KnowledgeUse(Owned):
    """A project uses something that a community knows or has. It stays when the consent is withdrawn, and is told then."""

    knowledge = models.ForeignKey(CommunityKnowledge, on_delete=models.PROTECT, related_name="uses")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(_("how it is used"), blank=True, default="")
    added_by = models.CharField(max_length=200, blank=True, default="")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = ProjectRowQuerySet["KnowledgeUse"].as_manager()
    privacy = Privacy(personal="added_by", neither="knowledge project words added_at")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "knowledge", "project"], name="engagement_knowledge_use_once"
            )
        ]
