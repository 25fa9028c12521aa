"""Actions: one owner each; done, dropped with a reason, or carried over to a later occasion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.projects import policy, transitions
from samphan.projects.actions.records import network_of, refuse_after, write_record
from samphan.projects.models import ActionItem, ActionState
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt

    from samphan.directory.models import Organisation, Person
    from samphan.governance.models import Resolution
    from samphan.kit.actor import Actor

ACTION_FIELDS: Final = (
    "title_th", "title_en", "detail_th", "detail_en", "person", "owner_label", "owner_email", "organisation", "occasion",
    "resolution", "due_on",
)  # fmt: skip


class ActionWords(TypedDict, total=False):
    """What an action is described with: the owner is ``person`` or ``owner_label``, never both."""

    title_th: str
    title_en: str
    detail_th: str
    detail_en: str
    person: Person | None
    owner_label: str
    owner_email: str
    organisation: Organisation | None
    occasion: str
    resolution: Resolution | None
    due_on: dt.date | None


@transaction.atomic
def add_action(*, by: Actor, is_sample: bool = False, **words: Unpack[ActionWords]) -> ActionItem:
    """A new action of the actor's network."""
    action = ActionItem(network_id=network_of(by), is_sample=is_sample)
    by.must(policy.manage, on=action)
    return _write(by, action, words)


@transaction.atomic
def undertake_action(*, by: Actor, is_sample: bool = False, **words: Unpack[ActionWords]) -> ActionItem:
    """A new action that ``organisation`` takes upon itself, out of what it planned; nobody else is burdened with it."""
    action = ActionItem(
        network_id=network_of(by), is_sample=is_sample, organisation=words.get("organisation")
    )
    by.must(policy.undertake, on=action)
    return _write(by, action, words)


@transaction.atomic
def describe_action(
    *, by: Actor, action: ActionItem, version: int | None = None, **words: Unpack[ActionWords]
) -> ActionItem:
    """Change what is said about an action."""
    action = _locked(action)
    by.must(policy.manage, on=action)
    check_version(action, version, ACTION_FIELDS, changed_by=action.changed_by)
    return _write(by, action, words)


@transaction.atomic
def finish_action(*, by: Actor, action: ActionItem, now: dt.datetime, done_note: str = "") -> ActionItem:
    """Mark an action as done, with what was done."""
    action = _locked(action)
    by.must(policy.finish, on=action)
    action.done_note = done_note
    return _advance(by, action, transitions.FINISH, now=now)


@transaction.atomic
def drop_action(*, by: Actor, action: ActionItem, now: dt.datetime, reason: str) -> ActionItem:
    """Drop an action, saying why."""
    action = _locked(action)
    by.must(policy.manage, on=action)
    if not reason.strip():
        raise Problem(_("Write why it was dropped, so that others can learn from it."), field="reason")
    action.state_reason = reason[:1000]
    return _advance(by, action, transitions.DROP, now=now, reason=reason)


@transaction.atomic
def reopen_action(*, by: Actor, action: ActionItem) -> ActionItem:
    """Open a done or dropped action again; the reason for dropping it stays in the audit trail."""
    action = _locked(action)
    by.must(policy.manage, on=action)
    action.state_reason = ""
    return _advance(by, action, transitions.REOPEN, now=None)


@transaction.atomic
def carry_over(
    *, by: Actor, action: ActionItem, now: dt.datetime, occasion: str = "", due_on: dt.date | None = None
) -> ActionItem:
    """Take an open action along to a later occasion: the new action, which points at the one that it was."""
    action = _locked(action)
    by.must(policy.manage, on=action)
    _advance(by, action, transitions.CARRY_OVER, now=now)
    later = ActionItem(network_id=action.network_id, carried_from=action, is_sample=action.is_sample)
    words: dict[str, Any] = {name: getattr(action, name) for name in ACTION_FIELDS}
    words |= {"occasion": occasion or action.occasion, "due_on": due_on}
    return write_record(by, later, words, new="add_action", changed="describe_action")


def _locked(action: ActionItem) -> ActionItem:
    return ActionItem.objects.select_for_update().get(pk=action.pk)


def _write(by: Actor, action: ActionItem, words: ActionWords) -> ActionItem:
    unknown = words.keys() - set(ACTION_FIELDS)
    if unknown:
        raise TypeError(f"not what an action is described with: {sorted(unknown)}")
    person, owner = words.get("person", action.person), words.get("owner_label", action.owner_label)
    if bool(person) == bool(owner.strip()):
        raise Problem(
            _("An action has one owner: choose a person of the directory, or write a name.")
            if not person
            else _("An action has one owner: leave either the person or the name empty."),
            field="owner_label",
        )
    return write_record(by, action, words, new="add_action", changed="describe_action")


def _advance(
    by: Actor, action: ActionItem, act: str, *, now: dt.datetime | None, reason: str = ""
) -> ActionItem:
    before = action.state
    action.state = ActionState(refuse_after(transitions.ACTION.get((before, act))))
    action.ended_at = now
    action.touch(by)
    action.save()
    record(by, f"{act}_action", action, changes={"state": [before, action.state]}, reason=reason)
    return action
