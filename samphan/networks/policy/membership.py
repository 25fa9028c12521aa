"""Who may keep members and representatives, and who comes by a personal link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.tenancy.policy import bears, holds

if TYPE_CHECKING:
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.networks.models import Confirmation, MembershipInvitation, MembershipSettings
    from samphan.tenancy.models import Owned

APPLY: Final = "networks.apply"
ANSWER: Final = "networks.answer"
CONFIRM: Final = "networks.confirm"


def manage_members(actor: Actor, on: Owned | NetworkRef) -> Verdict:
    """Admit, change and remove members and representatives, and everything that comes before joining."""
    return holds(actor, "members.manage", on.network_id)


def manage_dues(actor: Actor, on: Owned | NetworkRef) -> Verdict:
    """Write invoices and receipts, exempt from dues."""
    return holds(actor, "dues.manage", on.network_id)


def apply(actor: Actor, on: MembershipSettings) -> Verdict:
    """Send the application form: whoever has its address, and the secretariat."""
    return bears(actor, APPLY, on) | manage_members(actor, on)


def answer(actor: Actor, on: MembershipInvitation) -> Verdict:
    """Answer an invitation by its link, or note what was said on the telephone."""
    return bears(actor, ANSWER, on) | manage_members(actor, on)


def confirm(actor: Actor, on: Confirmation) -> Verdict:
    """Confirm a member's record by its link, or note what was said on the telephone."""
    return bears(actor, CONFIRM, on) | manage_members(actor, on)
