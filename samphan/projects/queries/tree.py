"""The decision tree: what a project is, by the answers of its keeper. Nobody overrides it; who disagrees changes an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samphan.projects.models import Category

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from samphan.projects.models import Project


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers; None is "not answered", an empty text "not stated"."""

    is_for_profit: bool | None = None
    is_public_issue: bool | None = None
    is_with_community: bool | None = None
    is_knowledge_exchanged: bool | None = None
    is_continuing: bool | None = None
    university_benefit: str = ""
    community_benefit: str = ""

    @classmethod
    def of(cls, project: Project) -> Answers:
        """Those that a record holds."""
        return cls(
            project.is_for_profit,
            project.is_public_issue,
            project.is_with_community,
            project.is_knowledge_exchanged,
            project.is_continuing,
            project.university_benefit,
            project.community_benefit,
        )


@dataclass(frozen=True, slots=True)
class Judgement:
    """``category`` is empty while ``missing`` answers are needed; ``because`` names the answer that led there."""

    category: Category | None
    because: str
    missing: tuple[str, ...] = ()

    @property
    def said(self) -> _StrOrPromise:
        """The explanation in words."""
        return REASONS[self.because]


REASONS: Final[dict[str, _StrOrPromise]] = {
    "open": _("Some questions are not answered yet."),
    "profit": _("It is not counted, because it is for private profit."),
    "no_public_issue": _("It is not counted, because it is not about an issue of the public."),
    "no_community": _("It is not counted, because nobody outside the university takes part."),
    "both": _(
        "It is engagement with society, because knowledge goes both ways and each side says what it gains."
    ),
    "one_gains": _(
        "It is academic service, because knowledge goes both ways but it is not stated what the university gains."
    ),
    "continuing": _(
        "It is academic service, because the university gives and goes on, but knowledge goes one way."
    ),
    "university_gains": _(
        "It is academic service, because the university gains from it too, but knowledge goes one way, and once."
    ),
    "given": _(
        "It is volunteering, because the university gives once, without an exchange of knowledge and without a gain."
    ),
}
#: The first "no" (or "yes" to profit) that ends the tree: field, the answer that ends it, why.
_STOPS: Final = (
    ("is_for_profit", True, "profit"),
    ("is_public_issue", False, "no_public_issue"),
    ("is_with_community", False, "no_community"),
)


def judge(answers: Answers) -> Judgement:
    """What the tree makes of some answers. Pure."""
    for name, ends, because in _STOPS:
        if getattr(answers, name) is ends:
            return Judgement(Category.NOT_COUNTED, because)
    missing = [name for name, _ends, _because in _STOPS if getattr(answers, name) is None]
    if answers.is_knowledge_exchanged is None:
        missing.append("is_knowledge_exchanged")
    if not answers.community_benefit.strip():
        missing.append("community_benefit")
    needs_time = answers.is_knowledge_exchanged is False and answers.is_continuing is None
    if needs_time:
        missing.append("is_continuing")
    if missing:
        return Judgement(None, "open", tuple(missing))
    gains = bool(answers.university_benefit.strip())
    if answers.is_knowledge_exchanged:
        return Judgement(Category.ENGAGEMENT, "both") if gains else Judgement(Category.SERVICE, "one_gains")
    if answers.is_continuing:
        return Judgement(Category.SERVICE, "continuing")
    if gains:
        return Judgement(Category.SERVICE, "university_gains")
    return Judgement(Category.VOLUNTEERING, "given")
