"""The versions of what a network is for: one of them by its parts, and what changed between two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from django.utils.translation import gettext_lazy as _

from samphan.networks.models import FrameSection, FrameState, FrameVersion, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor

#: Parts that usually hold one statement: drawn as text, the others as a numbered list.
SINGLE: Final = frozenset({FrameSection.VISION, FrameSection.ROLE, FrameSection.SOCIETY})
HELP: Final[dict[str, _StrOrPromise]] = {
    FrameSection.VISION: _("What the network wants to have come true one day, in a sentence."),
    FrameSection.OBJECTIVE: _("What the network exists for."),
    FrameSection.GOAL: _("What it wants to reach, one goal a line, the most important first."),
    FrameSection.PRINCIPLE: _("What its members hold to when they work together."),
    FrameSection.GUIDELINE: _("How members go about the work."),
    FrameSection.ROLE: _("What the network itself does, and what it leaves to others."),
    FrameSection.SCOPE: _("What belongs to its work, and what does not."),
    FrameSection.SOCIETY: _("Whom the network means when it speaks of society."),
    FrameSection.OUTCOME: _("What will be different when the goals are reached."),
    FrameSection.BENEFIT: _("What a member gains by belonging."),
}

type Kind = Literal["same", "changed", "added", "removed", "moved"]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a version with its statements in order."""

    section: str
    label: _StrOrPromise
    help: _StrOrPromise
    statements: tuple[Statement, ...]

    @property
    def is_single(self) -> bool:
        """Drawn as a text and not as a numbered list."""
        return len(self.statements) < 2 and self.section in SINGLE


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one statement from one version to another; ``old`` or ``new`` is None where it was not there."""

    kind: Kind
    old: Statement | None
    new: Statement | None


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """One part with its changes; ``is_same`` when nothing changed in it."""

    label: _StrOrPromise
    changes: tuple[Change, ...]

    @property
    def is_same(self) -> bool:
        return all(each.kind == "same" for each in self.changes)


def versions(actor: Actor) -> QuerySet[FrameVersion]:
    """All versions, the latest first."""
    return FrameVersion.objects.for_actor(actor).order_by("-number")


def in_force(actor: Actor) -> FrameVersion | None:
    """The version in force: the adopted one with the highest number."""
    return FrameVersion.objects.for_actor(actor).adopted().first()


def draft(actor: Actor) -> FrameVersion | None:
    """The version that is being written, if one is."""
    return FrameVersion.objects.for_actor(actor).filter(state=FrameState.DRAFT).first()


def published(network_id: int) -> FrameVersion | None:
    """The version in force as the public page shows it; the caller found the profile published."""
    return FrameVersion.objects.filter(network_id=network_id).adopted().first()


def parts(frame: FrameVersion | None, *, with_empty: bool = False) -> list[Part]:
    """A version by its parts in reading order. One statement."""
    found = _grouped(frame.statements.order_by("position", "id")) if frame is not None else {}
    return [
        Part(section.value, section.label, HELP[section], tuple(found.get(section.value, ())))
        for section in FrameSection
        if with_empty or found.get(section.value)
    ]


def compared(old: FrameVersion, new: FrameVersion) -> list[ChangedPart]:
    """What changed from ``old`` to ``new``, part by part; two statements.

    Statements are matched by key; one that stands in another place of the same part was moved.
    """
    before = _grouped(old.statements.order_by("position", "id"))
    after = _grouped(new.statements.order_by("position", "id"))
    found = []
    for section in FrameSection:
        was, now = before.get(section.value, ()), after.get(section.value, ())
        if was or now:
            found.append(ChangedPart(section.label, tuple(_changes(was, now))))
    return found


def _grouped(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for each in statements:
        found.setdefault(each.section, []).append(each)
    return found


def _changes(was: Sequence[Statement], now: Sequence[Statement]) -> Iterable[Change]:
    known = {each.key: each for each in was}
    kept = [each.key for each in now if each.key in known]
    order = [each.key for each in was if each.key in set(kept)]
    for each in now:
        old = known.get(each.key)
        if old is None:
            yield Change("added", None, each)
        elif (old.text_th, old.text_en) != (each.text_th, each.text_en):
            yield Change("changed", old, each)
        elif order.index(each.key) != kept.index(each.key):
            yield Change("moved", old, each)
        else:
            yield Change("same", old, each)
    for each in was:
        if each.key not in set(kept):
            yield Change("removed", each, None)
