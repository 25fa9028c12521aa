"""Keeping how to reach somebody. Each network keeps its own; the trail holds what was done, not the number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.directory import policy
from samphan.directory.actions.limits import refuse_too_long
from samphan.directory.models import ContactKind, ContactPoint, Organisation, Visibility
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.thai.numerals import arabic_digits
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    from samphan.directory.models import Person
    from samphan.kit.actor import Actor

WORDS: Final = ("kind", "value", "purpose", "visibility", "source")
TOLD: Final = ("kind", "purpose", "visibility", "source")
"""What the audit trail keeps: a number that was taken away is gone."""

_is_mail = EmailValidator()
_is_website = URLValidator(schemes=["http", "https"])


@transaction.atomic
def add_contact_point(*, by: Actor, subject: Organisation | Person, **words: Any) -> ContactPoint:
    """One more way to reach a person or an organisation; ``words`` are among ``WORDS``."""
    by.must(policy.add_contact, on=subject)
    role = "organisation" if isinstance(subject, Organisation) else "person"
    contact = ContactPoint(network_id=by.network_id, changed_by=by.label, **{role: subject})
    _describe(contact, words)
    contact.save()
    record(by, "add_contact_point", subject, changes=difference({}, values(contact, TOLD)))
    return contact


@transaction.atomic
def change_contact_point(
    *, by: Actor, contact: ContactPoint, version: int | None, **words: Any
) -> ContactPoint:
    """Correct a contact point.

    Raises:
        Conflict: somebody saved it since ``version``.
    """
    by.must(policy.keep_contact, on=contact)
    contact = (
        ContactPoint.objects.for_actor(by)
        .select_related("person", "organisation")
        .select_for_update(of=("self",))
        .get(pk=contact.pk)
    )
    check_version(contact, version, WORDS, changed_by=contact.changed_by)
    before, value = values(contact, TOLD), contact.value
    _describe(contact, words)
    contact.touch(by)
    contact.save()
    changes = difference(before, values(contact, TOLD))
    if value != contact.value:
        changes["value"] = [None, None]
    record(by, "change_contact_point", contact.person or contact.organisation, changes=changes)
    return contact


@transaction.atomic
def remove_contact_point(*, by: Actor, contact: ContactPoint) -> None:
    """Take away what no longer reaches anybody, or was not to be kept."""
    by.must(policy.keep_contact, on=contact)
    gone = {name: [value, None] for name, value in values(contact, TOLD).items() if value}
    record(by, "remove_contact_point", contact.person or contact.organisation, changes=gone)
    contact.delete()


def _describe(contact: ContactPoint, words: dict[str, Any]) -> None:
    for name, value in words.items():
        if name not in WORDS:
            raise TypeError(f"not a word of a contact point: {name}")
        setattr(contact, name, value)
    if contact.kind not in ContactKind.values:
        raise Problem(_("Choose one from the list."), field="kind")
    if contact.visibility not in Visibility.values:
        raise Problem(_("Choose one from the list."), field="visibility")
    contact.value = contact.value.strip()
    if not contact.value:
        raise Problem(_("Write the number or the address."), field="value")
    refuse_too_long(contact, ("value", "purpose", "source"))
    _refuse_unreadable(contact)


def _refuse_unreadable(contact: ContactPoint) -> None:
    """What a kind must look like; nothing is rewritten, so that zeros and extensions stay as they were given."""
    try:
        if contact.kind == ContactKind.MAIL:
            _is_mail(contact.value)
        elif contact.kind == ContactKind.WEBSITE:
            _is_website(contact.value)
    except ValidationError as error:
        sentence = (
            _("This is not an e-mail address.")
            if contact.kind == ContactKind.MAIL
            else _("This is not the address of a website. It begins with https://.")
        )
        raise Problem(sentence, field="value") from error
    if contact.kind == ContactKind.PHONE and not any(map(str.isdecimal, arabic_digits(contact.value))):
        raise Problem(_("A telephone number has digits."), field="value")
