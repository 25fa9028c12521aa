"""Asking after the end: partners by link, and the keeper of the record by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from samphan.comms.actions import Letter, write, write_letters
from samphan.comms.models import Purpose
from samphan.engagement.models import AskAbout, AskKind, PartnerAsk
from samphan.engagement.policy import change as policy
from samphan.kit.formats import thai_date
from samphan.projects.actions import follow_ups as projects
from samphan.projects.models import FollowUp
from samphan.tenancy.audit import record
from samphan.tenancy.queries import may_enter

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor
    from samphan.projects.models import Project, ProjectPartner


@transaction.atomic
def ask_partner(
    *, by: Actor, project: Project, partner: ProjectPartner, due_on: dt.date, now: dt.datetime
) -> tuple[str, bool]:
    """Ask a partner what is left: the address of its page, and whether it was mailed. The asking is noted with the partner."""
    by.must(policy.prove, on=project)
    _follow_up, address = projects.ask_partner(
        by=by, project=project, partner=partner, due_on=due_on, now=now
    )
    PartnerAsk.objects.create(
        network_id=project.network_id,
        project=project,
        partner=partner,
        kind=AskKind.LINK,
        about=AskAbout.FOLLOW_UP,
        purpose=gettext("what is left of the project"),
        on=timezone.localdate(now),
        by_name=by.label[:200],
    )
    if not partner.contact_email:
        return address, False
    with translation.override("th"):
        words = {
            "name": partner.contact_name or partner.called,
            "project": project.title_th,
            "date": thai_date(timezone.localdate(projects.open_until(due_on, now))),
        }
        ends = (
            gettext("The link works until %(date)s. Afterwards, ask those who sent it for a new one.") % words
        )
        text = "\n\n".join(
            filter(
                None,
                [
                    gettext("Dear %(name)s,") % words,
                    gettext(
                        "The project “%(project)s” came to its end. What is left today of what it reached?"
                        " “Cannot say” is an answer too."
                    )
                    % words,
                    address,
                    f"{gettext('No account is needed.')} {ends}",
                    by.label,
                ],
            )
        )
        subject = gettext("What is left of it: %(project)s") % words
    write(to=partner.contact_email, subject=subject, text=text, network_id=project.network_id)
    return address, True


@transaction.atomic
def remind_keeper(*, by: Actor, follow_up: FollowUp, today: dt.date) -> bool:
    """Write once to whoever keeps the record that a follow-up is due; whether there was anything to send.

    Without an address, or where the keeper left the network or stopped reminders, it is noted all the same: the overview
    shows what is due.
    """
    found = (
        FollowUp.objects.select_for_update(of=("self",))
        .select_related("project__keeper")
        .get(pk=follow_up.pk)
    )
    project = found.project
    if (
        project is None
        or found.partner_id is not None
        or found.answer
        or found.reminded_on
        or found.due_on > today
    ):
        return False
    by.must(policy.prove, on=project)
    found.reminded_on = today
    found.save(update_fields=["reminded_on"])
    keeper, is_written = project.keeper, False
    if keeper is not None and by.network is not None and may_enter(keeper.pk, project.network_id):
        with translation.override("th"):
            words = {"name": keeper.name, "project": project.title_th, "date": thai_date(found.due_on)}
            path = reverse("engagement:follow_up", args=[by.network.slug, project.pk])
            text = "\n\n".join(
                [
                    gettext("Dear %(name)s,") % words,
                    gettext(
                        "Since %(date)s the record of “%(project)s” asks what is left of what it reached."
                        " A few words are enough, and “cannot say” is an answer."
                    )
                    % words,
                    f"{settings.BASE_URL}{path}",
                ]
            )
            subject = gettext("What is left of it: %(project)s") % words
        is_written = write_letters(by, [Letter(keeper.email, subject, text, Purpose.REMINDER)]) == [""]
    record(by, "remind_follow_up", project, changes={"due_on": [None, found.due_on.isoformat()]})
    return is_written
