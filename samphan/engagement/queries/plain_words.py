"""The five stages and the five strengths of taking part as they are asked in a village, on screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samphan.engagement.models import Stage

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

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
