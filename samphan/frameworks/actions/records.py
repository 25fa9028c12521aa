"""What the actions of this app share: a record is written and noted, a version is held, items are made of a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from samphan.frameworks import transitions
from samphan.frameworks.models import Framework, FrameworkItem, ItemMatch
from samphan.frameworks.queries.findable import framework_row, item_row
from samphan.kit.errors import Problem
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy import search
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samphan.frameworks.queries.packs import Pack
    from samphan.kit.actor import Actor

WORDS: Final = (
    "title_th", "title_en", "about_th", "about_en", "source", "licence", "from_year", "until_year",
)  # fmt: skip
OWN_AXIS: Final = "item"


def network_of(by: Actor) -> int:
    """The network of the address, in which a new record is made."""
    if by.network is None:
        raise ValueError("this is made in a network")
    return by.network_id


def held(framework: Framework) -> Framework:
    """The framework, locked until the transaction ends."""
    return Framework.objects.select_for_update().get(pk=framework.pk)


def write_framework(by: Actor, found: Framework, fields: Mapping[str, Any], act: str) -> Framework:
    """Save a new or changed framework, note it, and put it into the search; nothing new, nothing noted."""
    is_new = found.pk is None
    before = {} if is_new else values(found, fields)
    for name, value in fields.items():
        setattr(found, name, value)
    if not found.title_th.strip():
        raise Problem(_("A title in Thai is needed."), field="title_th")
    if found.from_year and found.until_year and found.until_year < found.from_year:
        raise Problem(_("The last year must not lie before the first."), field="until_year")
    found.sort_key = sort_key(found.title_th)
    changes = difference(before, values(found, fields))
    if is_new or changes:
        if is_new:
            found.changed_by = by.label
        else:
            found.touch(by)
        found.save()
        told = {name: [_said(old), _said(value)] for name, (old, value) in changes.items()}
        record(by, act, found, changes=told)
        search.put([framework_row(found)])
    return found


def move(by: Actor, framework: Framework, act: str, reason: str = "") -> Framework:
    """Take a framework from one state to the next; ``Problem`` where its life knows no such step."""
    state = transitions.FRAMEWORK.get((framework.state, act))
    if state is None:
        raise Problem(_("This is not possible any more: somebody has changed the state meanwhile."))
    before, framework.state = framework.state, state
    framework.state_reason = reason if act == transitions.WITHDRAW else ""
    framework.touch(by)
    framework.save()
    record(by, f"{act}_framework", framework, changes={"state": [before, state]}, reason=reason)
    return framework


def refuse_second(framework: Framework) -> None:
    """Raise ``Problem`` where another version of the same framework is in use."""
    others = Framework.objects.filter(
        network_id=framework.network_id, code=framework.code, state=framework.state
    )
    if others.exclude(pk=framework.pk).exists():
        raise Problem(_("Another version of it is in use. Only one can be."))


def copy_items(
    by: Actor, framework: Framework, pack: Pack, older: Mapping[tuple[str, str], int]
) -> list[FrameworkItem]:
    """The items of a pack, and what goes with what; ``older`` are ids of an earlier version by group and code."""
    made: dict[str, FrameworkItem] = {}
    for order, each in enumerate(pack.items):
        item = FrameworkItem(
            network_id=framework.network_id,
            framework=framework,
            parent=made.get(each.parent),
            axis=each.axis,
            code=each.code,
            title_th=each.title_th,
            title_en=each.title_en,
            words_th=each.words_th,
            words_en=each.words_en,
            crosswalk=list(each.crosswalk),
            follows_id=older.get((each.axis, each.code)),
            order=order,
            changed_by=by.label,
        )
        made[each.key] = item
    for depth in range(1 + max((_depth(each) for each in made.values()), default=0)):
        FrameworkItem.objects.bulk_create([each for each in made.values() if _depth(each) == depth])
    ItemMatch.objects.bulk_create(
        ItemMatch(network_id=framework.network_id, item=made[source], match=made[target], is_ours=True)
        for source, target in pack.matches
    )
    search.put([item_row(each, framework) for each in made.values()])
    return list(made.values())


def _said(value: Any) -> Any:
    """A value as the audit trail keeps it: a version by its name."""
    return value.edition if isinstance(value, Framework) else value


def _depth(item: FrameworkItem) -> int:
    return 0 if item.parent is None else 1 + _depth(item.parent)
