"""Tables: see the README for the nouns."""

from samphan.agreements.models.agreement import (
    FORMAL,
    Agreement,
    AgreementKind,
    Amendment,
    AmendmentKind,
    Attachment,
    EndCause,
    Ending,
    Languages,
)
from samphan.agreements.models.alignment import AgreementAlignment
from samphan.agreements.models.base import MONEY_DIGITS
from samphan.agreements.models.obligation import (
    Fulfilment,
    FulfilmentState,
    Obligation,
    Reminder,
    SignOfLife,
)
from samphan.agreements.models.party import Party, Signatory
from samphan.agreements.models.resource import (
    EntryKind,
    Resource,
    ResourceEntry,
    ResourceKind,
    ResourceNeed,
)

__all__ = [
    "FORMAL",
    "MONEY_DIGITS",
    "Agreement",
    "AgreementAlignment",
    "AgreementKind",
    "Amendment",
    "AmendmentKind",
    "Attachment",
    "EndCause",
    "Ending",
    "EntryKind",
    "Fulfilment",
    "FulfilmentState",
    "Languages",
    "Obligation",
    "Party",
    "Reminder",
    "Resource",
    "ResourceEntry",
    "ResourceKind",
    "ResourceNeed",
    "SignOfLife",
    "Signatory",
]
