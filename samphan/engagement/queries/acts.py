"""What the acts of this app are called in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

SIDES: Final[dict[str, _StrOrPromise]] = {
    "answer_claims": _("answered what the record says about a partner"),
    "reply_to_answer": _("replied to a correction or a dispute of a partner"),
    "rate_stages": _("rated how strongly a partner took part"),
    "add_benefit": _("stated a benefit or a cost"),
    "withdraw_benefit": _("took back a benefit or a cost"),
    "add_words": _("added words or a photograph of a partner"),
    "withdraw_words": _("took back words or a photograph of a partner"),
    "ask_partner": _("asked a partner"),
    "revoke_partner_links": _("made the personal links of a partner invalid"),
    "issue_partner_paper": _("issued a paper for a partner"),
}
