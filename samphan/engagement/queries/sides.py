"""How far partners confirm what a record says about them: for one project with all its partners, and for lists."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from samphan.engagement.models import (
    OBJECTIONS,
    Benefit,
    CertificateState,
    ClaimAnswer,
    ClaimReply,
    Participation,
    PartnerAsk,
    PartnerWords,
    UseCertificate,
    Voice,
)
from samphan.engagement.queries.claims import draw, load_rows
from samphan.kit.formats import thai_date
from samphan.projects.models import PartnerSide

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from samphan.engagement.queries.claims import Claim
    from samphan.projects.models import Project, ProjectPartner


class ClaimStatus(TextChoices):
    """How a claim stands with the partner whom it is about; an answer that still holds gives the code of its verdict."""

    UNANSWERED = "unanswered", pgettext_lazy("claim", "not confirmed by the partner")
    CONFIRMED = "confirmed", pgettext_lazy("claim", "confirmed")
    CORRECTED = "corrected", pgettext_lazy("claim", "corrected")
    DISPUTED = "disputed", pgettext_lazy("claim", "disputed")
    CANNOT_SAY = "cannot_say", pgettext_lazy("claim", "cannot be said")
    CHANGED = "changed", pgettext_lazy("claim", "changed since it was answered")


TONES: Final = {
    ClaimStatus.CONFIRMED: "good",
    ClaimStatus.CORRECTED: "warm",
    ClaimStatus.DISPUTED: "bad",
    ClaimStatus.CHANGED: "warm",
}
OPEN: Final = frozenset({ClaimStatus.UNANSWERED, ClaimStatus.CHANGED})
"""To be asked, or to be asked again."""


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim with everything that was said to it, the latest first; the latest holds."""

    claim: Claim
    answers: Sequence[ClaimAnswer] = ()

    @property
    def answer(self) -> ClaimAnswer | None:
        return self.answers[0] if self.answers else None

    @property
    def status(self) -> ClaimStatus:
        if self.answer is None:
            return ClaimStatus.UNANSWERED
        if self.answer.fingerprint != self.claim.fingerprint:
            return ClaimStatus.CHANGED
        return ClaimStatus(self.answer.verdict)

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return TONES.get(self.status, "")

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def label(self) -> str:
        """The mark that stands with the claim wherever it is shown, on paper too."""
        answer = self.answer
        if answer is None or self.status == ClaimStatus.UNANSWERED:
            return str(ClaimStatus.UNANSWERED.label)
        words = {"date": thai_date(answer.at, "short")}
        said = {
            ClaimStatus.CONFIRMED: _("confirmed by the partner on %(date)s"),
            ClaimStatus.CORRECTED: _("corrected by the partner on %(date)s"),
            ClaimStatus.DISPUTED: _("disputed by the partner on %(date)s"),
            ClaimStatus.CANNOT_SAY: _("the partner could not say on %(date)s"),
            ClaimStatus.CHANGED: _("changed since the partner answered on %(date)s"),
        }
        return said[self.status] % words


@dataclass(frozen=True, slots=True)
class PartnerSays:
    """One partner with all claims about it. ``former`` are answers to claims that the record makes no longer."""

    partner: ProjectPartner
    lines: Sequence[ClaimLine]
    former: Sequence[ClaimAnswer] = ()

    @property
    def is_asked(self) -> bool:
        """Whether it is one whose confirmation counts: not the university's own units."""
        return self.partner.side != PartnerSide.UNIVERSITY

    @property
    def is_silent_lead(self) -> bool:
        """Whether it is the university's unit that leads, and never said anything as a partner: nothing is asked of it."""
        return self.partner.is_own_lead and not self.former and not any(each.answers for each in self.lines)

    @property
    def confirmed(self) -> int:
        return self._count(ClaimStatus.CONFIRMED)

    @property
    def disputed(self) -> int:
        """Claims that the partner disputes or corrects, as they stand now."""
        return self._count(*OBJECTIONS)

    @property
    def answered(self) -> int:
        return sum(not each.is_open for each in self.lines)

    @property
    def is_confirmed(self) -> bool:
        """Every claim about it is confirmed."""
        return bool(self.lines) and self.confirmed == len(self.lines)

    @property
    def last_at(self) -> dt.datetime | None:
        """When it last answered."""
        return max((each.answer.at for each in self.lines if each.answer), default=None)

    @property
    def summary(self) -> str:
        """How far it confirms, in one line."""
        return _("%(confirmed)s of %(all)s statements confirmed") % {
            "confirmed": self.confirmed,
            "all": len(self.lines),
        }

    def line(self, key: str) -> ClaimLine | None:
        """The claim of a key."""
        return next((each for each in self.lines if each.claim.key == key), None)

    def _count(self, *statuses: str) -> int:
        return sum(each.status in statuses for each in self.lines)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What the partners of one project say to its record."""

    partners: Sequence[PartnerSays] = field(default_factory=tuple)

    @property
    def asked(self) -> list[PartnerSays]:
        """The partners whose confirmation counts."""
        return [each for each in self.partners if each.is_asked]

    @property
    def confirmed(self) -> int:
        """How many partners confirm everything."""
        return sum(each.is_confirmed for each in self.asked)

    @property
    def disputed(self) -> int:
        """How many claims are disputed or corrected, over all partners."""
        return sum(each.disputed for each in self.partners)

    @property
    def state(self) -> str:
        """``disputed``, ``confirmed`` (by all), ``partly``, ``unconfirmed``, or ``none`` without partners to ask."""
        if self.disputed:
            return "disputed"
        if not self.asked:
            return "none"
        if self.confirmed == len(self.asked):
            return "confirmed"
        return "partly" if any(each.confirmed for each in self.asked) else "unconfirmed"

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return {"disputed": "bad", "confirmed": "good", "partly": "info"}.get(self.state, "")

    @property
    def label(self) -> str:
        """The mark that stands with a project wherever it is shown, on paper too."""
        if self.state == "disputed":
            said = ngettext(
                "disputed by a partner (%(count)s statement)",
                "disputed by a partner (%(count)s statements)",
                self.disputed,
            )
            return said % {"count": self.disputed}
        if self.state == "none":
            return _("no partner to confirm it")
        last = max((each.last_at for each in self.asked if each.last_at), default=None)
        if self.state == "confirmed" and last:
            return _("confirmed by the partner on %(date)s") % {"date": thai_date(last, "short")}
        if self.state == "partly":
            return _("confirmed in part by the partner")
        return str(ClaimStatus.UNANSWERED.label)

    def label_of(self, partner_id: int, key: str) -> str:
        """The mark of one claim, ``benefit:12``; of a claim that the record does not make, nothing."""
        found = next((each for each in self.partners if each.partner.pk == partner_id), None)
        line = found.line(key) if found else None
        return line.label if line else ""


def confirmation_of(projects: Sequence[Project]) -> dict[int, Confirmation]:
    """By project id, what all its partners say to its record. Eight statements, whatever the number of projects.

    The caller has found the projects through ``for_actor``; private answers of partners are read with the project.
    """
    if not projects:
        return {}
    rows = load_rows([each.pk for each in projects])
    answers = _answers(ClaimAnswer.objects.filter(project_id__in=[each.pk for each in projects]))
    return {
        each.pk: Confirmation(
            tuple(
                _says(each, partner, draw(each, partner, rows), answers)
                for partner in rows.partners.get(each.pk, ())
            )
        )
        for each in projects
    }


def says(partner: ProjectPartner) -> PartnerSays:
    """One partner alone (loaded with its project): what its personal link shows. Eight statements."""
    rows = load_rows([partner.project_id], partner.pk)
    answers = _answers(ClaimAnswer.objects.filter(partner=partner))
    return _says(partner.project, partner, draw(partner.project, partner, rows), answers)


type _Answers = Mapping[int, Mapping[str, Sequence[ClaimAnswer]]]


def _answers(found: QuerySet[ClaimAnswer]) -> _Answers:
    """All answers by partner and claim, the latest first, with what was replied. Two statements."""
    grouped: dict[int, dict[str, list[ClaimAnswer]]] = defaultdict(lambda: defaultdict(list))
    for each in found.order_by("-id").prefetch_related("replies"):
        grouped[each.partner_id][each.key].append(each)
    return grouped


def _says(
    project: Project, partner: ProjectPartner, claims: Sequence[Claim], answers: _Answers
) -> PartnerSays:
    known = {each.key for each in claims}
    own = answers.get(partner.pk, {})
    former = tuple(each for key, rows in own.items() if key not in known for each in rows)
    lines = tuple(ClaimLine(each, own.get(each.key, ())) for each in claims)
    partner.project = project
    return PartnerSays(partner, lines, former)


def unsettled(answers: Sequence[ClaimAnswer]) -> list[ClaimAnswer]:
    """Corrections and disputes to which the project has not replied."""
    return [each for each in answers if each.verdict in OBJECTIONS and not each.replies.all()]


def last_reply(answer: ClaimAnswer) -> ClaimReply | None:
    """What the project did last about an answer (loaded with its replies)."""
    return max(answer.replies.all(), key=lambda each: each.pk, default=None)


def has_spoken(partner: ProjectPartner) -> bool:
    """Whether a partner was asked or said anything, by whatever way. At most six statements."""
    spoke = {"partner": partner, "voice": Voice.PARTNER}
    kept: tuple[QuerySet[Any], ...] = (
        PartnerAsk.objects.filter(partner=partner),
        ClaimAnswer.objects.filter(partner=partner),
        Participation.objects.filter(**spoke),
        Benefit.objects.filter(**spoke),
        PartnerWords.objects.filter(partner=partner),
        UseCertificate.objects.filter(partner=partner).exclude(state=CertificateState.DRAFT),
    )
    return any(each.exists() for each in kept)
