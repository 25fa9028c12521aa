"""Surveys and the answers to them."""

from samphan.surveys.models.answers import AnswerChoice, AnswerValue, Recipient, Response
from samphan.surveys.models.survey import (
    DECISIVE,
    NAMING,
    WITH_CHOICES,
    Choice,
    Kind,
    Meaning,
    Purpose,
    Question,
    Sensitivity,
    State,
    Survey,
)

__all__ = [
    "DECISIVE",
    "NAMING",
    "WITH_CHOICES",
    "AnswerChoice",
    "AnswerValue",
    "Choice",
    "Kind",
    "Meaning",
    "Purpose",
    "Question",
    "Recipient",
    "Response",
    "Sensitivity",
    "State",
    "Survey",
]
