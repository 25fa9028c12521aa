"""Organisations that might join: what is known of them, contacts, invitations and their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.comms.actions import write
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.networks import policy
from samphan.networks.models import (
    Answer,
    ContactNote,
    Level,
    Member,
    MembershipInvitation,
    Prospect,
    ProspectState,
)
from samphan.networks.transitions.prospect import ANSWERS, INVITE, JOIN, PROSPECT
from samphan.tenancy import links
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    import datetime as dt

    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor

PROSPECT_FIELDS: Final = (
    "potential", "potential_reason", "interest", "interest_reason", "keeper", "contact_name", "contact_email",
)  # fmt: skip
INVITATION_FIELDS: Final = ("to_name", "to_email", "subject", "body", "number", "answer_until")
LINK_MARK: Final = "{link}"
"""Where the personal link stands in the text of an invitation; at its end where nobody wrote the mark."""


def _label(prospect: Prospect) -> tuple[str, str]:
    return prospect.organisation.name_th, prospect.organisation.name_en


def _judged(words: dict[str, Any]) -> None:
    """A level that somebody judged needs its reason."""
    for name in ("potential", "interest"):
        if words.get(name, Level.UNKNOWN) != Level.UNKNOWN and not words.get(f"{name}_reason"):
            raise Problem(_("Say why, so that others can follow the judgement."), field=f"{name}_reason")


@transaction.atomic
def add_prospect(*, by: Actor, organisation: Organisation, is_sample: bool = False, **words: Any) -> Prospect:
    """Note an organisation that might become a member; ``words`` are among ``PROSPECT_FIELDS``.

    Raises:
        Problem: it is a member or noted already, or a judgement has no reason.
    """
    if by.network is None:
        raise ValueError("a prospective member belongs to a network")
    by.must(policy.manage_members, on=by.network)
    _judged(words)
    if Prospect.objects.filter(network_id=by.network_id, organisation=organisation).exists():
        raise Problem(_("This organisation is noted already."), field="organisation")
    if Member.objects.filter(
        network_id=by.network_id, organisation=organisation, until__isnull=True
    ).exists():
        raise Problem(_("This organisation is a member already."), field="organisation")
    made = Prospect.objects.create(
        network_id=by.network_id,
        organisation=organisation,
        sort_key=organisation.sort_key,
        is_sample=is_sample,
        **words,
    )
    changes = difference({}, values(made, PROSPECT_FIELDS))
    record(by, "add_prospect", made, label=_label(made), changes=changes)
    return made


def _lock(prospect: Prospect) -> Prospect:
    found = Prospect.objects.select_for_update(of=("self",)).select_related("organisation")
    return found.get(pk=prospect.pk)


@transaction.atomic
def change_prospect(*, by: Actor, prospect: Prospect, version: int | None = None, **words: Any) -> Prospect:
    """Change what is known of an organisation that might join (``PROSPECT_FIELDS``).

    Raises:
        Problem: a judgement has no reason.
        Conflict: somebody saved it since ``version``.
    """
    by.must(policy.manage_members, on=prospect)
    prospect = _lock(prospect)
    check_version(prospect, version, PROSPECT_FIELDS, changed_by=prospect.changed_by)
    before = values(prospect, PROSPECT_FIELDS)
    for name, value in words.items():
        setattr(prospect, name, value)
    _judged(values(prospect, PROSPECT_FIELDS))
    prospect.touch(by)
    prospect.save()
    changes = difference(before, values(prospect, PROSPECT_FIELDS))
    record(by, "change_prospect", prospect, label=_label(prospect), changes=changes)
    return prospect


@transaction.atomic
def move_prospect(*, by: Actor, prospect: Prospect, act: str, reason: str = "") -> Prospect:
    """Take the step ``act`` of ``transitions.prospect``: no longer pursued, taken up again, joined.

    Raises:
        Problem: the step is not possible in its state.
    """
    by.must(policy.manage_members, on=prospect)
    prospect = _lock(prospect)
    _move(by, prospect, act, reason)
    return prospect


def _move(by: Actor, prospect: Prospect, act: str, reason: str = "") -> None:
    after = PROSPECT.get((prospect.state, act))
    if after is None:
        raise Problem(_("This is not possible in the present state."))
    if prospect.state != after:
        before, prospect.state = prospect.state, after
        prospect.save(update_fields=["state"])
        changes = {"state": [before, after.value]}
        record(by, "move_prospect", prospect, label=_label(prospect), changes=changes, reason=reason)


def note_joined(by: Actor, network_id: int, organisation_id: int) -> None:
    """The organisation became a member: whoever kept it as a prospect sees that. The caller asked its own policy."""
    found = Prospect.objects.select_for_update(of=("self",)).select_related("organisation")
    prospect = found.filter(network_id=network_id, organisation_id=organisation_id).first()
    if prospect and prospect.state != ProspectState.JOINED:
        _move(by, prospect, JOIN)


@transaction.atomic
def note_contact(*, by: Actor, prospect: Prospect, on: dt.date, text: str, today: dt.date) -> ContactNote:
    """What was talked about with an organisation that might join.

    Raises:
        Problem: the day lies in the future.
    """
    by.must(policy.manage_members, on=prospect)
    if on > today:
        raise Problem(_("This day lies in the future."), field="on")
    made = ContactNote.objects.create(
        network_id=prospect.network_id, prospect=prospect, on=on, text=text, noted_by=by.label[:200]
    )
    record(by, "note_contact", prospect, label=_label(prospect), changes={"on": [None, on.isoformat()]})
    return made


@transaction.atomic
def draft_membership_invitation(
    *, by: Actor, prospect: Prospect, invitation: MembershipInvitation | None = None,
    version: int | None = None, **words: Any,
) -> MembershipInvitation:  # fmt: skip
    """Draft an invitation to join, or change a draft (``INVITATION_FIELDS``).

    Raises:
        Problem: it was sent: what was sent stays.
        Conflict: somebody saved it since ``version``.
    """
    by.must(policy.manage_members, on=prospect)
    if invitation is None:
        written = MembershipInvitation(network_id=prospect.network_id, prospect=prospect, version=0)
    else:
        written = MembershipInvitation.objects.select_for_update().get(pk=invitation.pk)
        check_version(written, version, INVITATION_FIELDS, changed_by=written.changed_by)
        if written.sent_at is not None:
            raise Problem(_("This invitation was sent. What was sent stays; draft another one."))
    before = values(written, INVITATION_FIELDS) if written.pk else {}
    for name, value in words.items():
        setattr(written, name, value)
    written.touch(by)
    written.save()
    changes = difference(before, values(written, INVITATION_FIELDS))
    record(by, "draft_membership_invitation", prospect, label=_label(prospect), changes=changes)
    return written


@transaction.atomic
def send_membership_invitation(
    *, by: Actor, invitation: MembershipInvitation, version: int | None = None, now: dt.datetime
) -> MembershipInvitation:
    """Send a drafted invitation by the outbox, with the personal link by which it is answered without an account.

    Raises:
        Problem: it was sent already, or the organisation cannot be invited in its state.
        Conflict: somebody changed the draft since ``version``.
    """
    by.must(policy.manage_members, on=invitation)
    prospect = _lock(invitation.prospect)
    invitation = MembershipInvitation.objects.select_for_update().get(pk=invitation.pk)
    check_version(invitation, version, INVITATION_FIELDS, changed_by=invitation.changed_by)
    if invitation.sent_at is not None:
        raise Problem(_("This invitation was sent already."))
    _move(by, prospect, INVITE)
    slug = by.slug
    link = links.make(policy.ANSWER, invitation, label=(invitation.to_name, invitation.to_name))
    text = invitation.body
    if LINK_MARK not in text:
        text = f"{text}\n\n{LINK_MARK}"
    write(
        to=invitation.to_email,
        subject=invitation.subject,
        text=text.replace(LINK_MARK, links.address(link, slug)),
        network_id=invitation.network_id,
    )
    invitation.sent_at = now
    invitation.touch(by)
    invitation.save()
    changes = {"to": [None, invitation.to_email]}
    record(by, "send_membership_invitation", prospect, label=_label(prospect), changes=changes)
    return invitation


@transaction.atomic
def answer_membership_invitation(
    *,
    by: Actor,
    invitation: MembershipInvitation,
    answer: str,
    words: str = "",
    name: str = "",
    now: dt.datetime,
) -> MembershipInvitation:
    """The organisation answers, by its link or by telephone; it may think better of it and answer again.

    Raises:
        Problem: the invitation was not sent, or the organisation joined or is no longer pursued.
    """
    by.must(policy.answer, on=invitation)
    prospect = _lock(invitation.prospect)
    invitation = MembershipInvitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.sent_at is None:
        raise Problem(_("This invitation was not sent yet."))
    act = ANSWERS[Answer(answer)]
    if (prospect.state, act) not in PROSPECT:
        raise Problem(_("This invitation is closed. Please write to the secretariat."))
    before = invitation.answer
    invitation.answer, invitation.answer_words, invitation.answered_at = answer, words, now
    invitation.answered_by = (name or by.label)[:200]
    invitation.touch(by)
    invitation.save()
    prospect.state = PROSPECT[prospect.state, act]
    prospect.save(update_fields=["state"])
    changes = {"answer": [before or None, answer]}
    record(by, "answer_membership_invitation", prospect, label=_label(prospect), changes=changes)
    return invitation
