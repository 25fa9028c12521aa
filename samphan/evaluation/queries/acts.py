"""What the acts of this app are called in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ACTS: Final[dict[str, _StrOrPromise]] = {
    "begin_rating": _("began a round of rating"),
    "close_rating": _("closed a round of rating"),
    "ask_partner_to_rate": _("asked a partner to rate"),
    "open_partner_rating": _("made room for what a partner says in a rating"),
    "give_rating": _("rated a project"),
}
