"""Telling a user what is due: once a day or once a week, and not at all when nothing is."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samphan.comms import policy
from samphan.comms.actions.addresses import known_addressees, stop_addresses
from samphan.comms.actions.messages import write
from samphan.comms.models import Addressee, Digest
from samphan.comms.queries.addresses import digest_of
from samphan.kit import due
from samphan.kit.bilingual import Text
from samphan.kit.thai.dates import format_date

if TYPE_CHECKING:
    from samphan.accounts.models import User
    from samphan.kit.actor import Actor

AHEAD: Final = {Digest.WEEKLY.value: dt.timedelta(days=7), Digest.DAILY.value: dt.timedelta(days=1)}
MOST: Final = 40
MONDAY: Final = 0


@transaction.atomic
def write_digest(*, by: Actor, user: User, now: dt.datetime, today: dt.date) -> bool:
    """Write the summary of one user, in whose scope this runs; whether there was one to write.

    Once a day: the row of the address is locked and remembers the day, so that a task that runs twice writes once.
    """
    by.must(policy.choose_own, on=by.network)
    key = known_addressees(by.network_id, [user.email])[user.email.lower()].address_key
    row = Addressee.objects.select_for_update().get(network_id=by.network_id, address_key=key)
    often = digest_of(row, by)
    is_day = often == Digest.DAILY or (often == Digest.WEEKLY and today.weekday() == MONDAY)
    if not is_day or row.digest_on == today or row.bounced_at is not None or by.network is None:
        return False
    # The apps write their lines in the language of the moment: that of the reader, not of the worker.
    with translation.override(user.language):
        lines = due.lines(by, until=today + AHEAD[often], today=today)
        if not lines:
            return False
        stop = stop_addresses(by.network_id, by.network.slug, [user.email], now=now)[key]
        subject, text = _words(by, lines, stop, user.language)
    write(to=user.email, subject=subject, text=text, network_id=by.network_id, stop_url=f"{stop}?stop=digest")
    row.digest_on = today
    row.save(update_fields=["digest_on"])
    return True


def _words(by: Actor, lines: list[due.DueLine], stop: str, language: str) -> tuple[str, str]:
    name = Text.of(by.network.name_th, by.network.name_en) if by.network else ""
    late = sum(line.is_overdue for line in lines)
    subject = ngettext(
        "%(network)s: one thing is due", "%(network)s: %(count)s things are due", len(lines)
    ) % {
        "network": name,
        "count": len(lines),
    }
    body = [subject]
    if late:
        body.append(
            ngettext("One of them is overdue.", "%(count)s of them are overdue.", late) % {"count": late}
        )
    body.append("")
    for line in lines[:MOST]:
        day = format_date(line.on, language="en" if language == "en" else "th", style="short")
        late_word = _(" (overdue)") if line.is_overdue else ""
        owner = f" – {line.owner}" if line.owner else ""
        body += [f"• {day}{late_word} {line.word}: {line.title}{owner}", f"  {settings.BASE_URL}{line.url}"]
    if len(lines) > MOST:
        body.append(_("… and %(count)s more on the overview page.") % {"count": len(lines) - MOST})
    body += ["", _("Choose how often you get this summary, or stop it: %(address)s") % {"address": stop}]
    return subject, "\n".join(body)
