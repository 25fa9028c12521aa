"""The network's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from samphan.kit.editing import check_version
from samphan.networks import policy
from samphan.tenancy.actions import describe_network as _describe
from samphan.tenancy.models import Network

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


PAGE_FIELDS: Final = ("name_th", "name_en", "kind", "purpose_th", "purpose_en", "accent")


@transaction.atomic
def describe_network(*, by: Actor, version: int | None = None, **words: Any) -> Network:
    """Change the network's own page; refuses to overwrite what somebody saved meanwhile."""
    network = Network.objects.select_for_update().get(pk=by.network_id)
    by.must(policy.manage, on=network)
    check_version(network, version, PAGE_FIELDS, changed_by=network.changed_by)
    return _describe(by=by, network=network, **words)
