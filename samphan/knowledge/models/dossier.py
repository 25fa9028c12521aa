"""Dossiers for promotion: who prepares one, about which projects, in whose words, signed by whom, and what was issued."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.directory.models import Organisation, Person
from samphan.engagement.models import Evidence, UseCertificate
from samphan.kit.bilingual import Bilingual
from samphan.kit.conditions import exactly_one
from samphan.kit.privacy import Privacy
from samphan.knowledge.models.paper import MadePaper, MakingState, PaperLanguage
from samphan.projects.models import Project
from samphan.tenancy.models import Owned, OwnedQuerySet, StoredFile, Versioned

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


def owned_by(actor: Actor, prefix: str = "") -> Q:
    """Which dossiers of the network of the address an actor may see: the own ones, or all for who helps others."""
    if actor.holds("dossiers.manage"):
        return Q()
    return Q(**{f"{prefix}owner_id": actor.user_id or 0})


class DossierQuerySet(OwnedQuerySet["Dossier"]):
    """Dossiers are a person's own papers."""

    def for_actor(self, actor: Actor) -> Self:
        found = super().for_actor(actor)
        return found if actor.link is not None else found.filter(owned_by(actor))


class DossierRowQuerySet[M: models.Model](OwnedQuerySet[M]):
    """Rows of a dossier, seen with it."""

    def for_actor(self, actor: Actor) -> Self:
        found = super().for_actor(actor)
        return found if actor.link is not None else found.filter(owned_by(actor, "dossier__"))


class Dossier(Owned, Versioned):
    """What one person hands in for promotion, by the rules of a pack (``catalogue/dossiers``) in one edition.

    Names and positions are kept as they are to stand on the paper.
    """

    pack = models.SlugField(_("rules"), max_length=60)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    holder_name = models.CharField(_("name on the paper"), max_length=200)
    position_now = models.CharField(_("present position"), max_length=200, blank=True, default="")
    position_wanted = models.CharField(_("position applied for"), max_length=200, blank=True, default="")
    field = models.CharField(_("field of knowledge"), max_length=200, blank=True, default="")
    unit = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("dossier", "unit"),
    )
    title_th = models.CharField(_("title in Thai"), max_length=500)
    title_en = models.CharField(_("title in English"), max_length=500, blank=True, default="")
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    sort_key = models.CharField(max_length=1000)
    created_at = models.DateTimeField(auto_now_add=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = DossierQuerySet.as_manager()
    title = Bilingual()
    privacy = Privacy(
        personal="owner person holder_name position_now position_wanted title_th title_en sort_key",
        neither="pack field unit closed_at created_at is_sample version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(title_th="") & ~Q(holder_name=""), name="knowledge_dossier_titled"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "owner"], name="knowledge_dossier_owner")
        ]

    @property
    def other_title(self) -> str:
        """The title in the language that is not the reader's; "" where there is one title alone."""
        return self.title_en if self.title == self.title_th else self.title_th


class DossierProject(Owned):
    """A project that a dossier tells about, in its order, and the holder's own part in it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="projects")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    own_part_th = models.TextField(_("own part in it, in Thai"), blank=True, default="")
    own_part_en = models.TextField(_("own part in it, in English"), blank=True, default="")
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = DossierRowQuerySet["DossierProject"].as_manager()
    own_part = Bilingual()
    privacy = Privacy(personal="own_part_th own_part_en", neither="dossier project order")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "dossier", "project"], name="knowledge_dossierproject_once"
            )
        ]


class DossierPart(Owned):
    """The holder's own words for a part of the paper; without them the part is drawn from the records alone.

    A paper in English takes the English ones, and the Thai ones where there are no others.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="parts")
    part = models.SlugField(max_length=40, help_text="code of the part in the pack")
    words_th = models.TextField(_("own words, in Thai"), blank=True, default="")
    words_en = models.TextField(_("own words, in English"), blank=True, default="")
    is_in_place = models.BooleanField(_("stands in place of what the records say"), default=False)

    objects = DossierRowQuerySet["DossierPart"].as_manager()
    words = Bilingual()
    privacy = Privacy(personal="words_th words_en", neither="dossier part is_in_place")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "dossier", "part"], name="knowledge_part_once"),
            models.CheckConstraint(condition=~Q(words_th="") | ~Q(words_en=""), name="knowledge_part_words"),
        ]


class DossierAnnex(Owned):
    """One annex: evidence, a certificate of use, or a file of its own, under a kind of annex of the pack."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="annexes")
    kind = models.SlugField(max_length=40, help_text="code of the annex in the pack")
    title = models.CharField(_("title"), max_length=300)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    certificate = models.ForeignKey(
        UseCertificate, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = DossierRowQuerySet["DossierAnnex"].as_manager()
    privacy = Privacy(personal="title file", neither="dossier kind evidence certificate order")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=exactly_one("evidence", "certificate", "file") & ~Q(title=""),
                name="knowledge_annex_one",
            ),
            models.UniqueConstraint(
                fields=["network", "dossier", "evidence"], name="knowledge_annex_evidence_once"
            ),
            models.UniqueConstraint(
                fields=["network", "dossier", "certificate"], name="knowledge_annex_certificate_once"
            ),
        ]


class ContributionState(models.TextChoices):
    """Whether a contributor agreed to the shares."""

    DRAFT = "draft", pgettext_lazy("contribution", "not sent yet")
    SENT = "sent", pgettext_lazy("contribution", "sent for signature")
    SIGNED = "signed", pgettext_lazy("contribution", "signed")
    DECLINED = "declined", pgettext_lazy("contribution", "not agreed")


class Contribution(Owned):
    """What one of those who worked in a project did, with the share in per cent; signed by that person through a link.

    The shares of all contributors of a project in a dossier make 100. A signature holds for the ``fingerprint`` of the
    whole table as it was shown: who changes one line asks everybody again.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="contributions")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    position = models.CharField(_("position or organisation"), max_length=300, blank=True, default="")
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True, default="")
    is_holder = models.BooleanField(_("the holder of the dossier"), default=False)
    work = models.TextField(_("what this person did"))
    share = models.DecimalField(_("share, %"), max_digits=5, decimal_places=2)
    order = models.PositiveIntegerField(_("order"), default=0)
    state = models.CharField(
        _("state"), max_length=10, choices=ContributionState.choices, default=ContributionState.DRAFT
    )
    fingerprint = models.CharField(max_length=32, blank=True, default="")
    signed_name = models.CharField(_("signed as"), max_length=200, blank=True, default="")
    words = models.TextField(_("in the person's words"), blank=True, default="")
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = DossierRowQuerySet["Contribution"].as_manager()
    privacy = Privacy(
        personal="name position email work share signed_name words",
        neither="dossier project is_holder order state fingerprint sent_at answered_at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state__in=ContributionState.values) & ~Q(name="") & ~Q(work=""),
                name="knowledge_contribution_coded",
            ),
            models.CheckConstraint(
                condition=Q(share__gt=0, share__lte=100), name="knowledge_contribution_share"
            ),
            models.UniqueConstraint(
                fields=["network", "dossier", "project", "name"], name="knowledge_contribution_once"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ContributionState.SIGNED, ContributionState.DECLINED])
                | Q(answered_at__isnull=False),
                name="knowledge_contribution_answered",
            ),
        ]

    @property
    def tone(self) -> str:
        """The tone of the badge that shows its state."""
        tones = {
            ContributionState.SIGNED: "good",
            ContributionState.DECLINED: "bad",
            ContributionState.SENT: "info",
        }
        return tones.get(ContributionState(self.state), "")


class DossierIssue(MadePaper):
    """A dossier as it was made on a day: Word and PDF, and what was missing then."""

    SUBJECT = "dossier"

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="issues")
    number = models.PositiveSmallIntegerField(_("version"))
    missing = models.JSONField(default=list, blank=True, help_text="[[part, what was missing], …]")

    objects = DossierRowQuerySet["DossierIssue"].as_manager()
    privacy = Privacy(
        personal="docx pdf asked_by", neither="dossier number language state done problem missing asked_at"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=MakingState.values), name="knowledge_issue_state"),
            models.UniqueConstraint(fields=["network", "dossier", "number"], name="knowledge_issue_once"),
        ]

    @property
    def file_name(self) -> str:
        """The title of the dossier in the language of the paper, and the number of the version."""
        dossier = self.dossier
        title = (self.language == PaperLanguage.EN and dossier.title_en) or dossier.title_th
        return f"{title[:100]}-{self.number}"
