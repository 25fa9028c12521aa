"""Participation, benefits, words: what each side says, side by side and never averaged."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from samphan.engagement.models import Benefit, BenefitKind, Participation, PartnerWords, Stage, Voice
from samphan.projects.models import PartnerSide, ProjectPartner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.kit.actor import Actor
    from samphan.projects.models import Project


@dataclass(frozen=True, slots=True)
class StageView:
    """One stage of one partner as both sides see it; None is "nobody said". Ratings are of ``Intensity``, 0 to 4."""

    stage: Stage
    ours: Participation | None = None
    theirs: Participation | None = None
    earlier: Sequence[Participation] = ()

    @property
    def difference(self) -> int | None:
        """The partner's rating less the university's; None while one of them is missing."""
        if self.ours is None or self.theirs is None:
            return None
        return self.theirs.intensity - self.ours.intensity

    @property
    def signed(self) -> str:
        """The difference with its sign, as it is shown."""
        value = self.difference
        if value is None:
            return ""
        return "0" if value == 0 else f"{value:+d}".replace("-", "−")


@dataclass(frozen=True, slots=True)
class PartnerStages:
    """The five stages of one partner."""

    partner: ProjectPartner
    stages: Sequence[StageView]

    @property
    def is_said(self) -> bool:
        """Whether either side rated any stage."""
        return any(each.ours or each.theirs for each in self.stages)

    @property
    def gap(self) -> str:
        """In words, where the two sides see it differently; empty where they do not."""
        apart = [each for each in self.stages if each.difference]
        if not apart:
            return ""
        most = max(apart, key=lambda each: abs(each.difference or 0))
        if (most.difference or 0) < 0:
            return _("The partner sees less participation than the university, most in: %(stage)s") % {
                "stage": most.stage.label
            }
        return _("The partner sees more participation than the university, most in: %(stage)s") % {
            "stage": most.stage.label
        }


def partners_of(actor: Actor, project: Project) -> list[ProjectPartner]:
    """The partners of a project with their organisations, in order. One statement."""
    found = ProjectPartner.objects.for_actor(actor).filter(project=project)
    return list(found.select_related("organisation", "project").order_by("order", "id"))


def listed[T: (PartnerStages, Ledger)](found: Sequence[T]) -> tuple[list[T], list[ProjectPartner]]:
    """What a page lists, those whose word counts first; and the further units of the university, of which nothing is said.

    The unit that leads speaks as the university: it is no partner of itself, and stands here only where something was said.
    """

    def is_own(each: PartnerStages | Ledger) -> bool:
        return each.partner.side == PartnerSide.UNIVERSITY

    shown = [each for each in sorted(found, key=is_own) if each.is_said or not is_own(each)]
    unsaid = [each.partner for each in found if is_own(each) and not each.is_said]
    return shown, [each for each in unsaid if not each.is_own_lead]


def stages_of(partners: Sequence[ProjectPartner]) -> list[PartnerStages]:
    """How strongly each partner took part, by both voices. One statement."""
    rows: dict[tuple[int, str, str], list[Participation]] = defaultdict(list)
    for each in Participation.objects.filter(partner__in=partners).order_by("-id"):
        rows[each.partner_id, each.stage, each.voice].append(each)
    return [PartnerStages(each, [_view(each.pk, stage, rows) for stage in Stage]) for each in partners]


def _view(partner: int, stage: Stage, rows: dict[tuple[int, str, str], list[Participation]]) -> StageView:
    ours = rows.get((partner, stage.value, Voice.UNIVERSITY.value), [])
    theirs = rows.get((partner, stage.value, Voice.PARTNER.value), [])
    earlier = sorted(ours[1:] + theirs[1:], key=lambda each: each.pk, reverse=True)
    return StageView(stage, next(iter(ours), None), next(iter(theirs), None), earlier)


def chosen_stages(partner: ProjectPartner, voice: str) -> dict[str, Participation]:
    """The latest rating of each stage by one voice. One statement."""
    found = (
        Participation.objects.filter(partner=partner, voice=voice).order_by("stage", "-id").distinct("stage")
    )
    return {each.stage: each for each in found}


@dataclass(frozen=True, slots=True)
class Ledger:
    """Benefits and costs of one partner, each by the side that states it. Nothing is added up over sides."""

    partner: ProjectPartner
    entries: Sequence[Benefit]

    @property
    def is_said(self) -> bool:
        """Whether either side ever stated anything."""
        return bool(self.entries)

    def of(self, kind: str, voice: str) -> list[Benefit]:
        """What one side states and has not taken back."""
        return [
            each
            for each in self.entries
            if each.kind == kind and each.voice == voice and each.withdrawn_at is None
        ]

    @property
    def columns(self) -> list[dict[str, Any]]:
        """Benefits, then costs: what the university says beside what the partner says."""
        return [
            {
                "kind": kind,
                "ours": self.of(kind.value, Voice.UNIVERSITY.value),
                "theirs": self.of(kind.value, Voice.PARTNER.value),
            }
            for kind in BenefitKind
        ]

    @property
    def withdrawn(self) -> list[Benefit]:
        return [each for each in self.entries if each.withdrawn_at is not None]

    def value(self, kind: str, voice: str) -> Decimal | None:
        """The sum in baht of what one side valued; None where it valued nothing."""
        values = [each.value_baht for each in self.of(kind, voice) if each.value_baht is not None]
        return sum(values, Decimal(0)) if values else None


def ledgers_of(partners: Sequence[ProjectPartner]) -> list[Ledger]:
    """The ledger of each partner. One statement."""
    rows: dict[int, list[Benefit]] = defaultdict(list)
    for each in Benefit.objects.filter(partner__in=partners).order_by("id"):
        rows[each.partner_id].append(each)
    return [Ledger(each, rows[each.pk]) for each in partners]


def words_of(partners: Sequence[ProjectPartner]) -> list[PartnerWords]:
    """What partners added in words and pictures, the latest first; what was taken back too, without its picture."""
    found = PartnerWords.objects.filter(partner__in=partners).select_related("photo", "partner__organisation")
    return list(found.order_by("-id"))
