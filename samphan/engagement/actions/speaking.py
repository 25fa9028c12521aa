"""Who says something, and how it came: what every action about both sides keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from samphan.engagement import policy
from samphan.engagement.models import Channel, Voice
from samphan.kit.errors import Problem

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.projects.models import ProjectPartner

LONGEST_NAME: Final = 200
PASSED_ON: Final = (Channel.SPOKEN, Channel.PAPER, Channel.PHONE)
"""How the words of a partner come through somebody else."""
MOST_BY_LINK: Final = 200
"""So many benefits and costs, as many words and photographs, and as many answers to one claim or about one stage, may come
by the link of one partner; ours."""
NAME_NEEDED: Final = _("Please write your name, so that it is known who speaks.")
SPEAKER_NEEDED: Final = _("Write the name of the person of the partner who said it.")


def heard(by: Actor, partner: ProjectPartner, *, channel: str, said_by: str) -> dict[str, str]:
    """Check who may speak for a partner; the fields ``channel``, ``said_by`` and ``recorded_by`` of what is kept.

    By its personal link the channel is the link, whatever was asked for; others pass on what was spoken, written on
    paper or said by telephone, and are named themselves.

    Raises:
        Problem: nobody says it, or the channel is none of those.
    """
    by.must(policy.speak, on=partner)
    name = said_by.strip()[:LONGEST_NAME]
    if not name:
        raise Problem(SPEAKER_NEEDED if by.link is None else NAME_NEEDED, field="said_by")
    if by.link is not None:
        return {"channel": Channel.LINK.value, "said_by": name, "recorded_by": ""}
    if channel not in PASSED_ON:
        raise Problem(_("Say how it came: spoken, on paper or by telephone."), field="channel")
    return {"channel": channel, "said_by": name, "recorded_by": by.label[:LONGEST_NAME]}


def refuse_flood(by: Actor, rows: QuerySet[Any]) -> None:
    """Raise ``Problem`` where by one link more was added already than a community would: somebody plays with it.

    ``rows`` are those that this partner added by its link.
    """
    if by.link is not None and rows.filter(channel=Channel.LINK).count() >= MOST_BY_LINK:
        raise Problem(_("Very much was added here already. Tell the project if more is to be kept."))


def stated(by: Actor, partner: ProjectPartner) -> dict[str, str]:
    """The same for what the university states itself."""
    by.must(policy.write, on=partner.project)
    name = by.label[:LONGEST_NAME]
    return {"channel": Channel.OFFICE.value, "said_by": name, "recorded_by": name}


def voiced(by: Actor, partner: ProjectPartner, *, voice: str, channel: str, said_by: str) -> dict[str, str]:
    """The fields of something that either side says, with its ``voice``; a link speaks for the partner alone."""
    if voice == Voice.UNIVERSITY and by.link is None:
        return {"voice": voice, **stated(by, partner)}
    return {"voice": Voice.PARTNER.value, **heard(by, partner, channel=channel, said_by=said_by)}


def label_of(partner: ProjectPartner) -> tuple[str, str]:
    """What the audit trail calls a partner: its name and the project."""
    organisation = partner.organisation
    th = organisation.name_th if organisation else partner.name
    en = organisation.name_en if organisation else partner.name
    project = partner.project
    return f"{th} – {project.title_th}", f"{en or th} – {project.title_en or project.title_th}"
