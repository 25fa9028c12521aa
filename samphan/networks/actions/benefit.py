"""The catalogue of benefits, and their use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.networks import policy
from samphan.networks.models import Benefit, BenefitUse, MembershipPeriod
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor
    from samphan.networks.models import Member

BENEFIT_FIELDS: Final = ("name_th", "name_en", "about_th", "about_en", "since_on", "until_on", "position")


@transaction.atomic
def write_benefit(
    *, by: Actor, benefit: Benefit | None = None, version: int | None = None, **words: Any
) -> Benefit:
    """Put a benefit into the catalogue or change it (``BENEFIT_FIELDS``).

    Raises:
        Problem: it ends before it begins.
        Conflict: somebody saved it since ``version``.
    """
    if by.network is None:
        raise ValueError("a benefit belongs to a network")
    by.must(policy.manage_members, on=by.network if benefit is None else benefit)
    if benefit is None:
        written = Benefit(network_id=by.network_id, version=0)
    else:
        written = Benefit.objects.select_for_update().get(pk=benefit.pk)
        check_version(written, version, BENEFIT_FIELDS, changed_by=written.changed_by)
    before = values(written, BENEFIT_FIELDS) if written.pk else {}
    for name, value in words.items():
        setattr(written, name, value)
    if written.since_on and written.until_on and written.until_on < written.since_on:
        raise Problem(_("The end must not lie before the beginning."), field="until_on")
    written.touch(by)
    written.save()
    changes = difference(before, values(written, BENEFIT_FIELDS))
    record(by, "change_benefit" if before else "add_benefit", written, changes=changes)
    return written


@transaction.atomic
def remove_benefit(*, by: Actor, benefit: Benefit) -> None:
    """Take a benefit out that nobody made use of.

    Raises:
        Problem: uses of it are recorded.
    """
    by.must(policy.manage_members, on=benefit)
    if benefit.uses.exists():
        raise Problem(_("Uses of this benefit are recorded. Give it a last day instead."))
    record(by, "remove_benefit", benefit)
    benefit.delete()


@transaction.atomic
def record_benefit_use(
    *, by: Actor, benefit: Benefit, member: Member, on: dt.date, count: int = 1, occasion: str = ""
) -> BenefitUse:
    """A member made use of a benefit.

    Raises:
        Problem: the organisation was no member on that day, the benefit was not offered then, or nobody used it.
    """
    by.must(policy.manage_members, on=member)
    if not MembershipPeriod.objects.filter(member=member).lasting_on(on).exists():
        raise Problem(_("The organisation is not a member on that day."), field="on")
    if (benefit.since_on and on < benefit.since_on) or (benefit.until_on and on > benefit.until_on):
        raise Problem(_("The benefit is not offered on that day."), field="on")
    if count < 1:
        raise Problem(_("Write how many, at least 1."), field="count")
    made = BenefitUse.objects.create(
        network_id=member.network_id, benefit=benefit, member=member, on=on, count=count, occasion=occasion
    )
    label = (benefit.name_th, benefit.name_en)
    changes = {"member": [None, member.organisation.name_th], "on": [None, on.isoformat()]}
    record(by, "record_benefit_use", made, label=label, changes=changes)
    return made


@transaction.atomic
def remove_benefit_use(*, by: Actor, use: BenefitUse) -> None:
    """Take a use out that was recorded by mistake."""
    by.must(policy.manage_members, on=use)
    record(by, "remove_benefit_use", use, label=(use.benefit.name_th, use.benefit.name_en))
    use.delete()
