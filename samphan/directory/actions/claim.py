"""A user says which person he or she is; the secretariat looks at what speaks for it and decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samphan.directory import policy
from samphan.directory.actions.person import describe_words
from samphan.directory.models import ClaimState, Person, PersonClaim
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor

OWN_WORDS: Final = ("given_name_en", "family_name_en", "expertise")
"""What somebody changes in the own record: how the name is spelt in English, and what he or she knows."""


class Accepts(Protocol):
    """Does what an upper app owes to somebody who is known as a person of the directory from now on."""

    def __call__(self, *, by: Actor, claim: PersonClaim) -> None: ...


_elsewhere: Final[list[Accepts]] = []


def also(accepts: Accepts) -> None:
    """Register what else is done when a claim is accepted. Called in ``apps.py``."""
    if accepts not in _elsewhere:
        _elsewhere.append(accepts)


@transaction.atomic
def claim_person(*, by: Actor, person: Person, now: dt.datetime, words: str = "") -> PersonClaim:
    """The actor says to be a person of the directory; ``words`` may say what shows it."""
    by.must(policy.claim, on=person)
    own = PersonClaim.objects.filter(network_id=by.network_id, user_id=by.user_id or 0)
    if own.filter(state=ClaimState.ACCEPTED).exists():
        raise Problem(_("You are known as somebody else already. Take that back first."))
    if own.filter(state=ClaimState.ASKED).exists():
        raise Problem(_("You have asked already. The secretariat will answer."))
    if _known_as(by, person).exists():
        raise Problem(_("Somebody else is known as this person. Ask the secretariat."))
    asked = PersonClaim.objects.create(
        network_id=by.network_id, person=person, user_id=by.user_id or 0, words=words, asked_at=now
    )
    record(by, "claim_person", person)
    return asked


@transaction.atomic
def accept_claim(*, by: Actor, claim: PersonClaim, now: dt.datetime) -> PersonClaim:
    """The user is this person; upper apps hand over what waited for the person (``also``)."""
    claim = _held(by, claim)
    if _known_as(by, claim.person).exists():
        raise Problem(_("Somebody else is known as this person already. End that first."))
    claim = _settle(by, claim, ClaimState.ACCEPTED, "accept_claim", now, "")
    for accepts in _elsewhere:
        accepts(by=by, claim=claim)
    return claim


@transaction.atomic
def refuse_claim(*, by: Actor, claim: PersonClaim, reason: str, now: dt.datetime) -> PersonClaim:
    """The user is not this person, or it cannot be seen; the reason is told."""
    claim = _held(by, claim)
    if not reason.strip():
        raise Problem(_("Say why. The person will read it."), field="answer")
    return _settle(by, claim, ClaimState.REFUSED, "refuse_claim", now, reason)


@transaction.atomic
def end_claim(*, by: Actor, claim: PersonClaim, now: dt.datetime, reason: str = "") -> PersonClaim:
    """Take back what was asked or accepted: by the user, or by the secretariat."""
    by.must(policy.end_claim, on=claim)
    claim = _locked(by, claim)
    if claim.state not in {ClaimState.ASKED, ClaimState.ACCEPTED}:
        raise Problem(_("This was settled already."))
    return _settle(by, claim, ClaimState.ENDED, "end_claim", now, reason)


@transaction.atomic
def describe_self(*, by: Actor, person: Person, version: int | None, **words: Any) -> Person:
    """The person changes the own record, as far as ``OWN_WORDS`` go.

    Raises:
        Conflict: somebody saved the record since ``version``.
    """
    by.must(policy.edit_self, on=person)
    if strange := words.keys() - set(OWN_WORDS):
        raise TypeError(f"not one's own to change: {sorted(strange)}")
    person = Person.objects.for_actor(by).select_for_update().get(pk=person.pk)
    check_version(person, version, OWN_WORDS, changed_by=person.changed_by)
    before = values(person, OWN_WORDS)
    describe_words(by, person, words)
    record(by, "describe_self", person, changes=difference(before, values(person, OWN_WORDS)))
    return person


def _known_as(by: Actor, person: Person) -> QuerySet[PersonClaim]:
    """Claims that were accepted for a person, under whichever of the records that became one."""
    current = person.merged_into_id or person.pk
    return PersonClaim.objects.filter(
        Q(person=current) | Q(person__merged_into=current),
        network_id=by.network_id,
        state=ClaimState.ACCEPTED,
    )


def _locked(by: Actor, claim: PersonClaim) -> PersonClaim:
    held: PersonClaim = (
        PersonClaim.objects.for_actor(by)
        .select_related("person", "user")
        .select_for_update(of=("self",))
        .get(pk=claim.pk)
    )
    return held


def _held(by: Actor, claim: PersonClaim) -> PersonClaim:
    """A claim that waits for an answer, held until the transaction ends."""
    by.must(policy.decide_claim, on=claim)
    claim = _locked(by, claim)
    if claim.state != ClaimState.ASKED:
        raise Problem(_("This was settled already."))
    return claim


def _settle(
    by: Actor, claim: PersonClaim, state: ClaimState, act: str, now: dt.datetime, answer: str
) -> PersonClaim:
    claim.state, claim.answer, claim.decided_at, claim.decided_by = state, answer, now, by.label
    claim.save()
    record(by, act, claim.person, changes={"user": [None, claim.user.name]}, reason=answer)
    return claim
