"""What is due after the end of projects, and answers that are awaited."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.engagement.models import CertificateState, UseCertificate
from samphan.engagement.queries.knowledge import WAIT_DAYS, ending, unanswered
from samphan.kit.due import DueLine
from samphan.projects.models import FollowUp

if TYPE_CHECKING:
    from samphan.kit.actor import Actor

SIGNATURE_DAYS: Final = 30
"""So long a signature is awaited before it is due to ask again; ours."""


def follow_ups_due(actor: Actor, until: dt.date, today: dt.date) -> list[DueLine]:
    """Projects whose keeper has not said yet what is left. One statement."""
    rows = FollowUp.objects.for_actor(actor).filter(
        project__isnull=False, partner__isnull=True, answer="", due_on__lte=until
    )
    return [
        DueLine(
            _("follow-up of a project"),
            str(each.project.title),
            each.asked_of,
            reverse("engagement:follow_up", args=[actor.slug, each.project.pk]),
            each.due_on,
            each.due_on < today,
        )
        for each in rows.select_related("project").order_by("due_on", "id")
        if each.project is not None
    ]


def certificates_due(actor: Actor, until: dt.date, today: dt.date) -> list[DueLine]:
    """Certificates that wait for a signature for more than ``SIGNATURE_DAYS``. One statement."""
    rows = UseCertificate.objects.for_actor(actor).filter(state=CertificateState.SENT, sent_at__isnull=False)
    lines = []
    for each in rows.select_related("project", "partner__organisation").order_by("sent_at", "id"):
        on = timezone.localdate(each.sent_at) + dt.timedelta(days=SIGNATURE_DAYS)
        if on <= until:
            url = reverse("engagement:certificate", args=[actor.slug, each.project_id, each.pk])
            title, owner = str(each.project.title), each.partner.called
            lines.append(DueLine(_("certificate of use, not signed"), title, owner, url, on, on < today))
    return lines


def consents_due(actor: Actor, until: dt.date, today: dt.date) -> list[DueLine]:
    """Community knowledge whose holder was asked and has not answered, or agreed until a day that comes. Two statements."""
    lines = []
    for each in ending(actor, until):
        if each.consent_until is not None:
            owner = str(each.holder.name) if each.holder else each.holder_name
            url = reverse("engagement:entry", args=[actor.slug, each.pk])
            on = each.consent_until
            lines.append(DueLine(_("consent that ends"), str(each.title), owner, url, on, on < today))
    for each in unanswered(actor, until):
        if each.asked_on is not None:
            on = each.asked_on + dt.timedelta(days=WAIT_DAYS)
            owner = str(each.holder.name) if each.holder else each.holder_name
            url = reverse("engagement:entry", args=[actor.slug, each.pk])
            lines.append(DueLine(_("consent, not answered"), str(each.title), owner, url, on, on < today))
    return lines
