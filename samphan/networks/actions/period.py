"""Periods of membership: beginning, ending, renewing, suspending. The only writers of ``Member.since`` and ``until``."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from psycopg.errors import ExclusionViolation

from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.partial import PartialDate
from samphan.networks import policy
from samphan.networks.models import EndReason, Member, MembershipPeriod, PeriodBasis, Suspension
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.kit.actor import Actor
    from samphan.networks.models import MemberCategory

PERIOD_FIELDS: Final = ("category_id", "since", "until", "basis", "instrument", "end_kind", "end_reason")


def label_of(member: Member) -> tuple[str, str]:
    """A member's name for the audit trail; its organisation is loaded."""
    return member.organisation.name_th, member.organisation.name_en


def lock_member(member: Member) -> Member:
    """The member as it is now, kept until the transaction ends: its periods change one after the other."""
    return Member.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=member.pk)


def check_period(since: PartialDate | None, until: PartialDate | None) -> None:
    """Raise ``Problem`` when the end certainly lies before the beginning."""
    if since and until and until.until_on <= since.from_on:
        raise Problem(_("The end must not lie before the beginning."), field="until")


def settle(member: Member) -> None:
    """Write the beginning of the first period and the end of the last one to the member."""
    periods = list(member.periods.only("member_id", "since", "until"))
    firsts = [each.since for each in periods]
    lasts = [each.until for each in periods]
    member.since = None if None in firsts else min(filter(None, firsts), default=None)
    member.until = None if None in lasts else max(filter(None, lasts), key=lambda e: e.until_on, default=None)
    Member.objects.filter(pk=member.pk).update(since=member.since, until=member.until)


def save_period(period: MembershipPeriod) -> None:
    """Save a period whose member is locked.

    Raises:
        Problem: the end lies before the beginning, a fixed term has no end, or the member has another period at that
            time; whether two half-known periods certainly overlap is for the database to say.
    """
    check_period(period.since, period.until)
    if period.basis == PeriodBasis.FIXED_TERM and period.until is None:
        raise Problem(_("A fixed term needs its last day, month or year."), field="until")
    if period.end_kind and period.until is None:
        raise Problem(_("Say when the membership ended."), field="until")
    try:
        with transaction.atomic():
            period.save()
    except IntegrityError as error:
        if isinstance(error.__cause__, ExclusionViolation):
            raise Problem(
                _("The organisation is a member at that time already. End that period first."), field="since"
            ) from error
        raise


@transaction.atomic
def begin_period(
    *,
    by: Actor,
    member: Member,
    since: PartialDate | None,
    until: PartialDate | None = None,
    category: MemberCategory | None = None,
    basis: str = PeriodBasis.UNTIL_RESIGNATION,
    instrument: str = "",
) -> MembershipPeriod:
    """The organisation is a member from a day on, again or in another category.

    Raises:
        Problem: it is a member at that time already, or the dates contradict each other.
    """
    by.must(policy.manage_members, on=member)
    member = lock_member(member)
    period = MembershipPeriod(
        network_id=member.network_id,
        member=member,
        since=since,
        until=until,
        category=category,
        basis=basis,
        instrument=instrument,
        changed_by=by.label[:200],
    )
    save_period(period)
    settle(member)
    record(
        by,
        "begin_membership",
        member,
        label=label_of(member),
        changes=difference({}, values(period, PERIOD_FIELDS)),
    )
    return period


@transaction.atomic
def change_period(
    *, by: Actor, period: MembershipPeriod, version: int | None = None, **words: Any
) -> MembershipPeriod:
    """Correct a period (``PERIOD_FIELDS``; the category as ``category``).

    Raises:
        Problem: as ``begin_period``.
        Conflict: somebody saved the period since ``version``.
    """
    by.must(policy.manage_members, on=period.member)
    member = lock_member(period.member)
    period = member.periods.select_for_update().get(pk=period.pk)
    check_version(period, version, PERIOD_FIELDS, changed_by=period.changed_by)
    before = values(period, PERIOD_FIELDS)
    for name, value in words.items():
        setattr(period, name, value)
    period.touch(by)
    save_period(period)
    settle(member)
    changes = difference(before, values(period, PERIOD_FIELDS))
    record(by, "change_membership_period", member, label=label_of(member), changes=changes)
    return period


@transaction.atomic
def end_membership(
    *,
    by: Actor,
    member: Member,
    until: PartialDate,
    kind: str,
    reason: str = "",
    instrument: str = "",
) -> MembershipPeriod:
    """The member leaves: its lasting period ends with ``until``, its last day, and those who speak for it do so no longer.

    Raises:
        Problem: no period lasts then, or the end lies before its beginning.
    """
    by.must(policy.manage_members, on=member)
    member = lock_member(member)
    period = _last(member)
    if period is None or period.end_kind:
        raise Problem(_("No period of membership lasts that could end."), field="until")
    before = values(period, PERIOD_FIELDS)
    period.until, period.end_kind, period.end_reason = until, EndReason(kind).value, reason
    if instrument:
        period.instrument = instrument
    period.touch(by)
    save_period(period)
    settle(member)
    _end_speaking(member, until.until_on)
    changes = difference(before, values(period, PERIOD_FIELDS))
    record(by, "end_membership", member, label=label_of(member), changes=changes, reason=reason)
    return period


def _end_speaking(member: Member, until_on: dt.date) -> None:
    """Nobody speaks for a member that left; who was to begin later does not."""
    member.representatives.filter(since_on__gte=until_on).delete()
    open_ones = member.representatives.exclude(until_on__lte=until_on)
    open_ones.update(until_on=until_on)


def _last(member: Member) -> MembershipPeriod | None:
    """The period that began last; one whose beginning nobody knows came first."""
    periods = member.periods.select_for_update()
    return max(
        periods, key=lambda each: (each.since.from_on if each.since else dt.date.min, each.pk), default=None
    )


@transaction.atomic
def renew_terms(
    *, by: Actor, periods: Sequence[MembershipPeriod], until: PartialDate, instrument: str = ""
) -> list[MembershipPeriod]:
    """Fixed terms go on: each is followed, the day after its end, by one of the same category until ``until``.

    All of them or none.

    Raises:
        Problem: a term is over for another reason, was renewed already, or would end before it begins; names the member.
    """
    made = []
    for each in periods:
        by.must(policy.manage_members, on=each.member)
        member = lock_member(each.member)
        period = member.periods.select_for_update().get(pk=each.pk)
        if period.basis != PeriodBasis.FIXED_TERM or period.until is None or period.end_kind:
            raise Problem(
                _("%(member)s has no term that can be renewed.") % {"member": member.organisation.name}
            )
        since = _following(period.until)
        if until.until_on <= since.from_on:
            raise Problem(_("The new end lies before the present term of %(member)s ends.") % {"member": member.organisation.name}, field="until")  # fmt: skip
        period.end_kind = EndReason.RENEWED
        period.touch(by)
        save_period(period)
        follower = MembershipPeriod(
            network_id=member.network_id,
            member=member,
            category_id=period.category_id,
            since=since,
            until=until,
            basis=PeriodBasis.FIXED_TERM,
            instrument=instrument,
            changed_by=by.label[:200],
        )
        save_period(follower)
        settle(member)
        record(
            by,
            "renew_membership",
            member,
            label=label_of(member),
            changes=difference({}, values(follower, PERIOD_FIELDS)),
        )
        made.append(follower)
    return made


def _following(until: PartialDate) -> PartialDate:
    """The day, month or year after the end of a term, as exactly as the end is known."""
    return PartialDate.of(until.until_on, until.precision)


@transaction.atomic
def suspend_member(*, by: Actor, member: Member, since_on: dt.date, reason: str) -> Suspension:
    """The member's rights rest from a day on, until ``lift_suspension``.

    Raises:
        Problem: they rest already, or no membership lasts on that day.
    """
    by.must(policy.manage_members, on=member)
    member = lock_member(member)
    if not member.periods.all().lasting_on(since_on).exists():
        raise Problem(_("The organisation is not a member on that day."), field="since_on")
    if member.suspensions.filter(until_on__isnull=True).exists() or member.suspensions.filter(until_on__gt=since_on).exists():  # fmt: skip
        raise Problem(_("The rights of this member rest already at that time."), field="since_on")
    made = Suspension.objects.create(
        network_id=member.network_id, member=member, since_on=since_on, reason=reason
    )
    record(
        by,
        "suspend_member",
        member,
        label=label_of(member),
        changes={"since_on": [None, since_on.isoformat()]},
        reason=reason,
    )
    return made


@transaction.atomic
def lift_suspension(*, by: Actor, suspension: Suspension, until_on: dt.date, reason: str = "") -> None:
    """The rights are back from a day on.

    Raises:
        Problem: the day lies before the suspension began, or after another one did.
    """
    by.must(policy.manage_members, on=suspension.member)
    member = lock_member(suspension.member)
    suspension = member.suspensions.select_for_update().get(pk=suspension.pk)
    if until_on <= suspension.since_on:
        raise Problem(_("The last day must not lie before the first."), field="until_on")
    later = member.suspensions.exclude(pk=suspension.pk).filter(since_on__gt=suspension.since_on)
    if later.filter(since_on__lt=until_on).exists():
        raise Problem(_("The rights of this member rest already at that time."), field="until_on")
    suspension.until_on, suspension.lifted_reason = until_on, reason
    suspension.save(update_fields=["until_on", "lifted_reason"])
    record(
        by,
        "lift_suspension",
        member,
        label=label_of(member),
        changes={"until_on": [None, until_on.isoformat()]},
        reason=reason,
    )
