"""Sorting cards on a live board: clusters with undo, moves, votes that follow, and two who lead at once."""

from __future__ import annotations

import threading
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.utils import timezone

from samphan.boards.actions.deed import Stale
from samphan.boards.actions.room import turn_prompt
from samphan.boards.actions.sorting import cluster_cards, merge_clusters
from samphan.boards.models import BoardAct, BoardChange, Card, Cluster
from samphan.kit.errors import Refused
from samphan.tenancy.scope import system_scope
from tests.boards.conftest import make_room
from tests.personas import make_world

if TYPE_CHECKING:
    from django.test import Client

    from tests.boards.conftest import Room


def clusters_of(room: Room) -> dict[int, str]:
    return {each["id"]: each["title"] for each in room.seen()["clusters"]}


def made(answer: Any) -> int:
    """The id of the cluster that an act made."""
    assert answer.status_code == 200, answer.content
    found: int = answer.json()["changes"][-1]["set"]["clusters"][0]["id"]
    return found


def test_cluster_merge_split_and_undo_come_back_to_the_beginning(
    room: Room, lead: Client, keys: list[str]
) -> None:
    one, two, three = keys
    beginning = room.seen()
    first = made(room.act(lead, "cluster", cards=[one, two], title="ก"))
    second = made(room.act(lead, "cluster", cards=[three], title="ข"))
    assert room.places() == {one: first, two: first, three: second}
    assert room.act(lead, "merge", into=first, clusters=[second]).status_code == 200
    assert clusters_of(room) == {first: "ก"}
    third = made(room.act(lead, "split", cluster=first, cards=[two], title="ค"))
    assert room.places() == {one: first, two: third, three: first}
    assert room.act(lead, "rename", cluster=third, title="ง").status_code == 200
    assert room.act(lead, "take_out", cards=[one]).status_code == 200
    assert room.act(lead, "add_to", cluster=third, cards=[one]).status_code == 200
    assert room.act(lead, "dissolve", cluster=third).status_code == 200
    assert room.places() == {one: None, two: None, three: first}
    with system_scope("test", room.world.a.pk):
        lineage = Cluster.objects.order_by("pk").values_list("pk", "state", "merged_into", "split_from")
        assert list(lineage) == [
            (first, "active", None, None),
            (second, "merged", first, None),
            (third, "dissolved", None, first),
        ]
    for _each in range(8):
        assert room.act(lead, "undo").status_code == 200
    after = room.seen()
    assert {name: after[name] for name in ("cards", "clusters")} == {
        name: beginning[name] for name in ("cards", "clusters")
    }
    assert room.act(lead, "undo").status_code == 409
    with system_scope("test", room.world.a.pk):
        assert set(BoardAct.objects.values_list("is_undone", "by")) == {(True, "Secretariat")}


def test_act_answers_with_what_the_client_missed(room: Room, lead: Client, keys: list[str]) -> None:
    seen = room.state(lead)["revision"]
    room.phone().write(room.prompts[0], "ระหว่างนั้น")
    answer = room.act(lead, "cluster", cards=keys, title="", revision=seen)
    assert [each["revision"] for each in answer.json()["changes"]] == [seen + 1, seen + 2]
    strange = room.act(lead, "undo", revision=10**6).json()
    assert strange["reset"]
    assert strange["snapshot"]["revision"] == seen + 3


def test_cluster_cards_that_somebody_clustered_is_a_conflict_with_the_present_state(
    room: Room, lead: Client, keys: list[str]
) -> None:
    first = made(room.act(lead, "cluster", cards=keys[:2], title="ก"))
    late = room.act(room.world.client("secretariat"), "cluster", cards=keys[1:], title="ข")
    assert late.status_code == 409
    assert {each["key"]: each["cluster"] for each in late.json()["snapshot"]["cards"]} == {
        keys[0]: first,
        keys[1]: first,
        keys[2]: None,
    }
    moved = room.act(lead, "cluster", cards=[keys[1]], title="ข", **{"from": first})
    assert moved.status_code == 200
    assert room.act(lead, "merge", into=first, clusters=[999_999]).status_code == 409
    assert room.act(lead, "split", cluster=first, cards=[keys[2]]).status_code == 409


def test_merge_same_cards_at_once_lets_one_win(committed: str) -> None:
    room = make_room(make_world())
    keys = [uuid.UUID(room.phone().write(room.prompts[0], f"{number}")) for number in range(4)]
    now = timezone.now()
    with system_scope("test", room.world.a.pk) as by:
        turn_prompt(by=by, board=room.board, prompt=room.prompts[0], act="reveal", now=now)
        clusters = [
            cluster_cards(by=by, board=room.board, cards=[key], title=str(key), now=now).pk for key in keys
        ]
    outcomes: list[str] = []
    barrier = threading.Barrier(4)

    def merge(into: int) -> None:
        barrier.wait(5)
        try:
            with system_scope("test", room.world.a.pk) as by:
                merge_clusters(by=by, board=room.board, into=into, clusters=clusters, now=now)
            outcomes.append("merged")
        except Stale:
            outcomes.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=merge, args=(each,)) for each in clusters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(outcomes) == ["late", "late", "late", "merged"]
    with system_scope("test", room.world.a.pk):
        (target,) = Cluster.objects.filter(state="active")
        assert Card.objects.filter(cluster=target).count() == 4
        revisions = list(BoardChange.objects.order_by("revision").values_list("revision", flat=True))
        assert revisions == list(range(1, len(revisions) + 1))


def test_move_card_before_another_keeps_the_others(room: Room, lead: Client, keys: list[str]) -> None:
    one, two, three = keys
    assert room.act(lead, "move", card=three, before=one).status_code == 200
    assert list(room.places()) == [three, one, two]
    for _each in range(40):  # until there is no room left between two cards
        assert room.act(lead, "move", card=two, before=one).status_code == 200
        assert room.act(lead, "move", card=three, before=two).status_code == 200
        assert list(room.places()) == [three, two, one]
        assert room.act(lead, "move", card=three, before=one).status_code == 200
        assert room.act(lead, "move", card=two, before=three).status_code == 200
        assert list(room.places()) == [two, three, one]
    assert room.act(lead, "move", card=two).status_code == 200
    assert list(room.places()) == [three, one, two]
    assert room.act(lead, "move", card=two, before=str(uuid.uuid4())).status_code == 409


def test_move_where_there_is_no_room_numbers_the_column_anew(
    room: Room, lead: Client, keys: list[str]
) -> None:
    one, two, three = keys
    with system_scope("test", room.world.a.pk):
        for order, key in enumerate(keys):
            Card.objects.filter(key=key).update(order=order)
    assert room.act(lead, "move", card=three, before=two).status_code == 200
    orders = {each["key"]: each["order"] for each in room.state(lead)["cards"]}
    assert sorted(orders, key=orders.__getitem__) == [one, three, two]
    assert room.act(lead, "undo").status_code == 200
    assert {each["key"]: each["order"] for each in room.state(lead)["cards"]} == {one: 0, two: 1, three: 2}


def test_clusters_stand_in_the_order_of_their_making(room: Room, lead: Client, keys: list[str]) -> None:
    ids = [made(room.act(lead, "cluster", cards=[key], title=key)) for key in reversed(keys)]
    orders = {each["id"]: each["order"] for each in room.state(lead)["clusters"]}
    assert sorted(orders, key=orders.__getitem__) == ids


def test_votes_follow_merged_clusters_and_cards_put_into_them(
    room: Room, lead: Client, keys: list[str]
) -> None:
    prompt = room.prompts[0]
    first = made(room.act(lead, "cluster", cards=keys[:1], title="ก"))
    second = made(room.act(lead, "cluster", cards=keys[1:2], title="ข"))
    room.act(lead, "open_voting", prompt=prompt)
    assert room.phone().vote(prompt, **{f"cluster:{first}": 2, f"card:{keys[2]}": 1}).status_code == 200
    assert room.phone().vote(prompt, **{f"cluster:{second}": 3}).status_code == 200
    assert room.act(lead, "tally", prompt=prompt, target=f"cluster:{first}", count=5).status_code == 200
    room.act(lead, "merge", into=first, clusters=[second])
    room.act(lead, "add_to", cluster=first, cards=[keys[2]])
    room.act(lead, "close_voting", prompt=prompt)
    assert [(each["id"], each["votes"]) for each in room.seen()["clusters"]] == [(first, 11)]
    room.act(lead, "undo")
    assert [(each["id"], each["votes"]) for each in room.seen()["clusters"]] == [(first, 10)]


def test_act_by_a_participant_is_refused(room: Room, keys: list[str]) -> None:
    from samphan.kit.actor import LinkRef, bearer

    with system_scope("test", room.world.a.pk):
        participant = bearer(LinkRef(1, "boards.join", "boards.board", room.board.pk), room.world.a.ref)
        with pytest.raises(Refused):
            cluster_cards(by=participant, board=room.board, cards=[uuid.UUID(keys[0])], now=timezone.now())
