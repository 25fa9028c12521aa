"""Pages of applications for membership: the form without an account, the list, the decision."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import attempt, bind, respond
from samphan.kit.errors import Problem
from samphan.kit.formats import thai_date
from samphan.kit.http import by_link
from samphan.kit.workbook import spreadsheet
from samphan.networks import policy
from samphan.networks.actions import application as actions
from samphan.networks.actions.category import settings_of
from samphan.networks.forms import ReasonForm
from samphan.networks.forms.application import DecisionForm, OfficeApplicationForm, PublicApplicationForm
from samphan.networks.models import ApplicationState, MembershipApplication, MembershipSettings
from samphan.networks.queries import application as queries
from samphan.networks.transitions.application import APPROVE, CHECK, application_acts
from samphan.networks.views.membership_place import ask, at, show
from samphan.tenancy import links

if TYPE_CHECKING:
    from samphan.kit.http import LinkRequest, NetworkRequest


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=("state",), default="-submitted")


def applications(request: NetworkRequest) -> HttpResponse:
    """Applications, the latest first, and the address of the form."""
    request.actor.must(policy.manage_members, on=request.network)
    state = _state(request)
    page = state.paginate(queries.applications(request.actor, state))
    table = Table(
        key="applications",
        caption=_("Applications"),
        columns=(
            Column(_("Organisation"), "name"),
            Column(_("Submitted"), "submitted"),
            Column(_("Category")),
            Column(_("State")),
            Column(_("Resolution")),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search applications"),
        filters=(
            Filter(
                "state",
                _("State"),
                [("", _("all")), ("open", _("waiting for a decision")), *ApplicationState.choices],
                state.filters["state"],
            ),
        ),
        export_url=at(request, "applications_export"),
    )
    rules = MembershipSettings.objects.for_actor(request.actor).first()
    link = links.open_links(policy.APPLY, rules, now=timezone.now()).first() if rules else None
    context = {"table": table, "address": links.address(link, request.network.slug) if link else ""}
    return show(request, "networks/applications.html", context, tab="applications")


def export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.manage_members, on=request.network)
    return spreadsheet(
        _("Applications"),
        [
            _("Organisation"), _("Category"), _("Submitted"), _("Name of who applies"), _("E-mail address"), _("Telephone"),
            _("State"), _("Resolution"), _("Date of the resolution"), _("Reason of the decision"),
        ],
        (
            [
                each.organisation_name, each.category.name if each.category else "", thai_date(each.submitted_on),
                each.applicant_name, each.applicant_email, each.applicant_phone, each.get_state_display(),
                each.resolution, thai_date(each.resolved_on), each.decision_reason,
            ]
            for each in queries.applications(request.actor, _state(request))
        ),
    )  # fmt: skip


def enter(request: NetworkRequest) -> HttpResponse:
    """The form by which the secretariat enters an application that came on paper."""
    request.actor.must(policy.manage_members, on=request.network)
    back = at(request, "applications")

    def act(form: OfficeApplicationForm) -> MembershipApplication:
        words = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return actions.apply_for_membership(by=request.actor, rules=settings_of(request.network.id), **words)

    return ask(
        request,
        bind(
            OfficeApplicationForm,
            request,
            actor=request.actor,
            initial={"submitted_on": timezone.localdate()},
        ),
        title=_("Enter an application"),
        back=back,
        crumbs=[(_("Applications"), back)],
        act=act,
        then=lambda made: at(request, "application", made.pk),
    )


def _load(request: NetworkRequest, pk: int) -> MembershipApplication:
    found = MembershipApplication.objects.for_actor(request.actor).select_related(
        "organisation", "category", "prospect"
    )
    shown = get_object_or_404(found, pk=pk)
    request.actor.must(policy.manage_members, on=shown)
    return shown


def application(request: NetworkRequest, pk: int) -> HttpResponse:
    """One application."""
    shown = _load(request, pk)
    acts = application_acts(shown.state)
    context = {"application": shown, "may_check": CHECK in acts, "may_decide": APPROVE in acts}
    return show(request, "networks/application.html", context, tab="applications")


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form that corrects an application and says which organisation it is."""
    shown = _load(request, pk)
    back = at(request, "application", pk)
    names = ("organisation", "category", "organisation_name", "applicant_name", "applicant_position", "applicant_email", "applicant_phone", "reasons", "version")  # fmt: skip
    return ask(
        request,
        bind(
            OfficeApplicationForm, request, actor=request.actor, is_new=False,
            initial={name: getattr(shown, name) for name in names},
        ),
        title=_("Correct an application"),
        subtitle=shown.organisation_name,
        back=back,
        crumbs=[(_("Applications"), at(request, "applications")), (shown.organisation_name, back)],
        act=lambda form: actions.change_application(by=request.actor, application=shown, **form.cleaned_data),
    )  # fmt: skip


@require_POST
def check(request: NetworkRequest, pk: int) -> HttpResponse:
    """Everything was looked at."""
    shown = _load(request, pk)
    try:
        with attempt():
            actions.check_application(by=request.actor, application=shown)
    except Problem as problem:
        messages.error(request, str(problem.message))
    return HttpResponseRedirect(at(request, "application", pk))


def decide(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of the decision."""
    shown = _load(request, pk)
    back = at(request, "application", pk)
    return ask(
        request,
        bind(DecisionForm, request, actor=request.actor, initial={"category": shown.category, "leads": True}),
        title=_("Record the decision"),
        subtitle=shown.organisation_name,
        words=_(
            "A new member gets the next number. An organisation that was a member before keeps its number."
        ),
        back=back,
        crumbs=[(_("Applications"), at(request, "applications")), (shown.organisation_name, back)],
        act=lambda form: actions.decide_application(by=request.actor, application=shown, **form.cleaned_data),
        then=lambda member: at(request, "member", member.pk) if member else back,
    )


def withdraw(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks for the reason before an application is withdrawn."""
    shown = _load(request, pk)
    back = at(request, "application", pk)
    return ask(
        request,
        bind(ReasonForm, request),
        title=_("Withdraw the application"),
        subtitle=shown.organisation_name,
        label=_("Withdraw the application"),
        kind="danger",
        back=back,
        crumbs=[(_("Applications"), at(request, "applications")), (shown.organisation_name, back)],
        act=lambda form: actions.withdraw_application(
            by=request.actor, application=shown, reason=form.cleaned_data["reason"]
        ),
    )


@never_cache
@by_link(policy.APPLY)
def apply(request: LinkRequest) -> HttpResponse:
    """The application form, without an account."""
    rules = get_object_or_404(MembershipSettings.objects.for_actor(request.actor), pk=request.link.subject_id)
    if request.GET.get("thanks"):
        return render(request, "networks/public_applied.html", {"rules": rules})
    network = (
        request.network.name_en
        if request.LANGUAGE_CODE == "en" and request.network.name_en
        else request.network.name_th
    )

    def act(form: PublicApplicationForm) -> MembershipApplication:
        words = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        subject = _("Your application for membership has arrived")
        text = _(
            "We have received the application of %(organisation)s for membership in %(network)s. We will write to you when it has been decided."
        ) % {"organisation": words["organisation_name"], "network": network}
        return actions.apply_for_membership(
            by=request.actor, rules=rules, submitted_on=timezone.localdate(), receipt=(subject, text), **words
        )

    return respond(
        request,
        bind(
            PublicApplicationForm,
            request,
            actor=request.actor,
            is_public=True,
            initial={"form_key": uuid.uuid4()},
        ),
        act=act,
        then=lambda _made: f"{request.path}?thanks=1",
        template="networks/public_apply.html",
        context={"rules": rules},
        success=_("Thank you. Your application has arrived."),
    )
