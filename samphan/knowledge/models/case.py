"""Case studies: what was learnt from a project, told for everybody; and those of others, by their address."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.engagement.models import Evidence
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.knowledge.models.paper import MadePaper, MakingState, PaperLanguage
from samphan.projects.models import ChangeDomain, Project, Theme
from samphan.tenancy.models import Owned, OwnedQuerySet, Versioned

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


class CaseState(models.TextChoices):
    """How far a case study is."""

    DRAFT = "draft", pgettext_lazy("case study", "draft")
    SUBMITTED = "submitted", pgettext_lazy("case study", "submitted")
    PUBLISHED = "published", pgettext_lazy("case study", "published")


def seen_by(actor: Actor, prefix: str = "") -> Q:
    """Which case studies of the network of the address a signed-in actor may see; ``prefix`` leads to the case study.

    What is not published is seen by who writes it and by who keeps the library.
    """
    if actor.holds("library.manage"):
        return Q()
    return Q(**{f"{prefix}state": CaseState.PUBLISHED}) | Q(**{f"{prefix}keeper_id": actor.user_id or 0})


class CaseStudyQuerySet(OwnedQuerySet["CaseStudy"]):
    """Case studies of a network."""

    def for_actor(self, actor: Actor) -> Self:
        found = super().for_actor(actor)
        return found if actor.link is not None else found.filter(seen_by(actor))

    def published(self, network_id: int) -> Self:
        """Those that a network shows to everybody."""
        return self.filter(network_id=network_id, state=CaseState.PUBLISHED)


class CaseRowQuerySet[M: models.Model](OwnedQuerySet[M]):
    """Rows of a case study, seen with it."""

    def for_actor(self, actor: Actor) -> Self:
        found = super().for_actor(actor)
        return found if actor.link is not None else found.filter(seen_by(actor, "case__"))


class CasePaperQuerySet(CaseRowQuerySet["CasePaper"]):
    """Papers of case studies: each reader has the own ones alone."""

    def for_actor(self, actor: Actor) -> Self:
        return super().for_actor(actor).filter(asker_id=actor.user_id or 0)


class CaseStudy(Owned, Versioned):
    """A case study of the network, of one of its projects or of none; or one from elsewhere, at an ``address``.

    What stands in it is drawn from the record of the project each time it is read, so that a consent that was withdrawn or
    a dispute that was raised tells at once. Theme, domains, provinces and year (of the Christian era, in which the work
    began) are its own: by them it is found in the library.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title_th = models.CharField(_("title in Thai"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True, default="")
    summary_th = models.TextField(_("summary, in Thai"), blank=True, default="")
    summary_en = models.TextField(_("summary, in English"), blank=True, default="")
    teaches_th = models.TextField(_("what it teaches, in Thai"), blank=True, default="")
    teaches_en = models.TextField(_("what it teaches, in English"), blank=True, default="")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    domains = ArrayField(
        models.CharField(max_length=20, choices=ChangeDomain.choices), default=list, blank=True
    )
    provinces = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, help_text="Christian era")
    address = models.URLField(_("address"), max_length=1000, blank=True, default="")
    source = models.CharField(_("source"), max_length=500, blank=True, default="")
    licence = models.CharField(pgettext_lazy("case study", "licence"), max_length=200, blank=True, default="")
    state = models.CharField(_("state"), max_length=10, choices=CaseState.choices, default=CaseState.DRAFT)
    returned_why = models.TextField(
        pgettext_lazy("case study", "why it was returned"), blank=True, default=""
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sort_key = models.CharField(max_length=1000)
    created_at = models.DateTimeField(auto_now_add=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = CaseStudyQuerySet.as_manager()
    title = Bilingual()
    summary = Bilingual()
    teaches = Bilingual()
    privacy = Privacy(
        personal="keeper",
        neither="project title_th title_en summary_th summary_en teaches_th teaches_en theme domains provinces year address"
        " source licence state returned_why published_at sort_key created_at is_sample version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="knowledge_case_titled"),
            models.CheckConstraint(
                condition=Q(state__in=CaseState.values) & Q(domains__contained_by=ChangeDomain.values),
                name="knowledge_case_coded",
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.PUBLISHED, published_at__isnull=False)
                | (~Q(state=CaseState.PUBLISHED) & Q(published_at__isnull=True)),
                name="knowledge_case_published",
            ),
            models.CheckConstraint(
                condition=Q(address="") | (~Q(source="") & Q(project__isnull=True)),
                name="knowledge_case_elsewhere",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "sort_key", "id"], name="knowledge_case_order"),
            models.Index(fields=["project"], name="knowledge_case_project"),
        ]

    @property
    def is_elsewhere(self) -> bool:
        """Somebody else tells it: the library has its address alone."""
        return bool(self.address)

    @property
    def tone(self) -> str:
        """The tone of the badge that shows its state."""
        return {CaseState.PUBLISHED: "good", CaseState.SUBMITTED: "info"}.get(CaseState(self.state), "")


class CaseSection(Owned):
    """Own words for a part of a case study, beside what the record says; ``is_left_out`` leaves the record's part out."""

    case = models.ForeignKey(CaseStudy, on_delete=models.PROTECT, related_name="sections")
    part = models.SlugField(max_length=40)
    words_th = models.TextField(_("own words, in Thai"), blank=True, default="")
    words_en = models.TextField(_("own words, in English"), blank=True, default="")
    is_left_out = models.BooleanField(_("without what the record says"), default=False)

    objects = CaseRowQuerySet["CaseSection"].as_manager()
    words = Bilingual()
    privacy = Privacy(neither="case part words_th words_en is_left_out")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "case", "part"], name="knowledge_section_once")
        ]


class CasePicture(Owned):
    """A photograph of the evidence that was chosen for a case study. Shown as long as its people agree, and no longer."""

    case = models.ForeignKey(CaseStudy, on_delete=models.PROTECT, related_name="pictures")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="+")
    caption_th = models.CharField(_("caption in Thai"), max_length=300, blank=True, default="")
    caption_en = models.CharField(_("caption in English"), max_length=300, blank=True, default="")
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = CaseRowQuerySet["CasePicture"].as_manager()
    caption = Bilingual()
    privacy = Privacy(neither="case evidence caption_th caption_en order")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "case", "evidence"], name="knowledge_picture_once")
        ]


class CasePaper(MadePaper):
    """A case study as a paper for one reader, in one language: what that reader may see of its record, and no more.

    It is drawn anew for each reader and handed out only as long as it says what the case study says (``fingerprint``); made
    again, it takes the place of the earlier one.
    """

    SUBJECT = "case"

    case = models.ForeignKey(CaseStudy, on_delete=models.PROTECT, related_name="papers")
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64, blank=True, default="")

    objects = CasePaperQuerySet.as_manager()
    privacy = Privacy(
        personal="docx pdf asker asked_by", neither="case language state done problem asked_at fingerprint"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state__in=MakingState.values), name="knowledge_case_paper_state"
            ),
            models.UniqueConstraint(
                fields=["network", "case", "asker", "language"], name="knowledge_case_paper_once"
            ),
        ]

    @property
    def file_name(self) -> str:
        """The title of the case study in the language of the paper."""
        case = self.case
        return ((self.language == PaperLanguage.EN and case.title_en) or case.title_th)[:100]
