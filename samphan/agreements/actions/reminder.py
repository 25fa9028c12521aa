"""Reminding owners before an agreement ends or renews itself, each time once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samphan.agreements import policy
from samphan.agreements.actions.agreement import locked
from samphan.agreements.models import Party, Reminder
from samphan.agreements.transitions.force import StateCode, state_on, terms_of
from samphan.comms.actions import Letter, write_letters
from samphan.comms.models import Purpose
from samphan.kit.formats import thai_date
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt

    from samphan.agreements.models import Agreement
    from samphan.agreements.transitions.force import Turn
    from samphan.kit.actor import Actor


@transaction.atomic
def remind_owner(*, by: Actor, agreement: Agreement, today: dt.date) -> Reminder | None:
    """Write to the owner if one of the agreement's reminders is due and was not given; None if there is nothing to say.

    Where several are due at once (an agreement entered late), one message is written and all of them count as given.
    Without an address, or where the owner stopped reminders, it is noted all the same: the overview shows what is due.
    """
    agreement = locked(agreement)
    by.must(policy.manage, on=agreement)
    parties = list(Party.objects.filter(agreement=agreement).select_related("organisation").order_by("order"))
    state = state_on(terms_of(agreement, parties), today)
    if state.code != StateCode.IN_FORCE or state.turn is None:
        return None
    day = state.turn.next_day(today)
    due = [days for days in agreement.remind_days if (day - today).days <= days]
    given = set(Reminder.objects.filter(agreement=agreement, turn_on=day).values_list("days", flat=True))
    missing = sorted(set(due) - given)
    if not missing or (given and min(due) in given):
        return None
    names = [str(each.organisation.name_th) for each in parties]
    is_sent = bool(agreement.owner_email) and _write(by, agreement, state.turn, day, names)
    reminders = [
        Reminder(
            network_id=agreement.network_id,
            agreement=agreement,
            turn_on=day,
            days=days,
            is_sent=is_sent and days == missing[0],
        )
        for days in missing
    ]
    Reminder.objects.bulk_create(reminders)
    record(by, "remind_owner", agreement, changes={"turn_on": [None, str(day)], "days": [None, missing[0]]})
    return reminders[0]


def _write(by: Actor, agreement: Agreement, turn: Turn, day: dt.date, parties: list[str]) -> bool:
    """The message, in Thai: the language of the register; whether the owner wants such messages."""
    with translation.override("th"):
        words = {"date": thai_date(turn.on), "title": agreement.title_th, "notice": thai_date(day)}
        if not turn.renews:
            subject = _("Ends on %(date)s: %(title)s") % words
            said = (
                _("The agreement “%(title)s” ends on %(date)s. Decide whether it is to be continued.") % words
            )
        elif turn.notice_by == day:
            subject = _("Notice possible until %(notice)s: %(title)s") % words
            said = (
                _(
                    "The agreement “%(title)s” renews itself after %(date)s. Notice can be given until %(notice)s."
                )
                % words
            )
        else:
            subject = _("Renews itself after %(date)s: %(title)s") % words
            said = _("The agreement “%(title)s” renews itself after %(date)s.") % words
        lines = [
            _("Dear %(name)s,") % {"name": agreement.owner_name or agreement.owner_email},
            said,
            _("Number in the register: %(number)s") % {"number": agreement.number}
            + "\n"
            + _("Parties: %(parties)s") % {"parties": ", ".join(parties)},
        ]
        if by.network is not None:
            path = reverse("agreements:agreement", args=[by.network.slug, agreement.pk])
            lines.append(f"{settings.BASE_URL}{path}")
        text = "\n\n".join(lines)
    return write_letters(by, [Letter(agreement.owner_email, subject, text, Purpose.REMINDER)]) == [""]
