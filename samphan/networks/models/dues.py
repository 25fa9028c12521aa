"""Dues of members: invoices and receipts with numbers that are never given twice, and exemptions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samphan.kit.bilingual import Bilingual
from samphan.kit.privacy import Privacy
from samphan.networks.models.membership import Member
from samphan.tenancy.models import Owned, OwnedQuerySet


class InvoiceState(models.TextChoices):
    OPEN = "open", _("to be paid")
    PAID = "paid", _("paid")
    CANCELLED = "cancelled", _("cancelled")


class PaymentWay(models.TextChoices):
    TRANSFER = "transfer", _("bank transfer")
    CHEQUE = "cheque", _("cheque")
    CASH = "cash", _("cash")
    OTHER = "other", _("another way")


class InvoiceQuerySet(OwnedQuerySet["Invoice"]):
    """Invoices of a network: for those who keep dues."""

    see = "dues.manage"


class ReceiptQuerySet(OwnedQuerySet["Receipt"]):
    see = "dues.manage"


class DuesExemptionQuerySet(OwnedQuerySet["DuesExemption"]):
    see = "dues.manage"


class DuesExemption(Owned):
    """A member does not pay the dues of a year, for a reason."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="exemptions")
    year = models.PositiveSmallIntegerField(_("year"), help_text="Buddhist era")
    reason = models.CharField(_("reason"), max_length=1000)

    objects = DuesExemptionQuerySet.as_manager()
    privacy = Privacy(neither="member year reason")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "member", "year"], name="networks_exemption_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="networks_exemption_reason"),
        ]


class Invoice(Owned):
    """Dues of a member for a year, as they were written: later names and amounts change nothing in it.

    A cancelled invoice keeps its number. Amounts are in baht.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="invoices")
    year = models.PositiveSmallIntegerField(_("year"), help_text="Buddhist era")
    number = models.CharField(_("number"), max_length=40)
    issued_on = models.DateField(_("date of the invoice"))
    due_on = models.DateField(_("due"))
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    payer_th = models.CharField(_("payer, in Thai"), max_length=300)
    payer_en = models.CharField(_("payer, in English"), max_length=300, blank=True, default="")
    category_th = models.CharField(_("category, in Thai"), max_length=200)
    category_en = models.CharField(_("category, in English"), max_length=200, blank=True, default="")
    contact_name = models.CharField(_("name of the contact"), max_length=200, blank=True, default="")
    contact_email = models.EmailField(
        _("e-mail address of the contact"), max_length=254, blank=True, default=""
    )
    state = models.CharField(
        _("state"), max_length=10, choices=InvoiceState.choices, default=InvoiceState.OPEN
    )
    reason = models.CharField(_("why it was cancelled"), max_length=1000, blank=True, default="")
    sort_key = models.CharField(max_length=1000, help_text="of the member when the invoice was written")

    objects = InvoiceQuerySet.as_manager()
    payer = Bilingual()
    category = Bilingual()
    privacy = Privacy(
        personal="contact_name contact_email",
        neither="member year number issued_on due_on amount payer_th payer_en category_th category_en state reason"
        " sort_key",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "number"], name="networks_invoice_number"),
            models.UniqueConstraint(
                fields=["network", "member", "year"],
                condition=~Q(state=InvoiceState.CANCELLED),
                name="networks_invoice_once",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="networks_invoice_amount"),
            models.CheckConstraint(condition=Q(due_on__gte=F("issued_on")), name="networks_invoice_due"),
            models.CheckConstraint(condition=Q(state__in=InvoiceState.values), name="networks_invoice_state"),
            models.CheckConstraint(
                condition=~Q(state=InvoiceState.CANCELLED) | ~Q(reason=""), name="networks_invoice_reason"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "-year", "sort_key", "id"], name="networks_invoice_order")
        ]


class Receipt(Owned):
    """An invoice was paid. A receipt that was given in error is cancelled with a reason and keeps its number."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="receipts")
    number = models.CharField(_("number of the receipt"), max_length=40)
    paid_on = models.DateField(_("paid"))
    issued_on = models.DateField(_("date of the receipt"))
    way = models.CharField(_("way of payment"), max_length=10, choices=PaymentWay.choices)
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    reason = models.CharField(_("why it was cancelled"), max_length=1000, blank=True, default="")

    objects = ReceiptQuerySet.as_manager()
    privacy = Privacy(neither="invoice number paid_on issued_on way is_cancelled reason")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "number"], name="networks_receipt_number"),
            models.UniqueConstraint(
                fields=["network", "invoice"], condition=Q(is_cancelled=False), name="networks_receipt_once"
            ),
            models.CheckConstraint(condition=Q(way__in=PaymentWay.values), name="networks_receipt_way"),
            models.CheckConstraint(
                condition=Q(is_cancelled=False) | ~Q(reason=""), name="networks_receipt_reason"
            ),
        ]
