"""What the acts of the network itself are called in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ACTS: Final[dict[str, _StrOrPromise]] = {
    "change_profile": _("changed the profile of the network"),
    "draft_frame": _("began a version of the frame"),
    "write_frame": _("wrote a part of the frame"),
    "adopt_frame": _("adopted a version of the frame"),
    "correct_adoption": _("corrected when the frame was adopted"),
    "discard_frame": _("threw a draft of the frame away"),
    "ask_acceptance": _("asked whether the frame is accepted"),
    "answer_acceptance": _("said whether the frame is accepted"),
    "take_back_acceptance": _("took an answer about the frame back"),
    "begin_stage": _("said at which stage the network stands"),
    "advance_stage": _("went on to the next stage"),
    "go_back_stage": _("went back to an earlier stage"),
    "close_stage": _("closed the network"),
    "transform_stage": _("closed the network, which goes on in another form"),
    "reopen_stage": _("opened the network again"),
    "add_milestone": _("noted a milestone"),
    "change_milestone": _("changed a milestone"),
    "remove_milestone": _("took a milestone out"),
}
