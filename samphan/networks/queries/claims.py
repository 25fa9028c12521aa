"""What membership knows about a user who says to be a person of the directory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.directory.queries.claim import Evidence
from samphan.networks.queries.representative import representatives_on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samphan.directory.models import PersonClaim
    from samphan.kit.actor import Actor


def speaks_for(actor: Actor, claim: PersonClaim) -> Iterable[Evidence]:
    """The members for which the holder of the account's address speaks today. One statement."""
    for each in representatives_on(actor, timezone.localdate()).filter(email__iexact=claim.user.email):
        words = {"address": each.email, "name": each.name, "organisation": each.member.organisation.name}
        yield Evidence(
            _("%(address)s speaks for “%(organisation)s” in this network, as %(name)s.") % words,
            speaks_for=each.person_id in {None, claim.person_id},
        )
