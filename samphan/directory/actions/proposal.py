"""Proposing a change of a record that others keep, and answering such proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.directory import policy
from samphan.directory.actions.organisation import WORDS as ORGANISATION_WORDS
from samphan.directory.actions.organisation import aliases_of, describe_organisation, spellings
from samphan.directory.actions.person import WORDS as PERSON_WORDS
from samphan.directory.actions.person import describe_person
from samphan.directory.models import ChangeProposal, Organisation, Person, ProposalState
from samphan.directory.queries.proposal import read_partial
from samphan.kit.errors import Problem
from samphan.tenancy.audit import plain, record, values

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from samphan.kit.actor import Actor

WORDS: Final[dict[type[Organisation | Person], tuple[str, ...]]] = {
    Organisation: ORGANISATION_WORDS,
    # Who sees a person is for the keeper to decide.
    Person: tuple(name for name in PERSON_WORDS if name != "is_listed"),
}
LONGEST_REASON: Final = 1_000


@transaction.atomic
def propose_change(
    *,
    by: Actor,
    subject: Organisation | Person,
    words: Mapping[str, Any],
    reason: str,
    now: dt.datetime,
) -> ChangeProposal:
    """Tell those who keep a record what should stand in it; ``words`` are among ``WORDS`` of its kind.

    What equals the record is left out. Where nothing is left there is nothing to propose.

    Raises:
        Problem: nothing differs, no reason, or the record became another one while the form was open.
    """
    by.must(policy.propose, on=subject)
    if subject.merged_into_id is not None:
        raise Problem(_("This record became another one meanwhile. Propose the change there."))
    known = WORDS[type(subject)]
    if strange := words.keys() - set(known):
        raise TypeError(f"cannot be proposed: {sorted(strange)}")
    present = values(subject, known)
    changes = {
        name: [present[name], wanted]
        for name, value in words.items()
        if (wanted := plain(value)) != present[name]
    }
    if not changes:
        raise Problem(_("Nothing differs from the record. Change what should be different."))
    if not reason.strip():
        raise Problem(_("Say why, so that the change can be judged."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise Problem(_("Keep this to %(limit)s characters.") % {"limit": LONGEST_REASON}, field="reason")
    role = "organisation" if isinstance(subject, Organisation) else "person"
    proposal = ChangeProposal.objects.create(
        kept_by_id=subject.kept_by_id,
        proposed_in_id=by.network_id,
        proposer_id=by.user_id,
        proposer_label=by.label,
        network_label=by.network.name_th if by.network else "",
        changes=changes,
        reason=reason,
        proposed_at=now,
        **{role: subject},
    )
    record(by, "propose_change", subject, changes={name: [None, None] for name in changes}, reason=reason)
    return proposal


@transaction.atomic
def answer_proposal(
    *, by: Actor, proposal: ChangeProposal, fields: Collection[str], answer: str, now: dt.datetime
) -> ChangeProposal:
    """Take some fields of a proposal into the record, or none of them; who made it reads the answer.

    Of a record that was merged, they are taken into the one that stayed. Undoing the merge later leaves them there, as it
    leaves all that was written meanwhile.

    Raises:
        Problem: it was settled, a field is not in it, nothing is taken and nothing said, the record refuses the value.
    """
    by.must(policy.answer_proposal, on=proposal)
    proposal = _held(by, proposal)
    if set(fields) - proposal.changes.keys():
        raise Problem(_("Choose among what was proposed."), field="fields")
    if len(set(fields)) < len(proposal.changes) and not answer.strip():
        raise Problem(_("Say why not everything is taken. Whoever proposed it reads this."), field="answer")
    taken = sorted(set(fields))
    if taken:
        _apply(by, proposal, {name: proposal.changes[name][1] for name in taken})
    whole = len(taken) == len(proposal.changes)
    state = ProposalState.ACCEPTED if whole else ProposalState.IN_PART if taken else ProposalState.DECLINED
    proposal.accepted = taken
    _settle(by, proposal, state, answer, now)
    record(by, "answer_proposal", proposal.subject, changes={"accepted": [None, taken]}, reason=answer)
    return proposal


@transaction.atomic
def withdraw_proposal(*, by: Actor, proposal: ChangeProposal, now: dt.datetime) -> ChangeProposal:
    """Whoever proposed it takes it back."""
    by.must(policy.withdraw_proposal, on=proposal)
    proposal = _held(by, proposal)
    _settle(by, proposal, ProposalState.WITHDRAWN, "", now)
    record(by, "withdraw_proposal", proposal.subject)
    return proposal


def _held(by: Actor, proposal: ChangeProposal) -> ChangeProposal:
    held: ChangeProposal = (
        ChangeProposal.objects.for_actor(by)
        .with_records()
        .select_for_update(of=("self",))
        .get(pk=proposal.pk)
    )
    if held.state != ProposalState.OPEN:
        raise Problem(_("This proposal was settled already."))
    return held


def _settle(by: Actor, proposal: ChangeProposal, state: str, answer: str, now: dt.datetime) -> None:
    proposal.state, proposal.answer, proposal.decided_at, proposal.decided_by = state, answer, now, by.label
    proposal.save()


def _apply(by: Actor, proposal: ChangeProposal, words: dict[str, Any]) -> None:
    """Put values into the record by the act that always does it, so that every rule of it holds."""
    if words.get("status_since"):
        words["status_since"] = read_partial(words["status_since"])
    if words.get("status") == "active":
        words.setdefault("status_since", None)
    subject = proposal.subject
    if isinstance(subject, Organisation):
        organisation = Organisation.objects.for_actor(by).select_related("parent").get(pk=subject.pk)
        describe_organisation(
            by=by,
            organisation=organisation,
            version=None,
            parent=organisation.parent,
            aliases=aliases_of(spellings(organisation)),
            **words,
        )
    elif subject is not None:
        describe_person(by=by, person=subject, version=None, **words)
