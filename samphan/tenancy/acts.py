"""The names of acts, as the audit trail shows them. Every action that records an act has a line here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

NAMES: Final[dict[str, _StrOrPromise]] = {
    "create_user": _("made an account"),
    "create_network": _("made the network"),
    "describe_network": _("changed the network's page"),
    "grant_role": _("gave a role"),
    "revoke_role": _("took a role away"),
    "invite": _("invited by e-mail"),
    "withdraw_invitation": _("withdrew an invitation"),
    "save_view": _("kept a view of a list"),
    "remove_view": _("took a kept view of a list out"),
    "accept_invitation": _("accepted an invitation"),
    "admit_member": _("added a member"),
    "change_member": _("changed a membership"),
    "remove_member": _("took a member out of the list"),
    "name_representative": _("named a representative"),
    "end_representation": _("ended a representation"),
    "remove_representative": _("removed a representative"),
}


def register(names: dict[str, _StrOrPromise]) -> None:
    """Called in ``apps.py`` by the app whose actions record the acts."""
    NAMES.update(names)


def name(act: str) -> str:
    """What an act is called in the reader's language; its code when nobody named it."""
    return str(NAMES.get(act, act.replace("_", " ")))
