"""What the acts of registration are called in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ACTS: Final[dict[str, _StrOrPromise]] = {
    "set_up_registration": _("changed the settings of a registration"),
    "limit_category": _("changed the seats of a category"),
    "make_register_link": _("made a link to a registration form"),
    "apply_registration": _("registered or named somebody"),
    "repeat_registration": _("filled in a registration form again"),
    "approve_registration": _("approved a registration"),
    "decline_registration": _("declined a registration"),
    "reconsider_registration": _("took a refusal of a registration back"),
    "offer_registration": _("offered a free seat"),
    "accept_registration": _("accepted an offered seat"),
    "expire_registration": _("passed on a seat that nobody accepted in time"),
    "ask_registration": _("put a registration up for approval"),
    "withdraw_registration": _("withdrew a registration"),
    "return_registration": _("asked for a seat again"),
    "change_contact": _("changed how a participant is reached"),
    "tell_needs": _("told needs of food and access"),
    "forget_needs": _("took back the consent to needs"),
    "purge_needs": _("deleted needs whose time was over"),
    "invite_institutions": _("asked institutions to name people"),
    "change_nomination": _("changed the quota or contact of an institution"),
    "answer_nomination": _("answered for an institution"),
    "renew_nomination_link": _("gave an institution a new link"),
    "change_nominee": _("corrected a nominated person"),
}
