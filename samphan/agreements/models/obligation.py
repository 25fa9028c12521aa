"""What parties owe each other, and what shows that an agreement is alive."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.agreements.models.agreement import Agreement
from samphan.agreements.models.base import PartQuerySet, SharedQuerySet
from samphan.agreements.models.party import Party
from samphan.directory.models import Person
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, Versioned


class ObligationQuerySet(PartQuerySet["Obligation"]):
    """Obligations of agreements."""


class Obligation(Owned, Versioned):
    """What one party (or a person, or all of them) has to do by a day, once or every year.

    ``next_due_on`` is the earliest day that is neither done nor waived; empty when nothing is left or no day is said.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="obligations")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    what_th = models.CharField(_("what is owed, in Thai"), max_length=500)
    what_en = models.CharField(_("what is owed, in English"), max_length=500, blank=True, default="")
    due_on = models.DateField(_("due"), null=True, blank=True)
    is_yearly = models.BooleanField(_("every year"), default=False)
    next_due_on = models.DateField(null=True, blank=True)
    is_over = models.BooleanField(default=False)

    objects = ObligationQuerySet.as_manager()
    what = Bilingual()
    privacy = Privacy(
        personal="person",
        neither="agreement party what_th what_en due_on is_yearly next_due_on is_over version changed_at changed_by",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("what"), name="agreements_obligation_said"),
            models.CheckConstraint(
                condition=Q(is_yearly=False) | Q(due_on__isnull=False), name="agreements_obligation_yearly"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["network", "next_due_on"],
                name="agreements_obligation_due",
                condition=Q(next_due_on__isnull=False),
            )
        ]


class FulfilmentState(models.TextChoices):
    DONE = "done", _("done")
    WAIVED = "waived", pgettext_lazy("obligation", "waived")


class FulfilmentQuerySet(SharedQuerySet["Fulfilment"]):
    open_at = "obligation__agreement__is_open"


class Fulfilment(Owned):
    """An obligation was done (or waived) once: for which due day, when, and what shows it."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="fulfilments")
    due_on = models.DateField(_("was due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=6, choices=FulfilmentState.choices)
    settled_on = models.DateField(_("on"))
    note = models.CharField(_("what shows it"), max_length=1000, blank=True, default="")
    noted_by = models.CharField(max_length=200, blank=True, default="")

    objects = FulfilmentQuerySet.as_manager()
    privacy = Privacy(personal="noted_by", neither="obligation due_on state settled_on note")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "obligation", "due_on"],
                name="agreements_fulfilment_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=~Q(state=FulfilmentState.WAIVED) | ~Q(note=""), name="agreements_fulfilment_why"
            ),
        ]


class SignOfLifeQuerySet(PartQuerySet["SignOfLife"]):
    """What somebody noted."""


class SignOfLife(Owned):
    """Something happened under an agreement that no other record tells: a visit, a call, a draft."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signs_of_life")
    on = models.DateField(_("on"))
    note = models.CharField(_("what happened"), max_length=1000)
    noted_by = models.CharField(max_length=200, blank=True, default="")

    objects = SignOfLifeQuerySet.as_manager()
    privacy = Privacy(personal="noted_by", neither="agreement on note")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(note=""), name="agreements_signoflife_said"),
        ]


class ReminderQuerySet(PartQuerySet["Reminder"]):
    """Reminders that were given."""


class Reminder(Owned):
    """The owner was reminded, so many days before a turning day; the row is what keeps it from being said twice."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="reminders")
    turn_on = models.DateField(_("turning day"))
    days = models.PositiveSmallIntegerField(_("days before"))
    reminded_at = models.DateTimeField(auto_now_add=True)
    is_sent = models.BooleanField(_("a message was written"), default=False)

    objects = ReminderQuerySet.as_manager()
    privacy = Privacy(neither="agreement turn_on days reminded_at is_sent")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "agreement", "turn_on", "days"], name="agreements_reminder_once"
            ),
        ]
