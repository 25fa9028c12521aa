"""Making, describing and removing an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypedDict, Unpack

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from samphan.events import policy
from samphan.events.actions.budget import check_money
from samphan.events.models import Event, EventKind, Registration
from samphan.events.queries.findable import KIND, search_row
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy import search
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    from decimal import Decimal

    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate

LONGEST_SLUG: Final = 80
EVENT_FIELDS: Final = (
    "kind", "title_th", "title_en", "theme_th", "theme_en", "starts", "ends", "venue_th", "venue_en", "problem_th",
    "problem_en", "goal_th", "goal_en", "audience_th", "audience_en", "stated_institutions", "stated_participants",
    "stated_budget", "source",
)  # fmt: skip


class EventWords(TypedDict, total=False):
    """What an event is described with; see the model for the meaning of each."""

    kind: str
    title_th: str
    title_en: str
    theme_th: str
    theme_en: str
    starts: PartialDate | None
    ends: PartialDate | None
    venue_th: str
    venue_en: str
    problem_th: str
    problem_en: str
    goal_th: str
    goal_en: str
    audience_th: str
    audience_en: str
    stated_institutions: int | None
    stated_participants: int | None
    stated_budget: Decimal | None
    source: str


@transaction.atomic
def create_event(*, by: Actor, slug: str = "", is_sample: bool = False, **words: Unpack[EventWords]) -> Event:
    """A new event in the actor's network. Without ``slug`` the address is made of the English title or the year."""
    if by.network is None:
        raise ValueError("an event is made in a network")
    by.must(policy.create, on=by.network)
    event = Event(network_id=by.network_id, is_sample=is_sample, changed_by=by.label)
    _describe(event, words)
    event.slug = _address(event, slug)
    event.save()
    record(by, "create_event", event)
    search.put([search_row(event)])
    return event


@transaction.atomic
def describe_event(
    *, by: Actor, event: Event, version: int | None = None, slug: str = "", **words: Unpack[EventWords]
) -> Event:
    """Change what is said about an event; refuses to overwrite what somebody saved after ``version``."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    by.must(policy.manage, on=event)
    check_version(event, version, ("slug", *EVENT_FIELDS), changed_by=event.changed_by)
    before = values(event, ("slug", *EVENT_FIELDS))
    _describe(event, words)
    if slug and slug != event.slug:
        event.slug = _address(event, slug)
    changes = difference(before, values(event, ("slug", *EVENT_FIELDS)))
    if changes:
        event.touch(by)
        event.save()
        record(by, "describe_event", event, changes=changes)
        search.put([search_row(event)])
    return event


@transaction.atomic
def remove_event(*, by: Actor, event: Event, reason: str) -> None:
    """Take out an event that was entered by mistake, with everything in it; one with reports stays."""
    by.must(policy.manage, on=event)
    record(by, "remove_event", event, reason=reason)
    search.remove(KIND, event.pk)
    try:
        # Registrations hold on to their categories, which go with the event.
        Registration.objects.filter(event=event).delete()
        event.delete()
    except models.ProtectedError as error:
        raise Problem(_("There is a report about this event, so it cannot be removed.")) from error


def _describe(event: Event, words: EventWords) -> None:
    unknown = words.keys() - set(EVENT_FIELDS)
    if unknown:
        raise TypeError(f"not what an event is described with: {sorted(unknown)}")
    for name, value in words.items():
        setattr(event, name, value)
    if not event.title_th:
        raise Problem(_("An event needs a title in Thai."), field="title_th")
    if event.kind not in EventKind.values:
        raise Problem(_("There is no such kind of event."), field="kind")
    check_money(event.stated_budget, "stated_budget")
    check_period(event.starts, event.ends)
    event.sort_key = sort_key(event.title_th)


def check_period(starts: PartialDate | None, ends: PartialDate | None) -> None:
    """Raise ``Problem`` at ``ends`` unless the end can lie on or after the beginning."""
    if starts is None or ends is None:
        return
    if ends.until_on <= starts.from_on:
        raise Problem(_("The end must not lie before the beginning."), field="ends")
    if ends < starts:
        raise Problem(
            _("The end is known less exactly than the beginning. Write it as exactly, or leave it empty."),
            field="ends",
        )


def _address(event: Event, wanted: str) -> str:
    """The address typed, or one made of the English title, or else of the year, with a number where it is taken."""
    by_year = f"event-{event.starts.from_on.year}" if event.starts else "event"
    made = slugify(wanted or event.title_en)[:LONGEST_SLUG].strip("-") or by_year
    others = Event.objects.filter(network_id=event.network_id).exclude(pk=event.pk)
    if not others.filter(slug=made).exists():
        return made
    if wanted:
        raise Problem(_("Another event of this network has this address."), field="slug")
    taken = set(others.filter(slug__startswith=made[: LONGEST_SLUG - 5]).values_list("slug", flat=True))
    numbered = (f"{made[: LONGEST_SLUG - 5]}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in numbered if each not in taken)
