"""Participation, benefits and costs, as either side states them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.engagement import policy
from samphan.engagement.actions.speaking import label_of, refuse_flood, voiced
from samphan.engagement.models import (
    Benefit,
    BenefitKind,
    BenefitState,
    BenefitTheme,
    Intensity,
    Participation,
    Stage,
)
from samphan.engagement.queries.taking_part import chosen_stages
from samphan.kit.errors import Problem
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from samphan.kit.actor import Actor
    from samphan.projects.models import ProjectPartner

TOO_MUCH: Final = Decimal(10) ** 14
"""No value in baht is as large as this: the column ends there."""


@transaction.atomic
def rate_stages(
    *,
    by: Actor,
    partner: ProjectPartner,
    ratings: Mapping[str, tuple[int, str]],
    voice: str,
    now: dt.datetime,
    channel: str = "",
    said_by: str = "",
) -> list[Participation]:
    """Say how strongly a partner took part: by stage an intensity of 0 to 4 and an example. The rows that were added.

    What one side said before and says again adds no row.

    Raises:
        Problem: an intensity that is none, an unknown stage, or nobody says it.
    """
    by.must(policy.speak, on=partner)
    who = voiced(by, partner, voice=voice, channel=channel, said_by=said_by)
    refuse_flood(by, Participation.objects.filter(partner=partner, stage__in=list(ratings)))
    before = chosen_stages(partner, who["voice"])
    added = []
    for stage, (intensity, note) in ratings.items():
        if stage not in Stage.values or intensity not in Intensity.values:
            raise Problem(_("Choose how strongly: one of the five answers."), field="intensity")
        last = before.get(stage)
        if last is not None and (last.intensity, last.note) == (intensity, note.strip()):
            continue
        added.append(
            Participation.objects.create(
                network_id=partner.network_id,
                project_id=partner.project_id,
                partner=partner,
                stage=stage,
                intensity=intensity,
                note=note.strip()[:1000],
                at=now,
                **who,
            )
        )
    changes = {
        each.stage: [before[each.stage].intensity if each.stage in before else None, each.intensity]
        for each in added
    }
    if added:
        record(by, "rate_stages", partner, label=label_of(partner), changes=changes)
    return added


@transaction.atomic
def add_benefit(
    *,
    by: Actor,
    partner: ProjectPartner,
    kind: str,
    words: str,
    voice: str,
    now: dt.datetime,
    theme: str = BenefitTheme.OTHER,
    state: str = BenefitState.EXPECTED,
    value_baht: Decimal | None = None,
    channel: str = "",
    said_by: str = "",
) -> Benefit:
    """State one benefit for, or one cost to, a partner.

    Raises:
        Problem: no words, an unknown kind, or nobody says it.
    """
    by.must(policy.speak, on=partner)
    who = voiced(by, partner, voice=voice, channel=channel, said_by=said_by)
    refuse_flood(by, Benefit.objects.filter(partner=partner))
    if kind not in BenefitKind.values or theme not in BenefitTheme.values or state not in BenefitState.values:
        raise Problem(_("Choose one of the answers."), field="kind")
    if not words.strip():
        raise Problem(_("Please write what it is. A few words are enough."), field="words")
    _check_value(value_baht)
    added = Benefit.objects.create(
        network_id=partner.network_id,
        project_id=partner.project_id,
        partner=partner,
        kind=kind,
        theme=theme,
        words=words.strip(),
        state=state,
        value_baht=value_baht,
        at=now,
        **who,
    )
    record(by, "add_benefit", partner, label=label_of(partner), changes={kind: [None, added.words]})
    return added


def _check_value(value_baht: Decimal | None) -> None:
    if value_baht is None:
        return
    if value_baht >= TOO_MUCH:
        raise Problem(_("This amount is too large."), field="value_baht")
    if value_baht < 0:
        raise Problem(_("A value is not below zero; a cost is written as a cost."), field="value_baht")
    if value_baht != round(value_baht, 2):
        raise Problem(_("An amount has at most two decimal places."), field="value_baht")


@transaction.atomic
def withdraw_benefit(*, by: Actor, benefit: Benefit, now: dt.datetime) -> Benefit:
    """Take back a benefit or a cost. The row stays, marked."""
    locked = Benefit.objects.select_for_update(of=("self",)).select_related(
        "project", "partner__organisation", "partner__project"
    )
    benefit = locked.get(pk=benefit.pk)
    by.must(policy.take_back, on=benefit)
    if benefit.withdrawn_at is None:
        benefit.withdrawn_at = now
        benefit.save(update_fields=["withdrawn_at"])
        record(
            by,
            "withdraw_benefit",
            benefit.partner,
            label=label_of(benefit.partner),
            changes={benefit.kind: [benefit.words, None]},
        )
    return benefit
