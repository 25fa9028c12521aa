"""Pages of periods: joining again, correcting, leaving, suspending, renewing fixed terms together."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.kit.editing import bind
from samphan.networks import policy
from samphan.networks.actions import period as actions
from samphan.networks.forms.membership import (
    ChangePeriodForm,
    EndForm,
    LiftForm,
    PeriodForm,
    RenewForm,
    SuspendForm,
)
from samphan.networks.models import MembershipPeriod, Suspension
from samphan.networks.queries import membership as queries
from samphan.networks.views.membership_place import ask, at, load_member

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest

_TERM_FIELDS = ("category", "basis", "since", "until", "instrument", "end_kind", "end_reason", "version")
_RENEWAL_DAYS = 400
"""How far ahead terms are offered for renewal: a little more than a year."""


def begin(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a further period: joining again, or another category."""
    member = load_member(request, pk)
    return ask(
        request,
        bind(PeriodForm, request, actor=request.actor),
        title=_("A further period of membership"),
        subtitle=member.organisation.name,
        words=_(
            "For an organisation that joins again or changes its category. The periods before it stay as they are."
        ),
        back=at(request, "member", pk),
        crumbs=[(member.organisation.name, at(request, "member", pk))],
        act=lambda form: actions.begin_period(
            by=request.actor,
            member=member,
            **{name: value for name, value in form.cleaned_data.items() if name != "version"},
        ),
    )


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a period."""
    found = MembershipPeriod.objects.for_actor(request.actor).select_related("member__organisation")
    period = get_object_or_404(found, pk=pk)
    request.actor.must(policy.manage_members, on=period)
    back = at(request, "member", period.member_id)
    return ask(
        request,
        bind(
            ChangePeriodForm,
            request,
            actor=request.actor,
            initial={name: getattr(period, name) for name in _TERM_FIELDS},
        ),
        title=_("Correct a period of membership"),
        subtitle=period.member.organisation.name,
        back=back,
        crumbs=[(period.member.organisation.name, back)],
        act=lambda form: actions.change_period(by=request.actor, period=period, **form.cleaned_data),
    )


def end(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a member that leaves."""
    member = load_member(request, pk)
    return ask(
        request,
        bind(EndForm, request),
        title=_("End the membership"),
        subtitle=member.organisation.name,
        words=_("The history stays. Who speaks for the organisation does so until that day."),
        label=_("End the membership"),
        back=at(request, "member", pk),
        crumbs=[(member.organisation.name, at(request, "member", pk))],
        act=lambda form: actions.end_membership(by=request.actor, member=member, **form.cleaned_data),
        success=_("The end of the membership was recorded."),
    )


def suspend(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a suspension."""
    member = load_member(request, pk)
    return ask(
        request,
        bind(SuspendForm, request, initial={"since_on": timezone.localdate()}),
        title=_("Suspend a member"),
        subtitle=member.organisation.name,
        words=_("While its rights rest, nobody writes uses and reports for the organisation."),
        back=at(request, "member", pk),
        crumbs=[(member.organisation.name, at(request, "member", pk))],
        act=lambda form: actions.suspend_member(by=request.actor, member=member, **form.cleaned_data),
    )


def lift(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form that ends a suspension."""
    found = Suspension.objects.for_actor(request.actor).select_related("member__organisation")
    suspension = get_object_or_404(found, pk=pk)
    request.actor.must(policy.manage_members, on=suspension)
    back = at(request, "member", suspension.member_id)
    return ask(
        request,
        bind(LiftForm, request, initial={"until_on": timezone.localdate()}),
        title=_("Lift a suspension"),
        subtitle=suspension.member.organisation.name,
        back=back,
        crumbs=[(suspension.member.organisation.name, back)],
        act=lambda form: actions.lift_suspension(
            by=request.actor, suspension=suspension, **form.cleaned_data
        ),
    )


def renew(request: NetworkRequest) -> HttpResponse:
    """Fixed terms that end soon, to be renewed together: what is chosen goes on, each in its category."""
    request.actor.must(policy.manage_members, on=request.network)
    ending = queries.terms_ending(request.actor, timezone.localdate() + dt.timedelta(days=_RENEWAL_DAYS))

    return ask(
        request,
        bind(RenewForm, request, periods=ending),
        title=_("Renew fixed terms"),
        words=_(
            "Terms that end within 13 months or ended without anybody saying why. Each is followed by a new one, the day after its end."
        ),
        label=_("Renew"),
        back=at(request, "members"),
        act=lambda form: actions.renew_terms(
            by=request.actor,
            periods=list(form.cleaned_data["periods"]),
            until=form.cleaned_data["until"],
            instrument=form.cleaned_data["instrument"],
        ),
        success=_("The terms were renewed."),
    )
