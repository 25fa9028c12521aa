"""Ratings, self-assessments, challenges: one file a noun."""

from samphan.evaluation.models.assessment import (
    AssessmentAnswer,
    AssessmentState,
    Dialogue,
    Improvement,
    Instrument,
    SelfAssessment,
)
from samphan.evaluation.models.challenge import (
    HIGHEST_MARK,
    LOWEST_MARK,
    ChallengeMark,
    ChallengeReply,
    ChallengeRound,
    ChallengeStep,
    Secrecy,
)
from samphan.evaluation.models.coverage import CoverageAction
from samphan.evaluation.models.rating import HIGHEST, Rating, RatingRound, RatingScore

__all__ = [
    "HIGHEST",
    "HIGHEST_MARK",
    "LOWEST_MARK",
    "AssessmentAnswer",
    "AssessmentState",
    "ChallengeMark",
    "ChallengeReply",
    "ChallengeRound",
    "ChallengeStep",
    "CoverageAction",
    "Dialogue",
    "Improvement",
    "Instrument",
    "Rating",
    "RatingRound",
    "RatingScore",
    "Secrecy",
    "SelfAssessment",
]
