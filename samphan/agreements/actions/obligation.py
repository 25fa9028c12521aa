"""Obligations are written and settled; a sign of life is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.agreements import policy
from samphan.agreements.actions.agreement import locked
from samphan.agreements.actions.force import settle_obligations
from samphan.agreements.actions.records import write_fields
from samphan.agreements.models import (
    Fulfilment,
    FulfilmentState,
    Obligation,
    Party,
    SignOfLife,
)
from samphan.agreements.transitions.force import force_of, terms_of
from samphan.kit.bilingual import pair
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt

    from samphan.agreements.models import Agreement
    from samphan.directory.models import Person
    from samphan.kit.actor import Actor

OBLIGATION_FIELDS = ("what_th", "what_en", "party", "person", "due_on", "is_yearly")


@transaction.atomic
def write_obligation(
    *,
    by: Actor,
    agreement: Agreement,
    what_th: str,
    what_en: str = "",
    party: Party | None = None,
    person: Person | None = None,
    due_on: dt.date | None = None,
    is_yearly: bool = False,
    obligation: Obligation | None = None,
    version: int | None = None,
) -> Obligation:
    """A new obligation, or the changed one given. Owed by one party, by a person, or (neither) by all of them."""
    agreement = locked(agreement)
    by.must(policy.manage, on=agreement)
    if obligation is None:
        written = Obligation(network_id=agreement.network_id, agreement=agreement)
    else:
        written = Obligation.objects.select_for_update().get(pk=obligation.pk, agreement=agreement)
        check_version(written, version, OBLIGATION_FIELDS, changed_by=written.changed_by)
    if not what_th.strip():
        raise Problem(_("Say what is owed."), field="what_th")
    if party is not None and party.agreement_id != agreement.pk:
        raise Problem(_("This is a party of another agreement."), field="party")
    if is_yearly and due_on is None:
        raise Problem(_("Say on which day it is due the first time."), field="due_on")
    fields = {
        "what_th": what_th,
        "what_en": what_en,
        "party": party,
        "person": person,
        "due_on": due_on,
        "is_yearly": is_yearly,
    }
    write_fields(
        by,
        written,
        fields,
        new="add_obligation",
        changed="change_obligation",
        label=(what_th, what_en),
    )
    _settle(agreement)
    written.refresh_from_db()
    return written


@transaction.atomic
def settle_obligation(
    *, by: Actor, obligation: Obligation, state: str, on: dt.date, note: str = "", today: dt.date
) -> Fulfilment:
    """Mark what is due next as done, or waive it with a reason; of a yearly one this year's only.

    Raises:
        Problem: nothing is left of it, it was done in the future, or a waiver says no reason.
    """
    agreement = locked(obligation.agreement)
    by.must(policy.manage, on=agreement)
    obligation = Obligation.objects.select_for_update().get(pk=obligation.pk)
    if state not in FulfilmentState.values:
        raise Problem(_("Say whether it was done or waived."), field="state")
    if obligation.is_over:
        raise Problem(_("It is settled already: somebody has noted it meanwhile."))
    if on > today:
        raise Problem(_("The day lies in the future."), field="on")
    if state == FulfilmentState.WAIVED and not note.strip():
        raise Problem(_("Say why it is waived."), field="note")
    settled = Fulfilment.objects.create(
        network_id=obligation.network_id,
        obligation=obligation,
        due_on=obligation.next_due_on,
        state=state,
        settled_on=on,
        note=note,
        noted_by=by.label[:200],
    )
    _settle(agreement)
    changes = {"state": [None, state], "due_on": [None, str(settled.due_on or "")], "note": [None, note]}
    record(by, "settle_obligation", obligation, label=pair(obligation, "what"), changes=changes)
    return settled


@transaction.atomic
def unsettle_obligation(*, by: Actor, fulfilment: Fulfilment) -> None:
    """Take back that an obligation was done or waived; it is due again."""
    obligation = fulfilment.obligation
    agreement = locked(obligation.agreement)
    by.must(policy.manage, on=agreement)
    changes = {"state": [fulfilment.state, None], "note": [fulfilment.note, None]}
    fulfilment.delete()
    _settle(agreement)
    record(by, "unsettle_obligation", obligation, label=pair(obligation, "what"), changes=changes)


@transaction.atomic
def remove_obligation(*, by: Actor, obligation: Obligation, reason: str) -> None:
    """Take out an obligation that was entered by mistake; one that was settled stays."""
    agreement = locked(obligation.agreement)
    by.must(policy.manage, on=agreement)
    if Fulfilment.objects.filter(obligation=obligation).exists():
        raise Problem(_("It was settled at least once, so it stays. Waive what is left of it."))
    record(by, "remove_obligation", obligation, label=pair(obligation, "what"), reason=reason)
    obligation.delete()


@transaction.atomic
def note_sign_of_life(
    *, by: Actor, agreement: Agreement, on: dt.date, note: str, today: dt.date
) -> SignOfLife:
    """Note that something happened under an agreement that no other record tells."""
    by.must(policy.manage, on=agreement)
    if on > today:
        raise Problem(_("The day lies in the future."), field="on")
    if not note.strip():
        raise Problem(_("Say what happened."), field="note")
    noted = SignOfLife.objects.create(
        network_id=agreement.network_id, agreement=agreement, on=on, note=note, noted_by=by.label[:200]
    )
    record(by, "note_sign_of_life", agreement, changes={"on": [None, str(on)], "note": [None, note]})
    return noted


def _settle(agreement: Agreement) -> None:
    parties = list(Party.objects.filter(agreement=agreement))
    settle_obligations(agreement, force_of(terms_of(agreement, parties)))
