"""People into groups: balanced, the same every time, corrected by hand, and nothing changes before it is accepted."""

from __future__ import annotations

import html
import io
import random
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from samphan.events.actions.allocation import accept_allocation, undo_allocation
from samphan.events.actions.people import register_person
from samphan.events.actions.programme import GroupRow, arrange_groups
from samphan.events.models import Registration, StrategicGroup
from samphan.events.queries.allocation import allocation, deal
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation, make_person
from tests.factories.events import make_event

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from samphan.events.models import Event
    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.personas import World


def fill(by: Actor, *, institutions: int = 3, people: int = 4, groups: int = 3) -> Event:
    """An event with so many people of each of so many institutions, nobody in a group."""
    event = make_event(by)
    arrange_groups(
        by=by, event=event, rows=[GroupRow(code=f"G{number}", title_th="กลุ่ม") for number in range(groups)]
    )
    for number in range(institutions):
        organisation = make_organisation(by, f"สถาบันที่{number} ของ {event.pk}")
        for one in range(people):
            person = make_person(by, f"คน{number}{one}ของ{event.pk}")
            register_person(by=by, event=event, person=person, organisation=organisation)
    return event


@pytest.fixture
def event(world: World) -> Event:
    with system_scope("test", world.a.pk) as by:
        return fill(by)


def at(event: Event, name: str = "") -> str:
    return f"/n/alpha/events/{event.pk}/groups/{name}"


def sizes(given: dict[int, int], groups: list[int]) -> list[int]:
    found = Counter(given.values())
    return [found[group] for group in groups]


@pytest.mark.parametrize("seed", [0, 1, 2, 999_999])
@pytest.mark.parametrize("groups", [1, 2, 3, 7])
def test_deal_differs_by_one_at_most_in_size_and_within_each_institution(seed: int, groups: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - no secret, a repeatable crowd
    people = {pk: rng.choice([None, *range(25)]) for pk in range(105)}
    codes = list(range(100, 100 + groups))
    given = deal(people, codes, seed=seed)
    assert set(given) == set(people)
    total = sizes(given, codes)
    assert max(total) - min(total) <= 1
    for institution in set(people.values()) - {None}:
        own = sizes({pk: group for pk, group in given.items() if people[pk] == institution}, codes)
        assert max(own) - min(own) <= 1
    assert deal(dict(reversed(list(people.items()))), codes, seed=seed) == given


def test_deal_of_another_seed_is_another_one() -> None:
    people = {pk: pk % 5 for pk in range(30)}
    assert deal(people, [1, 2, 3], seed=1) != deal(people, [1, 2, 3], seed=2)


def test_deal_without_groups_gives_nothing() -> None:
    assert deal({1: 1}, [], seed=1) == {}


def test_deal_keeps_fixed_people_and_fills_up_the_others() -> None:
    people = dict.fromkeys(range(9))
    given = deal(people, [1, 2, 3], seed=1, fixed={0: 1, 1: 1, 2: 1})
    assert {pk: given[pk] for pk in (0, 1, 2)} == {0: 1, 1: 1, 2: 1}
    assert sizes(given, [1, 2, 3]) == [3, 3, 3]


def test_preview_writes_nothing_and_says_how_balanced_it_is(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        found = allocation(by, event, seed=7)
        assert [(each.heads, each.institutions, each.before) for each in found.balance] == [(4, 3, 0)] * 3
        assert sorted(each.most_of_one for each in found.balance) == [2, 2, 2]
        assert (found.spread, found.without, len(found.changes)) == (0, 0, 12)
        assert Registration.objects.filter(group__isnull=False).count() == 0
        assert AuditEntry.objects.filter(act="accept_allocation").count() == 0


def test_accept_writes_what_was_previewed_and_undo_takes_it_back(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        preview = allocation(by, event, seed=7)
        proposal, entry = accept_allocation(by=by, event=event, seed=7, version=preview.version)
        assert entry is not None
        written = dict(Registration.objects.values_list("pk", "group_id"))
        assert written == {each.registration.pk: each.group_id for each in preview.places}
        assert len(proposal.changes) == 12
        again, nothing = accept_allocation(by=by, event=event, seed=8)
        assert (again.changes, nothing) == ((), None)
        first, *_rest = sorted(written)
        Registration.objects.filter(pk=first).update(group=None)
        assert undo_allocation(by=by, event=event, entry=entry) == (11, 1)
        assert Registration.objects.filter(group__isnull=False).count() == 0
        with pytest.raises(Problem):
            undo_allocation(by=by, event=make_event(by, "Other"), entry=entry)


def test_accept_keeps_who_has_a_group_unless_all_are_dealt_anew(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        group = event.groups.get(code="G0")
        fixed = list(Registration.objects.order_by("id")[:6].values_list("pk", flat=True))
        Registration.objects.filter(pk__in=fixed).update(group=group)
        found = allocation(by, event, seed=1)
        assert sorted(each.heads for each in found.balance) == [3, 3, 6]
        assert {each.registration.pk for each in found.places if each.is_fixed} == set(fixed)
        assert [each.heads for each in allocation(by, event, seed=1, is_fresh=True).balance] == [4, 4, 4]


def test_correct_by_hand_wins_over_draw_and_fixed_group(world: World, event: Event, foreign: Event) -> None:
    with system_scope("test", world.b.pk):
        theirs = foreign.groups.get().pk
    with user_scope(world.users["secretariat"], "alpha") as by:
        one, two, *_ = Registration.objects.order_by("id").values_list("pk", flat=True)
        group = event.groups.get(code="G2").pk
        Registration.objects.filter(pk=one).update(group=event.groups.get(code="G0"))
        corrections = {one: group, two: None, 10**15: group, 5: theirs}
        accept_allocation(by=by, event=event, seed=1, corrections=corrections)
        assert Registration.objects.get(pk=one).group_id == group
        assert Registration.objects.get(pk=two).group_id is None
        assert Registration.objects.filter(group_id=theirs).count() == 0


def test_accept_after_somebody_withdrew_conflicts(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        preview = allocation(by, event, seed=1)
        first = Registration.objects.order_by("id").first()
        Registration.objects.filter(pk=first.pk if first else 0).update(state="withdrawn")
        with pytest.raises(Conflict):
            accept_allocation(by=by, event=event, seed=1, version=preview.version)
        assert Registration.objects.filter(group__isnull=False).count() == 0
        accept_allocation(by=by, event=event, seed=1)
        assert Registration.objects.filter(group__isnull=False).count() == 11


@pytest.mark.parametrize("persona", ["board", "coordinator"])
def test_accept_without_the_role_is_refused(
    world: World, browser: Callable[[str], Client], event: Event, persona: str
) -> None:
    with user_scope(world.users[persona], "alpha") as by, pytest.raises(Refused):
        accept_allocation(by=by, event=event, seed=1)
    client = browser(persona)
    assert client.post(at(event), {"seed": 1, "act": "accept"}).status_code in {200, 403}
    page = client.get(f"{at(event)}?seed=1")
    assert ("คน00" in page.text) is (persona == "board")
    with system_scope("test", world.a.pk):
        assert Registration.objects.filter(group__isnull=False).count() == 0


# --- pages


def test_allocate_on_the_page_preview_correct_accept_undo(
    world: World, browser: Callable[[str], Client], event: Event
) -> None:
    client = browser("secretariat")
    page = html.unescape(client.get(f"{at(event)}?seed=3&lang=en").text)
    assert "12 people would come into another group than now." in page
    with user_scope(world.users["secretariat"], "alpha"):
        one = Registration.objects.order_by("id").values_list("pk", flat=True)[0]
        group = StrategicGroup.objects.get(code="G1").pk

    def hidden(text: str) -> dict[str, str]:
        return dict(re.findall(r'type="hidden" name="(seed|version|corrections)" value="([^"]*)"', text))

    moved = client.post(f"{at(event)}?lang=en", {**hidden(page), "act": "move", "pick": [one], "to": group})
    assert moved.status_code == 200
    assert f"{one}:{group}" in hidden(moved.text)["corrections"]
    with user_scope(world.users["secretariat"], "alpha"):
        assert Registration.objects.filter(group__isnull=False).count() == 0
    accepted = client.post(at(event), {**hidden(moved.text), "act": "accept"})
    assert accepted.headers["Location"] == at(event)
    with user_scope(world.users["secretariat"], "alpha"):
        assert Registration.objects.get(pk=one).group_id == group
        assert Registration.objects.filter(group__isnull=True).count() == 0
        entry = AuditEntry.objects.get(act="accept_allocation").pk
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(at(event, "export/")).content))
    groups = Counter(row[0] for row in book.get_sheet_by_index(0).to_python()[1:])
    assert sorted(groups.values()) == [4, 4, 4]
    assert client.post(at(event, "undo/"), {"entry": "x"}).status_code == 404
    assert client.post(at(event, "undo/"), {"entry": entry}).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        assert Registration.objects.filter(group__isnull=False).count() == 0


@pytest.mark.parametrize(
    "data",
    [
        {"seed": "x", "corrections": "ก" * 50_000, "act": "accept", "version": "1"},
        {"seed": "9" * 30, "corrections": "1:2:3,,:,5:x", "act": "move", "pick": ["x", "-1"], "to": "none"},
        {"seed": "-1", "act": "nonsense"},
    ],
)
def test_post_nonsense_to_the_groups_changes_nothing(
    world: World, browser: Callable[[str], Client], event: Event, data: dict[str, object]
) -> None:
    assert browser("secretariat").post(at(event), data).status_code in {200, 409}
    with user_scope(world.users["secretariat"], "alpha"):
        assert Registration.objects.filter(group__isnull=False).count() == 0


def test_open_groups_takes_the_same_statements_for_one_row_and_for_three(
    world: World, browser: Callable[[str], Client], statements: Statements
) -> None:
    client = browser("secretariat")
    asked = []
    for rows in (1, 3):
        with system_scope("test", world.a.pk) as by:
            event = fill(by, institutions=rows, people=rows, groups=rows)
        client.get(at(event))
        counts = []
        for address in (at(event), f"{at(event)}?seed=5"):
            with statements() as sent:
                assert client.get(address).status_code == 200
            counts.append(len(sent))
        asked.append(counts)
    assert asked[0] == asked[1]
