"""Naming who speaks for members, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samphan.kit.errors import Problem
from samphan.networks import policy
from samphan.networks.models import Member, Representative, RepresentativeKind
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from samphan.directory.models import Person
    from samphan.kit.actor import Actor

CONTACT_FIELDS: Final = ("name", "email", "position", "phone")


@transaction.atomic
def name_representative(
    *,
    by: Actor,
    member: Member,
    email: str,
    name: str,
    since_on: dt.date,
    until_on: dt.date | None = None,
    kind: str = "",
    person: Person | None = None,
    position: str = "",
    phone: str = "",
) -> Representative:
    """Somebody speaks for a member from a day on. What the person may do follows at the moment of asking.

    Without a ``kind`` the person leads where nobody does at that time, and is an alternate elsewhere.

    Raises:
        Problem: the dates contradict each other, somebody else leads at that time, or the person is named already.
    """
    by.must(policy.manage_members, on=member)
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if until_on is not None and until_on <= since_on:
        raise Problem(_("The last day must not lie before the first."), field="until_on")
    then = _at(member, since_on, until_on)
    leads = then.filter(kind=RepresentativeKind.LEAD)
    if not kind:
        kind = RepresentativeKind.ALTERNATE if leads.exists() else RepresentativeKind.LEAD
    if then.filter(email__iexact=email, kind=kind).exists():
        raise Problem(_("This person is named already; change the dates there."), field="email")
    if kind == RepresentativeKind.LEAD and (other := leads.first()):
        raise Problem(
            _("%(name)s leads at that time. Let this person take the place over instead.")
            % {"name": other.name},
            field="kind",
        )
    representative = Representative.objects.create(
        network_id=member.network_id,
        member=member,
        kind=RepresentativeKind(kind).value,
        person=person,
        email=email.lower(),
        name=name,
        position=position,
        phone=phone,
        since_on=since_on,
        until_on=until_on,
    )
    record(by, "name_representative", representative, label=(name, name))
    return representative


def _at(member: Member, since_on: dt.date, until_on: dt.date | None) -> QuerySet[Representative]:
    """Who speaks for the member on some day of ``[since_on, until_on)``."""
    found = member.representatives.filter(Q(until_on__isnull=True) | Q(until_on__gt=since_on))
    return found if until_on is None else found.filter(since_on__lt=until_on)


@transaction.atomic
def change_representative(*, by: Actor, representative: Representative, **words: Any) -> Representative:
    """Correct the name and how the person is reached (``CONTACT_FIELDS``) and who it is in the directory (``person``).

    Raises:
        Problem: somebody with this address is named for the same already.
    """
    by.must(policy.manage_members, on=representative)
    representative = Representative.objects.select_for_update().get(pk=representative.pk)
    fields = (*CONTACT_FIELDS, "person_id")
    before = values(representative, fields)
    for name, value in words.items():
        setattr(representative, name, value.lower() if name == "email" else value)
    same = Representative.objects.filter(
        member=representative.member_id,
        kind=representative.kind,
        email=representative.email,
        since_on=representative.since_on,
    )
    if same.exclude(pk=representative.pk).exists():
        raise Problem(_("This person is named already; change the dates there."), field="email")
    representative.save(update_fields=[*CONTACT_FIELDS, "person"])
    if changes := difference(before, values(representative, fields)):
        label = (representative.name, representative.name)
        record(by, "change_representative", representative, label=label, changes=changes)
    return representative


@transaction.atomic
def substitute_representative(
    *, by: Actor, representative: Representative, from_on: dt.date, **words: Any
) -> Representative:
    """Somebody takes a representative's place over from a day on; the history keeps both. ``words`` as for naming.

    Raises:
        Problem: the day does not lie within the time of whom it replaces.
    """
    by.must(policy.manage_members, on=representative)
    if from_on < representative.since_on or (representative.until_on and from_on >= representative.until_on):
        raise Problem(_("The day lies outside the time in which this person speaks."), field="since_on")
    kind, until_on, member = representative.kind, representative.until_on, representative.member
    end_representation(by=by, representative=representative, until_on=from_on)
    return name_representative(by=by, member=member, since_on=from_on, until_on=until_on, kind=kind, **words)


@transaction.atomic
def end_representation(*, by: Actor, representative: Representative, until_on: dt.date) -> None:
    """The person speaks for the member no longer from a day on.

    Raises:
        Problem: somebody else leads before that day.
    """
    by.must(policy.manage_members, on=representative)
    member = Member.objects.select_for_update(of=("self",)).get(pk=representative.member_id)
    others = _at(member, representative.since_on, until_on).filter(kind=RepresentativeKind.LEAD)
    if representative.kind == RepresentativeKind.LEAD and until_on > representative.since_on:
        other = others.exclude(pk=representative.pk).first()
        if other is not None:
            raise Problem(
                _("%(name)s leads at that time. Let this person take the place over instead.")
                % {"name": other.name},
                field="until_on",
            )
    label = (representative.name, representative.name)
    if until_on <= representative.since_on:
        record(by, "remove_representative", representative, label=label)
        representative.delete()
        return
    before = representative.until_on.isoformat() if representative.until_on else None
    representative.until_on = until_on
    representative.save(update_fields=["until_on"])
    changes = {"until_on": [before, until_on.isoformat()]}
    record(by, "end_representation", representative, label=label, changes=changes)
