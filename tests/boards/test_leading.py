"""What those who lead do: sorting with undo, voting, moderation, and two of them at once."""

from __future__ import annotations

import json
import threading
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from samphan.boards.actions.deed import Stale
from samphan.boards.actions.prepare import (
    PromptWords,
    add_prompt,
    change_prompt,
    copy_board,
    create_group_boards,
    describe_board,
    order_prompts,
    remove_board,
    remove_prompt,
)
from samphan.boards.actions.room import close_board, open_board, turn_prompt
from samphan.boards.actions.sorting import cluster_cards, merge_clusters
from samphan.boards.models import Board, BoardAct, BoardChange, Card, Cluster, Option, Prompt
from samphan.boards.queries.pins import TooManyGuesses, find_by_pin
from samphan.boards.queries.templates import board_templates
from samphan.boards.transitions import BOARD, POLL, WRITTEN_PROMPT, prompt_acts
from samphan.kit.errors import Problem, Refused
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import anonymous_scope, system_scope
from tests.boards.conftest import make_room
from tests.factories.events import make_event, make_full_event
from tests.personas import make_world

if TYPE_CHECKING:
    from tests.boards.conftest import Room


@pytest.fixture
def lead(room: Room) -> Client:
    return room.world.client("secretariat")


@pytest.fixture
def keys(room: Room, lead: Client) -> list[str]:
    """Three cards of the first question, revealed."""
    found = [room.phone().write(room.prompts[0], text) for text in ("หนึ่ง", "สอง", "สาม")]
    assert room.act(lead, "reveal", prompt=room.prompts[0]).status_code == 200
    return found


def clusters_of(room: Room) -> dict[int, str]:
    return {each["id"]: each["title"] for each in room.seen()["clusters"]}


def places(room: Room) -> dict[str, int | None]:
    return {each["key"]: each["cluster"] for each in room.seen()["cards"]}


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
    assert places(room) == {one: first, two: first, three: second}
    assert room.act(lead, "merge", into=first, clusters=[second]).status_code == 200
    assert clusters_of(room) == {first: "ก"}
    third = made(room.act(lead, "split", cluster=first, cards=[two], title="ค"))
    assert places(room) == {one: first, two: third, three: first}
    assert room.act(lead, "rename", cluster=third, title="ง").status_code == 200
    assert room.act(lead, "take_out", cards=[one]).status_code == 200
    assert room.act(lead, "add_to", cluster=third, cards=[one]).status_code == 200
    assert room.act(lead, "dissolve", cluster=third).status_code == 200
    assert places(room) == {one: None, two: None, three: first}
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
    assert list(places(room)) == [three, one, two]
    for _each in range(40):  # until there is no room left between two cards
        assert room.act(lead, "move", card=two, before=one).status_code == 200
        assert room.act(lead, "move", card=three, before=two).status_code == 200
        assert list(places(room)) == [three, two, one]
        assert room.act(lead, "move", card=three, before=one).status_code == 200
        assert room.act(lead, "move", card=two, before=three).status_code == 200
        assert list(places(room)) == [two, three, one]
    assert room.act(lead, "move", card=two).status_code == 200
    assert list(places(room)) == [three, one, two]
    assert room.act(lead, "move", card=two, before=str(uuid.uuid4())).status_code == 409


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


def test_hide_card_takes_it_from_all_and_handles_its_reports(
    room: Room, lead: Client, keys: list[str]
) -> None:
    answer = room.phone().post(f"cards/{keys[0]}/report", reason="ไม่สุภาพ")
    assert answer.status_code == 200
    assert {each["key"]: each["reports"] for each in room.state(lead)["cards"]}[keys[0]] == 1
    assert "reports" not in room.seen()["cards"][0]
    before = room.seen()["revision"]
    assert room.act(lead, "hide", card=keys[0]).status_code == 200
    assert keys[0] not in places(room)
    assert room.seen()["counts"]["cards"][str(room.prompts[0])] == 2
    (told,) = Client().get(f"{room.base}changes?since={before}").json()["changes"]
    assert told["remove"] == {"cards": [keys[0]]}
    shown = {each["key"]: (each["hidden"], each["reports"]) for each in room.state(lead)["cards"]}
    assert shown[keys[0]] == (True, 0)
    assert room.act(lead, "show", card=keys[0]).status_code == 200
    assert keys[0] in places(room)


def test_enter_card_marks_the_way_and_only_such_cards_are_corrected(
    room: Room, lead: Client, keys: list[str]
) -> None:
    key = str(uuid.uuid4())
    for _each in range(2):
        answer = room.act(lead, "add_card", prompt=room.prompts[0], text="จากกระดาษ", way="paper", key=key)
        assert answer.status_code == 200, answer.content
    assert [(each["way"], each["text"]) for each in room.seen()["cards"] if each["key"] == key] == [
        ("paper", "จากกระดาษ")
    ]
    assert room.act(lead, "edit_card", card=key, text="แก้ไขแล้ว").status_code == 200
    assert room.act(lead, "edit_card", card=keys[0], text="ของผู้อื่น").status_code == 422
    assert room.act(lead, "add_card", prompt=room.prompts[0], text="x", way="phone").status_code == 422
    with system_scope("test", room.world.a.pk):
        assert Card.objects.get(key=key).entered_by == "Secretariat"


def test_entered_card_is_seen_by_who_leads_before_reveal(room: Room, lead: Client) -> None:
    room.act(lead, "add_card", prompt=room.prompts[0], text="จากกระดาษ", way="paper")
    room.phone().write(room.prompts[0], "จากโทรศัพท์")
    assert [each["text"] for each in room.state(lead)["cards"]] == ["จากกระดาษ"]
    assert room.seen()["cards"] == []


def test_polls_hide_answers_until_closed(room: Room, lead: Client) -> None:
    with system_scope("test", room.world.a.pk) as by:
        choice = add_prompt(
            by=by,
            board=room.board,
            words=PromptWords(text_th="เลือก", kind="choice", options=["ก", "ข"]),
        )
        scale = add_prompt(by=by, board=room.board, words=PromptWords(text_th="ระดับ", kind="scale"))
        open_words = add_prompt(by=by, board=room.board, words=PromptWords(text_th="คำ", kind="words"))
        first, second = Option.objects.filter(prompt=choice).order_by("order").values_list("pk", flat=True)
    for prompt in (choice, scale, open_words):
        assert room.act(lead, "show_prompt", prompt=prompt.pk).status_code == 200
    phones = [room.phone() for _each in range(3)]
    for phone, option, point, word in zip(
        phones, (first, first, second), (5, 4, 3), ("ไว้ใจ", "ไว้ใจ ", "เปิดใจ"), strict=True
    ):
        assert phone.post("answer", prompt=choice.pk, secret=phone.voting, option=option).status_code == 200
        assert phone.post("answer", prompt=scale.pk, secret=phone.voting, number=point).status_code == 200
        assert (
            phone.post("answer", prompt=open_words.pk, secret=phone.voting, words=[word]).status_code == 200
        )
    again = phones[0].post("answer", prompt=choice.pk, secret=phones[0].voting, option=second)
    assert again.status_code == 200
    bad: list[dict[str, Any]] = [
        {"prompt": choice.pk, "options": [first, second]},
        {"prompt": choice.pk, "option": 999_999},
        {"prompt": scale.pk, "number": 6},
        {"prompt": open_words.pk, "words": ["ก", "ข", "ค", "ง"]},
        {"prompt": open_words.pk, "words": "ก" * 61},
        {"prompt": scale.pk, "option": first},
    ]
    for body in bad:
        assert phones[0].post("answer", secret=phones[0].voting, **body).status_code == 422, body
    for found in (room.seen(), room.state(lead)):
        polls = {each["id"]: each for each in found["prompts"] if each["id"] in (choice.pk, scale.pk)}
        assert not any("results" in each for each in polls.values())
        assert not any("votes" in each for each in polls[choice.pk]["options"])
        assert found["counts"]["voters"][str(choice.pk)] == 3
    room.act(lead, "tally", prompt=scale.pk, target="number:5", count=2)
    for prompt in (choice, scale, open_words):
        assert room.act(lead, "close_prompt", prompt=prompt.pk).status_code == 200
    shown = {each["id"]: each for each in room.seen()["prompts"]}
    assert [each["votes"] for each in shown[choice.pk]["options"]] == [1, 2]
    assert shown[scale.pk]["results"] == {
        "n": 3,
        "points": {"1": 0, "2": 0, "3": 1, "4": 1, "5": 3},
        "mean": 4.4,
    }
    assert shown[open_words.pk]["results"] == {"n": 3, "words": [["ไว้ใจ", 2], ["เปิดใจ", 1]]}
    late = phones[0].post("answer", prompt=scale.pk, secret=phones[0].voting, number=1)
    assert late.status_code == 409


def test_closed_board_is_only_read(room: Room, lead: Client, keys: list[str]) -> None:
    assert room.act(lead, "close").status_code == 200
    phone = room.phone()
    answer = phone.post(
        "cards", key=str(uuid.uuid4()), prompt=room.prompts[0], text="สาย", secret=phone.voting
    )
    assert answer.status_code == 403
    assert room.act(lead, "cluster", cards=keys).status_code == 403
    assert len(room.seen()["cards"]) == 3
    assert room.act(lead, "open").status_code == 200
    assert room.act(lead, "cluster", cards=keys).status_code == 200


def test_lead_link_leads_one_board_and_gives_no_links(room: Room) -> None:
    base = f"/p/alpha/boards/lead/{room.lead_token}/"
    client = Client(enforce_csrf_checks=True)
    assert client.get(f"{base}state").json()["board"]["id"] == room.board.pk
    body = json.dumps({"act": "reveal", "prompt": room.prompts[0]})
    assert client.post(f"{base}act", body, content_type="application/json").status_code == 200
    assert client.get(f"/p/alpha/boards/lead/{room.token}/state").status_code == 404
    with system_scope("test", room.world.a.pk):
        entry = AuditEntry.objects.get(act="reveal")
        assert (entry.actor_label, entry.user_id) == ("ผู้นำกระบวนการ", None)


@pytest.mark.parametrize(
    ("persona", "status"), [("secretariat", 200), ("board", 403), ("coordinator", 403), ("partner", 404)]
)
def test_act_needs_the_permission_to_lead(room: Room, persona: str, status: int) -> None:
    client = room.world.client(persona)
    assert room.act(client, "reveal", prompt=room.prompts[0]).status_code == status
    assert client.get(f"/n/alpha/boards/{room.board.pk}/state").status_code == status


@pytest.mark.parametrize(
    "body",
    [
        {"act": "no_such_act"},
        {"act": 5},
        {"act": "cluster", "cards": "x"},
        {"act": "cluster", "cards": []},
        {"act": "cluster", "cards": [None]},
        {"act": "move"},
        {"act": "set_timer", "seconds": 10**9},
        {"act": "set_timer", "seconds": True},
        {"act": "tally", "prompt": 1, "target": "card:x", "count": 1},
        {"act": "spotlight", "kind": "card", "id": 5},
    ],
)
def test_act_that_cannot_be_says_why(room: Room, lead: Client, body: dict[str, Any]) -> None:
    answer = room.act(lead, body.pop("act"), **body)
    assert answer.status_code in {409, 422}, answer.content
    assert answer.json()["error"]


def test_timer_and_spotlight_are_told(room: Room, lead: Client, keys: list[str]) -> None:
    room.act(lead, "set_timer", seconds=60)
    timer = room.seen()["board"]["timer"]
    assert timer["left"] is None
    assert abs(timer["ends"] - timezone.now().timestamp() * 1000 - 60_000) < 5_000
    room.act(lead, "stop_timer")
    timer = room.seen()["board"]["timer"]
    assert timer["ends"] is None
    assert 50_000 < timer["left"] <= 60_000
    room.act(lead, "spotlight", kind="card", id=keys[0])
    assert room.seen()["board"]["spotlight"] == {"kind": "card", "id": keys[0]}
    room.act(lead, "spotlight", kind=None)
    assert room.seen()["board"]["spotlight"] is None


def test_pin_leads_to_the_open_board_and_guessing_is_slow(room: Room) -> None:
    with system_scope("test", room.world.a.pk):
        pin = Board.objects.get().pin
    with anonymous_scope():
        thai = pin.translate({ord(str(digit)): 0x0E50 + digit for digit in range(10)})
        found = find_by_pin(f" {thai[:3]} {thai[3:]}", address="192.0.2.1")
        assert (found.slug, found.token) == ("alpha", room.token)
        other = f"{(int(pin) + 1) % 1_000_000:06d}"
        for wrong in ("", "12", "abcdef", *[other] * 17):
            with pytest.raises(Problem) as raised:
                find_by_pin(wrong, address="192.0.2.1")
            assert not isinstance(raised.value, TooManyGuesses)
        with pytest.raises(TooManyGuesses) as slow:
            find_by_pin(other, address="192.0.2.1")
        assert slow.value.seconds >= 1
        assert find_by_pin(pin, address="192.0.2.2").token == room.token
    with system_scope("test", room.world.a.pk) as by:
        close_board(by=by, board=room.board, now=timezone.now())
    with anonymous_scope(), pytest.raises(Problem):
        find_by_pin(pin, address="192.0.2.3")


def test_reopen_board_gives_another_pin_and_the_same_link(room: Room) -> None:
    now = timezone.now()
    with system_scope("test", room.world.a.pk) as by:
        close_board(by=by, board=room.board, now=now)
        with pytest.raises(Stale):
            close_board(by=by, board=room.board, now=now)
        board = open_board(by=by, board=room.board, now=now)
    assert len(board.pin) == 6
    assert Client().get(f"{room.base}state").json()["board"]["state"] == "open"


def test_copy_board_takes_questions_and_no_cards(room: Room, keys: list[str]) -> None:
    with system_scope("test", room.world.a.pk) as by:
        add_prompt(
            by=by, board=room.board, words=PromptWords(text_th="เลือก", kind="choices", options=["ก", "ข"])
        )
        copied = copy_board(by=by, board=room.board, event=make_event(by, "Next year"))
        assert (copied.state, copied.pin, copied.revision) == ("draft", "", 0)
        words = ("order", "kind", "text_th", "text_en", "help_th", "at_once", "dots", "options__text")
        rows = [
            list(Prompt.objects.filter(board=each).order_by("order", "options__order").values_list(*words))
            for each in (room.board, copied)
        ]
        assert rows[0] == rows[1]
        assert set(Prompt.objects.filter(board=copied).values_list("state", "card_count")) == {("hidden", 0)}
        assert not Card.objects.filter(board=copied).exists()


def test_create_group_boards_makes_one_a_group_once(room: Room) -> None:
    with system_scope("test", room.world.a.pk) as by:
        event = make_full_event(by, rows=3)
        boards = create_group_boards(by=by, event=event, template="causes")
        assert [each.group.code for each in boards if each.group] == ["G1", "G2", "G3"]
        assert create_group_boards(by=by, event=event, template="causes") == []


def test_prepare_refuses_what_would_break_a_promise(room: Room, keys: list[str]) -> None:
    with system_scope("test", room.world.a.pk) as by:
        with pytest.raises(Problem):
            describe_board(by=by, board=room.board, title_th="ใหม่", naming="named", group=None)
        assert describe_board(
            by=by, board=room.board, title_th="ใหม่", naming="anonymous", group=None
        ).title_th == ("ใหม่")
        with pytest.raises(Problem):
            remove_prompt(by=by, board=room.board, prompt=room.prompts[0])
        with pytest.raises(Problem):
            change_prompt(
                by=by, board=room.board, prompt=room.prompts[0], words=PromptWords(text_th="ก", kind="scale")
            )
        with pytest.raises(Problem):
            remove_board(by=by, board=room.board)
        order_prompts(by=by, board=room.board, prompts=room.prompts[::-1])
        remove_prompt(by=by, board=room.board, prompt=room.prompts[1])
        left = Prompt.objects.filter(board=room.board).order_by("order").values_list("pk", flat=True)
        assert list(left) == [room.prompts[2], room.prompts[0]]


def test_name_is_asked_for_as_the_board_says(room: Room) -> None:
    with system_scope("test", room.world.a.pk) as by:
        describe_board(by=by, board=room.board, title_th="ก", naming="named", group=None)
    phone = room.phone()
    body = {"key": str(uuid.uuid4()), "prompt": room.prompts[0], "text": "x", "secret": phone.voting}
    assert phone.post("cards", **body).json()["field"] == "name"
    assert phone.post("cards", **body, name="สมศรี").status_code == 201


def test_anonymous_board_keeps_no_name_that_was_sent(room: Room) -> None:
    room.phone().write(room.prompts[0], "ข้อความ", name="สมศรี ใจดี")
    with system_scope("test", room.world.a.pk):
        assert Card.objects.get().name == ""


def test_templates_can_be_read_and_are_worded_in_two_languages() -> None:
    found = board_templates()
    assert [each.code for each in found] == ["horizons", "causes", "habits", "reflection", "pulse"]
    for template in found:
        assert all([template.title_th, template.title_en, template.about_th, template.about_en])
        assert all(prompt.text_th and prompt.text_en for prompt in template.prompts)


def test_transition_tables_name_what_buttons_offer(room: Room) -> None:
    assert {act for _state, act in BOARD} == {"open", "close"}
    assert {state for state, _act in WRITTEN_PROMPT} == {"hidden", "open", "revealed", "closed"}
    assert {state for state, _act in POLL} == {"hidden", "open", "closed"}
    with system_scope("test", room.world.a.pk):
        prompt = Prompt.objects.get(pk=room.prompts[0])
    assert prompt_acts(prompt) == ("reveal", "hide_prompt")


def test_act_by_a_participant_is_refused(room: Room, keys: list[str]) -> None:
    from samphan.kit.actor import LinkRef, bearer

    with system_scope("test", room.world.a.pk):
        participant = bearer(LinkRef(1, "boards.join", "boards.board", room.board.pk), room.world.a.ref)
        with pytest.raises(Refused):
            cluster_cards(by=participant, board=room.board, cards=[uuid.UUID(keys[0])], now=timezone.now())


def test_clusters_stand_in_the_order_of_their_making(room: Room, lead: Client, keys: list[str]) -> None:
    ids = [made(room.act(lead, "cluster", cards=[key], title=key)) for key in reversed(keys)]
    orders = {each["id"]: each["order"] for each in room.state(lead)["clusters"]}
    assert sorted(orders, key=orders.__getitem__) == ids


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
