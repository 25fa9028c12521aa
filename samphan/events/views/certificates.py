"""Certificates: the rule, giving them, their files; and the public page on which one is verified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samphan.events import policy as record_policy
from samphan.events.actions import certificates as actions
from samphan.events.forms.certificates import CertificateRuleForm, IssueCertificatesForm, WithdrawForm
from samphan.events.models import Certificate, CertificateRule, RenderState
from samphan.events.policy import attendance as policy
from samphan.events.queries import certificates as queries
from samphan.events.queries.organisations import directory_for
from samphan.events.views.cockpit import address, load, tab
from samphan.kit.components import Column, ListState, Table, TaskState
from samphan.kit.editing import bind, respond
from samphan.kit.http import public
from samphan.tenancy import files

if TYPE_CHECKING:
    from samphan.events.models import Event
    from samphan.kit.http import NetworkRequest


def _load(request: NetworkRequest, pk: int) -> Event:
    event = load(request, pk)
    request.actor.must(record_policy.see_people, on=event)
    return event


def _rule(request: NetworkRequest, event: Event) -> CertificateRule | None:
    found = CertificateRule.objects.for_actor(request.actor).select_related(
        "organisation", "emblem", "all_pdf"
    )
    rule = found.filter(event=event).first()
    if rule is not None:
        rule.event = event
    return rule


def _task(request: NetworkRequest, event: Event, rule: CertificateRule) -> TaskState:
    states = {RenderState.WAITING: "running", RenderState.FAILED: "failed"}
    valid = Certificate.objects.filter(event=event, withdrawn_at__isnull=True)
    return TaskState(
        title=_("Certificates as PDF"),
        state=states.get(RenderState(rule.render_state), "done"),  # type: ignore[arg-type]  # the values are those of TaskState
        url=reverse("events:certificates_progress", args=[request.network.slug, event.pk]),
        done=valid.filter(pdf__isnull=False).count(),
        of=valid.count(),
    )


def certificates(request: NetworkRequest, pk: int) -> HttpResponse:
    """The rule, who has earned one, and those that were given."""
    event = _load(request, pk)
    rule = _rule(request, event)
    state = ListState.read(request, sorts=queries.SORTS)
    page = state.paginate(queries.certificates(request.actor, event, state))
    table = Table(
        key="certificates",
        caption=_("Certificates given"),
        columns=(
            Column(_("Name"), "name"),
            Column(_("Number")),
            Column(_("State")),
            Column(_("What to do"), is_label_hidden=True),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search certificates"),
    )
    due = queries.due(request.actor, event, rule) if rule else None
    context = {
        "rule": rule,
        "due": due,
        "table": table,
        "task": _task(request, event, rule) if rule else None,
        "may_certify": request.actor.may(policy.certify, on=event),
        "is_open": rule is not None and rule.render_state in {RenderState.WAITING, RenderState.FAILED},
        "verify_address": reverse("events_public:certificates", args=[request.network.slug]),
    }
    return tab(request, event, "events/certificates.html", context)


def rule(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of the rule."""
    event = _load(request, pk)
    request.actor.must(policy.certify, on=event)
    now = _rule(request, event) or CertificateRule(event=event, version=0)
    initial = {name: getattr(now, name) for name in CertificateRuleForm.base_fields if name != "emblem"}
    initial |= {"organisation": now.organisation_id}
    form = bind(
        CertificateRuleForm,
        request,
        initial=initial,
        directory=directory_for(request.actor, [now.organisation_id]),
    )
    return respond(
        request,
        form,
        act=lambda form: actions.set_certificate_rule(by=request.actor, event=event, **form.words()),
        then=lambda _rule: address(request, "events:certificates", event),
        template="events/certificate_rule.html",
        context={"event": event, "title": _("Who gets a certificate")},
    )


def issue(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks for the date, then gives the certificates."""
    event = _load(request, pk)
    request.actor.must(policy.certify, on=event)
    rule = _rule(request, event)
    count = len(queries.due(request.actor, event, rule).without) if rule else 0
    return respond(
        request,
        bind(IssueCertificatesForm, request, initial={"issued_on": timezone.localdate()}),
        act=lambda form: actions.issue_certificates(
            by=request.actor, event=event, issued_on=form.cleaned_data["issued_on"]
        ),
        then=lambda _count: address(request, "events:certificates", event),
        template="events/certificates_issue.html",
        context={"event": event, "count": count, "title": _("Give certificates")},
        success=ngettext(
            "%(count)s certificate was given. Its file is being made.",
            "%(count)s certificates were given. Their files are being made.",
            count,
        )
        % {"count": count},
    )


def progress(request: NetworkRequest, pk: int) -> HttpResponse:
    """How far the files are."""
    event = _load(request, pk)
    rule = _rule(request, event)
    if rule is None:
        raise Http404(_("There are no certificates."))
    response = render(request, "events/_progress.html", {"task": _task(request, event, rule)})
    if rule.render_state != RenderState.WAITING:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
def again(request: NetworkRequest, pk: int) -> HttpResponse:
    """Ask for the files once more."""
    event = _load(request, pk)
    if _rule(request, event) is None:
        raise Http404(_("There are no certificates."))
    actions.make_certificates_again(by=request.actor, event=event)
    return HttpResponseRedirect(address(request, "events:certificates", event))


def download_all(request: NetworkRequest, pk: int) -> HttpResponse:
    """All valid certificates in one file."""
    rule = _rule(request, _load(request, pk))
    return files.served(rule.all_pdf if rule else None)


def download(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """One certificate."""
    return files.served(_certificate(request, _load(request, pk), part).pdf)


def withdraw(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Asks for the reason before a certificate is made invalid."""
    event = _load(request, pk)
    request.actor.must(policy.certify, on=event)
    certificate = _certificate(request, event, part)
    return respond(
        request,
        bind(WithdrawForm, request),
        act=lambda form: actions.withdraw_certificate(
            by=request.actor,
            certificate=certificate,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        ),
        then=lambda _done: address(request, "events:certificates", event),
        template="events/certificate_withdraw.html",
        context={"event": event, "certificate": certificate},
        success=_("The certificate was withdrawn. Its public page says so."),
    )


def _certificate(request: NetworkRequest, event: Event, part: int) -> Certificate:
    found = Certificate.objects.for_actor(request.actor).select_related("pdf")
    return get_object_or_404(found, event=event, pk=part)


@public
def look_up(request: NetworkRequest) -> HttpResponse:
    """Where the code of a certificate is typed."""
    typed = request.GET.get("code", "")[:100]
    code = queries.read_code(typed)
    if code:
        return HttpResponseRedirect(reverse("events_public:certificate", args=[request.network.slug, code]))
    context: dict[str, Any] = {"typed": typed, "is_unreadable": bool(typed.strip())}
    return render(request, "events/certificate_look_up.html", context)


@public
def verify(request: NetworkRequest, code: str) -> HttpResponse:
    """What a certificate says and whether it is valid; a code that leads nowhere shows nothing."""
    certificate = queries.published(queries.read_code(code))
    context = {"certificate": certificate, "typed": code[:40], "is_unknown": certificate is None}
    template = "events/certificate_public.html" if certificate else "events/certificate_look_up.html"
    return render(request, template, context, status=200 if certificate else 404)
