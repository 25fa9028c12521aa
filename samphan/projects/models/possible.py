"""Possible projects, and who would take part."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.directory.models import Organisation
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.projects.models.base import WorkQuerySet
from samphan.projects.models.theme import Theme
from samphan.tenancy.models import Owned, Versioned

if TYPE_CHECKING:
    import datetime as dt


class PossibleState(models.TextChoices):
    IDEA = "idea", _("idea")
    CALLING = "calling", _("calling for partners")
    STARTED = "started", _("started")
    CLOSED = "closed", _("closed")


class PossibleProject(Owned, Versioned):
    """An idea that could become a project: from idea to call to start, or closed with its reason."""

    title_th = models.CharField(_("title in Thai"), max_length=500)
    title_en = models.CharField(_("title in English"), max_length=500, blank=True, default="")
    need_th = models.TextField(_("need, in Thai"), blank=True, default="")
    need_en = models.TextField(_("need, in English"), blank=True, default="")
    idea_th = models.TextField(_("idea, in Thai"), blank=True, default="")
    idea_en = models.TextField(_("idea, in English"), blank=True, default="")
    partners_wanted_th = models.TextField(_("partners wanted, in Thai"), blank=True, default="")
    partners_wanted_en = models.TextField(_("partners wanted, in English"), blank=True, default="")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(
        _("state"), max_length=10, choices=PossibleState.choices, default=PossibleState.IDEA
    )
    state_reason = models.CharField(_("why it was closed"), max_length=1000, blank=True, default="")
    call_until = models.DateField(_("call open until"), null=True, blank=True)
    called_at = models.DateTimeField(_("call opened"), null=True, blank=True)
    ended_at = models.DateTimeField(_("started or closed"), null=True, blank=True)
    sort_key = models.CharField(max_length=1000)
    created_at = models.DateTimeField(auto_now_add=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = WorkQuerySet["PossibleProject"].as_manager()
    title = Bilingual()
    need = Bilingual()
    idea = Bilingual()
    partners_wanted = Bilingual()
    privacy = Privacy(
        neither="title_th title_en need_th need_en idea_th idea_en partners_wanted_th partners_wanted_en organisation theme"
        " state state_reason call_until called_at ended_at sort_key created_at is_sample version changed_at changed_by"
    )

    def takes_offers(self, today: dt.date) -> bool:
        """Whether partners are called for on this day; the last day of the call is one of them."""
        return self.state == PossibleState.CALLING and not self.is_call_over(today)

    def is_call_over(self, today: dt.date) -> bool:
        """Whether the last day of its call has passed, though it is neither started nor closed."""
        return self.state == PossibleState.CALLING and self.call_until is not None and self.call_until < today

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="projects_possible_titled"),
            models.CheckConstraint(
                condition=Q(state__in=PossibleState.values), name="projects_possible_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=PossibleState.CLOSED) | ~Q(state_reason=""),
                name="projects_possible_closed_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=PossibleState.CALLING)
                | Q(called_at__isnull=False, call_until__isnull=False),
                name="projects_possible_called",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "state", "sort_key", "id"], name="projects_possible_order")
        ]


class InterestState(models.TextChoices):
    ASKED = "asked", _("asked, no answer yet")
    OFFERED = "offered", _("interested")
    DECLINED = "declined", _("not interested")
    WITHDRAWN = "withdrawn", pgettext_lazy("interest", "withdrawn")
    CHOSEN = "chosen", _("partner of the project")
    NOT_CHOSEN = "not_chosen", _("not a partner this time")


class ProjectInterest(Owned, Versioned):
    """What one institution says to a call: the role that it offers, or that it was asked and says nothing yet."""

    possible_project = models.ForeignKey(PossibleProject, on_delete=models.PROTECT, related_name="interests")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role offered"), max_length=300, blank=True, default="")
    note = models.TextField(_("note"), blank=True, default="")
    contact_name = models.CharField(_("contact person"), max_length=200, blank=True, default="")
    contact_email = models.EmailField(_("e-mail address"), max_length=254, blank=True, default="")
    state = models.CharField(
        _("state"), max_length=10, choices=InterestState.choices, default=InterestState.OFFERED
    )
    given_by = models.CharField(_("given by"), max_length=200, blank=True, default="")
    given_at = models.DateTimeField(_("given at"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WorkQuerySet["ProjectInterest"].as_manager()
    privacy = Privacy(
        personal="contact_name contact_email given_by",
        neither="possible_project organisation role note state given_at created_at version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "possible_project", "organisation"], name="projects_interest_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=InterestState.values), name="projects_interest_state"
            ),
        ]
