"""Tables: see the README for the nouns."""

from samphan.governance.models.agenda import AgendaFile, AgendaItem, ItemKind
from samphan.governance.models.attendee import THERE, Attendee, Presence, Reply, Standing
from samphan.governance.models.ballot import Ballot, BallotOption, BallotState, OpenVote, Voter, Way
from samphan.governance.models.body import Body, BodyKind, QuorumOf, QuorumRule, lasting
from samphan.governance.models.meeting import (
    COMING,
    OVER,
    Meeting,
    MeetingKind,
    MeetingRowQuerySet,
    MeetingState,
)
from samphan.governance.models.minutes import (
    Correction,
    CorrectionState,
    Minutes,
    MinutesText,
    MinutesVersion,
)
from samphan.governance.models.paper import MeetingPaper, PaperKind, RenderState
from samphan.governance.models.resolution import Casting, Manner, Recusal, Resolution, Result, Rule
from samphan.governance.models.seat import Position, Seat
from samphan.governance.models.term import Capacity, Ending, InSeats, Instrument, InstrumentKind, Term

__all__ = [
    "COMING",
    "OVER",
    "THERE",
    "AgendaFile",
    "AgendaItem",
    "Attendee",
    "Ballot",
    "BallotOption",
    "BallotState",
    "Body",
    "BodyKind",
    "Capacity",
    "Casting",
    "Correction",
    "CorrectionState",
    "Ending",
    "InSeats",
    "Instrument",
    "InstrumentKind",
    "ItemKind",
    "Manner",
    "Meeting",
    "MeetingKind",
    "MeetingPaper",
    "MeetingRowQuerySet",
    "MeetingState",
    "Minutes",
    "MinutesText",
    "MinutesVersion",
    "OpenVote",
    "PaperKind",
    "Position",
    "Presence",
    "QuorumOf",
    "QuorumRule",
    "Recusal",
    "RenderState",
    "Reply",
    "Resolution",
    "Result",
    "Rule",
    "Seat",
    "Standing",
    "Term",
    "Voter",
    "Way",
    "lasting",
]
