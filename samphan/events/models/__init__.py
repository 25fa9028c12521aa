"""An event, its people, its results and their uses."""

from samphan.events.models.event import (
    AgendaItem,
    Document,
    DocumentKind,
    Event,
    EventHost,
    HostRole,
    StrategicGroup,
    Team,
    TeamOrganisation,
    Topic,
)
from samphan.events.models.people import ParticipantCategory, ParticipatingInstitution, Registration
from samphan.events.models.results import (
    Evidence,
    Level,
    Output,
    OutputKind,
    Result,
    Use,
    UseSource,
    UseState,
)

__all__ = [
    "AgendaItem",
    "Document",
    "DocumentKind",
    "Event",
    "EventHost",
    "Evidence",
    "HostRole",
    "Level",
    "Output",
    "OutputKind",
    "ParticipantCategory",
    "ParticipatingInstitution",
    "Registration",
    "Result",
    "StrategicGroup",
    "Team",
    "TeamOrganisation",
    "Topic",
    "Use",
    "UseSource",
    "UseState",
]
