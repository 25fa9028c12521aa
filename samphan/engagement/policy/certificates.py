"""Who may sign a certificate of use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samphan.tenancy.policy import bears

if TYPE_CHECKING:
    from samphan.engagement.models import UseCertificate
    from samphan.kit.actor import Actor, Verdict

CERTIFICATE: Final = "engagement.certificate"


def sign(actor: Actor, certificate: UseCertificate) -> Verdict:
    """Sign or decline: the bearer of the personal link that was sent for this certificate, and nobody else."""
    return bears(actor, CERTIFICATE, certificate)
