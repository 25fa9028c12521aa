"""What the acts of the directory are called in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ACTS: Final[dict[str, _StrOrPromise]] = {
    "add_organisation": _("added an organisation"),
    "describe_organisation": _("changed an organisation"),
    "add_person": _("added a person"),
    "describe_person": _("changed a person"),
    "relate_person": _("took a person of another network into the directory"),
    "unrelate_person": _("let a person of another network go"),
    "add_affiliation": _("added an affiliation"),
    "change_affiliation": _("corrected an affiliation"),
    "end_affiliation": _("ended an affiliation"),
    "remove_affiliation": _("removed an affiliation entered by mistake"),
}
