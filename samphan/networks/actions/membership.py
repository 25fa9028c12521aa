"""Admitting members, correcting their entries, taking out what was entered by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.networks import policy
from samphan.networks.actions.period import check_period, label_of, lock_member, save_period, settle
from samphan.networks.models import Member, MembershipPeriod, PeriodBasis
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate
    from samphan.networks.models import MemberCategory


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
    category: MemberCategory | None = None,
    basis: str = PeriodBasis.UNTIL_RESIGNATION,
    instrument: str = "",
    number: str = "",
) -> Member:
    """An organisation becomes a member of the actor's network; its first period of membership begins.

    Raises:
        Problem: it is or was a member (one that left rejoins by ``begin_period``), the number belongs to another
            member, or the dates contradict each other.
    """
    if by.network is None:
        raise ValueError("a member is admitted in a network")
    by.must(policy.manage_members, on=by.network)
    check_period(since, until)
    one = Q(organisation=organisation) | Q(organisation__merged_into=organisation)
    if known := Member.objects.filter(one, network_id=by.network_id).first():
        if known.until is not None:
            raise Problem(
                _("This organisation was a member before: open its page and let it join again."),
                field="organisation",
            )
        raise Problem(_("This organisation is a member already."), field="organisation")
    _check_number(by.network_id, number)
    member = Member.objects.create(
        network_id=by.network_id,
        organisation=organisation,
        number=number,
        since=since,
        until=until,
        note=note,
        sort_key=organisation.sort_key,
        is_sample=is_sample,
    )
    save_period(
        MembershipPeriod(
            network_id=by.network_id,
            member=member,
            category=category,
            since=since,
            until=until,
            basis=basis,
            instrument=instrument,
            changed_by=by.label[:200],
        )
    )
    record(by, "admit_member", member, label=label_of(member))
    return member


def _check_number(network_id: int, number: str, *, besides: int | None = None) -> None:
    others = Member.objects.filter(network_id=network_id, number=number)
    if besides is not None:
        others = others.exclude(pk=besides)
    if number and others.exists():
        raise Problem(_("Another member has this number."), field="number")


@transaction.atomic
def change_member(*, by: Actor, member: Member, version: int | None = None, **words: Any) -> Member:
    """Correct the number and the note of a member, and the dates of its membership (``MEMBER_FIELDS``).

    ``since`` is the beginning of the first period, ``until`` the end of the last one.
    """
    member = lock_member(member)
    by.must(policy.manage_members, on=member)
    check_version(member, version, MEMBER_FIELDS, changed_by=member.changed_by)
    before = values(member, (*MEMBER_FIELDS, "number"))
    member.note = words.get("note", member.note)
    member.number = words.get("number", member.number)
    _check_number(member.network_id, member.number, besides=member.pk)
    member.touch(by)
    member.save()
    _correct_dates(member, words)
    changes = difference(before, values(member, (*MEMBER_FIELDS, "number")))
    record(by, "change_member", member, label=label_of(member), changes=changes)
    return member


def _correct_dates(member: Member, words: dict[str, Any]) -> None:
    asked = {name: words[name] for name in ("since", "until") if name in words}
    if {name for name, value in asked.items() if getattr(member, name) != value}:
        check_period(asked.get("since", member.since), asked.get("until", member.until))
        periods = sorted(member.periods.all(), key=lambda each: (each.since is not None, each.since, each.pk))
        for name, period in zip(("since", "until"), (periods[0], periods[-1]), strict=True):
            if name in asked:
                setattr(period, name, asked[name])
        for period in {each.pk: each for each in (periods[-1], periods[0])}.values():
            save_period(period)
        settle(member)


@transaction.atomic
def remove_member(*, by: Actor, member: Member, reason: str) -> None:
    """Take a membership that was entered by mistake out of the list; one that ended gets an end date instead.

    Raises:
        Problem: invoices were written to the member, whose numbers stay, or an app above keeps what the member said.
    """
    by.must(policy.manage_members, on=member)
    if member.invoices.exists():
        raise Problem(
            _("Invoices were written to this member, and they stay. End the membership instead."),
            field="reason",
        )
    record(by, "remove_member", member, label=label_of(member), reason=reason)
    try:
        member.delete()
    except ProtectedError as error:
        raise Problem(
            _("The member has answered or assessed itself, and that stays. End the membership instead."),
            field="reason",
        ) from error
