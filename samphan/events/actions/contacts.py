"""Consent to stand on the contact list of an event: given, and withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.events.models import ContactConsent, Registration
from samphan.events.policy import attendance as policy
from samphan.events.queries.contacts import answer_of
from samphan.kit.errors import Problem
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor


@transaction.atomic
def give_contact_consent(
    *, by: Actor, registration: Registration, wording: str, at: dt.datetime
) -> ContactConsent:
    """Somebody agreed, in these words; a consent that is in force stays as it is.

    By the person with the ticket or the registration form, or by who notes what was signed on paper.
    """
    by.must(policy.consent, on=registration)
    locked = Registration.objects.select_for_update(no_key=True).get(pk=registration.pk)
    if found := ContactConsent.objects.in_force().filter(registration=locked).first():
        return found
    if not wording.strip():
        raise Problem(_("Write what was agreed to, in the words that were read."), field="wording")
    consent = ContactConsent.objects.create(
        network_id=locked.network_id, registration=locked, wording=wording.strip(), given_at=at
    )
    record(by, "give_contact_consent", locked, label=_label(locked))
    return consent


@transaction.atomic
def withdraw_contact_consent(*, by: Actor, registration: Registration, at: dt.datetime) -> None:
    """Somebody no longer wishes to stand on the list; without a consent nothing happens."""
    by.must(policy.consent, on=registration)
    consent = ContactConsent.objects.select_for_update().in_force().filter(registration=registration).first()
    if consent is None:
        answer = answer_of(registration)
        if answer is None or answer.decided_at is None:
            return
        consent = ContactConsent(
            network_id=registration.network_id,
            registration=registration,
            wording=answer.wording[:2000],
            given_at=answer.decided_at,
        )
    consent.withdrawn_at = max(at, consent.given_at)
    consent.save()
    record(by, "withdraw_contact_consent", registration, label=_label(registration))


def _label(registration: Registration) -> tuple[str, str]:
    return registration.person.name_th, registration.person.name_en
