"""Who stands on which side of a project."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db.models import CharField
from django.db.models.functions import Cast, Coalesce, Lower

from samphan.directory.models import Basis, Sector
from samphan.projects.models import PartnerSide, PersonRole, ProjectPartner, ProjectPerson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor
    from samphan.projects.models import Project

WHOLE: Final = Decimal(100)
_BASES: Final = dict(Basis.choices)
_SECTORS: Final = dict(Sector.choices)


@dataclass(frozen=True, slots=True)
class Axis:
    """A partner on one of the two axes; ``is_own`` where the record says another than the directory, or the directory nothing."""

    label: _StrOrPromise
    is_own: bool


def axes(partner: ProjectPartner) -> list[Axis]:
    """Basis of community and sector of a partner in its project: its own, else those of the directory, else none."""
    organisation = partner.organisation
    found = (
        (partner.basis, organisation.basis if organisation else "", _BASES),
        (partner.sector, organisation.sector if organisation else "", _SECTORS),
    )
    return [Axis(words[own or listed], bool(own)) for own, listed, words in found if own or listed]


def one_partner(at: str = "") -> Coalesce:
    """What tells partners apart: an organisation under whichever of its merged records, else the name of a group.

    ``at`` leads from a row to the partner.
    """
    text = CharField()
    merged, own = (Cast(f"{at}{name}", text) for name in ("organisation__merged_into_id", "organisation_id"))
    return Coalesce(merged, own, Lower(f"{at}name"))


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """A partner with what is shown beside its name."""

    partner: ProjectPartner
    axes: Sequence[Axis]


@dataclass(frozen=True, slots=True)
class SideOf:
    """One side with its partners, in their order."""

    code: str
    label: _StrOrPromise
    lines: Sequence[PartnerLine]


@dataclass(frozen=True, slots=True)
class Sides:
    """Partners by side, and people. ``shares`` is the sum of the shares that were said, None where none was."""

    sides: Sequence[SideOf]
    people: Sequence[ProjectPerson]
    shares: Decimal | None
    claims: Sequence[ProjectPartner]

    @property
    def is_contested(self) -> bool:
        """Whether a partner says that it leads, and another one is named so or says it too."""
        leads = any(line.partner.is_lead for side in self.sides for line in side.lines)
        return len(self.claims) + leads > 1

    @property
    def partner_count(self) -> int:
        return sum(len(each.lines) for each in self.sides)

    @property
    def missing_share(self) -> Decimal | None:
        """Per cent of the work that nobody is said to have done; None where no share was said, or nothing is missing."""
        return WHOLE - self.shares if self.shares is not None and self.shares < WHOLE else None

    @property
    def shareless(self) -> int:
        """People whose share was not said, students left out."""
        return sum(each.share is None and each.role != PersonRole.STUDENT for each in self.people)


def partners(actor: Actor, project: Project) -> QuerySet[ProjectPartner]:
    """The partners of a project with their organisations: the one that leads first, then in their order."""
    found = ProjectPartner.objects.for_actor(actor).filter(project=project).select_related("organisation")
    return found.order_by("-is_lead", "order", "id")


def sides(actor: Actor, project: Project) -> Sides:
    """Both sides of a project that the caller has loaded through ``for_actor``. Two statements."""
    lines = [PartnerLine(each, axes(each)) for each in partners(actor, project)]
    people = list(
        ProjectPerson.objects.for_actor(actor)
        .filter(project=project)
        .select_related("person", "organisation")
        .order_by("order", "id")
    )
    said = [each.share for each in people if each.share is not None]
    return Sides(
        [
            SideOf(code, label, [each for each in lines if each.partner.side == code])
            for code, label in PartnerSide.choices
        ],
        people,
        sum(said, Decimal(0)) if said else None,
        [each.partner for each in lines if each.partner.claims_lead],
    )
