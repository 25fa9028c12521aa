"""What the acts of this app are called in the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ACTS: Final[dict[str, _StrOrPromise]] = {
    "begin_dossier": _("began a dossier"),
    "describe_dossier": _("changed the cover of a dossier"),
    "choose_projects": _("chose the projects of a dossier"),
    "write_dossier_part": _("wrote own words for a part of a dossier"),
    "add_annex": _("added an annex to a dossier"),
    "remove_annex": _("took an annex out of a dossier"),
    "close_dossier": _("closed a dossier"),
    "reopen_dossier": _("opened a dossier again"),
    "state_contributions": _("stated who did what in a project"),
    "ask_signatures": _("asked for signatures under who did what"),
    "sign_contribution": _("signed who did what"),
    "decline_contribution": _("did not agree with who did what"),
    "ask_dossier_paper": _("asked for the paper of a dossier"),
    "make_dossier_paper": _("made the paper of a dossier"),
    "ask_case_paper": _("asked for the paper of a case study"),
    "make_case_paper": _("made the paper of a case study"),
    "make_case": _("made a case study of a project"),
    "begin_case": _("began a case study"),
    "describe_case": _("changed a case study"),
    "write_case_part": _("wrote own words for a part of a case study"),
    "choose_case_pictures": _("chose the photographs of a case study"),
    "submit_case": _("submitted a case study"),
    "take_back_case": _("took a submitted case study back"),
    "return_case": _("returned a case study"),
    "publish_case": _("published a case study"),
    "take_off_case": _("took a case study off"),
    "write_news": _("wrote news"),
    "publish_news": _("published news"),
    "take_off_news": _("took news off"),
    "withdraw_news_picture": _("withdrew the picture of a piece of news"),
    "choose_public": _("chose what everybody may read"),
    "choose_public_events": _("chose the events that everybody may read of"),
}
