"""The register as a list, and everything about one agreement."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import F, Func, Prefetch, Q
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from samphan.agreements.models import (
    FORMAL,
    Agreement,
    Amendment,
    Attachment,
    Fulfilment,
    Obligation,
    Party,
    Reminder,
    Resource,
    Signatory,
    SignOfLife,
)
from samphan.agreements.queries.findable import AGREEMENTS, hits
from samphan.agreements.transitions.force import State, StateCode, state_on, terms_of
from samphan.agreements.transitions.scope import begins, scope_on
from samphan.directory.models import Organisation
from samphan.tenancy import search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.db.models.expressions import OrderBy

    from samphan.kit.actor import Actor
    from samphan.kit.bilingual import Text
    from samphan.kit.components import ListState

SORTS: Final = ("title", "number", "end", "begin")
FILTERS: Final = ("state", "on", "kind", "party", "within")
WITHIN: Final = (30, 90, 180, 365)
OVER: Final = "over"
_ORDERS: Final[dict[str, tuple[F | Func, ...]]] = {
    "title": (F("sort_key"),),
    "number": (F("register_year"), F("register_number")),
    "end": (Func(F("force"), function="upper"),),
    "begin": (Func(F("force"), function="lower"),),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the register: the agreement, how it stands on the day asked about, and its parties of that day."""

    agreement: Agreement
    state: State
    parties: Sequence[Party]
    stated: int | None

    @property
    def pk(self) -> int:
        return self.agreement.pk


def in_force_on(on: dt.date) -> Q:
    """Condition: the agreement may hold on a day; the same answer as ``transitions.force.state_on``."""
    return Q(force__contains=on)


def in_state(state: str, on: dt.date) -> Q:
    """Condition: how an agreement stands on a day; ``over`` for every cause of an end."""
    if state == StateCode.IN_FORCE:
        return in_force_on(on)
    if state == StateCode.NOT_YET:
        return Q(force__startswith__gt=on)
    ended = Q(force__endswith__lte=on)
    return ended if state == OVER else ended & Q(end_cause=state)


def agreements(actor: Actor, state: ListState, *, on: dt.date) -> QuerySet[Agreement]:
    """What the list shows on a day: found by words in titles, scopes, numbers, and names of parties."""
    found = Agreement.objects.for_actor(actor).prefetch_related(parties_in_order())
    if state.query:
        kinds = ["directory.organisation"]
        named = search.find(state.query, kinds=kinds, limit=search.EVERY, every=True).hits
        of_parties = Party.objects.for_actor(actor).filter(of_organisations([hit.object_id for hit in named]))
        found = found.filter(
            Q(pk__in=hits(AGREEMENTS, state.query)) | Q(pk__in=of_parties.values("agreement_id"))
        )
    wanted = state.filters.get("state", "")
    if wanted in {*StateCode, OVER}:
        found = found.filter(in_state(wanted, on))
    kind = state.filters.get("kind", "")
    if kind == "formal":
        found = found.filter(kind__in=FORMAL)
    elif kind:
        found = found.exclude(kind__in=FORMAL) if kind == "informal_all" else found.filter(kind=kind)
    if (party := state.filters.get("party", "")).isdecimal():
        of_party = Party.objects.for_actor(actor).filter(of_organisations([int(party[:18])]))
        found = found.filter(pk__in=of_party.values("agreement_id"))
    if (days := state.filters.get("within", "")).isdecimal():
        last = on + dt.timedelta(days=min(int(days[:4]), 3_660))
        found = found.filter(in_force_on(on), force__endswith__lte=last + dt.timedelta(days=1))
    return found.order_by(*_order(state), "id")


def of_organisations(ids: Sequence[int], at: str = "organisation") -> Q:
    """Condition: what stands ``at`` is one of some organisations, or was merged into one of them."""
    return Q(**{f"{at}_id__in": ids}) | Q(**{f"{at}__merged_into_id__in": ids})


def _order(state: ListState) -> list[OrderBy]:
    keys = _ORDERS.get(state.sort_key, _ORDERS["title"])
    return [key.desc(nulls_last=True) if state.is_descending else key.asc(nulls_last=True) for key in keys]


def parties_in_order() -> Prefetch[str]:
    """The parties of agreements with their organisations, in the order of the paper."""
    return Prefetch("parties", Party.objects.select_related("organisation").order_by("order", "id"))


def row_of(agreement: Agreement, on: dt.date) -> Row:
    """A line of the list; parties were prefetched."""
    parties = list(agreement.parties.all())
    present = [each for each in parties if is_party(each, on)]
    return Row(agreement, state_on(terms_of(agreement, parties), on), present, agreement.stated_parties)


def is_party(party: Party, on: dt.date) -> bool:
    """Whether it may have been a party on a day: it has not withdrawn before, and does not accede later."""
    is_later = party.acceded_on is not None and party.acceded_on.from_on > on
    is_gone = party.withdrew_on is not None and party.withdrew_on.last_on < on
    return not is_later and not is_gone


def party_choices(actor: Actor) -> list[tuple[str, str]]:
    """The organisations that are parties, as choices of a filter in Thai order. One statement."""
    own = Party.objects.for_actor(actor).values(
        standing=Coalesce("organisation__merged_into_id", "organisation_id")
    )
    found = Organisation.objects.for_actor(actor).filter(pk__in=own).order_by("sort_key", "id")
    return [(str(each.pk), str(each.name)) for each in found.only("name_th", "name_en")]


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation with what was settled of it, the latest first; ``is_late`` when its day is over."""

    obligation: Obligation
    settled: Sequence[Fulfilment]
    is_late: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Everything about one agreement, as it stood on a day."""

    on: dt.date
    state: State
    scope: Text
    scope_from: Amendment | None
    parties: Sequence[Party]
    present: Sequence[Party]
    signatories: Sequence[Signatory]
    amendments: Sequence[Amendment]
    attachments: Sequence[Attachment]
    duties: Sequence[Duty]
    signs: Sequence[SignOfLife]
    reminders: Sequence[Reminder]
    resources: Sequence[Resource]
    continues: Agreement | None
    continued_by: Sequence[Agreement]

    @property
    def is_stated_other(self) -> bool:
        """Whether the paper says another number of parties than are named here."""
        return bool(self.parties) and self.parties[0].agreement.stated_parties not in {
            None,
            len(self.parties),
        }


def load_agreement(actor: Actor, pk: int) -> Agreement:
    """One agreement; 404 where the actor may not see it."""
    return get_object_or_404(Agreement.objects.for_actor(actor), pk=pk)


def agreement_page(actor: Actor, agreement: Agreement, *, on: dt.date, today: dt.date) -> Page:
    """Everything about an agreement. Eleven statements, however much there is."""
    parties = list(
        Party.objects.for_actor(actor)
        .filter(agreement=agreement)
        .select_related("organisation")
        .order_by("order", "id")
    )
    for each in parties:
        each.agreement = agreement
    amendments = sorted(
        Amendment.objects.for_actor(actor).filter(agreement=agreement).select_related("file"),
        key=lambda each: (begins(each), each.pk),
    )
    scope, scope_from = scope_on(agreement, amendments, on)
    of_it = {"agreement": agreement}
    signatories = (
        Signatory.objects.for_actor(actor).filter(**of_it).select_related("party__organisation", "person")
    )
    later = Agreement.objects.for_actor(actor).filter(continues=agreement)
    return Page(
        on=on,
        state=state_on(terms_of(agreement, parties), on),
        scope=scope,
        scope_from=scope_from,
        parties=parties,
        present=[each for each in parties if is_party(each, on)],
        signatories=list(signatories.order_by("is_witness", "order", "id")),
        amendments=amendments,
        attachments=list(
            Attachment.objects.for_actor(actor).filter(**of_it).select_related("file").order_by("id")
        ),
        duties=_duties(actor, agreement, today),
        signs=list(SignOfLife.objects.for_actor(actor).filter(**of_it).order_by("-on", "-id")),
        reminders=list(Reminder.objects.for_actor(actor).filter(**of_it).order_by("-turn_on", "days")),
        resources=list(
            Resource.objects.for_actor(actor)
            .filter(**of_it)
            .select_related("giver")
            .order_by("sort_key", "id")
        ),
        continues=Agreement.objects.for_actor(actor).filter(continued_by=agreement).first(),
        continued_by=list(later.order_by("id")),
    )


def _duties(actor: Actor, agreement: Agreement, today: dt.date) -> list[Duty]:
    obligations = Obligation.objects.for_actor(actor).filter(agreement=agreement)
    fulfilments = Fulfilment.objects.for_actor(actor).filter(obligation__agreement=agreement)
    settled: dict[int, list[Fulfilment]] = defaultdict(list)
    for each in fulfilments.order_by("-settled_on", "-id"):
        settled[each.obligation_id].append(each)
    return [
        Duty(each, settled[each.pk], is_late=each.next_due_on is not None and each.next_due_on < today)
        for each in obligations.select_related("party__organisation", "person").order_by(
            F("next_due_on").asc(nulls_last=True), "id"
        )
    ]
