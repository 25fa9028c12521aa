"""What communities are asked, by whom and when, over all projects of a network: their burden."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan import catalogue
from samphan.directory.models import Organisation
from samphan.engagement.models import AskAbout, PartnerAsk
from samphan.kit import sections
from samphan.kit.formats import thai_date
from samphan.kit.sections import Line, Lines, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState
    from samphan.projects.models import ProjectPartner

FOLDER: Final = "engagement"
_LABEL: Final = _("What was asked of it")
MOST_LINES: Final = 10
FILTERS: Final = ("kind",)
SORTS: Final = ("on", "project")


@dataclass(frozen=True, slots=True)
class Limits:
    """From how many asks in how many days on somebody is warned; for how many days a personal link works."""

    most: int
    days: int
    link_days: int


@cache
def limits() -> Limits:
    """As the catalogue says.

    Raises:
        PackError: the pack says something that cannot be; the message names the place.
    """
    pack = catalogue.read(FOLDER)["asking"].fields(
        required="code most days link_days", optional="source_th source_en"
    )
    return Limits(*(pack[name].number() for name in ("most", "days", "link_days")))


@dataclass(frozen=True, slots=True)
class Burden:
    """How often a community was asked of late, over all projects."""

    recent: int
    limits: Limits

    @property
    def is_heavy(self) -> bool:
        """It was asked more often than one should."""
        return self.recent > self.limits.most


def burden_of(partner: ProjectPartner, today: dt.date) -> Burden:
    """How often this community was asked lately, also in projects that the reader may not see. One statement."""
    return _burden(partner.network_id, _same(partner), today)


def burden_of_organisation(network_id: int, organisation: int, today: dt.date) -> Burden:
    """The same for an organisation of the directory. One statement."""
    return _burden(network_id, _of(organisation), today)


def _burden(network_id: int, wanted: Q, today: dt.date) -> Burden:
    since = today - dt.timedelta(days=limits().days)
    return Burden(PartnerAsk.objects.filter(wanted, network_id=network_id, on__gt=since).count(), limits())


def _of(organisation: int) -> Q:
    """Asks of an organisation, under whichever of its merged records."""
    return Q(partner__organisation__in=Organisation.objects.one_with(organisation).values("pk"))


def _same(partner: ProjectPartner) -> Q:
    """The rows of one community: of its organisation, or of a group of the same name that stands in no register."""
    if partner.organisation_id is not None:
        return _of(partner.organisation_id)
    return Q(partner__organisation__isnull=True, partner__name=partner.name)


def asks_of_organisation(actor: Actor, organisation: int) -> QuerySet[PartnerAsk]:
    """What was asked of an organisation in projects that the actor may see, the latest first."""
    found = PartnerAsk.objects.for_actor(actor).filter(_of(organisation))
    return found.select_related("project", "partner__organisation").order_by("-on", "-id")


def listed(actor: Actor, organisation: int, state: ListState) -> QuerySet[PartnerAsk]:
    """The same as the list asks for it: words in purpose, project or asker; one way of asking."""
    found = asks_of_organisation(actor, organisation)
    if kind := state.filters.get("kind"):
        found = found.filter(kind=kind)
    if state.query:
        words = ("purpose", "by_name", "project__title_th", "project__title_en")
        wanted = Q()
        for name in words:
            wanted |= Q(**{f"{name}__icontains": state.query})
        found = found.filter(wanted)
    column = {"on": "on", "project": "project__sort_key"}[state.sort_key]
    return found.order_by(f"-{column}" if state.is_descending else column, "-id")


def hidden_asks(actor: Actor, organisation: int) -> int:
    """How many more there were in projects that the actor may not see: they weigh on the community all the same."""
    every = PartnerAsk.objects.filter(_of(organisation), network_id=actor.network_id).count()
    return every - asks_of_organisation(actor, organisation).count()


def last_ask(partner: ProjectPartner) -> PartnerAsk | None:
    """Who asked a partner last to read what is written about it, and for what. One statement."""
    return PartnerAsk.objects.filter(partner=partner, about=AskAbout.RECORD).order_by("-id").first()


def asks_of_project(actor: Actor, partners: Sequence[ProjectPartner]) -> list[PartnerAsk]:
    """What a project asked of its partners, the latest first. One statement."""
    found = PartnerAsk.objects.for_actor(actor).filter(partner__in=partners)
    return list(found.select_related("partner__organisation").order_by("-on", "-id"))


def register() -> None:
    """Tell the page of an organisation what is asked of it; called in ``apps.py``."""
    sections.register(Section("directory.organisation", "engagement.asks", _LABEL, _lines, "message", 61))


def _lines(actor: Actor, ids: Sequence[int]) -> Lines:
    """The latest asks, and how many there are. Two statements at most."""
    slug = actor.slug
    found = PartnerAsk.objects.for_actor(actor).filter(partner__organisation_id__in=ids)
    rows, total = sections.first_of(found.select_related("project").order_by("-on", "-id"), MOST_LINES)
    lines = [
        Line(
            each.project.title,
            reverse("engagement:confirmations", args=[slug, each.project_id]),
            thai_date(each.on, "short"),
            " · ".join(filter(None, [str(each.get_kind_display()), each.purpose, each.by_name])),
        )
        for each in rows
    ]
    url = reverse("engagement:burden", args=[slug, ids[0]]) if ids else ""
    return Lines(lines, total, url)
