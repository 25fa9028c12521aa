"""Tables: see the README for the nouns."""

from samphan.governance.models.body import Body, BodyKind, QuorumOf, QuorumRule, lasting
from samphan.governance.models.seat import Position, Seat
from samphan.governance.models.term import Capacity, Ending, InSeats, Instrument, InstrumentKind, Term

__all__ = [
    "Body",
    "BodyKind",
    "Capacity",
    "Ending",
    "InSeats",
    "Instrument",
    "InstrumentKind",
    "Position",
    "QuorumOf",
    "QuorumRule",
    "Seat",
    "Term",
    "lasting",
]
