"""Pages of dues: the invoices of a year, payment, exemption, and the papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind
from samphan.kit.formats import thai_date
from samphan.kit.thai.dates import be_year
from samphan.kit.workbook import spreadsheet
from samphan.networks import policy
from samphan.networks.actions import dues as actions
from samphan.networks.forms import ReasonForm
from samphan.networks.forms.dues import ExemptForm, PaymentForm, RunForm
from samphan.networks.models import DuesExemption, Invoice, Receipt
from samphan.networks.queries import dues as queries
from samphan.networks.queries.dues_papers import invoice_document, receipt_document
from samphan.networks.views.membership_place import ask, at, issuer, load_member, paper, show

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS)


def invoices(request: NetworkRequest) -> HttpResponse:
    """Invoices with what is paid, open and overdue."""
    request.actor.must(policy.manage_dues, on=request.network)
    state, today = _state(request), timezone.localdate()
    asked = state.filters["year"]
    year = int(asked) if asked.isdecimal() and len(asked) < 5 else None
    page = state.paginate(queries.invoices(request.actor, state, today))
    table = Table(
        key="invoices",
        caption=_("Invoices"),
        columns=(
            Column(_("Payer"), "member"),
            Column(_("Number"), "number"),
            Column(_("Year"), kind="number"),
            Column(_("Amount in baht"), "amount", kind="number"),
            Column(_("Due date"), "due"),
            Column(_("State")),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search invoices"),
        filters=(
            Filter(
                "year",
                _("Year"),
                [("", _("all")), *((str(each), str(each)) for each in queries.years(request.actor))],
                state.filters["year"],
            ),
            Filter(
                "state",
                _("State"),
                [
                    ("", _("all")),
                    ("open", _("to be paid")),
                    ("overdue", _("overdue")),
                    ("paid", _("paid")),
                    ("cancelled", _("cancelled")),
                ],
                state.filters["state"],
            ),
        ),
        export_url=at(request, "invoices_export"),
    )
    context = {"table": table, "sums": queries.sums(request.actor, year, today), "year": year, "today": today}
    return show(request, "networks/invoices.html", context, tab="invoices")


def export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.manage_dues, on=request.network)

    def row(each: Any) -> list[Any]:
        receipt: Receipt | None = next(iter(each.valid), None)
        return [
            each.number, each.year, each.payer_th, each.category_th, each.amount, thai_date(each.issued_on),
            thai_date(each.due_on), each.get_state_display(), receipt.number if receipt else "",
            thai_date(receipt.paid_on) if receipt else "", receipt.get_way_display() if receipt else "", each.reason,
        ]  # fmt: skip

    found = queries.invoices(request.actor, _state(request), timezone.localdate())
    return spreadsheet(
        _("Invoices"),
        [
            _("Number"),
            _("Year"),
            _("Payer"),
            _("Category"),
            _("Amount in baht"),
            _("Date of the invoice"),
            _("Due date"),
            _("State"),
            _("Number of the receipt"),
            _("Paid"),
            _("Way of payment"),
            _("Why it was cancelled"),
        ],
        map(row, found),
    )


def run(request: NetworkRequest) -> HttpResponse:
    """The invoices of a year: first what would be written and to whom none, then the writing of all of them."""
    request.actor.must(policy.manage_dues, on=request.network)
    today = timezone.localdate()
    back = at(request, "invoices")
    form = bind(RunForm, request, initial={"year": be_year(today), "issued_on": today})
    preview = None
    if "preview" in request.POST or request.method != "POST":
        year, issued_on = be_year(today), today
        if request.method == "POST" and form.is_valid():
            year, issued_on = form.cleaned_data["year"], form.cleaned_data["issued_on"]
        preview = queries.preview(request.actor, year, issued_on)
    if "preview" in request.POST:
        context = {"form": form, "preview": preview, "back": back}
        return show(request, "networks/dues_run.html", context, tab="invoices")

    def then(made: list[Invoice]) -> str:
        sentence = ngettext("%(count)s invoice was written.", "%(count)s invoices were written.", len(made))
        messages.info(request, sentence % {"count": len(made)})
        return back

    return ask(
        request,
        form,
        title=_("Invoices of a year"),
        back=back,
        act=lambda form: actions.invoice_dues(by=request.actor, **form.cleaned_data),
        then=then,
        context={"preview": preview},
        template="networks/dues_run.html",
    )


def _load(request: NetworkRequest, pk: int) -> Invoice:
    found = Invoice.objects.for_actor(request.actor).select_related("member__organisation")
    invoice = get_object_or_404(found, pk=pk)
    request.actor.must(policy.manage_dues, on=invoice)
    return invoice


def invoice(request: NetworkRequest, pk: int) -> HttpResponse:
    """One invoice with its receipts."""
    shown = _load(request, pk)
    receipts = Receipt.objects.for_actor(request.actor).filter(invoice=shown).order_by("-id")
    context = {"invoice": shown, "receipts": receipts, "today": timezone.localdate()}
    return show(request, "networks/invoice.html", context, tab="invoices")


def pay(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a payment; a receipt is written."""
    shown, today = _load(request, pk), timezone.localdate()
    return ask(
        request,
        bind(PaymentForm, request, initial={"paid_on": today}),
        title=_("Record a payment"),
        subtitle=f"{shown.number} · {shown.payer_th}",
        words=_("A receipt with the next number of the year is written."),
        back=at(request, "invoice", pk),
        crumbs=[(shown.number, at(request, "invoice", pk))],
        act=lambda form: actions.record_payment(
            by=request.actor, invoice=shown, issued_on=today, **form.cleaned_data
        ),
    )


def cancel(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks for the reason before an invoice is cancelled."""
    shown = _load(request, pk)
    return ask(
        request,
        bind(ReasonForm, request),
        title=_("Cancel the invoice"),
        subtitle=f"{shown.number} · {shown.payer_th}",
        words=_("The number stays and is not given again. Another invoice can be written for the year."),
        label=_("Cancel the invoice"),
        kind="danger",
        back=at(request, "invoice", pk),
        crumbs=[(shown.number, at(request, "invoice", pk))],
        act=lambda form: actions.cancel_invoice(
            by=request.actor, invoice=shown, reason=form.cleaned_data["reason"]
        ),
    )


def cancel_receipt(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks for the reason before a receipt is cancelled."""
    found = Receipt.objects.for_actor(request.actor).select_related("invoice")
    receipt = get_object_or_404(found, pk=pk)
    back = at(request, "invoice", receipt.invoice_id)
    request.actor.must(policy.manage_dues, on=receipt.invoice)
    return ask(
        request,
        bind(ReasonForm, request),
        title=_("Cancel the receipt"),
        subtitle=receipt.number,
        words=_("The number stays and is not given again. The invoice is to be paid again."),
        label=_("Cancel the receipt"),
        kind="danger",
        back=back,
        crumbs=[(receipt.invoice.number, back)],
        act=lambda form: actions.cancel_receipt(
            by=request.actor, receipt=receipt, reason=form.cleaned_data["reason"]
        ),
    )


def exempt(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of an exemption."""
    member = load_member(request, pk, is_managed=False)
    request.actor.must(policy.manage_dues, on=member)
    return ask(
        request,
        bind(ExemptForm, request, initial={"year": be_year(timezone.localdate())}),
        title=_("Exempt from dues"),
        subtitle=member.organisation.name,
        back=at(request, "member", pk),
        crumbs=[(member.organisation.name, at(request, "member", pk))],
        act=lambda form: actions.exempt_member(by=request.actor, member=member, **form.cleaned_data),
    )


@require_POST
def end_exemption(request: NetworkRequest, pk: int) -> HttpResponse:
    """The exemption was a mistake."""
    found = DuesExemption.objects.for_actor(request.actor).select_related("member__organisation")
    exemption = get_object_or_404(found, pk=pk)
    actions.end_exemption(by=request.actor, exemption=exemption)
    messages.success(request, _("The exemption ended."))
    return HttpResponseRedirect(at(request, "member", exemption.member_id))


def invoice_file(request: NetworkRequest, pk: int, form: str) -> HttpResponse:
    """The invoice as ``pdf`` or ``docx``."""
    shown = _load(request, pk)
    return paper(form, invoice_document(shown, issuer(request), timezone.now()), f"invoice-{shown.number}")


def receipt_file(request: NetworkRequest, pk: int, form: str) -> HttpResponse:
    """A receipt as ``pdf`` or ``docx``."""
    found = Receipt.objects.for_actor(request.actor).select_related("invoice")
    receipt = get_object_or_404(found, pk=pk)
    request.actor.must(policy.manage_dues, on=receipt.invoice)
    return paper(
        form, receipt_document(receipt, issuer(request), timezone.now()), f"receipt-{receipt.number}"
    )
