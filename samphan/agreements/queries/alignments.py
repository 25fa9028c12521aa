"""Agreements as things that can be aligned with frameworks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samphan.agreements import policy
from samphan.agreements.models import Agreement, AgreementAlignment
from samphan.agreements.queries.findable import AGREEMENTS
from samphan.frameworks.queries import alignments
from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.kit.actor import Actor, Verdict

AGREEMENT: Final = "agreement"


def align_agreement(actor: Actor, agreement: Agreement) -> Verdict:
    """Who keeps the register, and who keeps the frameworks."""
    return policy.manage(actor, agreement) | holds(actor, "frameworks.manage", agreement.network_id)


def register() -> None:
    """Tell the registry of frameworks what this app keeps; called in ``apps.py``."""
    alignments.register(
        alignments.AlignedKind(
            code=AGREEMENT,
            label=_("Agreements"),
            model=AgreementAlignment,
            field="agreement",
            things=Agreement.objects.for_actor,
            rule=align_agreement,
            page="agreements:agreement_goals",
            hits=AGREEMENTS,
            icon="file-text",
            order=40,
        )
    )
