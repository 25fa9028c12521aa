"""Who says to be whom, and what speaks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from samphan.directory.models import ClaimState, ContactKind, ContactPoint, PersonClaim
from samphan.kit.thai.fold import fold
from samphan.kit.thai.names import split_name

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samphan.directory.models import Person
    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState

ALIKE: Final = 80
"""Likeness of 0 to 100 from which two names are said to be alike."""

SORTS: Final = {
    "asked": ("asked_at", "id"),
    "-asked": ("-asked_at", "-id"),
    "name": ("person__sort_key", "id"),
    "-name": ("-person__sort_key", "-id"),
    "user": ("user__name", "id"),
    "-user": ("-user__name", "-id"),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for a claim, or is missing."""

    text: str
    speaks_for: bool


type Source = Callable[[Actor, PersonClaim], Iterable[Evidence]]
"""Takes the actor who decides and a claim with its user and person; what an upper storey knows of the two."""

_sources: list[Source] = []


def register(source: Source) -> None:
    """Called in ``apps.py`` of an app that knows addresses or names of users."""
    if source not in _sources:
        _sources.append(source)


def claims(actor: Actor, state: ListState) -> QuerySet[PersonClaim]:
    """Claims of the network, as asked or the latest first; people in Thai order."""
    found = PersonClaim.objects.for_actor(actor).select_related("person", "user")
    if code := state.filters.get("state"):
        found = found.filter(state=code)
    if state.query:
        found = found.filter(user__name__icontains=state.query) | found.filter(
            person__given_name_th__icontains=state.query
        )
    return found.order_by(*SORTS.get(state.sort, SORTS["-asked"]))


def waiting_claims(actor: Actor) -> int:
    """How many wait for an answer. One statement."""
    return PersonClaim.objects.for_actor(actor).filter(state=ClaimState.ASKED).count()


def own_claim(actor: Actor) -> PersonClaim | None:
    """What the actor asked or is known as in the network of the address. One statement."""
    return (
        PersonClaim.objects.filter(
            network_id=actor.network_id,
            user_id=actor.user_id or 0,
            state__in=[ClaimState.ASKED, ClaimState.ACCEPTED],
        )
        .select_related("person")
        .first()
    )


def evidence(actor: Actor, claim: PersonClaim) -> list[Evidence]:
    """What speaks for a claim: the address of the account beside known addresses, the names beside each other."""
    address = claim.user.email
    same = ContactPoint.objects.for_actor(actor).filter(
        person_id=claim.person_id, kind=ContactKind.MAIL, value__iexact=address
    )
    found = [
        Evidence(
            _("The account's address %(address)s is a contact point of this person.") % {"address": address},
            speaks_for=True,
        )
        if same.exists()
        else Evidence(
            _("The account's address %(address)s is not among the contact points of this person.")
            % {"address": address},
            speaks_for=False,
        )
    ]
    names = {"account": claim.user.name, "person": claim.person.name_th}
    if _likeness(claim.user.name, claim.person) >= ALIKE:
        found.append(
            Evidence(_("The names are alike: “%(account)s” and “%(person)s”.") % names, speaks_for=True)
        )
    else:
        found.append(
            Evidence(_("The names differ: “%(account)s” and “%(person)s”.") % names, speaks_for=False)
        )
    return [*found, *(each for source in _sources for each in source(actor, claim))]


def _likeness(written: str, person: Person) -> float:
    name = split_name(written)
    bare = fold(f"{name.given_name} {name.family_name}")
    spellings = (
        f"{person.given_name_th} {person.family_name_th}",
        f"{person.given_name_en} {person.family_name_en}",
    )
    return max(fuzz.ratio(bare, fold(spelling)) for spelling in spellings)
