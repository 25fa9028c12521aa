"""Certificates of use: the list of a project, one of them, sending it, the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samphan.engagement.actions import certificates as actions
from samphan.engagement.forms.certificates import CertificateForm, DeclineForm, PaperForm, SignerForm
from samphan.engagement.models import CertificateState, UseCertificate
from samphan.engagement.policy import certificates as signing
from samphan.engagement.policy import change as policy
from samphan.engagement.queries import certificates as queries
from samphan.engagement.transitions import certificates as life
from samphan.engagement.views.papers import MAKERS
from samphan.engagement.views.shared import address, load, page, partners_to_ask, way
from samphan.kit.components import Column, Table
from samphan.kit.editing import bind, respond
from samphan.kit.http import by_link
from samphan.kit.numbers import number_in
from samphan.kit.pages import form_page, run_act
from samphan.tenancy import files, links

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import LinkRequest, NetworkRequest


def certificates(request: NetworkRequest, pk: int) -> HttpResponse:
    """The certificates of a project, signed or not."""
    project = load(request, pk)
    table = Table(
        key="certificates",
        caption=_("Certificates of use"),
        columns=(
            Column(_("Partner")),
            Column(_("What is used, and how")),
            Column(_("State")),
            Column(_("Signed by")),
        ),
        rows=list(queries.certificates(request.actor, project)),
        is_plain=True,
    )
    context = {"table": table, "may_write": request.actor.may(policy.prove, on=project)}
    return page(request, project, "engagement/certificates.html", context)


def _load(request: NetworkRequest, pk: int, part: int) -> UseCertificate:
    rows = UseCertificate.objects.for_actor(request.actor)
    return get_object_or_404(
        rows.select_related("project", "partner__organisation", "scan"), project_id=pk, pk=part
    )


def certificate(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """One certificate, with the link that is open and what can be done."""
    project = load(request, pk)
    shown = _load(request, pk, part)
    may_write = request.actor.may(policy.change_certificate, on=shown)
    link = None
    if may_write and shown.state == CertificateState.SENT:
        link = links.open_links(signing.CERTIFICATE, shown, now=timezone.now()).first()
    context = {
        "certificate": shown,
        "period": queries.period_of(shown),
        "acts": life.acts(shown.state) if may_write else frozenset(),
        "may_write": may_write,
        "link": links.address(link, request.network.slug) if link else "",
        "is_overdue": may_write and shown.state == CertificateState.SENT and link is None,
    }
    return page(request, project, "engagement/certificate.html", context, within="engagement:certificates")


def write(request: NetworkRequest, pk: int, part: int | None = None) -> HttpResponse:
    """The form of a certificate."""
    project = load(request, pk)
    request.actor.must(policy.prove, on=project)
    shown = _load(request, pk, part) if part is not None else None
    initial = {name: getattr(shown, name) for name in (*actions.FIELDS, "version")} if shown else {}
    back = address(request, "certificate", pk, part) if part else address(request, "certificates", pk)
    return form_page(
        request,
        bind(
            CertificateForm,
            request,
            initial=initial,
            partners=partners_to_ask(request, project),
        ),
        title=_("Certificate of use"),
        subtitle=project.title,
        said=_("The partner reads this text and signs it, or says why it cannot be signed."),
        act=lambda form: actions.write_certificate(
            by=request.actor, project=project, certificate=shown, **form.cleaned_data
        ),
        then=lambda made: address(request, "certificate", pk, made.pk),
        back=back,
        way=way(request, project, _("Certificates of use"), "certificates"),
    )


@require_POST
def send(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Ask the partner to sign by a personal link."""
    shown = _load(request, pk, part)
    return run_act(
        request,
        lambda: actions.send_certificate(
            by=request.actor,
            certificate=shown,
            now=timezone.now(),
            version=number_in(request.POST.get("version", "")),
        ),
        address(request, "certificate", pk, part),
        _("It waits for the signature. The link stands on this page, to be sent by LINE or shown as a code.")
        if not shown.partner.contact_email
        else _("It was mailed to the partner. The link stands on this page too."),
    )


@require_POST
def take_back(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Make it a draft again."""
    shown = _load(request, pk, part)
    return run_act(
        request,
        lambda: actions.take_back_certificate(by=request.actor, certificate=shown, now=timezone.now()),
        address(request, "certificate", pk, part),
    )


def note_paper(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """It was signed on paper: who, when, and the scan."""
    project = load(request, pk)
    shown = _load(request, pk, part)
    request.actor.must(policy.change_certificate, on=shown)
    here = address(request, "certificate", pk, part)
    return form_page(
        request,
        bind(PaperForm, request),
        title=_("Signed on paper"),
        subtitle=shown.partner.called,
        act=lambda form: actions.note_paper(
            by=request.actor, certificate=shown, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _certificate: here,
        back=here,
        way=way(request, project, _("Certificates of use"), "certificates"),
    )


def remove(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Asks before a draft is taken out."""
    project = load(request, pk)
    shown = _load(request, pk, part)
    request.actor.must(policy.change_certificate, on=shown)
    return form_page(
        request,
        bind(forms.Form, request),
        title=_("Take out the draft"),
        subtitle=shown.partner.called,
        label=_("Take out"),
        kind="danger",
        act=lambda _form: actions.remove_certificate(by=request.actor, certificate=shown),
        then=lambda _nothing: address(request, "certificates", pk),
        back=address(request, "certificate", pk, part),
        way=way(request, project, _("Certificates of use"), "certificates"),
    )


def paper(request: NetworkRequest, pk: int, part: int, kind: str) -> HttpResponse:
    """The certificate in its official form, as docx or pdf."""
    return _paper(request, _load(request, pk, part), kind)


def scan(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """The scan of the signed paper."""
    return files.served(_load(request, pk, part).scan)


@never_cache
@by_link(signing.CERTIFICATE)
def by_signer(request: LinkRequest) -> HttpResponse:
    """What the signer reads, and signs or declines. Once answered, the page says what was answered."""
    rows = UseCertificate.objects.for_actor(request.actor)
    shown = get_object_or_404(rows.select_related("project", "partner__organisation"))
    if (kind := request.GET.get("as", "")) in MAKERS:
        return _paper(request, shown, kind)
    context = {"certificate": shown, "period": queries.period_of(shown)}
    if shown.state != CertificateState.SENT:
        if request.method == "POST":
            return HttpResponseRedirect(request.path)
        return render(request, "engagement/certificate_answered.html", context)
    is_declining = "decline" in request.POST or "decline" in request.GET
    if is_declining:
        return respond(
            request,
            bind(DeclineForm, request),
            act=lambda form: actions.decline_certificate(
                by=request.actor, certificate=shown, now=timezone.now(), **form.cleaned_data
            ),
            then=lambda _certificate: request.path,
            template="engagement/certificate_by_link.html",
            context={**context, "is_declining": True},
            success=_("Thank you. The project reads what you wrote."),
        )
    return respond(
        request,
        bind(SignerForm, request),
        act=lambda form: actions.sign_certificate(
            by=request.actor, certificate=shown, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _certificate: request.path,
        template="engagement/certificate_by_link.html",
        context=context,
        success=_("Thank you. It is signed; you can keep a copy."),
    )


def _paper(request: NetworkRequest, shown: UseCertificate, kind: str) -> HttpResponse:
    if kind not in MAKERS:
        raise Http404(kind)
    make, media_type = MAKERS[kind]
    document = queries.paper(shown, organisation=request.network.name_th, created=timezone.now())
    number = shown.number.replace("/", "-")
    name = " ".join(filter(None, [document.title, number, shown.partner.called]))
    return files.made(make(document), f"{name}.{kind}", media_type)
