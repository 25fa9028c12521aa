"""Categories of members and the rules of the network's membership."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.thai.dates import be_year
from samphan.networks import policy
from samphan.networks.models import Member, MemberCategory, MembershipSettings
from samphan.tenancy import links
from samphan.tenancy.audit import difference, record, values
from samphan.tenancy.numbers import next_number

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor

CATEGORY_FIELDS: Final = (
    "name_th", "name_en", "rights_th", "rights_en", "votes", "dues", "is_open", "position",
)  # fmt: skip
SETTINGS_FIELDS: Final = (
    "number_prefix", "number_has_year", "number_width", "takes_applications", "words_th", "words_en", "office",
    "address", "contact", "signer_name", "signer_position", "payment", "dues_days",
)  # fmt: skip
SETTINGS_NAME: Final = ("ข้อกำหนดของสมาชิกภาพ", "Rules of membership")


@transaction.atomic
def write_category(
    *, by: Actor, category: MemberCategory | None = None, version: int | None = None, **words: Any
) -> MemberCategory:
    """Make a category or change it (``CATEGORY_FIELDS``); invoices that were written keep their amounts.

    Raises:
        Problem: another category has the name.
        Conflict: somebody saved it since ``version``.
    """
    if by.network is None:
        raise ValueError("a category belongs to a network")
    by.must(policy.manage_members, on=by.network if category is None else category)
    if category is None:
        written = MemberCategory(network_id=by.network_id, version=0)
    else:
        written = MemberCategory.objects.select_for_update().get(pk=category.pk)
        check_version(written, version, CATEGORY_FIELDS, changed_by=written.changed_by)
    before = values(written, CATEGORY_FIELDS) if written.pk else {}
    for name, value in words.items():
        setattr(written, name, value)
    others = MemberCategory.objects.filter(network_id=by.network_id, name_th=written.name_th)
    if others.exclude(pk=written.pk).exists():
        raise Problem(_("Another category has this name."), field="name_th")
    written.touch(by)
    written.save()
    changes = difference(before, values(written, CATEGORY_FIELDS))
    record(by, "change_member_category" if before else "add_member_category", written, changes=changes)
    return written


@transaction.atomic
def remove_category(*, by: Actor, category: MemberCategory) -> None:
    """Take a category out that nobody has or had.

    Raises:
        Problem: members or applications name it.
    """
    by.must(policy.manage_members, on=category)
    if category.periods.exists() or category.applications.exists():
        raise Problem(_("Members or applications name this category. Close it for applications instead."))
    record(by, "remove_member_category", category)
    category.delete()


def settings_of(network_id: int, *, is_locked: bool = False) -> MembershipSettings:
    """The rules of a network, made when they are first needed; ``is_locked`` keeps them until the transaction ends."""
    MembershipSettings.objects.get_or_create(network_id=network_id)
    rows = MembershipSettings.objects.select_for_update() if is_locked else MembershipSettings.objects.all()
    return rows.get(network_id=network_id)


@transaction.atomic
def change_membership_settings(
    *, by: Actor, version: int | None = None, now: dt.datetime | None = None, **words: Any
) -> MembershipSettings:
    """Change how members are numbered, the form and the words of letters. An open form has a link, a closed one none.

    Raises:
        Conflict: somebody saved the rules since ``version``.
    """
    if by.network is None:
        raise ValueError("rules belong to a network")
    by.must(policy.manage_members, on=by.network)
    now = now or timezone.now()
    written = settings_of(by.network_id, is_locked=True)
    check_version(written, version, SETTINGS_FIELDS, changed_by=written.changed_by)
    before = values(written, SETTINGS_FIELDS)
    for name, value in words.items():
        setattr(written, name, value)
    written.touch(by)
    written.save()
    known = list(links.open_links(policy.APPLY, written, now=now))
    if written.takes_applications and not known:
        links.make(policy.APPLY, written, label=SETTINGS_NAME)
    if not written.takes_applications:
        for link in known:
            links.revoke(link, now=now)
    changes = difference(before, values(written, SETTINGS_FIELDS))
    record(by, "change_membership_rules", written, label=SETTINGS_NAME, changes=changes)
    return written


def next_member_number(network_id: int, on: dt.date) -> str:
    """The next number by the network's rule: letters, Buddhist year, running number. Never given twice.

    A number that was typed by hand is passed over.
    """
    rule = settings_of(network_id, is_locked=True)
    year = be_year(on) if rule.number_has_year else 0
    while True:
        running = next_number(network_id=network_id, kind="member", year=year)
        parts = [str(year)] if year else []
        number = rule.number_prefix + "-".join([*parts, f"{running:0{rule.number_width}}"])
        if not Member.objects.filter(network_id=network_id, number=number).exists():
            return number
