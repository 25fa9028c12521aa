"""What the pages of the network itself show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from samphan.kit.thai.sortkey import sort_key
from samphan.networks.queries.membership import current_members
from samphan.tenancy import roles
from samphan.tenancy.models import Grant, Network

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor


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
