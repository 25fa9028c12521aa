"""Dossiers as a list, and one of them with everything that its page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, F, Q

from samphan.engagement.queries.sides import confirmation_of
from samphan.kit.thai.sortkey import sort_key
from samphan.knowledge.models import Dossier, DossierIssue
from samphan.knowledge.queries.dossier_facts import facts_of
from samphan.knowledge.queries.readiness import readiness
from samphan.knowledge.queries.rules import rules_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from samphan.engagement.queries.sides import PartnerSays
    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState
    from samphan.knowledge.queries.dossier_facts import Facts
    from samphan.knowledge.queries.readiness import Readiness
    from samphan.knowledge.queries.rules import Rules

SORTS: Final = ("title", "holder", "changed")
FILTERS: Final = ("pack", "state")
_ORDERS: Final = {"title": "sort_key", "changed": "changed_at"}
ISSUES_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class DossierPage:
    """A dossier with its rules, what the records hold, how ready each part is, and the papers that were made."""

    facts: Facts
    rules: Rules
    ready: Sequence[Readiness]
    told: Mapping[int, PartnerSays]
    issues: Sequence[DossierIssue]
    closed: int = 0
    """How many of its projects the reader may not read any more; nothing of these is there."""

    @property
    def met(self) -> int:
        return sum(each.met for each in self.ready)

    @property
    def of(self) -> int:
        return sum(each.of for each in self.ready)

    @property
    def percent(self) -> int | None:
        """Share of all needs that are met, rounded down: 100 is all of them. None while no project was chosen."""
        return 100 * self.met // self.of if self.of else None


def dossiers(actor: Actor, state: ListState) -> QuerySet[Any] | list[Any]:
    """What the list shows, each with the number of its projects (``project_count``).

    By holder they are sorted here: a name stands as on the paper, without a key of its own.
    """
    found = Dossier.objects.for_actor(actor).select_related("unit")
    for word in state.query.split():
        found = found.filter(
            Q(title_th__icontains=word) | Q(title_en__icontains=word) | Q(holder_name__icontains=word)
        )
    if pack := state.filters.get("pack"):
        found = found.filter(pack=pack)
    if state.filters.get("state") == "closed":
        found = found.filter(closed_at__isnull=False)
    elif state.filters.get("state") != "all":
        found = found.filter(closed_at__isnull=True)
    found = found.annotate(project_count=Count("projects"))
    if state.sort_key == "holder":
        by_id = found.order_by("id")
        return sorted(by_id, key=lambda each: sort_key(each.holder_name), reverse=state.is_descending)
    order = F(_ORDERS.get(state.sort_key, "sort_key"))
    return found.order_by(order.desc() if state.is_descending else order.asc(), "id")


def told_of(facts: Facts) -> dict[int, PartnerSays]:
    """What each partner of the dossier's projects says to the record, by the id of the partner. Eight statements."""
    found = confirmation_of([each.project for each in facts.projects])
    return {says.partner.pk: says for each in found.values() for says in each.partners}


def dossier_page(actor: Actor, dossier: Dossier) -> DossierPage:
    """Everything of a dossier that the caller has loaded through ``for_actor``.

    Raises:
        NoSuchRules: its rules are no longer in the catalogue.
    """
    rules, facts = rules_of(dossier.pack), facts_of(actor, dossier)
    told = told_of(facts)
    issues = DossierIssue.objects.for_actor(actor).filter(dossier=dossier).select_related("docx", "pdf")
    return DossierPage(
        facts,
        rules,
        readiness(facts, rules, told),
        told,
        list(issues.order_by("-number")[:ISSUES_SHOWN]),
        closed=dossier.projects.count() - len(facts.projects),
    )
