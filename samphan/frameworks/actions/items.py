"""The items of own plans; which items follow older ones; which go together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from samphan.frameworks import policy
from samphan.frameworks.actions.records import OWN_AXIS, held
from samphan.frameworks.models import FrameworkItem, ItemMatch
from samphan.frameworks.queries.alignments import is_used
from samphan.frameworks.queries.findable import ITEM, item_row
from samphan.kit import sheets
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.tenancy import search
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samphan.frameworks.models import Framework
    from samphan.kit.actor import Actor

WORDS: Final = ("code", "parent", "title_th", "title_en", "words_th", "words_en")
MOST_ITEMS: Final = 1_000
LONGEST: Final[dict[str, int]] = {"code": 40, "title_th": 500, "title_en": 500}


class Brought(NamedTuple):
    """What became of a list: items that are new, and items whose words it changed."""

    added: int
    changed: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list that somebody brought."""

    number: int
    code: str
    title_th: str
    title_en: str = ""
    words_th: str = ""
    words_en: str = ""


@transaction.atomic
def add_item(*, by: Actor, framework: Framework, **words: Any) -> FrameworkItem:
    """A new item at the end of an own plan, or of its parent."""
    framework = held(framework)
    by.must(policy.write_items, on=framework)
    last = FrameworkItem.objects.filter(framework=framework).aggregate(last=Max("order"))["last"]
    item = FrameworkItem(
        network_id=framework.network_id,
        framework=framework,
        axis=OWN_AXIS,
        order=0 if last is None else last + 1,
    )
    return _write(by, item, framework, words, "add_item")


@transaction.atomic
def describe_item(
    *, by: Actor, item: FrameworkItem, version: int | None = None, **words: Any
) -> FrameworkItem:
    """Change an item of an own plan. Its code and its place stay while something is aligned with it.

    Raises:
        Problem: the code or the parent changes and something is aligned; the parent stands below the item itself.
        Conflict: somebody else changed it meanwhile.
    """
    framework = held(item.framework)
    by.must(policy.write_items, on=framework)
    item = _held(item)
    check_version(item, version, WORDS, changed_by=item.changed_by)
    is_moved = any(name in words and words[name] != getattr(item, name) for name in ("code", "parent"))
    if is_moved and is_used([item.pk]):
        raise Problem(
            _(
                "Something is aligned with this item, so its code and its place stay. Begin a new version instead."
            ),
            field="code",
        )
    return _write(by, item, framework, words, "describe_item")


@transaction.atomic
def remove_item(*, by: Actor, item: FrameworkItem) -> None:
    """Take an item out of an own plan; one with parts, alignments or a follower stays."""
    framework = held(item.framework)
    by.must(policy.write_items, on=framework)
    if FrameworkItem.objects.filter(parent=item).exists():
        raise Problem(_("It has parts. Take those out first."))
    if is_used([item.pk]) or FrameworkItem.objects.filter(follows=item).exists():
        raise Problem(_("Something is aligned with this item, so it stays. Begin a new version instead."))
    record(by, "remove_item", framework, changes={"item": [_said(item), None]})
    search.remove(ITEM, item.pk)
    try:
        item.delete()
    except ProtectedError as error:  # of an app above, such as an action that is to fill a cell of it
        raise Problem(
            _("Something else refers to this item, so it stays. Begin a new version instead.")
        ) from error


@transaction.atomic
def import_items(*, by: Actor, framework: Framework, content: bytes | str, name: str = "") -> Brought:
    """Items as a list: code, title in Thai, title in English, explanations; pasted, or a file of a spreadsheet.

    An item whose code is known gets the new words, every other one is added under the item whose code its own goes on
    from (``1.2`` under ``1``, or ``1.``), wherever that stands in the list. A line of one cell has no code and gets the
    next number.

    Raises:
        Problem: it cannot be read, or a line of it cannot be taken; nothing is written then.
    """
    framework = held(framework)
    by.must(policy.write_items, on=framework)
    known = {each.code: each for each in FrameworkItem.objects.filter(framework=framework, axis=OWN_AXIS)}
    highest = max((int(each) for each in known if each.isdecimal()), default=0)
    lines = _lines(sheets.read_table(content, name).rows, highest)
    if len(known.keys() | {each.code for each in lines}) > MOST_ITEMS:
        raise Problem(_("A plan has at most %(most)d items.") % {"most": MOST_ITEMS}, field="text")
    order = 1 + max((each.order for each in known.values()), default=-1)
    new = dict.fromkeys(each.code for each in lines if each.code not in known)
    for place, code in enumerate(new, start=order):
        known[code] = FrameworkItem(
            network_id=framework.network_id, framework=framework, axis=OWN_AXIS, code=code, order=place
        )
    changed = 0
    for line in sorted(
        lines, key=lambda each: each.code.count(".")
    ):  # what others stand under is saved first
        item = known[line.code]
        if line.code in new:
            item.parent = _parent(line.code, known)
        elif any(getattr(line, each) and getattr(line, each) != getattr(item, each) for each in WORDS[2:]):
            changed += 1
        else:
            continue
        for each in WORDS[2:]:
            setattr(item, each, getattr(line, each) or getattr(item, each))
        _save(by, item)
    search.put([item_row(each, framework) for each in known.values()])
    record(by, "import_items", framework, changes={"added": [0, len(new)], "changed": [0, changed]})
    return Brought(len(new), changed)


@transaction.atomic
def follow_items(*, by: Actor, framework: Framework, pairs: Mapping[int, int | None]) -> int:
    """Say which item of the version before each of some items follows; None takes it back. How many changed.

    Raises:
        Problem: an item or the one before it belongs to another version.
    """
    framework = held(framework)
    by.must(policy.manage, on=framework)
    items = FrameworkItem.objects.filter(framework=framework, pk__in=pairs).select_related("follows")
    older = FrameworkItem.objects.filter(framework=framework.follows_id or 0).in_bulk()
    found = {each.pk: each for each in items}
    if found.keys() != pairs.keys() or not {each for each in pairs.values() if each} <= older.keys():
        raise Problem(_("An item follows one of the version before."))
    changes = {}
    for pk, before in pairs.items():
        if found[pk].follows_id != before:
            old = found[pk].follows
            changes[found[pk].code] = [
                _said(old) if old else None,
                _said(older[before]) if before else None,
            ]
            found[pk].follows_id = before
            _save(by, found[pk])
    if changes:
        record(by, "follow_items", framework, changes=changes)
    return len(changes)


@transaction.atomic
def follow_item(
    *, by: Actor, item: FrameworkItem, follows: FrameworkItem | None, version: int | None = None
) -> FrameworkItem:
    """Change which item of the version before one follows, or take it back. What is aligned with either stays with it.

    Raises:
        Problem: the one before it belongs to another version.
        Conflict: somebody else changed it meanwhile.
    """
    framework = held(item.framework)
    by.must(policy.manage, on=framework)
    item = _held(item)
    check_version(item, version, ("follows",), changed_by=item.changed_by)
    follow_items(by=by, framework=framework, pairs={item.pk: follows.pk if follows else None})
    item.refresh_from_db()
    return item


@transaction.atomic
def match_item(
    *, by: Actor, item: FrameworkItem, matches: Sequence[FrameworkItem], version: int | None = None
) -> None:
    """Say which items go with one. What came with the product and is chosen again stays marked as such.

    Raises:
        Problem: one of them belongs to another framework, or is the item itself.
        Conflict: somebody else changed it meanwhile.
    """
    item = _held(item)
    by.must(policy.manage, on=item)
    check_version(item, version, (), changed_by=item.changed_by)
    if any(each.framework_id != item.framework_id or each.pk == item.pk for each in matches):
        raise Problem(_("Items go with other items of the same framework."), field="matches")
    known = {each.match_id: each for each in ItemMatch.objects.filter(item=item).select_related("match")}
    wanted = {each.pk: each for each in matches}
    if known.keys() == wanted.keys():
        return
    ItemMatch.objects.filter(item=item).exclude(match__in=wanted).delete()
    for pk, each in wanted.items():
        if pk not in known:
            ItemMatch.objects.create(network_id=item.network_id, item=item, match=each)
    _save(by, item)
    told = [sorted(each.match.code for each in known.values()), sorted(each.code for each in matches)]
    record(by, "match_item", item, changes={"matches": told})


def _held(item: FrameworkItem) -> FrameworkItem:
    """The item, locked until the transaction ends."""
    return FrameworkItem.objects.select_for_update().get(pk=item.pk)


def _save(by: Actor, item: FrameworkItem) -> None:
    """Save a new item, or a changed one as its next version."""
    if item.pk:
        item.touch(by)
    else:
        item.changed_by = by.label
    item.save()


def _write(
    by: Actor, item: FrameworkItem, framework: Framework, words: dict[str, Any], act: str
) -> FrameworkItem:
    if unknown := words.keys() - set(WORDS):
        raise TypeError(f"not what an item is described with: {sorted(unknown)}")
    before = values(item, ("code", "title_th", "title_en")) if item.pk else {}
    for name, value in words.items():
        setattr(item, name, value)
    _check(item)
    _save(by, item)
    after = values(item, ("code", "title_th", "title_en"))
    record(by, act, framework, changes=difference(before, after), label=(_said(item), item.title_en))
    search.put([item_row(item, framework)])
    return item


def _check(item: FrameworkItem) -> None:
    if not item.title_th.strip():
        raise Problem(_("A title in Thai is needed."), field="title_th")
    if not item.code.strip():
        raise Problem(_("Give it a code, such as 1.2."), field="code")
    same = FrameworkItem.objects.filter(framework=item.framework, axis=item.axis, code=item.code)
    if same.exclude(pk=item.pk).exists():
        raise Problem(_("Another item has this code."), field="code")
    above, steps = item.parent, 0
    while above is not None and steps <= MOST_ITEMS:
        if above.pk == item.pk or above.framework_id != item.framework_id:
            raise Problem(
                _("An item stands under another item of the same plan, not under itself."), field="parent"
            )
        above, steps = above.parent, steps + 1


def _lines(rows: Sequence[Sequence[str]], highest: int) -> list[Line]:
    """The lines of a table; a head without any number above lines with one is left out.

    Lines without a code are numbered after ``highest``.
    """
    found: list[Line] = []
    filled = [(number, [*row]) for number, row in enumerate(rows, start=1) if any(each for each in row)]
    if len(filled) > 1 and not _has_digit(filled[0][1][0]) and _has_digit(filled[1][1][0]):
        filled = filled[1:]
    plain = highest
    for number, row in filled:
        cells = [each for each in row if each] if len(row) == 1 else [*row, "", "", "", "", ""]
        if len(cells) == 1:
            plain += 1
            line = Line(number, str(plain), cells[0])
        else:
            line = Line(number, cells[0].rstrip("."), *cells[1:5])
        _check_line(line, found)
        found.append(line)
    return found


def _check_line(line: Line, before: Sequence[Line]) -> None:
    problem = ""
    if not line.code or not line.title_th:
        problem = _("a code and a title in Thai are needed")
    elif too_long := [name for name, most in LONGEST.items() if len(getattr(line, name)) > most]:
        problem = _("too long: more than %(most)d characters") % {"most": LONGEST[too_long[0]]}
    elif any(each.code == line.code for each in before):
        problem = _("the code %(code)s stands twice") % {"code": line.code}
    if problem:
        raise Problem(
            _("Line %(number)d: %(problem)s.") % {"number": line.number, "problem": problem}, field="text"
        )


def _parent(code: str, known: Mapping[str, FrameworkItem]) -> FrameworkItem | None:
    """The item whose code this one goes on from: ``1.2`` for ``1.2.3``, else ``1``."""
    parts = code.split(".")
    for length in range(len(parts) - 1, 0, -1):
        if found := known.get(".".join(parts[:length])):
            return found
    return None


def _has_digit(text: str) -> bool:
    return any(each.isdigit() for each in text)


def _said(item: FrameworkItem) -> str:
    return f"{item.code} {item.title_th}"
