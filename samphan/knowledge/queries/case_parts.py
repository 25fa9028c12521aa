"""What stands in a case study: its parts, each drawn from the record of the project, beside the writer's own words.

Nothing is copied: a part is drawn each time, so that a dispute, a correction or a consent that was withdrawn tells at once.
Names of people are left out, contacts are never read; what no partner confirmed says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.engagement.models import Consent, PartnerWords, ResultState
from samphan.engagement.queries.sides import confirmation_of
from samphan.kit.documents import Bullets, Item
from samphan.knowledge.models import CasePicture, CaseSection, DossierProject
from samphan.knowledge.queries.dossier_blocks import DRAWERS, paragraphs
from samphan.knowledge.queries.dossier_facts import ProjectFacts, fill
from samphan.projects.models import Project, ReviewState, Visibility

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from samphan.engagement.queries.sides import Confirmation, PartnerSays
    from samphan.kit.actor import Actor
    from samphan.kit.bilingual import Text
    from samphan.kit.documents import Block
    from samphan.knowledge.models import CaseStudy

SHOWN: Final = (Consent.NOT_NEEDED, Consent.GIVEN)
"""Photographs with these consents may be shown."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: what the record gives (``draws``, codes of ``dossier_blocks``), and what its own words should say."""

    code: str
    title: _StrOrPromise
    help: _StrOrPromise
    draws: tuple[str, ...] = ()


_PARTS: Final = (
    Part(
        "need",
        _("The need"),
        _("How things were, for whom, and why something had to be done."),
        ("need", "before", "measures_before"),
    ),
    Part(
        "question",
        _("The question, developed together"),
        _("Who raised it, and how both sides agreed on it."),
        ("question",),
    ),
    Part("sides", _("Both sides"), _("Who worked together, and as what."), ("partners",)),
    Part(
        "participation",
        _("Who took part in what"),
        _("Where the partner decided, and where it was told."),
        ("participation",),
    ),
    Part(
        "change",
        _("What was done, and what changed"),
        _("The steps that mattered, and what is different now."),
        ("process", "change", "after", "measures"),
    ),
    Part(
        "results",
        _("What came of it"),
        _("For the community, for learning, for knowledge."),
        ("results", "people_served", "benefits", "research", "community_knowledge"),
    ),
    Part(
        "lessons",
        _("What was learnt, also from what failed"),
        _("What you would do again, what you would do otherwise, and what did not work."),
        ("not_reached", "outlook", "sustaining"),
    ),
)
PARTS: Final = {each.code: each for each in _PARTS}


@dataclass(frozen=True, slots=True)
class DrawnPart:
    """A part as it is shown: own words, then what the record gives."""

    part: Part
    own: CaseSection | None
    words: Sequence[Block]
    record: Sequence[Block]

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.record

    @property
    def blocks(self) -> tuple[Block, ...]:
        return (*self.words, *self.record)


@dataclass(frozen=True, slots=True)
class Voice:
    """Words of a partner, with the name of the organisation or group that said them."""

    words: str
    partner: str


@dataclass(frozen=True, slots=True)
class DrawnCase:
    """Everything of a case study. ``project`` and ``confirmation`` are None where its record is not to be read."""

    case: CaseStudy
    parts: Sequence[DrawnPart]
    pictures: Sequence[CasePicture]
    hidden: int
    voices: Sequence[Voice]
    project: Project | None = None
    confirmation: Confirmation | None = None

    @property
    def summary(self) -> Text:
        """Its own, else the record's."""
        return summary_of(self.case, self.project)

    @property
    def told(self) -> list[DrawnPart]:
        """The parts in which something stands."""
        return [each for each in self.parts if not each.is_empty]


def draw(actor: Actor, case: CaseStudy, *, for_everybody: bool = False) -> DrawnCase:
    """A case study that the caller has loaded through ``for_actor`` or ``published``. At most 29 statements.

    ``for_everybody`` draws it as the public page shows it: photographs and knowledge of communities that may be shown to
    everybody, and nothing of a record that is no longer approved and open to everybody.
    """
    own = {each.part: each for each in CaseSection.objects.for_actor(actor).filter(case=case)}
    project = _project(actor, case, for_everybody=for_everybody)
    if project is None:
        parts = [_part(part, own.get(part.code), None, {}) for part in _PARTS]
        return DrawnCase(case, parts, (), 0, ())
    facts = ProjectFacts(DossierProject(project=project), project)
    fill(actor, {project.pk: facts})
    _leave_out(facts, for_everybody=for_everybody)
    confirmation = confirmation_of([project])[project.pk]
    told = {each.partner.pk: each for each in confirmation.partners}
    chosen = list(
        CasePicture.objects.for_actor(actor)
        .filter(case=case)
        .select_related("evidence__file", "evidence__thumbnail")
        .order_by("order", "id")
    )
    shown = [each for each in chosen if may_show(each, for_everybody=for_everybody)]
    return DrawnCase(
        case,
        [_part(part, own.get(part.code), facts, told) for part in _PARTS],
        shown,
        len(chosen) - len(shown),
        _voices(actor, project),
        project,
        confirmation,
    )


def summary_of(case: CaseStudy, project: Project | None) -> Text:
    """The summary of a case study: its own, else that of ``project``, None where its record is not to be read."""
    return case.summary or (project and (project.summary or project.need)) or case.summary


def records(actor: Actor, ids: Iterable[int | None], *, for_everybody: bool = False) -> QuerySet[Project]:
    """Those of these projects whose record the reader of a case study may read; for everybody, that is open to them."""
    found = Project.objects.for_actor(actor).filter(pk__in=[each for each in ids if each])
    if for_everybody:
        found = found.filter(review=ReviewState.APPROVED, visibility=Visibility.PUBLIC)
    return found


def picture_of(actor: Actor, case: CaseStudy, pk: int, *, for_everybody: bool = False) -> CasePicture | None:
    """One photograph of a case study, if its page shows it to the reader today. Two statements."""
    if _project(actor, case, for_everybody=for_everybody) is None:
        return None
    rows = CasePicture.objects.for_actor(actor).filter(case=case, pk=pk)
    found = rows.select_related("evidence__file").first()
    return found if found is not None and may_show(found, for_everybody=for_everybody) else None


def may_show(picture: CasePicture, *, for_everybody: bool) -> bool:
    """Whether the people in a photograph (loaded with its ``evidence``) agree today; for everybody, that it was meant for them."""
    evidence = picture.evidence
    agreed = evidence.consent in SHOWN and evidence.withdrawn_at is None and evidence.file_id is not None
    return agreed and (evidence.is_public or not for_everybody)


def _project(actor: Actor, case: CaseStudy, *, for_everybody: bool) -> Project | None:
    if case.project_id is None:
        return None
    found = records(actor, [case.project_id], for_everybody=for_everybody)
    return found.select_related("theme").first()


def _leave_out(facts: ProjectFacts, *, for_everybody: bool) -> None:
    """Names of people, and what a community did not open to everybody.

    Who raised the question is told in a sentence that usually names a person: everybody reads it in the writer's own words.
    """
    for each in facts.measures:
        each.verified_by = ""
    if for_everybody:
        facts.project.question_story = ""
        today = timezone.localdate()
        facts.knowledge = [each for each in facts.knowledge if each.is_shown(today)]
        for entry in facts.knowledge:
            if entry.credit:
                entry.holder = None
            entry.holder_name = entry.credit


def _part(
    part: Part, own: CaseSection | None, facts: ProjectFacts | None, told: Mapping[int, PartnerSays]
) -> DrawnPart:
    words = paragraphs(str(own.words)) if own else []
    record: list[Block] = []
    if facts is not None and not (own and own.is_left_out):
        record = [block for code in part.draws for block in _DRAWERS[code](facts, told)]
    return DrawnPart(part, own, words, record)


def _after(facts: ProjectFacts, _told: Mapping[int, PartnerSays]) -> list[Block]:
    return paragraphs(facts.said("after"))


def _not_reached(facts: ProjectFacts, _told: Mapping[int, PartnerSays]) -> list[Block]:
    """Results that were expected and did not come: a case study tells them too."""
    missed = [each for each in facts.results if each.state == ResultState.NOT_REACHED]
    items = tuple(Item(f"{each.expected or each.reached}", lead=str(_("Not reached"))) for each in missed)
    return [Bullets(items)] if items else []


_DRAWERS: Final = {**DRAWERS, "after": _after, "not_reached": _not_reached}


def _voices(actor: Actor, project: Project) -> list[Voice]:
    """What partners added in their own words and said may be shown; with the organisation's name, never a person's."""
    rows = PartnerWords.objects.for_actor(actor).filter(
        project=project, may_publish=True, withdrawn_at__isnull=True
    )
    found = rows.exclude(words="").select_related("partner__organisation").order_by("id")
    return [Voice(each.words, each.partner.called) for each in found]
