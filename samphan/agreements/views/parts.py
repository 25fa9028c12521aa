"""The parts of an agreement: parties, signatories, versions, files, obligations, signs of life."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.agreements import policy
from samphan.agreements.actions import amendment as amendments
from samphan.agreements.actions import obligation as obligations
from samphan.agreements.actions import party as parties
from samphan.agreements.actions.agreement import PartyRow
from samphan.agreements.actions.party import SignatoryRow
from samphan.agreements.forms.agreement import (
    AmendmentForm,
    AttachForm,
    ObligationForm,
    PartyRowForm,
    SettleForm,
    SignatoryRowForm,
    SignForm,
    WithdrawForm,
)
from samphan.agreements.models import (
    Agreement,
    Amendment,
    AmendmentKind,
    Attachment,
    Fulfilment,
    FulfilmentState,
    Obligation,
    Party,
    Signatory,
)
from samphan.agreements.queries.agreements import load_agreement
from samphan.agreements.views.agreements import way_to
from samphan.agreements.views.common import address, upload_of
from samphan.directory.queries.picking import Directory
from samphan.kit.editing import bind
from samphan.kit.pages import ReasonForm, Sheet, form_page, run_act, write_sheet
from samphan.tenancy import files

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def _keeping(request: NetworkRequest, pk: int) -> Agreement:
    """The agreement of an address, for who keeps the register."""
    found = load_agreement(request.actor, pk)
    request.actor.must(policy.manage, on=found)
    return found


def _parties(request: NetworkRequest, agreement: Agreement) -> list[Party]:
    found = Party.objects.for_actor(request.actor).filter(agreement=agreement).select_related("organisation")
    return list(found.order_by("order", "id"))


def arrange_parties(request: NetworkRequest, pk: int) -> HttpResponse:
    """The parties as a list."""
    agreement = _keeping(request, pk)
    known = _parties(request, agreement)

    def write(rows: list[dict[str, Any]], version: int | None) -> object:
        return parties.arrange_parties(
            by=request.actor, agreement=agreement, rows=[PartyRow(**row) for row in rows], version=version
        )

    return write_sheet(
        request,
        Sheet(
            title=_("Parties"),
            subtitle=agreement.title,
            help=_(
                "Who left withdraws on the page of the agreement. The agreement goes on while two parties remain."
            ),
            add_label=_("Add a party"),
            row=PartyRowForm,
            row_kwargs={
                "directory": Directory(request.actor, organisations=[each.organisation_id for each in known])
            },
            initial=[
                {
                    "id": each.pk,
                    "organisation": each.organisation_id,
                    "role": each.role,
                    "acceded_on": each.acceded_on,
                }
                for each in known
            ],
            version=agreement.version,
            act=write,
            back=address(request, "agreement", pk),
            way=way_to(request, agreement),
        ),
    )


def withdraw(request: NetworkRequest, pk: int) -> HttpResponse:
    """A party withdraws."""
    party = get_object_or_404(
        Party.objects.for_actor(request.actor).select_related("agreement", "organisation"), pk=pk
    )
    request.actor.must(policy.manage, on=party)
    here = address(request, "agreement", party.agreement_id)
    return form_page(
        request,
        bind(
            WithdrawForm,
            request,
            initial={"withdrew_on": party.withdrew_on, "reason": party.withdrew_reason},
        ),
        title=_("A party withdraws"),
        subtitle=party.organisation.name,
        said=_(
            "The agreement goes on as long as two parties remain. Then it ends on the last day of the one that leaves."
        ),
        act=lambda form: parties.withdraw_party(
            by=request.actor,
            party=party,
            on=form.cleaned_data["withdrew_on"],
            reason=form.cleaned_data["reason"],
        ),
        then=lambda _party: here,
        back=here,
        way=way_to(request, party.agreement),
    )


def arrange_signatories(request: NetworkRequest, pk: int) -> HttpResponse:
    """Who signed, as a list."""
    agreement = _keeping(request, pk)
    signed = Signatory.objects.for_actor(request.actor).filter(agreement=agreement).order_by("order", "id")

    def write(rows: list[dict[str, Any]], version: int | None) -> object:
        return parties.arrange_signatories(
            by=request.actor, agreement=agreement, rows=[SignatoryRow(**row) for row in rows], version=version
        )

    return write_sheet(
        request,
        Sheet(
            title=_("Signatories"),
            subtitle=agreement.title,
            help=_("Names and positions stay as they were on the day of signing, whatever changes later."),
            add_label=_("Add a signatory"),
            row=SignatoryRowForm,
            row_kwargs={"parties": _parties(request, agreement), "actor": request.actor},
            initial=[
                {
                    "name": each.name,
                    "position": each.position,
                    "party": each.party_id,
                    "is_witness": each.is_witness,
                    "person": each.person_id,
                }
                for each in signed
            ],
            version=agreement.version,
            act=write,
            back=address(request, "agreement", pk),
            way=way_to(request, agreement),
        ),
    )


def amend(request: NetworkRequest, pk: int) -> HttpResponse:
    """A new version or an addendum."""
    agreement = _keeping(request, pk)
    here = address(request, "agreement", pk)

    def act(form: AmendmentForm) -> Amendment:
        words = {
            name: value for name, value in form.cleaned_data.items() if name not in {"upload", "version"}
        }
        return amendments.amend_agreement(
            by=request.actor, agreement=agreement, upload=upload_of(form), **words
        )

    return form_page(
        request,
        bind(AmendmentForm, request, initial={"kind": AmendmentKind.ADDENDUM}),
        title=_("New version or addendum"),
        subtitle=agreement.title,
        act=act,
        then=lambda _made: here,
        back=here,
        way=way_to(request, agreement),
    )


def remove_amendment(request: NetworkRequest, pk: int) -> HttpResponse:
    """Takes out a version or an addendum that was entered by mistake."""
    found = get_object_or_404(Amendment.objects.for_actor(request.actor).select_related("agreement"), pk=pk)
    request.actor.must(policy.manage, on=found)
    here = address(request, "agreement", found.agreement_id)
    return form_page(
        request,
        bind(ReasonForm, request),
        title=_("Take out what was entered by mistake"),
        subtitle=f"{found.get_kind_display()} {found.number}",
        act=lambda form: amendments.remove_amendment(by=request.actor, amendment=found, **form.cleaned_data),
        then=lambda _nothing: here,
        back=here,
        way=way_to(request, found.agreement),
        kind="danger",
    )


def amendment_file(request: NetworkRequest, pk: int) -> HttpResponse:
    """The file of a version or an addendum."""
    found = get_object_or_404(Amendment.objects.for_actor(request.actor).select_related("file"), pk=pk)
    if found.file is None:
        raise Http404
    return files.served(found.file)


def attach(request: NetworkRequest, pk: int) -> HttpResponse:
    """A file is kept with an agreement."""
    agreement = _keeping(request, pk)
    here = address(request, "agreement", pk)

    def act(form: forms.Form) -> Attachment | None:
        upload = upload_of(form)
        if upload is None:
            return None
        return amendments.attach_file(
            by=request.actor, agreement=agreement, title=form.cleaned_data["title"], upload=upload
        )

    return form_page(
        request,
        bind(AttachForm, request),
        title=_("Add a file"),
        subtitle=agreement.title,
        act=act,
        then=lambda _made: here,
        back=here,
        way=way_to(request, agreement),
    )


def attachment_file(request: NetworkRequest, pk: int) -> HttpResponse:
    """A file of an agreement."""
    found = get_object_or_404(Attachment.objects.for_actor(request.actor).select_related("file"), pk=pk)
    return files.served(found.file)


@require_POST
def remove_attachment(request: NetworkRequest, pk: int) -> HttpResponse:
    """Takes a file out of an agreement."""
    rows = Attachment.objects.for_actor(request.actor).select_related("agreement", "file")
    found = get_object_or_404(rows, pk=pk)
    return run_act(
        request,
        lambda: amendments.remove_attachment(by=request.actor, attachment=found),
        address(request, "agreement", found.agreement_id),
    )


def add_obligation(request: NetworkRequest, pk: int) -> HttpResponse:
    """A new obligation."""
    agreement = _keeping(request, pk)
    return _obligation_form(request, agreement, None, _("New obligation"))


def _load_obligation(request: NetworkRequest, pk: int) -> Obligation:
    rows = Obligation.objects.for_actor(request.actor).select_related("agreement")
    found = get_object_or_404(rows, pk=pk)
    request.actor.must(policy.manage, on=found)
    return found


def change_obligation(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of an obligation."""
    found = _load_obligation(request, pk)
    return _obligation_form(request, found.agreement, found, _("Change"))


def _obligation_form(
    request: NetworkRequest, agreement: Agreement, obligation: Obligation | None, title: str
) -> HttpResponse:
    here = address(request, "agreement", agreement.pk)
    names = (*obligations.OBLIGATION_FIELDS, "version")
    initial = {name: getattr(obligation, name) for name in names} if obligation else {}
    return form_page(
        request,
        bind(
            ObligationForm,
            request,
            initial=initial,
            parties=_parties(request, agreement),
            actor=request.actor,
        ),
        title=title,
        subtitle=agreement.title,
        act=lambda form: obligations.write_obligation(
            by=request.actor, agreement=agreement, obligation=obligation, **form.cleaned_data
        ),
        then=lambda _written: here,
        back=here,
        way=way_to(request, agreement),
    )


def settle_obligation(request: NetworkRequest, pk: int) -> HttpResponse:
    """Done, or waived."""
    found = _load_obligation(request, pk)
    here = address(request, "agreement", found.agreement_id)
    today = timezone.localdate()
    return form_page(
        request,
        bind(SettleForm, request, initial={"state": FulfilmentState.DONE, "on": today}),
        title=_("Settle an obligation"),
        subtitle=found.what,
        act=lambda form: obligations.settle_obligation(
            by=request.actor, obligation=found, today=today, **form.cleaned_data
        ),
        then=lambda _settled: here,
        back=here,
        way=way_to(request, found.agreement),
    )


@require_POST
def unsettle_obligation(request: NetworkRequest, pk: int) -> HttpResponse:
    """Takes back that an obligation was done or waived."""
    rows = Fulfilment.objects.for_actor(request.actor).select_related("obligation__agreement")
    found = get_object_or_404(rows, pk=pk)
    return run_act(
        request,
        lambda: obligations.unsettle_obligation(by=request.actor, fulfilment=found),
        address(request, "agreement", found.obligation.agreement_id),
    )


def remove_obligation(request: NetworkRequest, pk: int) -> HttpResponse:
    """Takes out an obligation that was entered by mistake."""
    found = _load_obligation(request, pk)
    here = address(request, "agreement", found.agreement_id)
    return form_page(
        request,
        bind(ReasonForm, request),
        title=_("Take out what was entered by mistake"),
        subtitle=found.what,
        act=lambda form: obligations.remove_obligation(
            by=request.actor, obligation=found, **form.cleaned_data
        ),
        then=lambda _nothing: here,
        back=here,
        way=way_to(request, found.agreement),
        kind="danger",
    )


def note_sign(request: NetworkRequest, pk: int) -> HttpResponse:
    """Something happened under an agreement."""
    agreement = _keeping(request, pk)
    here = address(request, "agreement", pk)
    today = timezone.localdate()
    return form_page(
        request,
        bind(SignForm, request, initial={"on": today}),
        title=_("Note a sign of life"),
        subtitle=agreement.title,
        said=_(
            "For what no other record tells: a visit, a call, a draft. Events and projects count by themselves."
        ),
        act=lambda form: obligations.note_sign_of_life(
            by=request.actor, agreement=agreement, today=today, **form.cleaned_data
        ),
        then=lambda _noted: here,
        back=here,
        way=way_to(request, agreement),
    )
