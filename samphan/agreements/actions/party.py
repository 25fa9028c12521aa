"""Parties come and go while the agreement stays; who signed, as signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.agreements import policy
from samphan.agreements.actions.agreement import PartyRow, check_parties, locked
from samphan.agreements.actions.force import set_force, settle_obligations
from samphan.agreements.models import Obligation, Party, Signatory
from samphan.agreements.transitions.force import terms_of
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.agreements.models import Agreement
    from samphan.directory.models import Person
    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate

_NOTHING: Final[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryRow:
    """Somebody who signed; for a party, or as a witness."""

    name: str
    position: str = ""
    party: Party | None = None
    person: Person | None = None
    is_witness: bool = False


@transaction.atomic
def arrange_parties(
    *, by: Actor, agreement: Agreement, rows: Sequence[PartyRow], version: int | None = None
) -> Agreement:
    """Write the parties in their order. One that is gone from the list was entered by mistake; who left withdraws.

    Raises:
        Problem: fewer than two, one twice, or one taken out that signed or owes something.
    """
    agreement = locked(agreement)
    by.must(policy.manage, on=agreement)
    check_version(agreement, version, _NOTHING, changed_by=agreement.changed_by)
    check_parties(rows)
    known = {
        each.pk: each for each in Party.objects.filter(agreement=agreement).select_related("organisation")
    }
    kept = {row.id for row in rows if row.id in known}
    _take_out([each for pk, each in known.items() if pk not in kept])
    before = _named(known.values())
    for order, row in enumerate(rows):
        party = known.get(row.id or 0) or Party(network_id=agreement.network_id, agreement=agreement)
        party.organisation, party.role, party.acceded_on = row.organisation, row.role, row.acceded_on
        party.order = order
        _check_stay(party)
        party.save()
    _settle(by, agreement)
    after = [row.organisation.name_th for row in rows]
    record(by, "arrange_parties", agreement, changes={"parties": [before, after]})
    return agreement


@transaction.atomic
def withdraw_party(*, by: Actor, party: Party, on: PartialDate | None, reason: str = "") -> Party:
    """A party withdraws; ``on`` is its last day. None takes a withdrawal back that was noted by mistake.

    The agreement goes on as long as two parties remain.

    Raises:
        Problem: the withdrawal lies before the accession or the beginning, or no reason is given.
    """
    agreement = locked(party.agreement)
    by.must(policy.manage, on=agreement)
    party = Party.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=party.pk)
    if on is not None and not reason.strip():
        raise Problem(_("Say why the party withdrew."), field="reason")
    starts = agreement.in_force_from or agreement.signed_on
    if on is not None and starts is not None and on.until_on <= starts.from_on:
        raise Problem(_("A party withdraws after the agreement has begun, not before."), field="withdrew_on")
    before = party.withdrew_on
    party.withdrew_on, party.withdrew_reason = on, reason if on else ""
    _check_stay(party)
    party.save(update_fields=["withdrew_on", "withdrew_reason"])
    _settle(by, agreement)
    record(
        by,
        "withdraw_party" if on else "return_party",
        agreement,
        reason=reason,
        changes={
            "party": [None, party.organisation.name_th],
            "withdrew_on": [str(before.from_on) if before else None, str(on.from_on) if on else None],
        },
    )
    return party


@transaction.atomic
def arrange_signatories(
    *, by: Actor, agreement: Agreement, rows: Sequence[SignatoryRow], version: int | None = None
) -> Agreement:
    """Write who signed, in the order of the paper. The names stay as they were signed, whatever the directory says."""
    agreement = locked(agreement)
    by.must(policy.manage, on=agreement)
    check_version(agreement, version, _NOTHING, changed_by=agreement.changed_by)
    for row in rows:
        if not row.name.strip():
            raise Problem(_("Write the name as it was signed."))
        if row.party is None and not row.is_witness:
            raise Problem(
                _("Say for which party %(name)s signed, or that it was as a witness.") % {"name": row.name}
            )
        if row.party is not None and row.party.agreement_id != agreement.pk:
            raise Problem(_("This is a party of another agreement."))
    before = list(
        Signatory.objects.filter(agreement=agreement).order_by("order").values_list("name", flat=True)
    )
    Signatory.objects.filter(agreement=agreement).delete()
    Signatory.objects.bulk_create(
        Signatory(
            network_id=agreement.network_id,
            agreement=agreement,
            party=row.party,
            name=row.name,
            position=row.position,
            person=row.person,
            is_witness=row.is_witness,
            order=order,
        )
        for order, row in enumerate(rows)
    )
    agreement.touch(by)
    agreement.save(update_fields=["version", "changed_by", "changed_at"])
    changes = {"signatories": [before, [row.name for row in rows]]}
    record(by, "arrange_signatories", agreement, changes=changes)
    return agreement


def _settle(by: Actor, agreement: Agreement) -> None:
    force = set_force(agreement, terms_of(agreement, Party.objects.filter(agreement=agreement)))
    agreement.touch(by)
    agreement.save()
    settle_obligations(agreement, force)


def _check_stay(party: Party) -> None:
    acceded, withdrew = party.acceded_on, party.withdrew_on
    if acceded is not None and withdrew is not None and withdrew.until_on <= acceded.from_on:
        raise Problem(_("A party cannot withdraw before it acceded."), field="withdrew_on")


def _take_out(gone: Sequence[Party]) -> None:
    held = (
        Signatory.objects.filter(party__in=gone).exists()
        or Obligation.objects.filter(party__in=gone).exists()
    )
    if held:
        raise Problem(
            _(
                "Somebody signed for this party, or it owes something. If it left, note its withdrawal instead."
            )
        )
    Party.objects.filter(pk__in=[each.pk for each in gone]).delete()


def _named(parties: object) -> list[str]:
    return [each.organisation.name_th for each in sorted(parties, key=lambda each: each.order)]  # type: ignore[call-overload]  # parties of one agreement
