"""Who may see and keep the directory, and who may bring lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from samphan.directory.models import (
    IMPORT_NEEDS,
    ChangeProposal,
    ContactPoint,
    Organisation,
    PersonClaim,
    PersonRelation,
    Visibility,
    claimed_by,
    keeper_name,
    looked_after,
)
from samphan.directory.models.claim import ClaimState
from samphan.kit.actor import YES, no
from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.directory.models import Affiliation, ListImport, Person, Steward, Succession
    from samphan.kit.actor import Actor, NetworkRef, Verdict


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


def add_part(actor: Actor, parent: Organisation) -> Verdict:
    """A new part of an organisation: editors of the directory, and for what it looks after a steward."""
    return add(actor, None) or keep(actor, parent)


def place_under(actor: Actor, parent: Organisation) -> Verdict:
    """Move an organisation below another one; a steward moves only within what he or she looks after."""
    return add(actor, None) or keep(actor, parent)


def keep(actor: Actor, record: Organisation | Person | Affiliation) -> Verdict:
    """Change a record: the directory's editors of the network that keeps it, and the steward of an organisation."""
    if record.kept_by_id != actor.network_id:
        return no(lazystr(_Keeper(record.kept_by_id)))
    entry = holds(actor, "directory.edit", record.kept_by_id)
    if entry or not isinstance(record, Organisation) or not _is_user_here(actor):
        return entry
    if Organisation.objects.filter(pk=record.pk, pk__in=looked_after(actor)).exists():
        return YES
    return no(_("You do not look after this organisation. Propose the change to those who do."))


def _is_user_here(actor: Actor) -> bool:
    """Whether a user of the network acts, who may look after something or be somebody in it."""
    return actor.user_id is not None and actor.holds("network.see")


def relate_organisations(actor: Actor, pair: tuple[Organisation, Organisation]) -> Verdict:
    """Say that one organisation came out of another: who keeps one of the two."""
    return keep(actor, pair[0]) or keep(actor, pair[1])


def keep_succession(actor: Actor, succession: Succession) -> Verdict:
    """Take such a relation away: the network that entered it, if it keeps one of the two."""
    if succession.kept_by_id != actor.network_id:
        return no(lazystr(_Keeper(succession.kept_by_id)))
    return relate_organisations(actor, (succession.earlier, succession.later))


def appoint_stewards(actor: Actor, organisation: Organisation) -> Verdict:
    """Say who looks after an organisation: the editors of the network that keeps it, and nobody else."""
    if organisation.kept_by_id != actor.network_id:
        return no(lazystr(_Keeper(organisation.kept_by_id)))
    return holds(actor, "directory.edit", organisation.kept_by_id)


def end_stewardship(actor: Actor, steward: Steward) -> Verdict:
    return holds(actor, "directory.edit", steward.network_id)


def see_contact(actor: Actor, contact: ContactPoint) -> Verdict:
    """One contact point: the same rule as ``for_actor``. Asks the database only where the visibility does not decide."""
    if contact.network_id != actor.network_id or actor.link is not None:
        return no(_("This belongs to another network."))
    entry = holds(actor, "network.see", contact.network_id)
    if not entry or actor.holds("directory.edit") or contact.visibility != Visibility.SECRETARIAT:
        return entry
    if _is_user_here(actor) and ContactPoint.objects.for_actor(actor).filter(pk=contact.pk).exists():
        return YES
    return no(_("Only the secretariat sees this."))


def add_contact(actor: Actor, subject: Organisation | Person) -> Verdict:
    """Keep how to reach somebody: editors; the person; the steward of the organisation. Each network keeps its own."""
    entry = add(actor, None)
    if entry or not _is_user_here(actor):
        return entry
    if isinstance(subject, Organisation):
        mine = Organisation.objects.filter(pk=subject.pk, pk__in=looked_after(actor)).exists()
    else:
        mine = is_person(actor, subject)
    return YES if mine else entry


def keep_contact(actor: Actor, contact: ContactPoint) -> Verdict:
    """Change a contact point or take it away."""
    if contact.network_id != actor.network_id:
        return no(_("This belongs to another network."))
    subject = contact.person or contact.organisation
    return add_contact(actor, subject) if subject is not None else add(actor, None)


def is_person(actor: Actor, person: Person) -> bool:
    """Whether the network of the address accepted that the actor is this person."""
    return _is_user_here(actor) and person.pk in claimed_by(actor)


def edit_self(actor: Actor, person: Person) -> Verdict:
    """The own name in English and the own expertise, where the record is kept."""
    if person.kept_by_id != actor.network_id:
        return no(lazystr(_Keeper(person.kept_by_id)))
    if is_person(actor, person):
        return YES
    return no(_("This is for the person alone. Say first that it is you."))


def claim(actor: Actor, person: Person) -> Verdict:
    """Ask to be taken for a person of the directory."""
    if not _is_user_here(actor):
        return no(_("Sign in to say who you are."))
    return see_person(actor, person)


def see_claim(actor: Actor, asked: PersonClaim) -> Verdict:
    """One's own, and for those who keep the directory all of the network: the same rule as ``for_actor``."""
    if asked.network_id != actor.network_id:
        return no(_("This belongs to another network."))
    entry = holds(actor, "network.see", asked.network_id)
    if entry and actor.user_id is not None and asked.user_id == actor.user_id:
        return YES
    return entry & holds(actor, "directory.edit", asked.network_id)


def see_claims(actor: Actor, network: NetworkRef) -> Verdict:
    """The list of those who say who they are."""
    return holds(actor, "directory.edit", network.pk)


def decide_claim(actor: Actor, asked: PersonClaim) -> Verdict:
    """Accept or refuse: the editors of the directory."""
    return holds(actor, "directory.edit", asked.network_id)


def end_claim(actor: Actor, asked: PersonClaim) -> Verdict:
    """Take back what was accepted or asked: whoever asked, and the editors."""
    if asked.state not in {ClaimState.ASKED, ClaimState.ACCEPTED}:
        return no(_("This was settled already."))
    return see_claim(actor, asked)


def propose(actor: Actor, record: Organisation | Person) -> Verdict:
    """Propose a change of a record that one sees and may not change oneself."""
    if not _is_user_here(actor):
        return no(_("Sign in to propose a change."))
    if keep(actor, record):
        return no(_("You may change this yourself."))
    return see(actor, record) if isinstance(record, Organisation) else see_person(actor, record)


def see_proposals(actor: Actor, network: NetworkRef) -> Verdict:
    """The list of proposals; each reader sees in it what concerns him or her."""
    return holds(actor, "network.see", network.pk)


def see_proposal(actor: Actor, proposal: ChangeProposal) -> Verdict:
    """One proposal: the same rule as ``for_actor``."""
    entry = holds(actor, "network.see", actor.network_id)
    if not entry:
        return entry
    if ChangeProposal.objects.for_actor(actor).filter(pk=proposal.pk).exists():
        return YES
    return no(_("This concerns others."))


def answer_proposal(actor: Actor, proposal: ChangeProposal) -> Verdict:
    """Take or decline what was proposed: whoever may change the record, or the one that it became."""
    if proposal.kept_by_id != actor.network_id:
        return no(lazystr(_Keeper(proposal.kept_by_id)))
    if proposal.organisation is not None:
        return keep(actor, proposal.organisation.merged_into or proposal.organisation)
    return holds(actor, "directory.edit", proposal.kept_by_id)


def withdraw_proposal(actor: Actor, proposal: ChangeProposal) -> Verdict:
    """Take a proposal back: whoever made it."""
    if proposal.proposed_in_id == actor.network_id and _is_user_here(actor):
        if proposal.proposer_id == actor.user_id:
            return YES
        return holds(actor, "directory.edit", proposal.proposed_in_id)
    return no(_("Only those who made a proposal take it back."))


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
    entry = holds(actor, "directory.edit", actor.network_id)
    for permission in sorted(set(IMPORT_NEEDS.values())):
        entry = entry | holds(actor, permission, actor.network_id)
    return entry


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
