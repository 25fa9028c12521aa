"""What is due around membership, for the overview of the network."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from samphan.kit.due import DueLine
from samphan.networks.models import (
    ApplicationState,
    ConfirmationRound,
    ConfirmationState,
    Invoice,
    InvoiceState,
    MembershipApplication,
    MembershipInvitation,
)
from samphan.networks.queries.membership import terms_ending

if TYPE_CHECKING:
    from samphan.kit.actor import Actor

_MOST_TERMS = 50
_APPLICATION_DAYS = 30
"""An application waits for a decision for so many days before it is said to be overdue."""


def terms_due(actor: Actor, until: dt.date, today: dt.date) -> list[DueLine]:
    """Fixed terms of membership that end, for those who keep members. One statement."""
    if not actor.holds("members.manage"):
        return []
    return [
        DueLine(
            _("term of membership"),
            str(each.member.organisation.name),
            str(each.category.name) if each.category else "",
            reverse("networks:member", args=[actor.slug, each.member_id]),
            each.until.last_on,
            each.until.last_on < today,
        )
        for each in terms_ending(actor, until)[:_MOST_TERMS]
        if each.until is not None
    ]


def dues_due(actor: Actor, until: dt.date, today: dt.date) -> list[DueLine]:
    """Dues to be paid, one line a year: how many invoices, since when. One statement."""
    found = (
        Invoice.objects.for_actor(actor)
        .filter(state=InvoiceState.OPEN, due_on__lte=until)
        .values("year")
        .annotate(number=Count("id"), first=Min("due_on"))
        .order_by("year")
    )
    return [
        DueLine(
            _("dues"),
            _("Dues of %(year)s: %(count)s unpaid") % {"year": each["year"], "count": each["number"]},
            "",
            f"{reverse('networks:invoices', args=[actor.slug])}?year={each['year']}&state=open",
            each["first"],
            each["first"] < today,
        )
        for each in found
    ]


def answers_due(actor: Actor, until: dt.date, today: dt.date) -> list[DueLine]:
    """Answers to invitations, decisions on applications, and confirmations that are waited for. Three statements."""
    slug = actor.slug
    invited = (
        MembershipInvitation.objects.for_actor(actor)
        .filter(answer="", sent_at__isnull=False, answer_until__lte=until)
        .select_related("prospect__organisation")
        .order_by("answer_until", "id")
    )
    found = [
        DueLine(
            _("answer to an invitation"),
            str(each.prospect.organisation.name),
            each.prospect.keeper,
            reverse("networks:prospect", args=[slug, each.prospect_id]),
            each.answer_until,
            each.answer_until < today,
        )
        for each in invited
        if each.answer_until is not None
    ]
    waiting = MembershipApplication.objects.for_actor(actor).filter(
        state__in=[ApplicationState.SUBMITTED, ApplicationState.CHECKED],
        submitted_on__lte=until - dt.timedelta(days=_APPLICATION_DAYS),
    )
    for each in waiting.order_by("submitted_on", "id"):
        due_on = each.submitted_on + dt.timedelta(days=_APPLICATION_DAYS)
        address = reverse("networks:application", args=[slug, each.pk])
        found.append(
            DueLine(
                _("application for membership"), each.organisation_name, "", address, due_on, due_on < today
            )
        )
    rounds = (
        ConfirmationRound.objects.for_actor(actor)
        .filter(closed_on__isnull=True, due_on__lte=until)
        .annotate(missing=Count("confirmations", filter=Q(confirmations__state=ConfirmationState.ASKED)))
        .filter(missing__gt=0)
        .order_by("due_on")
    )
    found += [
        DueLine(
            _("confirmation of records"),
            _("Records of %(year)s: %(count)s members have not answered")
            % {"year": each.year, "count": each.missing},  # type: ignore[attr-defined]  # counted above
            "",
            reverse("networks:round", args=[slug, each.pk]),
            each.due_on,
            each.due_on < today,
        )
        for each in rounds
    ]
    return found
