"""What a village is asked, in its words, on screen and on paper: is it true, and how strongly it took part in what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samphan.engagement.models import ClaimVerdict, Stage

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

VERDICTS: Final[tuple[tuple[str, _StrOrPromise], ...]] = (
    (ClaimVerdict.CONFIRMED, _("Yes, that is true")),
    (ClaimVerdict.CORRECTED, _("Nearly: something has to be put right")),
    (ClaimVerdict.DISPUTED, _("No, that is not true")),
    (ClaimVerdict.CANNOT_SAY, _("I do not know")),
)
STAGE_QUESTIONS: Final[dict[str, _StrOrPromise]] = {
    Stage.THINK: _("When it was thought out what to do and why"),
    Stage.PLAN: _("When it was planned: who does what, when, with what money"),
    Stage.DO: _("When the work was done"),
    Stage.MONITOR: _("When it was looked at whether it went well"),
    Stage.BENEFIT: _("When what came of it was shared out and used"),
}
STRENGTHS: Final[tuple[tuple[int, _StrOrPromise], ...]] = (
    (0, _("We were not part of it")),
    (1, _("We were told about it")),
    (2, _("We were asked and said what we think")),
    (3, _("We did it together")),
    (4, _("We decided together, or we led")),
)
TOLD_STRENGTHS: Final[dict[int, _StrOrPromise]] = {
    0: _("you were not part of it"),
    1: _("you were told about it"),
    2: _("you were asked and said what you think"),
    3: _("you took part in doing it"),
    4: _("you took part in deciding, or you led"),
}
"""The same as the project says it of a partner."""
