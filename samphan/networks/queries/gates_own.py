"""Evidence that this app's own records give at the gates of the life cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import OrganisationKind
from samphan.kit.formats import language, thai_date
from samphan.networks.models import (
    AcceptanceAnswer,
    Confirmation,
    ConfirmationRound,
    ConfirmationState,
    EndReason,
    FrameSection,
    Invoice,
    Member,
    MembershipInvitation,
    MembershipPeriod,
    Milestone,
    MilestoneKind,
    Prospect,
    Representative,
    Statement,
)
from samphan.networks.queries.acceptance import board
from samphan.networks.queries.gates import FOUND_LINES, Evidence, Found, FoundLine
from samphan.networks.queries.membership import current_members
from samphan.networks.queries.representative import speaking
from samphan.networks.queries.statements import in_force
from samphan.tenancy.models import Network

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


def _at(actor: Actor, name: str, *args: object) -> str:
    return reverse(f"networks:{name}", args=[actor.slug, *args])


def _statements(actor: Actor, *sections: str) -> Found:
    frame = in_force(actor)
    if frame is None:
        return Found()
    found = list(
        Statement.objects.for_actor(actor)
        .filter(frame=frame, section__in=sections)
        .order_by("position", "id")
    )
    url = _at(actor, "frame", frame.pk)
    lines = [FoundLine(each.text, url) for each in found[:FOUND_LINES]]
    return Found(lines, len(found), url=url)


def purpose(actor: Actor) -> Found:
    """The purpose on the network's page."""
    network = Network.objects.filter(pk=actor.network_id).first()
    if network is None or not network.purpose:
        return Found()
    return Found([FoundLine(network.purpose, _at(actor, "about"))], 1)


def need_study(actor: Actor) -> Found:
    """Milestones of the beginning that name a paper or a source: what was found out before there was a network."""
    early = (MilestoneKind.BEGINNING, MilestoneKind.VISIT, MilestoneKind.PUBLICATION)
    written = Milestone.objects.for_actor(actor).filter(kind__in=early)
    found = list(written.exclude(source="", file__isnull=True, link="").order_by("on", "id"))
    lines = [
        FoundLine(
            each.title, _at(actor, "milestones"), each.on.format(language()) if each.on else each.when_words
        )
        for each in found[:FOUND_LINES]
    ]
    return Found(lines, len(found))


def vision(actor: Actor) -> Found:
    """Vision and objectives in the frame in force."""
    return _statements(actor, FrameSection.VISION, FrameSection.OBJECTIVE)


def invitees(actor: Actor) -> Found:
    """Organisations that might join or joined: everybody whom the network had in view."""
    prospects = list(
        Prospect.objects.for_actor(actor).select_related("organisation").order_by("sort_key", "id")
    )
    lines = [FoundLine(each.organisation.name) for each in prospects[:FOUND_LINES]]
    rest = Member.objects.for_actor(actor).exclude(
        organisation__in=[each.organisation_id for each in prospects]
    )
    return Found(lines, len(prospects) + rest.count(), url=_at(actor, "members"))


def answers(actor: Actor) -> Found:
    """Invitations that were answered, and members that joined without one."""
    answered = MembershipInvitation.objects.for_actor(actor).exclude(answer="")
    found = list(answered.select_related("prospect__organisation").order_by("-answered_at", "-id"))
    lines = [
        FoundLine(
            each.prospect.organisation.name,
            when=thai_date(each.answered_at, "short") if each.answered_at else "",
        )
        for each in found[:FOUND_LINES]
    ]
    named = [each.prospect.organisation_id for each in found]
    rest = Member.objects.for_actor(actor).exclude(organisation__in=named)
    return Found(lines, len(found) + rest.count(), url=_at(actor, "members"))


def members(actor: Actor) -> Found:
    """Members today."""
    found = current_members(actor, timezone.localdate())
    shown = found.select_related("organisation").order_by("sort_key", "id")[:FOUND_LINES]
    lines = [FoundLine(each.organisation.name, _at(actor, "member", each.pk)) for each in shown]
    return Found(lines, found.count(), url=_at(actor, "members"))


def sectors(actor: Actor) -> Found:
    """Kinds of organisations among the members of today."""
    counted = (
        current_members(actor, timezone.localdate())
        .values("organisation__kind")
        .annotate(many=Count("pk"))
        .order_by("-many", "organisation__kind")
    )
    found = list(counted)
    labels = dict(OrganisationKind.choices)
    lines = [
        FoundLine(f"{labels.get(each['organisation__kind'], each['organisation__kind'])}: {each['many']}")
        for each in found[:FOUND_LINES]
    ]
    return Found(lines, len(found), url=_at(actor, "members"))


def frame(actor: Actor) -> Found:
    """Versions of the frame that were adopted."""
    latest = in_force(actor)
    if latest is None or latest.adopted is None:
        return Found(url=_at(actor, "frames"))
    label = str(_("Version %(number)s") % {"number": latest.number})
    url = _at(actor, "frame", latest.pk)
    return Found([FoundLine(label, url, latest.adopted.format(language()))], 1, url=url)


def acceptance(actor: Actor) -> Found:
    """The share of the members of today that accept the frame in force."""
    latest = in_force(actor)
    if latest is None:
        return Found()
    shown = board(actor, latest, timezone.localdate())
    accepting = [each for each in shown.rows if each.answer == AcceptanceAnswer.ACCEPTED]
    lines = [FoundLine(each.member.organisation.name) for each in accepting[:FOUND_LINES]]
    return Found(lines, shown.accepted, shown.members, _at(actor, "acceptances", latest.pk))


def representatives(actor: Actor) -> Found:
    """The share of the members of today for whom somebody speaks."""
    today = timezone.localdate()
    lasting = current_members(actor, today)
    named = Representative.objects.for_actor(actor).filter(speaking(today)).values("member")
    total = lasting.count()
    return Found((), lasting.filter(pk__in=named).count(), total, _at(actor, "representatives"))


def budget(actor: Actor) -> Found:
    """Invoices for dues: a year in which the network raised what it lives on."""
    years = Invoice.objects.for_actor(actor).values("year").annotate(many=Count("pk")).order_by("-year")
    found = list(years)
    lines = [FoundLine(f"{each['year']}: {each['many']}") for each in found[:FOUND_LINES]]
    return Found(lines, len(found))


def renewal(actor: Actor) -> Found:
    """Terms of membership that were renewed."""
    renewed = MembershipPeriod.objects.for_actor(actor).filter(end_kind=EndReason.RENEWED)
    found = list(renewed.select_related("member__organisation").order_by("-until", "-id"))
    lines = [
        FoundLine(
            each.member.organisation.name,
            _at(actor, "member", each.member_id),
            each.until.format(language()) if each.until else "",
        )
        for each in found[:FOUND_LINES]
    ]
    return Found(lines, len(found), url=_at(actor, "members"))


def confirmed_records(actor: Actor) -> Found:
    """The share of members that confirmed their records in the latest round."""
    latest = ConfirmationRound.objects.for_actor(actor).order_by("-year").first()
    if latest is None:
        return Found()
    counted = (
        Confirmation.objects.for_actor(actor)
        .filter(round=latest)
        .aggregate(all=Count("pk"), done=Count("pk", filter=~Q(state=ConfirmationState.ASKED)))
    )
    return Found([FoundLine(str(latest.year))], counted["done"], counted["all"])


OWN = (
    Evidence("LC1", "purpose", _("What the network is for is written down"), purpose, "networks:about"),
    Evidence(
        "LC1",
        "need_study",
        _("A study of the need, or another paper of the beginning"),
        need_study,
        "networks:milestones",
    ),
    Evidence("LC1", "vision", _("Vision and objectives"), vision, "networks:frames"),
    Evidence("LC2", "invitees", _("Organisations that were thought of"), invitees, "networks:members"),
    Evidence("LC2", "answers", _("Organisations that said yes or no"), answers, "networks:members"),
    Evidence("LC2", "members", _("Members"), members, "networks:members"),
    Evidence("LC2", "sectors", _("Kinds of organisations among the members"), sectors, "networks:members"),
    Evidence("LC3", "frame", _("An adopted frame"), frame, "networks:frames"),
    Evidence("LC3", "acceptance", _("Members that accept the frame"), acceptance, "networks:frames"),
    Evidence(
        "LC3",
        "representatives",
        _("Members for whom somebody speaks"),
        representatives,
        "networks:representatives",
    ),
    Evidence("LC4", "budget", _("Years with dues or a budget"), budget, "networks:invoices"),
    Evidence("LC6", "renewal", _("Memberships that were renewed"), renewal, "networks:members"),
    Evidence(
        "LC6",
        "confirmed_records",
        _("Members that confirmed their records"),
        confirmed_records,
        "networks:members",
    ),
)
