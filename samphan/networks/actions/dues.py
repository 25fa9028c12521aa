"""Dues: invoices of a year together, exemptions, payment and receipt, cancelling. Numbers are never given twice."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.kit.errors import Problem
from samphan.kit.thai.dates import be_year
from samphan.networks import policy
from samphan.networks.actions.category import settings_of
from samphan.networks.models import DuesExemption, Invoice, InvoiceState, PaymentWay, Receipt
from samphan.networks.queries import dues as queries
from samphan.tenancy.audit import record
from samphan.tenancy.numbers import next_number

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from samphan.networks.models import Member

EARLIEST_YEAR, LATEST_YEAR = 2400, 2700


def _named(invoice: Invoice) -> tuple[str, str]:
    return f"{invoice.number} {invoice.payer_th}", f"{invoice.number} {invoice.payer_en or invoice.payer_th}"


@transaction.atomic
def invoice_dues(*, by: Actor, year: int, issued_on: dt.date, due_on: dt.date | None = None) -> list[Invoice]:
    """Write the invoices of a Buddhist year to the members of ``issued_on`` who have none yet; the new ones.

    Amounts are those of their categories on that day. Who is exempt, has no category or one without dues gets none
    (``queries.dues.preview`` says who and why). A second run writes only what is missing.

    Raises:
        Problem: the year cannot be right, or the invoices are due before they are written.
    """
    if by.network is None:
        raise ValueError("dues belong to a network")
    by.must(policy.manage_dues, on=by.network)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Problem(_("Write the year in the Buddhist era, for example 2569."), field="year")
    rules = settings_of(by.network_id, is_locked=True)
    due_on = due_on or issued_on + dt.timedelta(days=rules.dues_days)
    if due_on < issued_on:
        raise Problem(_("The invoices would be due before they are written."), field="due_on")
    made = []
    for line in queries.preview(by, year, issued_on).to_write:
        number = next_number(network_id=by.network_id, kind="invoice", year=be_year(issued_on))
        made.append(
            Invoice(
                network_id=by.network_id,
                member=line.member,
                year=year,
                number=f"{be_year(issued_on)}-{number:04}",
                issued_on=issued_on,
                due_on=due_on,
                amount=line.amount,
                payer_th=line.member.organisation.name_th,
                payer_en=line.member.organisation.name_en,
                category_th=line.category_th,
                category_en=line.category_en,
                contact_name=line.contact_name,
                contact_email=line.contact_email,
                sort_key=line.member.sort_key,
            )
        )
    Invoice.objects.bulk_create(made)
    if made:
        numbers = [made[0].number, made[-1].number]
        record(by, "invoice_dues", made[0], label=_named(made[0]), changes={"number": numbers, "year": [None, year], "invoices": [None, len(made)]})  # fmt: skip
    return made


@transaction.atomic
def exempt_member(*, by: Actor, member: Member, year: int, reason: str) -> DuesExemption:
    """A member does not pay the dues of a year.

    Raises:
        Problem: it is exempt already, or its invoice is written: that one must be cancelled first.
    """
    by.must(policy.manage_dues, on=member)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Problem(_("Write the year in the Buddhist era, for example 2569."), field="year")
    if DuesExemption.objects.filter(member=member, year=year).exists():
        raise Problem(_("This member is exempt already in that year."), field="year")
    if Invoice.objects.filter(member=member, year=year).exclude(state=InvoiceState.CANCELLED).exists():
        raise Problem(_("The invoice of that year is written. Cancel it first."), field="year")
    made = DuesExemption.objects.create(network_id=member.network_id, member=member, year=year, reason=reason)
    label = (member.organisation.name_th, member.organisation.name_en)
    record(by, "exempt_member", made, label=label, changes={"year": [None, year]}, reason=reason)
    return made


@transaction.atomic
def end_exemption(*, by: Actor, exemption: DuesExemption) -> None:
    """The exemption was a mistake: the member is among those to be invoiced again."""
    by.must(policy.manage_dues, on=exemption)
    organisation = exemption.member.organisation
    label = (organisation.name_th, organisation.name_en)
    record(by, "end_exemption", exemption, label=label, changes={"year": [exemption.year, None]})
    exemption.delete()


@transaction.atomic
def record_payment(*, by: Actor, invoice: Invoice, paid_on: dt.date, way: str, issued_on: dt.date) -> Receipt:
    """An invoice was paid; a receipt with a number of its own is written.

    Raises:
        Problem: it is paid or cancelled, or was paid in the future.
    """
    by.must(policy.manage_dues, on=invoice)
    invoice = Invoice.objects.select_for_update().get(pk=invoice.pk)
    if invoice.state != InvoiceState.OPEN:
        raise Problem(_("This invoice is not waiting for a payment."))
    if paid_on > issued_on:
        raise Problem(_("The payment lies in the future."), field="paid_on")
    year = be_year(issued_on)
    number = next_number(network_id=invoice.network_id, kind="receipt", year=year)
    made = Receipt.objects.create(
        network_id=invoice.network_id,
        invoice=invoice,
        number=f"{year}-{number:04}",
        paid_on=paid_on,
        issued_on=issued_on,
        way=PaymentWay(way).value,
    )
    invoice.state = InvoiceState.PAID
    invoice.save(update_fields=["state"])
    changes = {"paid_on": [None, paid_on.isoformat()], "receipt": [None, made.number]}
    record(by, "record_payment", invoice, label=_named(invoice), changes=changes)
    return made


@transaction.atomic
def cancel_receipt(*, by: Actor, receipt: Receipt, reason: str) -> None:
    """A receipt was given in error: it keeps its number, and the invoice is to be paid again.

    Raises:
        Problem: it is cancelled already.
    """
    by.must(policy.manage_dues, on=receipt.invoice)
    invoice = Invoice.objects.select_for_update().get(pk=receipt.invoice_id)
    receipt = invoice.receipts.get(pk=receipt.pk)
    if receipt.is_cancelled:
        raise Problem(_("This receipt is cancelled already."))
    receipt.is_cancelled, receipt.reason = True, reason
    receipt.save(update_fields=["is_cancelled", "reason"])
    invoice.state = InvoiceState.OPEN
    invoice.save(update_fields=["state"])
    changes = {"receipt": [receipt.number, None]}
    record(by, "cancel_receipt", invoice, label=_named(invoice), changes=changes, reason=reason)


@transaction.atomic
def cancel_invoice(*, by: Actor, invoice: Invoice, reason: str) -> None:
    """An invoice is not to be paid: it keeps its number, and another one may be written for the year.

    Raises:
        Problem: it is paid (cancel the receipt first) or cancelled.
    """
    by.must(policy.manage_dues, on=invoice)
    invoice = Invoice.objects.select_for_update().get(pk=invoice.pk)
    if invoice.state == InvoiceState.PAID:
        raise Problem(_("This invoice is paid. Cancel its receipt first."))
    if invoice.state == InvoiceState.CANCELLED:
        raise Problem(_("This invoice is cancelled already."))
    invoice.state, invoice.reason = InvoiceState.CANCELLED, reason
    invoice.save(update_fields=["state", "reason"])
    changes = {"state": [InvoiceState.OPEN.value, InvoiceState.CANCELLED.value]}
    record(by, "cancel_invoice", invoice, label=_named(invoice), changes=changes, reason=reason)
