"""What the acts of this app are called in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ACTS: Final[dict[str, _StrOrPromise]] = {
    "adopt_framework": _("adopted a framework"),
    "write_plan": _("began a plan"),
    "describe_framework": _("changed what is said about a framework"),
    "begin_version": _("began a new version of a framework"),
    "withdraw_framework": _("withdrew a framework"),
    "restore_framework": _("brought a framework back"),
    "add_item": _("added an item to a plan"),
    "describe_item": _("changed an item of a plan"),
    "remove_item": _("took an item out of a plan"),
    "import_items": _("brought a list of items into a plan"),
    "follow_items": _("said which items follow older ones"),
    "match_item": _("changed what goes with an item"),
    "align_thing": _("aligned something with a framework"),
    "describe_alignment": _("changed how something serves a framework"),
    "unalign_thing": _("took back an alignment with a framework"),
}
