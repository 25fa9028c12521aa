"""Issuing the letter of thanks and the record of contribution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.engagement import policy
from samphan.engagement.actions.speaking import label_of
from samphan.engagement.models import PaperKind, PartnerPaper
from samphan.engagement.queries.papers import content_of
from samphan.engagement.queries.sides import says
from samphan.kit.errors import Problem
from samphan.kit.thai.dates import be_year
from samphan.tenancy.audit import record
from samphan.tenancy.numbers import next_number

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor
    from samphan.projects.models import ProjectPartner


@transaction.atomic
def issue_paper(
    *,
    by: Actor,
    partner: ProjectPartner,
    kind: str,
    signer_name: str,
    now: dt.datetime,
    signer_position: str = "",
    text: str = "",
) -> PartnerPaper:
    """Freeze a paper for a partner with the next number of its kind in the Buddhist year.

    Raises:
        Problem: nobody signs, or there is no such paper.
    """
    by.must(policy.write, on=partner.project)
    if kind not in PaperKind.values:
        raise Problem(_("Choose one of the papers."), field="kind")
    if not signer_name.strip():
        raise Problem(_("Say who signs the paper before it is issued."), field="signer_name")
    today = timezone.localdate(now)
    year = be_year(today)
    number = next_number(network_id=partner.network_id, kind=f"partner_{kind}", year=year)
    paper = PartnerPaper.objects.create(
        network_id=partner.network_id,
        project_id=partner.project_id,
        partner=partner,
        kind=kind,
        number=f"{number}/{year}",
        issued_on=today,
        signer_name=signer_name.strip()[:200],
        signer_position=signer_position.strip()[:200],
        content=content_of(kind, says(partner), issuer=_issuer(by), text=text),
        by_name=by.label[:200],
        at=now,
    )
    record(
        by, "issue_partner_paper", partner, label=label_of(partner), changes={"number": [None, paper.number]}
    )
    return paper


def _issuer(by: Actor) -> str:
    return by.network.name_th if by.network else "–"
