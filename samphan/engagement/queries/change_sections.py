"""What certificates and community knowledge tell on the pages of organisations, and in the chains of projects."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.engagement.models import (
    CertificateState,
    CommunityKnowledge,
    Evidence,
    KnowledgeConsent,
    KnowledgeUse,
    UseCertificate,
)
from samphan.engagement.queries.certificates import period_of
from samphan.engagement.queries.evidence import in_use
from samphan.kit import lineage, sections
from samphan.kit.lineage import Thing
from samphan.kit.sections import Line, Lines, Section
from samphan.projects.queries.findable import PROJECT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from samphan.kit.actor import Actor

MOST: Final = 10
CERTIFICATE: Final = "engagement.usecertificate"
OVER: Final = frozenset({KnowledgeConsent.WITHDRAWN, KnowledgeConsent.REFUSED})
#: An agreement stands in the search as one of these two kinds.
AGREEMENTS: Final = ("agreements.agreement", "agreements.open_agreement")


def register() -> None:
    """Tell the registries of lower apps; called in ``apps.py``."""
    page = "directory.organisation"
    sections.register(
        Section(page, "engagement.certificates", _("Certificates of use"), _certificates, "certificate", 46)
    )
    sections.register(Section(page, "engagement.knowledge", _("Community knowledge"), _knowledge, "bulb", 47))
    lineage.register(PROJECT, "after", _certified)
    sections.register(
        Section(AGREEMENTS[0], "engagement.proves", _("Evidence for projects"), _proves, "paperclip", 60)
    )
    sections.register(Section(PROJECT, "engagement.uses", _("Community knowledge"), _uses, "bulb", 47))


def _certificates(actor: Actor, ids: Sequence[int]) -> Lines:
    """One statement."""
    rows = UseCertificate.objects.for_actor(actor).filter(partner__organisation_id__in=ids)
    lines = [
        Line(
            each.project.title,
            reverse("engagement:certificate", args=[actor.slug, each.project_id, each.pk]),
            period_of(each),
            each.get_state_display(),
            is_past=each.state == CertificateState.DECLINED,
        )
        for each in rows.exclude(state=CertificateState.DRAFT).select_related("project").order_by("-id")
    ]
    return Lines(lines[:MOST], len(lines))


def _knowledge(actor: Actor, ids: Sequence[int]) -> Lines:
    """One statement."""
    rows = CommunityKnowledge.objects.for_actor(actor).filter(holder_id__in=ids).order_by("sort_key", "id")
    lines = [
        Line(
            each.title,
            reverse("engagement:entry", args=[actor.slug, each.pk]),
            "",
            each.get_consent_display(),
            is_past=each.consent in OVER,
        )
        for each in rows
    ]
    url = f"{reverse('engagement:knowledge', args=[actor.slug])}?holder={ids[0]}" if ids else ""
    return Lines(lines[:MOST], len(lines), url)


def _proves(actor: Actor, ids: Sequence[int]) -> Lines:
    """The projects for which an agreement is evidence. One statement."""
    rows = Evidence.objects.for_actor(actor).filter(in_use(), record_kind__in=AGREEMENTS, record_id__in=ids)
    lines = [
        Line(
            each.project.title,
            reverse("engagement:evidence", args=[actor.slug, each.project_id]),
            "",
            each.get_supports_display(),
        )
        for each in rows.select_related("project").order_by("project__sort_key", "id")
    ]
    return Lines(lines[:MOST], len(lines))


def _uses(actor: Actor, ids: Sequence[int]) -> Lines:
    """What communities know and a project uses, with what its holder allows. One statement."""
    rows = KnowledgeUse.objects.for_actor(actor).filter(project_id__in=ids).select_related("knowledge")
    lines = [
        Line(
            each.knowledge.title,
            reverse("engagement:entry", args=[actor.slug, each.knowledge_id]),
            "",
            each.knowledge.get_consent_display(),
            is_past=each.knowledge.consent in OVER,
        )
        for each in rows.order_by("knowledge__sort_key", "id")
    ]
    return Lines(lines[:MOST], len(lines))


def _certified(actor: Actor, ids: Collection[int]) -> Mapping[int, Sequence[Thing]]:
    """What partners certified about projects. One statement."""
    rows = UseCertificate.objects.for_actor(actor).filter(project_id__in=ids, state=CertificateState.SIGNED)
    found: dict[int, list[Thing]] = defaultdict(list)
    for each in rows.select_related("partner__organisation").order_by("answered_at", "id"):
        found[each.project_id].append(
            Thing(
                CERTIFICATE,
                each.pk,
                _("certificate of use"),
                each.partner.called,
                url=reverse("engagement:certificate", args=[actor.slug, each.project_id, each.pk]),
                state=each.get_state_display(),
                state_code=each.state,
            )
        )
    return found
