"""What the record of a project proposes as evidence for each item of the rubric, with the page where it stands.

Everything is loaded for many projects at once, in a number of statements that does not grow with them. What nobody
confirmed is proposed all the same where an item asks for confirmation, labelled so, and does not lift the cap. What a
partner disputes or corrects says so: the record holds it all the same, and whoever reads the rating judges.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.engagement.models import (
    OBJECTIONS,
    Benefit,
    BenefitKind,
    BenefitState,
    CertificateState,
    ClaimAnswer,
    ClaimVerdict,
    CommunityKnowledge,
    Evidence,
    Intensity,
    KnowledgeUse,
    Measure,
    Participation,
    Situation,
    Stage,
    UseCertificate,
    Voice,
)
from samphan.engagement.queries.claims import of_benefit
from samphan.engagement.queries.sides import confirmation_of
from samphan.kit.formats import number, period
from samphan.projects.models import (
    Answer,
    FollowUp,
    Project,
    ProjectAgreement,
    ProjectCourse,
    ProjectResearch,
    ProjectResource,
    ProjectYear,
    Visibility,
)
from samphan.projects.models.roadmap import tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from samphan.evaluation.queries.rubric import Item, Rubric

LONG_YEARS: Final = 2
"""Reports of so many years, or a period of more than a year, show that the work goes on."""
YEAR_DAYS: Final = 366
MOST_WORDS: Final = 160
SAYS_NOTHING: Final = frozenset({"", Answer.CANNOT_SAY, Answer.NOT_STARTED, Answer.DROPPED})


@dataclass(frozen=True, slots=True)
class Proposal:
    """One piece of evidence: what it is, its words, its page. ``why_not`` says why it does not count; empty, it does.

    ``objection`` says which partner disputes or corrects it.
    """

    label: str
    detail: str = ""
    url: str = ""
    why_not: str = ""
    objection: str = ""

    @property
    def counts(self) -> bool:
        """Whether it lifts the cap."""
        return not self.why_not


@dataclass(slots=True)
class Facts:
    """Rows of one project."""

    project: Project
    slug: str
    rows: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def page(self, name: str) -> str:
        """A page of this project."""
        return reverse(name, args=[self.slug, self.project.pk])

    def objection(self, key: str) -> str:
        """Which partners dispute or correct a claim of the record as it stands now, and when; empty where none does."""
        return " · ".join(said for claim, said in self.rows["objections"] if claim == key)


type Finder = Callable[[Facts], Iterable[Proposal]]


def evidence_of(
    projects: Sequence[Project], rubric: Rubric, *, slug: str
) -> dict[int, dict[str, list[Proposal]]]:
    """Proposals by project and item. The caller has found the projects through ``for_actor``."""
    found = load(projects, slug=slug)
    return {
        pk: {item.code: list(_for_item(facts, item)) for item in rubric.items} for pk, facts in found.items()
    }


def counted(proposals: Mapping[str, Sequence[Proposal]]) -> dict[str, int]:
    """How many of them count, by item."""
    return {code: sum(each.counts for each in found) for code, found in proposals.items()}


def _for_item(facts: Facts, item: Item) -> Iterator[Proposal]:
    for code in item.evidence:
        yield from FINDERS[code](facts)
    for each in facts.rows["vault"]:
        if each.supports in item.supports:
            detail = " · ".join([str(each.get_supports_display()), str(each.get_strength_display())])
            yield Proposal(each.title, detail, facts.page(PAGES["vault"]))


def load(projects: Sequence[Project], *, slug: str) -> dict[int, Facts]:
    """The rows from which evidence is taken, by project; sixteen statements, eight more where a partner objects, whatever their number."""
    found = {each.pk: Facts(each, slug) for each in projects}
    for code, rows in _tables(list(found)).items():
        for row in rows:
            found[row.project_id].rows[code].append(row)
    _load_series(found)
    _load_objections(found)
    return found


def _tables(keys: list[int]) -> dict[str, Iterable[Any]]:
    own = {"project_id__in": keys}
    latest = Participation.objects.filter(**own).order_by("partner_id", "stage", "voice", "-id")
    return {
        "agreements": ProjectAgreement.objects.filter(**own).select_related("agreement"),
        "years": ProjectYear.objects.filter(**own, is_nothing=False).order_by("year"),
        "courses": ProjectCourse.objects.filter(**own).order_by("order", "id"),
        "research": ProjectResearch.objects.filter(**own).order_by("order", "id"),
        "resources": ProjectResource.objects.filter(**own).order_by("order", "id"),
        "participation": latest.distinct("partner_id", "stage", "voice").select_related(
            "partner__organisation"
        ),
        "benefits": Benefit.objects.filter(**own, withdrawn_at__isnull=True)
        .select_related("partner__organisation")
        .order_by("id"),
        "answers": ClaimAnswer.objects.filter(**own)
        .order_by("partner_id", "key", "-id")
        .distinct("partner_id", "key"),
        "knowledge": CommunityKnowledge.objects.filter(**own).order_by("id"),
        "uses": KnowledgeUse.objects.filter(**own).select_related("knowledge").order_by("id"),
        "situations": Situation.objects.filter(**own),
        "measures": Measure.objects.filter(**own).order_by("order", "id"),
        "certificates": UseCertificate.objects.filter(**own)
        .select_related("partner__organisation")
        .order_by("id"),
        "vault": Evidence.objects.filter(**own, withdrawn_at__isnull=True).order_by("-strength", "id"),
        "follow_ups": FollowUp.objects.filter(**own).exclude(answer__in=SAYS_NOTHING).order_by("due_on"),
    }


def _load_series(found: Mapping[int, Facts]) -> None:
    """The other projects of the series of each, but for private ones: whoever reads a rating would learn of them."""
    series = {facts.project.series_id for facts in found.values() if facts.project.series_id}
    others = Project.objects.filter(series__in=series).exclude(visibility=Visibility.PRIVATE)
    others = others.only("id", "series_id", "title_th", "title_en")
    by_series = defaultdict(list)
    for each in others if series else ():
        by_series[each.series_id].append(each)
    for pk, facts in found.items():
        facts.rows["series"] = [each for each in by_series[facts.project.series_id] if each.pk != pk]


def _load_objections(found: Mapping[int, Facts]) -> None:
    """What partners dispute or correct. Eight statements where anybody did in any of the projects, else none."""
    disputed = [
        facts.project
        for facts in found.values()
        if any(each.verdict in OBJECTIONS for each in facts.rows["answers"])
    ]
    for pk, said in confirmation_of(disputed).items():
        found[pk].rows["objections"] = [
            (line.claim.key, f"{says.partner.called}: {line.label}")
            for says in said.partners
            for line in says.lines
            if line.status in OBJECTIONS
        ]


def _short(words: str) -> str:
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS].rstrip()} …"


def _question_story(facts: Facts) -> Iterator[Proposal]:
    if facts.project.question_story.strip():
        yield Proposal(
            _("Who raised it and how it was agreed"),
            _short(facts.project.question_story),
            facts.page(PAGES["record"]),
            objection=facts.objection("question"),
        )


def _tree(facts: Facts) -> Iterator[Proposal]:
    if facts.project.is_public_issue and facts.project.is_with_community:
        yield Proposal(
            _("Decision tree: an issue of the public, with a community outside the university"),
            url=facts.page(PAGES["record"]),
        )


def _participation(facts: Facts) -> Iterator[Proposal]:
    """Stages in which both sides say that the partner joined in or decided."""
    voices: dict[tuple[int, str], dict[str, Any]] = defaultdict(dict)
    for each in facts.rows["participation"]:
        voices[each.partner_id, each.stage][each.voice] = each
    for (_partner, stage), said in voices.items():
        ours, theirs = said.get(Voice.UNIVERSITY), said.get(Voice.PARTNER)
        if ours is None or ours.intensity < Intensity.JOINED:
            continue
        is_agreed = theirs is not None and theirs.intensity >= Intensity.JOINED
        yield Proposal(
            f"{ours.partner.called}: {Stage(stage).label}",
            _("university %(ours)s, partner %(theirs)s (of 4)")
            % {"ours": ours.intensity, "theirs": theirs.intensity if theirs else "–"},
            facts.page(PAGES["participation"]),
            "" if is_agreed else _("the partner does not say so"),
        )


def _years(facts: Facts) -> Iterator[Proposal]:
    project = facts.project
    reported = len({each.year for each in facts.rows["years"]})
    if reported >= LONG_YEARS:
        yield Proposal(_("Reports of %(count)s years") % {"count": reported}, url=facts.page(PAGES["record"]))
    if project.starts and project.ends and (project.ends.from_on - project.starts.from_on).days >= YEAR_DAYS:
        yield Proposal(
            _("It lasts more than a year"),
            str(period(project.starts, project.ends)),
            facts.page(PAGES["record"]),
        )


def _agreements(facts: Facts) -> Iterator[Proposal]:
    for each in facts.rows["agreements"]:
        url = reverse("agreements:agreement", args=[facts.slug, each.agreement_id])
        yield Proposal(str(each.agreement.title), each.agreement.number, url)


def _benefits_expected(facts: Facts) -> Iterator[Proposal]:
    for each in facts.rows["benefits"]:
        if each.kind == BenefitKind.BENEFIT:
            yield _benefit(facts, each)


def _benefits_reached(facts: Facts) -> Iterator[Proposal]:
    answers = {(each.partner_id, each.key): each for each in facts.rows["answers"]}
    for each in facts.rows["benefits"]:
        if each.kind == BenefitKind.BENEFIT and each.state == BenefitState.ACHIEVED:
            own = each.voice == Voice.PARTNER or _is_confirmed(each, answers)
            yield _benefit(facts, each, "" if own else _("not confirmed by the partner"))


def _is_confirmed(benefit: Benefit, answers: Mapping[tuple[int, str], ClaimAnswer]) -> bool:
    """Whether the partner confirmed this benefit as it stands now: one that was changed since has to be asked again."""
    claim = of_benefit(benefit)
    answer = answers.get((benefit.partner_id, claim.key))
    return (
        answer is not None
        and answer.verdict == ClaimVerdict.CONFIRMED
        and answer.fingerprint == claim.fingerprint
    )


def _costs(facts: Facts) -> Iterator[Proposal]:
    for each in facts.rows["benefits"]:
        if each.kind == BenefitKind.COST:
            yield _benefit(facts, each)


def _benefit(facts: Facts, each: Benefit, why_not: str = "") -> Proposal:
    said = f"{each.partner.called} · {each.get_voice_display()}"
    objection = facts.objection(f"benefit:{each.pk}")
    return Proposal(_short(each.words), said, facts.page(PAGES["benefits"]), why_not, objection)


def _resources(facts: Facts) -> Iterator[Proposal]:
    for each in facts.rows["resources"]:
        worth = f"{number(tidy(each.value_baht))} {_('baht')}" if each.value_baht is not None else ""
        objection = facts.objection(f"resource:{each.pk}")
        yield Proposal(each.title, worth, facts.page(PAGES["resources"]), objection=objection)


def _community_knowledge(facts: Facts) -> Iterator[Proposal]:
    known = {each.pk: each for each in facts.rows["knowledge"]}
    known |= {each.knowledge_id: each.knowledge for each in facts.rows["uses"]}
    for each in known.values():
        said = str(each.get_consent_display())
        yield Proposal(
            str(each.title),
            said,
            reverse(PAGES["knowledge"], args=[facts.slug, each.pk]),
            "" if each.may_be_used(timezone.localdate()) else said,
        )


def _community_authors(facts: Facts) -> Iterator[Proposal]:
    for each in facts.rows["research"]:
        if each.is_with_community_authors:
            yield Proposal(
                each.title, _("people of the community are authors"), facts.page(PAGES["learning"])
            )


def _courses(facts: Facts) -> Iterator[Proposal]:
    for each in facts.rows["courses"]:
        yield Proposal(each.title, _short(each.objectives), facts.page(PAGES["learning"]))


def _knowledge_exchanged(facts: Facts) -> Iterator[Proposal]:
    if facts.project.is_knowledge_exchanged:
        yield Proposal(_("Decision tree: knowledge goes both ways"), url=facts.page(PAGES["record"]))


def _research_products(facts: Facts) -> Iterator[Proposal]:
    for each in facts.rows["research"]:
        if each.products.strip():
            yield Proposal(each.title, _short(each.products), facts.page(PAGES["learning"]))


def _baseline(facts: Facts) -> Iterator[Proposal]:
    for each in facts.rows["situations"]:
        if each.before.strip():
            yield Proposal(
                _("Situation before"),
                _short(each.before),
                facts.page(PAGES["change"]),
                objection=facts.objection("before"),
            )
    for each in facts.rows["measures"]:
        if each.before is not None:
            said = " ".join(filter(None, [number(tidy(each.before)), each.unit]))
            yield Proposal(each.title, said, facts.page(PAGES["change"]))


def _change(facts: Facts) -> Iterator[Proposal]:
    for each in facts.rows["situations"]:
        if each.before.strip() and each.after.strip():
            yield Proposal(
                _("Situation before and after"),
                _short(each.after),
                facts.page(PAGES["change"]),
                objection=facts.objection("after"),
            )
    for each in facts.rows["measures"]:
        if each.before is not None and each.after is not None:
            said = f"{number(tidy(each.before))} → {number(tidy(each.after))} {each.unit}"
            yield Proposal(each.title, said.strip(), facts.page(PAGES["change"]))


def _certificates(facts: Facts) -> Iterator[Proposal]:
    for each in facts.rows["certificates"]:
        is_signed = each.state == CertificateState.SIGNED
        yield Proposal(
            _("Certificate of use: %(who)s") % {"who": each.partner.called},
            _short(each.use),
            facts.page(PAGES["certificates"]),
            "" if is_signed else str(each.get_state_display()),
        )


def _follow_ups(facts: Facts) -> Iterator[Proposal]:
    for each in facts.rows["follow_ups"]:
        said = " · ".join(filter(None, [str(each.get_answer_display()), _short(each.note)]))
        yield Proposal(_("Asked afterwards what became of it"), said, facts.page(PAGES["record"]))


def _series(facts: Facts) -> Iterator[Proposal]:
    for each in facts.rows["series"]:
        url = reverse(PAGES["record"], args=[facts.slug, each.pk])
        yield Proposal(str(each.title), _("of the same series"), url)


FINDERS: Final[dict[str, Finder]] = {
    "question_story": _question_story,
    "tree": _tree,
    "participation": _participation,
    "years": _years,
    "agreements": _agreements,
    "benefits_expected": _benefits_expected,
    "benefits_reached": _benefits_reached,
    "costs": _costs,
    "resources": _resources,
    "community_knowledge": _community_knowledge,
    "community_authors": _community_authors,
    "courses": _courses,
    "knowledge_exchanged": _knowledge_exchanged,
    "research_products": _research_products,
    "baseline": _baseline,
    "change": _change,
    "certificates": _certificates,
    "follow_ups": _follow_ups,
    "series": _series,
    "adopters": _certificates,
}
"""What the rubric may name as evidence."""
PAGES: Final = {
    "record": "projects:project",
    "learning": "projects:project_learning",
    "resources": "projects:project_resources",
    "participation": "engagement:participation",
    "benefits": "engagement:benefits",
    "change": "engagement:change",
    "certificates": "engagement:certificates",
    "vault": "engagement:evidence",
    "knowledge": "engagement:entry",
}
"""Where each kind of evidence is written."""
