"""A framework in the version that a network adopted, or a plan of its own, and the items of either."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.kit.bilingual import Bilingual, Text, thai_required
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet, Versioned


class FrameworkKind(models.TextChoices):
    """What it is: shipped or written by others, or a plan of the network's own."""

    FRAMEWORK = "framework", _("framework")
    STRATEGY = "strategy", _("strategic plan")
    QUALITY = "quality", _("quality plan")
    LEARNING = "learning", _("learning plan")
    RESEARCH = "research", _("research plan")
    AREA = "area", _("provincial or national plan")


class FrameworkState(models.TextChoices):
    """Whether anything new may be aligned with it."""

    IN_USE = "in_use", pgettext_lazy("framework", "in use")
    SUPERSEDED = "superseded", pgettext_lazy("framework", "superseded by a new version")
    WITHDRAWN = "withdrawn", pgettext_lazy("framework", "withdrawn")


class FrameworkQuerySet[M: models.Model](OwnedQuerySet[M]):
    """Frameworks are part of what a network is: whoever sees the network sees them."""

    see = "network.see"


class Framework(Owned, Versioned):
    """One version of a framework in one network.

    ``code`` stays the same over the versions (``ent``, ``tsu``, ``sdg``, or one made for an own plan); ``edition`` names
    the version. What was aligned with an old version stays with it; the items of the new one say which they follow.
    ``axes`` are its groups of items in order, each with ``code``, ``name_th``, ``name_en`` and the group ``inside`` which
    its items stand, or "". Where ``matrix_rows`` and ``matrix_columns`` name two of them, it is read as a matrix.
    """

    code = models.SlugField(_("code"), max_length=40)
    edition = models.CharField(_("version"), max_length=40)
    kind = models.CharField(_("kind"), max_length=12, choices=FrameworkKind.choices)
    title_th = models.CharField(_("title in Thai"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True, default="")
    about_th = models.TextField(_("about, in Thai"), blank=True, default="")
    about_en = models.TextField(_("about, in English"), blank=True, default="")
    axes = models.JSONField(_("groups of items"), default=list, blank=True)
    matrix_rows = models.SlugField(_("rows of the matrix"), max_length=30, blank=True, default="")
    matrix_columns = models.SlugField(_("columns of the matrix"), max_length=30, blank=True, default="")
    source = models.CharField(_("source"), max_length=500, blank=True, default="")
    licence = models.CharField(_("licence"), max_length=200, blank=True, default="")
    is_shipped = models.BooleanField(_("comes with the product"), default=False)
    from_year = models.PositiveSmallIntegerField(
        _("from the year"), null=True, blank=True, help_text="Christian era"
    )
    until_year = models.PositiveSmallIntegerField(
        _("until the year"), null=True, blank=True, help_text="Christian era"
    )
    state = models.CharField(
        _("state"), max_length=12, choices=FrameworkState.choices, default=FrameworkState.IN_USE
    )
    state_reason = models.CharField(_("reason"), max_length=1000, blank=True, default="")
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    sort_key = models.CharField(max_length=1000)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = FrameworkQuerySet["Framework"].as_manager()
    title = Bilingual()
    about = Bilingual()
    privacy = Privacy(
        neither="code edition kind title_th title_en about_th about_en axes matrix_rows matrix_columns source licence"
        " is_shipped from_year until_year state state_reason follows adopted_on sort_key is_sample version changed_at changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="frameworks_framework_titled"),
            models.CheckConstraint(
                condition=Q(kind__in=FrameworkKind.values) & Q(state__in=FrameworkState.values),
                name="frameworks_framework_coded",
            ),
            models.CheckConstraint(
                condition=Q(from_year__isnull=True)
                | Q(until_year__isnull=True)
                | Q(until_year__gte=F("from_year")),
                name="frameworks_framework_years",
            ),
            models.CheckConstraint(
                condition=~Q(state=FrameworkState.WITHDRAWN) | ~Q(state_reason=""),
                name="frameworks_framework_withdrawn_why",
            ),
            models.UniqueConstraint(
                fields=["network", "code", "edition"], name="frameworks_framework_version_once"
            ),
            models.UniqueConstraint(
                fields=["network", "code"],
                condition=Q(state=FrameworkState.IN_USE),
                name="frameworks_framework_one_in_use",
            ),
            models.CheckConstraint(
                condition=Q(matrix_rows="", matrix_columns="")
                | (~Q(matrix_rows="") & ~Q(matrix_columns="") & ~Q(matrix_rows=F("matrix_columns"))),
                name="frameworks_framework_matrix",
            ),
        ]

    @property
    def is_in_use(self) -> bool:
        return self.state == FrameworkState.IN_USE

    @property
    def is_matrix(self) -> bool:
        return bool(self.matrix_rows)

    def axis_name(self, code: str) -> Text:
        """What a group of items is called, in the reader's language; the group of an own plan has no name."""
        found: Any = next((each for each in self.axes if each["code"] == code), {})
        return Text.of(found.get("name_th", ""), found.get("name_en", ""))


class FrameworkItem(Owned, Versioned):
    """One line of a framework: a principle, an outcome, a goal, a target.

    ``axis`` groups items of one kind (``principle``, ``guideline``, ``outcome``, ``level``, ``goal``, ``target``, ``item``).
    ``crosswalk`` holds codes of other frameworks as ``framework:code``, codes only.
    """

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="items")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    axis = models.SlugField(_("group"), max_length=30)
    code = models.CharField(_("code"), max_length=40)
    title_th = models.CharField(_("title in Thai"), max_length=500)
    title_en = models.CharField(_("title in English"), max_length=500, blank=True, default="")
    words_th = models.TextField(_("explanation in Thai"), blank=True, default="")
    words_en = models.TextField(_("explanation in English"), blank=True, default="")
    crosswalk = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    order = models.PositiveIntegerField(_("order"), default=0)

    objects = FrameworkQuerySet["FrameworkItem"].as_manager()
    title = Bilingual()
    words = Bilingual()
    privacy = Privacy(
        neither="framework parent axis code title_th title_en words_th words_en crosswalk follows order version changed_at"
        " changed_by"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="frameworks_item_titled"),
            models.UniqueConstraint(
                fields=["network", "framework", "axis", "code"], name="frameworks_item_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["framework", "axis", "order"], name="frameworks_item_order")
        ]


class ItemMatch(Owned):
    """An item goes with another of the same framework: a principle with guidelines, a challenge with what answers it.

    ``is_ours``: it came with the product, whose authors made it; the source of the framework says nothing of it.
    """

    item = models.ForeignKey(FrameworkItem, on_delete=models.CASCADE, related_name="matches")
    match = models.ForeignKey(FrameworkItem, on_delete=models.CASCADE, related_name="matched_by")
    is_ours = models.BooleanField(_("comes with the product"), default=False)

    objects = FrameworkQuerySet["ItemMatch"].as_manager()
    privacy = Privacy(neither="item match is_ours")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "item", "match"], name="frameworks_match_once"),
            models.CheckConstraint(condition=~Q(item=F("match")), name="frameworks_match_other"),
        ]
