"""Who may read, prepare and issue reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from samphan.kit.actor import YES, no
from samphan.reports.models import EvidencePack, HandoverPack
from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.directory.models import Organisation
    from samphan.events.models import Event
    from samphan.kit.actor import Actor, NetworkRef, Verdict
    from samphan.reports.models import IssuedVersion, Letterhead, Override, Report, Rewording


def enter(actor: Actor, network: NetworkRef) -> Verdict:
    """The list of reports of the network."""
    return holds(actor, "reports.see", network.pk) & holds(actor, "events.see", network.pk)


def see(
    actor: Actor,
    row: Report | Rewording | Override | IssuedVersion | Letterhead | EvidencePack | HandoverPack,
) -> Verdict:
    """A report and what belongs to it, in the network of the address: the same rule as ``for_actor``."""
    if isinstance(row, HandoverPack):
        return make_handover(actor, row)
    verdict = _see_in(actor, row.network_id)
    if isinstance(row, EvidencePack):
        return verdict & holds(actor, "participants.see", row.network_id)
    return verdict


def see_of_event(actor: Actor, event: Event) -> Verdict:
    """The reports about an event."""
    return _see_in(actor, event.network_id)


def see_packs(actor: Actor, event: Event) -> Verdict:
    """Packs of evidence, which hold the names of those who came."""
    return _see_in(actor, event.network_id) & holds(actor, "participants.see", event.network_id)


def make_pack(actor: Actor, event: Event) -> Verdict:
    """Have a pack of evidence made."""
    return see_packs(actor, event) & holds(actor, "reports.prepare", event.network_id)


def make_handover(actor: Actor, on: HandoverPack | NetworkRef) -> Verdict:
    """Have a pack made for whoever takes over an office, and read it: who runs the network."""
    if on.network_id != actor.network_id:
        return no(_("This belongs to another network."))
    return holds(actor, "network.manage", on.network_id)


def _see_in(actor: Actor, network_id: int) -> Verdict:
    if network_id != actor.network_id:
        return no(_("This belongs to another network."))
    return holds(actor, "reports.see", network_id) & holds(actor, "events.see", network_id)


def prepare(actor: Actor, report: Report) -> Verdict:
    """Open, change, reword and issue a report: who may prepare any, and who represents its organisation."""
    return _see_in(actor, report.network_id) & prepare_for(actor, report.organisation)


def prepare_for(actor: Actor, organisation: Organisation) -> Verdict:
    """Prepare reports of an organisation, or of a unit of one that the actor represents."""
    if actor.holds("reports.prepare") or speaks_for(actor, organisation):
        return YES
    return no(
        _(
            "Reports are prepared by the secretariat and by the coordinator who represents the institution."
            " The secretariat can name you as its representative."
        )
    )


def prepare_some(actor: Actor, network: NetworkRef) -> Verdict:
    """Whether there is an organisation whose reports the actor may prepare."""
    if actor.represents:
        return enter(actor, network)
    return enter(actor, network) & holds(actor, "reports.prepare", network.pk)


def speaks_for(actor: Actor, organisation: Organisation) -> bool:
    """Whether the actor represents the organisation or one that it is part of.

    Reads what it is part of; callers select two levels with it.
    """
    at: Organisation | None = organisation
    seen: set[int] = set()
    while at is not None and at.pk not in seen:
        if at.pk in actor.represents:
            return True
        seen.add(at.pk)
        at = at.parent
    return False
