"""Asking partners: personal links, and a note of every ask, from which the burden of a community is counted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samphan.comms.actions import write as write_mail
from samphan.engagement import policy
from samphan.engagement.actions.speaking import label_of
from samphan.engagement.models import AskAbout, AskKind, PartnerAsk
from samphan.engagement.queries.asks import burden_of, limits
from samphan.kit.errors import Problem
from samphan.tenancy import links
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from samphan.projects.models import ProjectPartner
    from samphan.tenancy.models import Link

TOO_OFTEN: Final = _(
    "This community was asked %(count)s times in the last %(days)s days, in all projects together. Wait, join with another"
    " project, or tick that it has to be asked all the same."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """An ask that was noted, the address of the partner's page, and whether a mail left."""

    ask: PartnerAsk
    address: str
    is_mailed: bool


@transaction.atomic
def ask_partner(
    *,
    by: Actor,
    partner: ProjectPartner,
    now: dt.datetime,
    kind: str = AskKind.LINK,
    about: str = AskAbout.RECORD,
    purpose: str = "",
    by_mail: bool = False,
    all_the_same: bool = False,
) -> Asked:
    """Note that a partner is asked, and give its personal link; by mail too where an address is known.

    Raises:
        Problem: it was asked too often lately and ``all_the_same`` is not said, or there is no address to write to.
    """
    by.must(policy.ask, on=partner)
    if kind not in AskKind.values:
        raise Problem(_("Choose how it is asked."), field="kind")
    today = timezone.localdate(now)
    burden = burden_of(partner, today)
    if burden.recent >= burden.limits.most and not all_the_same:
        words = {"count": burden.recent, "days": burden.limits.days}
        raise Problem(TOO_OFTEN % words, field="all_the_same")
    if by_mail and not partner.contact_email:
        raise Problem(
            _("No e-mail address of this partner is known. Show the QR code or send the text by LINE.")
        )
    asked = PartnerAsk.objects.create(
        network_id=partner.network_id,
        project_id=partner.project_id,
        partner=partner,
        kind=kind,
        about=about,
        purpose=purpose.strip()[:300],
        on=today,
        by_name=by.label[:200],
    )
    address = links.address(_link(partner, now), by.slug)
    if by_mail:
        subject, text = invitation(by, partner, address)
        write_mail(to=partner.contact_email, subject=subject, text=text, network_id=partner.network_id)
    changes = {"kind": [None, kind], "purpose": [None, asked.purpose], "by_mail": [None, by_mail]}
    record(by, "ask_partner", partner, label=label_of(partner), changes=changes)
    return Asked(asked, address, by_mail)


@transaction.atomic
def renew_link(*, by: Actor, partner: ProjectPartner, now: dt.datetime) -> Link:
    """Let all links of a partner open nothing any more, and make a new one: for one that came into wrong hands."""
    by.must(policy.ask, on=partner)
    revoke_links(by=by, partner=partner, now=now)
    return _link(partner, now)


@transaction.atomic
def revoke_links(*, by: Actor, partner: ProjectPartner, now: dt.datetime) -> int:
    """Let all links of a partner open nothing any more; how many there were."""
    by.must(policy.ask, on=partner)
    found = list(links.open_links(policy.PARTNER, partner, now=now))
    for link in found:
        links.revoke(link, now=now)
    record(by, "revoke_partner_links", partner, label=label_of(partner), changes={"links": [len(found), 0]})
    return len(found)


def invitation(by: Actor, partner: ProjectPartner, address: str) -> tuple[str, str]:
    """Subject and text by which a partner is asked, in Thai: for a mail, for LINE, for reading aloud."""
    with translation.override("th"):
        words = {
            "name": partner.contact_name or partner.called,
            "partner": partner.called,
            "project": partner.project.title_th,
            "network": by.network.name_th if by.network else "",
            "asker": by.label,
            "address": address,
        }
        subject = gettext("Please read what we wrote about you: %(project)s") % words
        text = gettext(
            "Dear %(name)s,\n\n"
            "We wrote down what %(partner)s and we did together in “%(project)s”. Please read it and tell us whether it is"
            " true. It takes about ten minutes on a telephone, needs no password, and you may stop and come back.\n\n"
            "%(address)s\n\n"
            "This address is yours alone; please do not pass it on. If you would rather answer by telephone or on paper, tell"
            " us.\n\n%(asker)s\n%(network)s"
        )
        return subject, text % words


def _link(partner: ProjectPartner, now: dt.datetime) -> Link:
    """The open link of a partner, or a new one. One that is kept works on for the whole time from now."""
    until = now + dt.timedelta(days=limits().link_days)
    found = links.open_links(policy.PARTNER, partner, now=now).first()
    if found is None:
        organisation = partner.organisation
        name = (organisation.name_th, organisation.name_en) if organisation else (partner.name, "")
        return links.make(policy.PARTNER, partner, label=name, expires_at=until)
    found.expires_at = until
    found.save(update_fields=["expires_at"])
    return found
