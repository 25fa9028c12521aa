"""The steps of a partner's page: one thing at a time, and where to go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samphan.engagement.models import Benefit, PartnerWords, Stage, Voice
from samphan.engagement.queries.plain_words import STAGE_QUESTIONS
from samphan.engagement.queries.taking_part import chosen_stages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samphan.engagement.models import Participation
    from samphan.engagement.queries.sides import PartnerSays


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the way: the name of its address, its argument, what it is called, whether it was done."""

    page: str
    argument: str
    title: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Way:
    """All steps in order, with what the partner itself said before."""

    steps: Sequence[Step]
    gains: Sequence[Benefit]
    stages: Mapping[str, Participation]
    words: Sequence[PartnerWords]

    @property
    def done(self) -> int:
        return sum(each.is_done for each in self.steps)

    @property
    def has_begun(self) -> bool:
        return self.done > 0

    def place(self, page: str, argument: str = "") -> int:
        """Which step a page is, counted from 1; 0 when it is none."""
        keys = [(each.page, each.argument) for each in self.steps]
        return keys.index((page, argument)) + 1 if (page, argument) in keys else 0

    def after(self, page: str, argument: str = "") -> Step | None:
        """The step that follows a page; None after the last."""
        place = self.place(page, argument)
        return self.steps[place] if 0 < place < len(self.steps) else None

    @property
    def first_open(self) -> Step | None:
        """Where to go on: the first step that was not done."""
        return next((each for each in self.steps if not each.is_done), None)


def way_of(said: PartnerSays) -> Way:
    """The steps of a partner. Three statements beside what ``sides.says`` read."""
    partner = said.partner
    gains = list(
        Benefit.objects.filter(partner=partner, voice=Voice.PARTNER, withdrawn_at__isnull=True).order_by("id")
    )
    stages = chosen_stages(partner, Voice.PARTNER)
    words = list(PartnerWords.objects.filter(partner=partner).select_related("photo").order_by("-id"))
    kept = [each for each in words if each.withdrawn_at is None]
    steps = [Step("claim", each.claim.key, each.claim.heading, not each.is_open) for each in said.lines]
    steps.append(Step("gains", "", _("What it brought and what it cost"), bool(gains)))
    steps += [
        Step("stage", stage.value, str(STAGE_QUESTIONS[stage]), stage.value in stages) for stage in Stage
    ]
    steps.append(Step("words", "", _("Your own words"), bool(kept)))
    return Way(steps, gains, stages, kept)
