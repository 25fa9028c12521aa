"""News of a network, and what it shows to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.events.models import Event
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet, StoredFile, Versioned

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


class NewsQuerySet(OwnedQuerySet["NewsItem"]):
    """News: drafts are seen by who keeps the library."""

    def for_actor(self, actor: Actor) -> Self:
        found = super().for_actor(actor)
        return found if actor.holds("library.manage") else found.filter(published_at__isnull=False)

    def published(self, network_id: int) -> Self:
        """Those that a network shows to everybody, the pinned ones first, then the newest."""
        return self.filter(network_id=network_id, published_at__isnull=False).order_by(
            "-is_pinned", "-published_at", "-id"
        )


class NewsItem(Owned, Versioned):
    """One piece of news; a draft until ``published_at``."""

    title_th = models.CharField(_("title in Thai"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True, default="")
    body_th = models.TextField(_("text in Thai"), blank=True, default="")
    body_en = models.TextField(_("text in English"), blank=True, default="")
    link = models.URLField(_("address for more"), max_length=1000, blank=True, default="")
    picture = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    picture_words = models.CharField(_("what the picture shows"), max_length=300, blank=True, default="")
    is_pinned = models.BooleanField(_("stands first"), default=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    sort_key = models.CharField(max_length=1000)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = NewsQuerySet.as_manager()
    title = Bilingual()
    body = Bilingual()
    privacy = Privacy(
        personal="picture",
        neither="title_th title_en body_th body_en link picture_words is_pinned published_at sort_key is_sample"
        " version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="knowledge_news_titled"),
            models.CheckConstraint(
                condition=Q(picture__isnull=True) | ~Q(picture_words=""), name="knowledge_news_picture"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "-published_at"], name="knowledge_news_order")
        ]


class SiteSection(models.TextChoices):
    """The parts of a network's public pages, in the order of their navigation."""

    ABOUT = "about", pgettext_lazy("public page", "About us")
    PRINCIPLES = "principles", pgettext_lazy("public page", "Principles")
    BOARD = "board", pgettext_lazy("public page", "Board")
    PROJECTS = "projects", pgettext_lazy("public page", "Projects")
    CASES = "cases", pgettext_lazy("public page", "Case studies")
    KNOWLEDGE = "knowledge", pgettext_lazy("public page", "Community knowledge")
    EVENTS = "events", pgettext_lazy("public page", "Events")
    NEWS = "news", pgettext_lazy("public page", "News")


class PublicSite(Owned, Versioned):
    """What a network shows to everybody: the sections that it opened, and its words of welcome. One a network."""

    shows = ArrayField(models.CharField(max_length=12, choices=SiteSection.choices), default=list, blank=True)
    welcome_th = models.TextField(_("welcome in Thai"), blank=True, default="")
    welcome_en = models.TextField(_("welcome in English"), blank=True, default="")

    objects = OwnedQuerySet["PublicSite"].as_manager()
    welcome = Bilingual()
    privacy = Privacy(neither="shows welcome_th welcome_en version changed_at changed_by")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network"], name="knowledge_site_once"),
            models.CheckConstraint(
                condition=Q(shows__contained_by=SiteSection.values), name="knowledge_site_coded"
            ),
        ]


class ShownEvent(Owned):
    """An event that the network shows on its public pages: its title, day and place, nothing else."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")

    objects = OwnedQuerySet["ShownEvent"].as_manager()
    privacy = Privacy(neither="event")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "event"], name="knowledge_shown_once")
        ]
