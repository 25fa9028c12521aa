"""What the record of a project claims about each partner, and what the partner said to it.

A claim is drawn from the record and never stored. It has a key that stays the same while the record is written, and a
fingerprint of what it says: an answer to another fingerprint is an answer to something else, and the claim is asked again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from samphan.engagement.models import (
    Benefit,
    BenefitKind,
    BenefitState,
    Participation,
    Situation,
    Stage,
    Voice,
)
from samphan.engagement.queries.plain_words import STAGE_QUESTIONS, TOLD_STRENGTHS
from samphan.kit.bilingual import Text
from samphan.kit.formats import language, number
from samphan.kit.partial import PartialDate
from samphan.kit.thai.dates import format_date
from samphan.projects.models import PartnerRole, PartnerSide, ProjectPartner, ProjectResource, ProjectServed
from samphan.tenancy.audit import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from django.utils.functional import _StrOrPromise

    from samphan.projects.models import Project

FINGERPRINT: Final = 32
"""Characters of a fingerprint: the first of a SHA-256 in hex."""


class About(StrEnum):
    """What a claim is about; the order in which they are asked."""

    PART = "part"
    NEED = "need"
    QUESTION = "question"
    RESOURCE = "resource"
    GAIN = "gain"
    COST = "cost"
    COMMUNITY = "community"
    STAGES = "stages"
    SERVED = "served"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that the record says about a partner.

    ``content`` are the bare values of the record; sentence and quotation are made of them in the reader's language.
    """

    key: str
    about: About
    content: Mapping[str, Any]

    @property
    def fingerprint(self) -> str:
        """A hash of what is said, the same in every language."""
        said = json.dumps(self.content, ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(f"{self.about}\n{said}".encode()).hexdigest()[:FINGERPRINT]

    @property
    def heading(self) -> str:
        """What it is about, in two or three words."""
        return str(_HEADINGS[self.about])

    @property
    def sentence(self) -> str:
        """What is claimed, as somebody in a village would say it."""
        return _SENTENCES[self.about](self.content)

    @property
    def lines(self) -> list[str]:
        """What stands under the sentence: a quotation of the record, or a short list."""
        return [each for each in _LINES.get(self.about, _no_lines)(self.content) if each]

    @property
    def shown(self) -> str:
        """All that is read, as an answer keeps it."""
        return "\n".join([self.sentence, *self.lines])


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of records from which claims are drawn, by project and by partner."""

    partners: Mapping[int, Sequence[ProjectPartner]] = field(default_factory=dict)
    resources: Mapping[int, Sequence[ProjectResource]] = field(default_factory=dict)
    served: Mapping[int, Sequence[ProjectServed]] = field(default_factory=dict)
    benefits: Mapping[int, Sequence[Benefit]] = field(default_factory=dict)
    stages: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    situations: Mapping[int, Situation] = field(default_factory=dict)


def load_rows(projects: Collection[int], partner: int | None = None) -> Rows:
    """What claims about the partners of these projects are drawn from; six statements, whatever their number.

    The caller has found the projects, or the one partner, through ``for_actor``.
    """
    of_partner = {"partner_id": partner} if partner else {"partner__isnull": False}
    people = ProjectPartner.objects.filter(project_id__in=projects, **({"pk": partner} if partner else {}))
    own = {"project_id__in": projects, **of_partner}
    ratings = Participation.objects.filter(**own, voice=Voice.UNIVERSITY).order_by(
        "partner_id", "stage", "-id"
    )
    stages: dict[int, dict[str, int]] = defaultdict(dict)
    for partner_id, stage, intensity in ratings.distinct("partner_id", "stage").values_list(
        "partner_id", "stage", "intensity"
    ):
        stages[partner_id][stage] = intensity
    benefits = Benefit.objects.filter(**own, voice=Voice.UNIVERSITY, withdrawn_at__isnull=True).order_by("id")
    return Rows(
        partners=_by("project_id", people.select_related("organisation").order_by("order", "id")),
        resources=_by("partner_id", ProjectResource.objects.filter(**own).order_by("order", "id")),
        served=_by(
            "project_id", ProjectServed.objects.filter(project_id__in=projects).order_by("order", "id")
        ),
        benefits=_by("partner_id", benefits),
        stages=stages,
        situations={each.project_id: each for each in Situation.objects.filter(project_id__in=projects)},
    )


def draw(project: Project, partner: ProjectPartner, rows: Rows) -> list[Claim]:
    """Everything that the record claims about a partner, in the order in which it is asked. No statement."""
    return list(_draw(project, partner, rows))


def _draw(project: Project, partner: ProjectPartner, rows: Rows) -> Iterator[Claim]:
    yield Claim(
        "part",
        About.PART,
        {
            "role_code": partner.role_code,
            "role": partner.role,
            "since": plain(partner.since) if partner.since else None,
            "leads": partner.is_lead,
        },
    )
    if project.need_th or project.need_en:
        yield Claim("need", About.NEED, {"th": project.need_th, "en": project.need_en})
    if project.question_th or project.question_en or project.question_story:
        words = {"th": project.question_th, "en": project.question_en, "story": project.question_story}
        yield Claim("question", About.QUESTION, words)
    for each in rows.resources.get(partner.pk, ()):
        values = ("title", "kind", "amount", "unit", "value_baht", "value_basis")
        yield Claim(f"resource:{each.pk}", About.RESOURCE, _values(each, values))
    for gain in rows.benefits.get(partner.pk, ()):
        yield of_benefit(gain)
    if project.community_benefit and partner.side == PartnerSide.SOCIETY:
        yield Claim("community", About.COMMUNITY, {"words": project.community_benefit})
    if stages := rows.stages.get(partner.pk):
        yield Claim("stages", About.STAGES, dict(stages))
    yield from _of_whole(project, rows)


def of_benefit(benefit: Benefit) -> Claim:
    """What the record claims of one benefit or cost of a partner, as it stands now. No statement."""
    about = About.GAIN if benefit.kind == BenefitKind.BENEFIT else About.COST
    return Claim(f"benefit:{benefit.pk}", about, _values(benefit, ("words", "state", "value_baht")))


def _of_whole(project: Project, rows: Rows) -> Iterator[Claim]:
    """What the record says of the project as a whole, and asks every partner about."""
    if served := rows.served.get(project.pk):
        groups = [
            _values(each, ("label", "number", "is_direct", "is_counted", "households")) for each in served
        ]
        yield Claim("served", About.SERVED, {"groups": groups})
    if situation := rows.situations.get(project.pk):
        if situation.before:
            yield Claim("before", About.BEFORE, {"words": situation.before})
        if situation.change or situation.after:
            yield Claim("after", About.AFTER, {"change": situation.change, "words": situation.after})


def _values(row: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in names}


def _by[R](name: str, rows: Iterable[R]) -> dict[int, list[R]]:
    found: dict[int, list[R]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


type _Content = Mapping[str, Any]

# How claims are said. ``c`` are the values of the record; amounts are text there, since JSON knows no decimals.


def _part(c: _Content) -> str:
    code = str(PartnerRole(c["role_code"]).label) if c["role_code"] else ""
    role = " · ".join(filter(None, [code, c["role"]]))
    since = _said_date(c["since"])
    if role and since:
        return _("You have taken part in this project since %(since)s. Your part: %(role)s") % {
            "role": role,
            "since": since,
        }
    if role:
        return _("You take part in this project. Your part: %(role)s") % {"role": role}
    if since:
        return _("You have taken part in this project since %(since)s.") % {"since": since}
    return _("You take part in this project.")


def _said_date(value: str | None) -> str:
    if not value:
        return ""
    first, _slash, until = value.partition("/")
    date = PartialDate(dt.date.fromisoformat(first), dt.date.fromisoformat(until))
    # A year alone is a bare number in a sentence: "since 2566" could be anything.
    return format_date(
        date.from_on, language=language(), precision=date.precision, with_era=date.precision == "year"
    )


def _resource(c: _Content) -> str:
    amount = " ".join(filter(None, [number(_tidy(c["amount"])) if c["amount"] else "", c["unit"]]))
    what = f"{c['title']} ({amount})" if amount else c["title"]
    return _("You gave to the project: %(what)s") % {"what": what}


def _worth(c: _Content) -> list[str]:
    if not c["value_baht"]:
        return []
    said = _("The project reckons that it is worth %(value)s baht.") % {
        "value": number(_tidy(c["value_baht"]))
    }
    return [said, c.get("value_basis", "")]


def _gain(c: _Content) -> str:
    if c["state"] == BenefitState.ACHIEVED:
        return _("This came of it for you: %(words)s") % {"words": c["words"]}
    if c["state"] == BenefitState.NOT_ACHIEVED:
        return _("This was hoped for, but did not come: %(words)s") % {"words": c["words"]}
    return _("You are to have this from it: %(words)s") % {"words": c["words"]}


def _cost(c: _Content) -> str:
    return _("This is what it costs you, or what you had to give up: %(words)s") % {"words": c["words"]}


def _stage_lines(c: _Content) -> list[str]:
    return [
        f"{STAGE_QUESTIONS[stage]} – {TOLD_STRENGTHS[c[stage.value]]}" for stage in Stage if stage.value in c
    ]


def _served(c: _Content) -> str:
    direct = sum(each["number"] or 0 for each in c["groups"] if each["is_direct"])
    if not direct:
        return _("The project says whom it serves.")
    return ngettext(
        "The project says that %(count)s person has taken part or was helped directly.",
        "The project says that %(count)s people have taken part or were helped directly.",
        direct,
    ) % {"count": number(direct)}


def _served_lines(c: _Content) -> list[str]:
    return [_served_line(each) for each in c["groups"]]


def _served_line(group: Mapping[str, Any]) -> str:
    said = [group["label"]]
    if group["number"] is not None:
        people = ngettext("%(count)s person", "%(count)s people", group["number"])
        said.append(people % {"count": number(group["number"])})
        said.append(pgettext("people", "counted") if group["is_counted"] else pgettext("people", "estimated"))
    if group["households"]:
        homes = ngettext("%(count)s household", "%(count)s households", group["households"])
        said.append(homes % {"count": number(group["households"])})
    if not group["is_direct"]:
        said.append(_("indirectly"))
    return " · ".join(said)


def _quoted(c: _Content) -> list[str]:
    return [str(Text.of(c["th"], c["en"])), c.get("story", "")]


def _no_lines(_content: _Content) -> list[str]:
    return []


def _tidy(value: str) -> str:
    """20.5000 as 20.5, 1500.00 as 1500."""
    return value.rstrip("0").rstrip(".") if "." in value else value


_HEADINGS: Final[Mapping[About, _StrOrPromise]] = {
    About.PART: gettext_lazy("Taking part"),
    About.NEED: gettext_lazy("The need"),
    About.QUESTION: gettext_lazy("The question set together"),
    About.RESOURCE: gettext_lazy("What you gave"),
    About.GAIN: gettext_lazy("What you gain"),
    About.COST: gettext_lazy("What it costs you"),
    About.COMMUNITY: gettext_lazy("What the community gains"),
    About.STAGES: gettext_lazy("How strongly you took part"),
    About.SERVED: gettext_lazy("How many people"),
    About.BEFORE: gettext_lazy("How things were before"),
    About.AFTER: gettext_lazy("What has changed"),
}
_SENTENCES: Final[Mapping[About, Callable[[_Content], str]]] = {
    About.PART: _part,
    About.NEED: lambda _c: _("The project says that this is what was needed:"),
    About.QUESTION: lambda _c: _("The project says that you set this question together:"),
    About.RESOURCE: _resource,
    About.GAIN: _gain,
    About.COST: _cost,
    About.COMMUNITY: lambda _c: _("The project says that the community gains this:"),
    About.STAGES: lambda _c: _("The project says that you took part like this:"),
    About.SERVED: _served,
    About.BEFORE: lambda _c: _("The project says that things were like this before:"),
    About.AFTER: lambda _c: _("The project says that this has changed:"),
}
_LINES: Final[Mapping[About, Callable[[_Content], list[str]]]] = {
    About.NEED: _quoted,
    About.QUESTION: _quoted,
    About.RESOURCE: _worth,
    About.GAIN: _worth,
    About.COST: _worth,
    About.COMMUNITY: lambda c: [c["words"]],
    About.STAGES: _stage_lines,
    About.SERVED: _served_lines,
    About.BEFORE: lambda c: [c["words"]],
    About.AFTER: lambda c: [c["change"], c["words"]],
}
