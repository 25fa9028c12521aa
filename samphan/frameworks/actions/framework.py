"""Adopting frameworks, plans of the network's own, their versions, and withdrawing them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.frameworks import policy, transitions
from samphan.frameworks.actions.records import (
    WORDS,
    copy_items,
    held,
    move,
    network_of,
    refuse_second,
    write_framework,
)
from samphan.frameworks.models import Framework, FrameworkItem, FrameworkKind, FrameworkState, ItemMatch
from samphan.frameworks.queries.findable import item_row
from samphan.frameworks.queries.packs import packs
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.tenancy import search

if TYPE_CHECKING:
    import datetime as dt

    from samphan.frameworks.queries.packs import Pack
    from samphan.kit.actor import Actor


@transaction.atomic
def adopt_framework(*, by: Actor, code: str, today: dt.date, is_sample: bool = False) -> Framework:
    """The network takes a framework of the catalogue as it is now: a copy of its own, with all items.

    It follows the version in use, or the latest where all were withdrawn: items of the same group and code follow each other.

    Raises:
        Problem: there is no such framework, or this version was adopted before.
    """
    framework = Framework(network_id=network_of(by), is_sample=is_sample)
    by.must(policy.manage, on=framework)
    pack = packs().get(code)
    if pack is None:
        raise Problem(_("The catalogue has no such framework."))
    versions = Framework.objects.select_for_update().filter(network_id=framework.network_id, code=code)
    known = {each.edition: each for each in versions}
    if pack.edition in known:
        is_withdrawn = known[pack.edition].state == FrameworkState.WITHDRAWN
        raise Problem(
            _("This version was withdrawn. Bring it back on its page.")
            if is_withdrawn
            else _("This version was adopted already.")
        )
    older = max(known.values(), key=lambda each: (each.is_in_use, each.pk), default=None)
    if older is not None and older.is_in_use:
        move(by, older, transitions.SUPERSEDE)
    write_framework(
        by, framework, _from_pack(pack) | {"follows": older, "adopted_on": today}, "adopt_framework"
    )
    copy_items(by, framework, pack, _ids(older) if older else {})
    return framework


@transaction.atomic
def write_plan(
    *, by: Actor, kind: str, edition: str, today: dt.date, is_sample: bool = False, **words: Any
) -> Framework:
    """Begin a plan of the network's own; its items are added afterwards."""
    framework = Framework(network_id=network_of(by), is_sample=is_sample)
    by.must(policy.manage, on=framework)
    if kind not in FrameworkKind.values:
        raise Problem(_("Choose a kind."), field="kind")
    number = (
        1
        + Framework.objects.filter(
            network_id=framework.network_id, is_shipped=False, follows__isnull=True
        ).count()
    )
    code = f"{kind}-{number}"
    fields = {"code": code, "kind": kind, "edition": edition, "adopted_on": today, **_told(words)}
    return write_framework(by, framework, fields, "write_plan")


@transaction.atomic
def describe_framework(
    *, by: Actor, framework: Framework, version: int | None = None, **words: Any
) -> Framework:
    """Change what is said about a framework: its words and years, not its items."""
    framework = held(framework)
    by.must(policy.manage, on=framework)
    check_version(framework, version, WORDS, changed_by=framework.changed_by)
    called = framework.title_th, framework.title_en
    framework = write_framework(by, framework, _told(words), "describe_framework")
    if called != (framework.title_th, framework.title_en):  # it stands below each of its items in the search
        search.put([item_row(each, framework) for each in FrameworkItem.objects.filter(framework=framework)])
    return framework


@transaction.atomic
def begin_version(
    *, by: Actor, framework: Framework, edition: str, today: dt.date, version: int | None = None
) -> Framework:
    """A new version of an own plan: a copy of its items, which are then changed. The old one stays readable.

    Raises:
        Problem: the plan comes with the product, is not in use, or there is a version of this name.
    """
    older = held(framework)
    by.must(policy.write_items, on=older)
    check_version(older, version, ("edition",), changed_by=older.changed_by)
    same = Framework.objects.filter(network_id=older.network_id, code=older.code, edition=edition)
    if not edition.strip() or same.exists():
        raise Problem(_("Give the new version a name that no other version has."), field="edition")
    move(by, older, transitions.SUPERSEDE)
    names = ("code", "kind", "axes", "matrix_rows", "matrix_columns", *WORDS)
    fields = {name: getattr(older, name) for name in names}
    newer = Framework(network_id=older.network_id, is_sample=older.is_sample)
    write_framework(
        by, newer, fields | {"edition": edition, "follows": older, "adopted_on": today}, "begin_version"
    )
    _copy_own(by, older, newer)
    return newer


@transaction.atomic
def withdraw_framework(*, by: Actor, framework: Framework, reason: str) -> Framework:
    """Nothing new is aligned with it from now on; it stays readable with everything that is aligned."""
    framework = held(framework)
    by.must(policy.manage, on=framework)
    if not reason.strip():
        raise Problem(_("Write why it is withdrawn, so that others understand it later."), field="reason")
    return move(by, framework, transitions.WITHDRAW, reason=reason[:1000])


@transaction.atomic
def restore_framework(*, by: Actor, framework: Framework) -> Framework:
    """Bring a withdrawn version back, unless another one is in use meanwhile."""
    framework = held(framework)
    by.must(policy.manage, on=framework)
    before = framework.state
    framework.state = FrameworkState.IN_USE
    refuse_second(framework)
    framework.state = before
    return move(by, framework, transitions.RESTORE)


def _told(words: dict[str, Any]) -> dict[str, Any]:
    if unknown := words.keys() - set(WORDS):
        raise TypeError(f"not what a framework is described with: {sorted(unknown)}")
    return words


def _from_pack(pack: Pack) -> dict[str, Any]:
    rows, columns = pack.matrix
    axes = [
        {"code": each.code, "name_th": each.name_th, "name_en": each.name_en, "inside": each.inside}
        for each in pack.axes
    ]
    fields = {name: getattr(pack, name) for name in ("code", "edition", "kind", *WORDS)}
    return fields | {"axes": axes, "matrix_rows": rows, "matrix_columns": columns, "is_shipped": True}


def _ids(framework: Framework) -> dict[tuple[str, str], int]:
    rows = FrameworkItem.objects.filter(framework=framework).values_list("axis", "code", "pk")
    return {(axis, code): pk for axis, code, pk in rows}


def _copy_own(by: Actor, older: Framework, newer: Framework) -> None:
    """Every item of a version once more in the next, parents first, and what goes with what."""
    made: dict[int, FrameworkItem] = {}
    left = list(FrameworkItem.objects.filter(framework=older).order_by("order", "id"))
    while left:
        ready = [each for each in left if each.parent_id is None or each.parent_id in made]
        for each in ready:
            made[each.pk] = FrameworkItem.objects.create(
                network_id=newer.network_id,
                framework=newer,
                parent=made.get(each.parent_id or 0),
                follows=each,
                changed_by=by.label,
                **{
                    name: getattr(each, name)
                    for name in (
                        "axis", "code", "title_th", "title_en", "words_th", "words_en", "crosswalk", "order",
                    )
                },
            )  # fmt: skip
        left = [each for each in left if each.pk not in made]
    pairs = ItemMatch.objects.filter(item__framework=older).values_list("item_id", "match_id", "is_ours")
    ItemMatch.objects.bulk_create(
        ItemMatch(network_id=newer.network_id, item=made[item], match=made[match], is_ours=is_ours)
        for item, match, is_ours in pairs
    )
    search.put([item_row(each, newer) for each in made.values()])
