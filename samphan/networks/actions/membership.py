"""Admitting members and naming who speaks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.networks import policy
from samphan.networks.models import Member, Representative
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    import datetime as dt

    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate


MEMBER_FIELDS: Final = ("since", "until", "note")


@transaction.atomic
def admit_member(
    *,
    by: Actor,
    organisation: Organisation,
    since: PartialDate | None = None,
    until: PartialDate | None = None,
    note: str = "",
    is_sample: bool = False,
) -> Member:
    """An organisation becomes a member of the actor's network."""
    if by.network is None:
        raise ValueError("a member is admitted in a network")
    by.must(policy.manage_members, on=by.network)
    _check_period(since, until)
    if Member.objects.filter(network_id=by.network_id, organisation=organisation).exists():
        raise Problem(_("This organisation is a member already."), field="organisation")
    member = Member.objects.create(
        network_id=by.network_id,
        organisation=organisation,
        since=since,
        until=until,
        note=note,
        sort_key=organisation.sort_key,
        is_sample=is_sample,
    )
    record(by, "admit_member", member, label=_label(member))
    return member


@transaction.atomic
def change_member(*, by: Actor, member: Member, version: int | None = None, **words: Any) -> Member:
    """Correct the dates and the note of a membership (``MEMBER_FIELDS``)."""
    member = Member.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=member.pk)
    by.must(policy.manage_members, on=member)
    check_version(member, version, MEMBER_FIELDS, changed_by=member.changed_by)
    before = values(member, MEMBER_FIELDS)
    for name in MEMBER_FIELDS:
        if name in words:
            setattr(member, name, words[name])
    _check_period(member.since, member.until)
    member.touch(by)
    member.save()
    changes = difference(before, values(member, MEMBER_FIELDS))
    record(by, "change_member", member, label=_label(member), changes=changes)
    return member


@transaction.atomic
def remove_member(*, by: Actor, member: Member, reason: str) -> None:
    """Take a membership that was entered by mistake out of the list; one that ended gets an end date instead."""
    by.must(policy.manage_members, on=member)
    record(by, "remove_member", member, label=_label(member), reason=reason)
    member.delete()


@transaction.atomic
def name_representative(
    *, by: Actor, member: Member, email: str, name: str, since_on: dt.date, until_on: dt.date | None = None
) -> Representative:
    """Somebody speaks for a member from a day on. What the person may do follows at the moment of asking."""
    by.must(policy.manage_members, on=member)
    if until_on is not None and until_on <= since_on:
        raise Problem(_("The last day must not lie before the first."), field="until_on")
    if Representative.objects.filter(member=member, email__iexact=email).exists():
        raise Problem(_("This person is named already; change the dates there."), field="email")
    representative = Representative.objects.create(
        network_id=member.network_id,
        member=member,
        email=email.lower(),
        name=name,
        since_on=since_on,
        until_on=until_on,
    )
    record(by, "name_representative", representative, label=(name, name))
    return representative


@transaction.atomic
def end_representation(*, by: Actor, representative: Representative, until_on: dt.date) -> None:
    """The person speaks for the member no longer from a day on."""
    by.must(policy.manage_members, on=representative.member)
    if until_on <= representative.since_on:
        label = (representative.name, representative.name)
        record(by, "remove_representative", representative, label=label)
        representative.delete()
        return
    representative.until_on = until_on
    representative.save(update_fields=["until_on"])
    record(
        by,
        "end_representation",
        representative,
        label=(representative.name, representative.name),
        changes={"until_on": [None, until_on.isoformat()]},
    )


def _label(member: Member) -> tuple[str, str]:
    return member.organisation.name_th, member.organisation.name_en


def _check_period(since: PartialDate | None, until: PartialDate | None) -> None:
    if since and until and until.until_on <= since.from_on:
        raise Problem(_("The end must not lie before the beginning."), field="until")
