"""How ready a dossier is: for each part, what the records hold of what it needs, and where to write what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.engagement.models import CertificateState, Supports, Voice
from samphan.knowledge.models import ContributionState
from samphan.projects.models import Answer, PartnerSide

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.utils.functional import _StrOrPromise

    from samphan.engagement.queries.sides import PartnerSays
    from samphan.knowledge.queries.dossier_facts import Facts, ProjectFacts
    from samphan.knowledge.queries.rules import Entry, Rules

ALL_SHARES: Final = Decimal(100)
ABOUT: Final = "projects:project_about"


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a part should stand on: its words, where it is written (a URL name of the project), and its test."""

    label: _StrOrPromise
    url_name: str
    is_met: Callable[[ProjectFacts, Mapping[int, PartnerSays]], bool]
    is_of_project: bool = True

    def url(self, slug: str, project: int) -> str:
        """Where it is written; "" for what stands on the page of the dossier itself."""
        if not self.url_name:
            return ""
        return reverse(self.url_name, args=[slug, project] if self.is_of_project else [slug])


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing for one project; ``url`` leads to where it is written."""

    label: _StrOrPromise
    facts: ProjectFacts
    url: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """One part or annex: how many of its needs are met over all projects, and what is missing."""

    entry: Entry
    met: int
    of: int
    missing: Sequence[Missing]
    has_words: bool = False

    @property
    def percent(self) -> int | None:
        """Share of the needs that are met, rounded down: 100 is all of them. None where it needs nothing."""
        return 100 * self.met // self.of if self.of else None

    @property
    def is_ready(self) -> bool:
        return self.met == self.of


def _said(part: str) -> Callable[[ProjectFacts, Mapping[int, PartnerSays]], bool]:
    return lambda facts, _told: bool(facts.said(part).strip())


def _confirmed(facts: ProjectFacts, told: Mapping[int, PartnerSays]) -> bool:
    """Every partner of society has answered, and disputes nothing as the record stands now."""
    society = [each for each in facts.partners if each.side == PartnerSide.SOCIETY]
    return bool(society) and all(
        each.pk in told and told[each.pk].answered and not told[each.pk].disputed for each in society
    )


def _rated_by(voice: str) -> Callable[[ProjectFacts, Mapping[int, PartnerSays]], bool]:
    return lambda facts, _told: any(each.voice == voice for each in facts.participation)


def _signed_by_all(facts: ProjectFacts) -> bool:
    shares = [each.share for each in facts.contributions]
    states = {each.state for each in facts.contributions}
    return bool(shares) and sum(shares) == ALL_SHARES and states == {ContributionState.SIGNED}


NEEDS: Final[dict[str, Need]] = {
    "need": Need(_("the need"), ABOUT, lambda f, _t: bool(f.project.need_th.strip())),
    "before": Need(_("the situation before, in words"), "engagement:change", _said("before")),
    "baseline": Need(
        _("a figure measured before"),
        "engagement:change",
        lambda f, _t: any(each.before is not None for each in f.measures),
    ),
    "evidence_before": Need(
        _("evidence of the need or of the situation before"),
        "engagement:evidence",
        lambda f, _t: bool(f.supporting(Supports.NEED, Supports.BEFORE)),
    ),
    "partners": Need(
        _("a partner of society"),
        "projects:project_partners",
        lambda f, _t: any(each.side == PartnerSide.SOCIETY for each in f.partners),
    ),
    "participation_university": Need(
        _("participation as the university sees it"), "engagement:participation", _rated_by(Voice.UNIVERSITY)
    ),
    "participation_partner": Need(
        _("participation as the partner sees it"), "engagement:participation", _rated_by(Voice.PARTNER)
    ),
    "confirmed": Need(
        _("an answer of every partner of society, without a dispute"),
        "engagement:confirmations",
        _confirmed,
    ),
    "certificate": Need(
        _("a signed certificate of use"),
        "engagement:certificates",
        lambda f, _t: any(each.state == CertificateState.SIGNED for each in f.certificates),
    ),
    "question": Need(
        _("the joint question, and how it came about"),
        ABOUT,
        lambda f, _t: bool(f.project.question_th.strip() and f.project.question_story.strip()),
    ),
    "process": Need(_("how it was done, in words"), "engagement:change", _said("process")),
    "timeline": Need(
        _("the period, and dated evidence of steps on the way"),
        "engagement:evidence",
        lambda f, _t: bool(f.project.starts) and any(each.taken_on for each in f.evidence),
    ),
    "knowledge_used": Need(_("knowledge and expertise used"), "engagement:change", _said("knowledge_used")),
    "research": Need(
        _("research or a scholarly product"), "projects:project_learning", lambda f, _t: bool(f.research)
    ),
    "community_knowledge": Need(
        _("knowledge of the community, with its consent"),
        "engagement:knowledge",
        lambda f, _t: bool(f.knowledge),
        is_of_project=False,
    ),
    "outlook": Need(_("what is expected to follow"), "engagement:change", _said("outlook")),
    "change": Need(_("what changed, in words"), "engagement:change", _said("change")),
    "measured": Need(
        _("a figure measured before and after"),
        "engagement:change",
        lambda f, _t: any(each.before is not None and each.after is not None for each in f.measures),
    ),
    "results": Need(
        _("a result that was reached"),
        "engagement:results",
        lambda f, _t: any(each.reached.strip() for each in f.results),
    ),
    "evidence_change": Need(
        _("evidence of the change"),
        "engagement:evidence",
        lambda f, _t: bool(f.supporting(Supports.CHANGE, Supports.AFTER, Supports.RESULT)),
    ),
    "sustaining": Need(_("how it is followed and kept up"), "engagement:change", _said("sustaining")),
    "follow_up": Need(
        _("an answered follow-up"),
        "engagement:follow_up",
        lambda f, _t: any(each.answer and each.answer != Answer.CANNOT_SAY for each in f.follow_ups),
    ),
    "own_part": Need(_("the own part in the project"), "", lambda f, _t: bool(f.own_part.strip())),
    "contributions": Need(
        _("contributions that make 100 %, signed by all"), "", lambda f, _t: _signed_by_all(f)
    ),
}


def readiness(facts: Facts, rules: Rules, told: Mapping[int, PartnerSays]) -> list[Readiness]:
    """One entry for each part of the rules and for each annex that needs something, in their order."""
    asked = [*rules.parts, *(each for each in rules.annexes if each.needs)]
    return [_ready(facts, entry, told) for entry in asked]


def _ready(facts: Facts, entry: Entry, told: Mapping[int, PartnerSays]) -> Readiness:
    missing = [
        Missing(NEEDS[code].label, project, NEEDS[code].url(facts.dossier.network.slug, project.project.pk))
        for project in facts.projects
        for code in entry.needs
        if not NEEDS[code].is_met(project, told)
    ]
    of = len(entry.needs) * len(facts.projects)
    return Readiness(entry, of - len(missing), of, missing, has_words=entry.code in facts.words)
