"""Actions: one thing, one owner, one day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.directory.models import Organisation, Person
from samphan.governance.models import Resolution
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.projects.models.base import WorkQuerySet
from samphan.tenancy.models import Owned, Versioned


class ActionState(models.TextChoices):
    OPEN = "open", pgettext_lazy("task", "open")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")
    CARRIED_OVER = "carried_over", _("carried over")


class ActionItem(Owned, Versioned):
    """A to-do with exactly one owner: a person of the directory, or somebody by name, of an organisation.

    Carried over, it stays as it is and ``carried_from`` of a new one points at it. What follows a resolution of a meeting
    up says which, also after it was carried over.
    """

    title_th = models.CharField(_("title in Thai"), max_length=500)
    title_en = models.CharField(_("title in English"), max_length=500, blank=True, default="")
    detail_th = models.TextField(_("detail in Thai"), blank=True, default="")
    detail_en = models.TextField(_("detail in English"), blank=True, default="")
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible person"),
    )
    owner_label = models.CharField(_("responsible person, by name"), max_length=300, blank=True, default="")
    owner_email = models.EmailField(_("e-mail for reminders"), max_length=254, blank=True, default="")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    occasion = models.CharField(_("decided at"), max_length=300, blank=True, default="")
    resolution = models.ForeignKey(
        Resolution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("follows up the resolution"),
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=ActionState.choices, default=ActionState.OPEN)
    state_reason = models.CharField(_("why it was dropped"), max_length=1000, blank=True, default="")
    done_note = models.TextField(_("what was done"), blank=True, default="")
    ended_at = models.DateTimeField(_("done, dropped or carried over"), null=True, blank=True)
    carried_from = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_to",
        verbose_name=_("carried over from"),
    )
    sort_key = models.CharField(max_length=1000)
    created_at = models.DateTimeField(auto_now_add=True)
    is_sample = models.BooleanField(_("sample data"), default=False)

    objects = WorkQuerySet["ActionItem"].as_manager()
    title = Bilingual()
    detail = Bilingual()
    privacy = Privacy(
        personal="person owner_label owner_email",
        neither="title_th title_en detail_th detail_en organisation occasion resolution due_on state state_reason done_note ended_at"
        " carried_from sort_key created_at is_sample version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="projects_action_titled"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, owner_label="")
                | (Q(person__isnull=True) & ~Q(owner_label="")),
                name="projects_action_one_owner",
            ),
            models.CheckConstraint(condition=Q(state__in=ActionState.values), name="projects_action_state"),
            models.CheckConstraint(
                condition=~Q(state=ActionState.DROPPED) | ~Q(state_reason=""),
                name="projects_action_dropped_why",
            ),
            models.CheckConstraint(
                condition=Q(state=ActionState.OPEN, ended_at__isnull=True)
                | (~Q(state=ActionState.OPEN) & Q(ended_at__isnull=False)),
                name="projects_action_ended",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "state", "due_on"], name="projects_action_due"),
            models.Index(fields=["network", "sort_key", "id"], name="projects_action_title_order"),
        ]
