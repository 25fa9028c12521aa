"""An event, its people, its results and their uses."""

from samphan.events.models.event import (
    AgendaItem,
    Document,
    DocumentKind,
    Event,
    EventHost,
    EventKind,
    HostRole,
    StrategicGroup,
    Team,
    TeamOrganisation,
    Topic,
)
from samphan.events.models.people import (
    ParticipantCategory,
    ParticipatingInstitution,
    Registration,
    RegistrationState,
    RegistrationWay,
)
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
    "EventKind",
    "Evidence",
    "HostRole",
    "Level",
    "Output",
    "OutputKind",
    "ParticipantCategory",
    "ParticipatingInstitution",
    "Registration",
    "RegistrationState",
    "RegistrationWay",
    "Result",
    "StrategicGroup",
    "Team",
    "TeamOrganisation",
    "Topic",
    "Use",
    "UseSource",
    "UseState",
]
