"""What the pages of the network itself show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.kit.thai.sortkey import sort_key
from samphan.networks.queries.membership import current_members
from samphan.tenancy import roles
from samphan.tenancy.models import Grant, Network
from samphan.tenancy.models.network import NetworkKind

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor


KINDS: Final[dict[str, _StrOrPromise]] = {
    NetworkKind.SCHOOL_CLUSTER: _(
        "Neighbouring schools of a district that share academic work, budget, staff and general administration."
    ),
    NetworkKind.ACADEMIC_COOPERATION: _(
        "Institutions that work together on curricula, learning, measurement, supervision and research."
    ),
    NetworkKind.COMMUNITY_RELATIONS: _(
        "Schools or universities with their community and local government, who share resources and take part."
    ),
    NetworkKind.AREA_PARTNERSHIP: _(
        "Partners of many sectors in one area, public offices among them, around one issue."
    ),
    NetworkKind.ASSOCIATION: _(
        "A juristic person with members, a board and rules of its own, registered as an association."
    ),
    NetworkKind.COUNCIL: _(
        "The heads of institutions of one kind, who meet to agree on common positions and work."
    ),
    NetworkKind.ENGAGEMENT_OFFICE: _(
        "The office of one university for its work with society; its faculties and units are the members."
    ),
    NetworkKind.COMMUNITY_OF_PRACTICE: _(
        "People and organisations that learn from each other in one field, without a formal bond."
    ),
}
"""What each kind of network is, in plain words."""


@dataclass(frozen=True, slots=True)
class MyNetwork:
    """A network in which the reader holds roles."""

    network: Network
    roles: list[_StrOrPromise]


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """The network itself and the numbers of its overview."""

    network: Network
    members: int

    @property
    def kind(self) -> str:
        return self.network.get_kind_display()

    @property
    def kind_words(self) -> str:
        """What such a network is, in plain words."""
        return str(KINDS[self.network.kind])


def my_networks(actor: Actor) -> list[MyNetwork]:
    """The networks in which the actor holds a role, in Thai order of their names."""
    held: dict[int, list[_StrOrPromise]] = {}
    for grant in Grant.objects.filter(user_id=actor.user_id or 0).order_by("role"):
        held.setdefault(grant.network_id, []).append(roles.ROLES[grant.role].name)
    found = [MyNetwork(network, held[network.pk]) for network in Network.objects.filter(pk__in=held)]
    return sorted(found, key=lambda each: sort_key(each.network.name_th))


def network_page(actor: Actor) -> NetworkPage:
    """The network of the address."""
    network = Network.objects.get(pk=actor.network_id)
    return NetworkPage(network, current_members(actor, timezone.localdate()).count())
