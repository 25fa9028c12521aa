"""Who may see and keep the directory, and who may bring lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import IMPORT_NEEDS, PersonRelation, keeper_name
from samphan.kit.actor import YES, no
from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.directory.models import Affiliation, ListImport, Organisation, Person
    from samphan.kit.actor import Actor, Verdict


def see(actor: Actor, _organisation: object) -> Verdict:
    """Organisations are seen by everybody who is signed in: the same rule as ``for_actor``."""
    if actor.is_signed_in or actor.networks:
        return YES
    return no(_("Sign in to see the directory."))


def see_people(actor: Actor, _network: object) -> Verdict:
    """The people with whom the network of the address has to do."""
    return holds(actor, "network.see", actor.network_id)


def see_person(actor: Actor, person: Person) -> Verdict:
    """One person: the same rule as ``for_actor``. Asks the database only where neither keeper nor list decides."""
    entry = see_people(actor, None)
    if not entry or person.kept_by_id == actor.network_id or person.is_listed:
        return entry
    if PersonRelation.objects.filter(network_id=actor.network_id, person_id=person.pk).exists():
        return YES
    return no(_("This network has nothing to do with this person."))


def add(actor: Actor, _network: object) -> Verdict:
    """A new record, kept by the network of the address."""
    return holds(actor, "directory.edit", actor.network_id)


def keep(actor: Actor, record: Organisation | Person | Affiliation) -> Verdict:
    """Change a record: the directory's editors of the network that keeps it."""
    if record.kept_by_id != actor.network_id:
        return no(lazystr(_Keeper(record.kept_by_id)))
    return holds(actor, "directory.edit", record.kept_by_id)


def relate(actor: Actor, person: Person) -> Verdict:
    """Say that the network has to do with a person whom one of its editors can see."""
    return add(actor, None) & see_person(actor, person)


class _Keeper:
    """Names the keeping network when the sentence is read, not when the rule is asked."""

    def __init__(self, network_id: int) -> None:
        self.network_id = network_id

    def __str__(self) -> str:
        return _("“%(network)s” keeps this record. Propose the change to that network.") % {
            "network": keeper_name(self.network_id)
        }


def see_lists(actor: Actor, _network: object) -> Verdict:
    """The page of brought lists: whoever may bring one of any kind."""
    return holds(actor, "directory.edit", actor.network_id) | holds(actor, "events.manage", actor.network_id)


def bring_list(actor: Actor, kind: str) -> Verdict:
    """A new list of a kind, in the network of the address."""
    return holds(actor, IMPORT_NEEDS[kind], actor.network_id)


def see_list(actor: Actor, brought: ListImport) -> Verdict:
    """A brought list: the same rule as ``for_actor``, because its rows are other people's names."""
    if brought.network_id != actor.network_id:
        return no(_("This belongs to another network."))
    return holds(actor, IMPORT_NEEDS[brought.kind], brought.network_id)


def manage_list(actor: Actor, brought: ListImport) -> Verdict:
    """Match, answer, take in, undo and discard a list."""
    return see_list(actor, brought)
