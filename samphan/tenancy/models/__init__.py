"""Networks (the tenants), who may do what in them, and the ledgers that every storey writes to."""

from samphan.tenancy.models.access import Grant, Invitation
from samphan.tenancy.models.audit import AuditEntry
from samphan.tenancy.models.base import Owned, OwnedQuerySet, Versioned
from samphan.tenancy.models.ledgers import Counter, Draft, SearchRow, StoredFile
from samphan.tenancy.models.links import Link
from samphan.tenancy.models.network import Network
from samphan.tenancy.models.saved import SavedView

__all__ = [
    "AuditEntry",
    "Counter",
    "Draft",
    "Grant",
    "Invitation",
    "Link",
    "Network",
    "Owned",
    "OwnedQuerySet",
    "SavedView",
    "SearchRow",
    "StoredFile",
    "Versioned",
]
