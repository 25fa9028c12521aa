"""The budget of an event: what comes in and what is spent, planned and actual, in baht."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import Organisation
from samphan.events.models.event import Document, Event, EventRow, EventRowQuerySet
from samphan.kit.bilingual import Bilingual, thai_required
from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned

if TYPE_CHECKING:
    from decimal import Decimal

#: Digits of an amount in baht, two of them satang: less than a trillion baht.
MONEY_DIGITS: Final = 14


class Direction(models.TextChoices):
    INCOME = "income", _("income")
    EXPENSE = "expense", _("expense")


class BudgetLine(EventRow):
    """One line of income or expense. ``planned`` and ``actual`` in baht; NULL is "not known", never nought.

    ``organisation`` bears an expense, or gives an income; ``source`` says from which budget.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="budget_lines")
    direction = models.CharField(_("income or expense"), max_length=10, choices=Direction.choices)
    title_th = models.CharField(_("title in Thai"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True, default="")
    planned = models.DecimalField(
        _("planned, in baht"), max_digits=MONEY_DIGITS, decimal_places=2, null=True, blank=True
    )
    actual = models.DecimalField(
        _("actual, in baht"), max_digits=MONEY_DIGITS, decimal_places=2, null=True, blank=True
    )
    source = models.CharField(_("source of the money"), max_length=300, blank=True, default="")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = EventRowQuerySet["BudgetLine"].as_manager()
    title = Bilingual()
    privacy = Privacy(neither="event direction title_th title_en planned actual source organisation order")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=thai_required("title"), name="events_budgetline_titled"),
            models.CheckConstraint(
                condition=Q(direction__in=Direction.values), name="events_budgetline_direction"
            ),
            models.CheckConstraint(
                condition=(Q(planned__isnull=True) | Q(planned__gte=0))
                & (Q(actual__isnull=True) | Q(actual__gte=0)),
                name="events_budgetline_amounts",
            ),
        ]

    @property
    def difference(self) -> Decimal | None:
        """Actual minus planned, once both are known."""
        return None if self.planned is None or self.actual is None else self.actual - self.planned


class BudgetDocument(Owned):
    """A document of the event (approval, quotation, receipt) belongs to a line of its budget."""

    line = models.ForeignKey(BudgetLine, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")

    objects = EventRowQuerySet["BudgetDocument"].as_manager()
    privacy = Privacy(neither="line document")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["network", "line", "document"], name="events_budgetdocument_once"
            ),
        ]
