"""What somebody who came by a link finds: the survey, and the own answer to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samphan.surveys.models import Recipient, Response, Survey
from samphan.surveys.queries.asking import stands, values_of

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from samphan.surveys.models import AnswerValue


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody came by a link: ``recipient`` by a personal one, None by the link for everybody."""

    survey: Survey
    recipient: Recipient | None

    @property
    def is_used(self) -> bool:
        """The personal link of an anonymous survey was used, in whatever browser."""
        return self.survey.is_anonymous and self.recipient is not None and self.recipient.has_answered


def visit(actor: Actor) -> Visit | None:
    """What the link of the actor leads to; None where it is there no more. One or two statements."""
    recipient = Recipient.objects.for_actor(actor).select_related("survey").first()
    if recipient is not None:
        return Visit(recipient.survey, recipient)
    survey = Survey.objects.for_actor(actor).first()
    return Visit(survey, None) if survey else None


def own_response(visit: Visit, *, key: str) -> Response | None:
    """What this visitor answered before: by the personal link of a survey with names, else by the browser's key."""
    mine = Response.objects.filter(survey=visit.survey)
    if visit.recipient is not None and not visit.survey.is_anonymous:
        return mine.filter(recipient=visit.recipient).first()
    return mine.filter(respondent_key=key).first() if key else None


def standing_consents(response: Response | None) -> list[AnswerValue]:
    """The consents of a response that hold at present."""
    return [value for value in values_of(response) if stands(value)] if response else []
