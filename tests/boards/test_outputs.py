"""Cards and clusters become outputs, and what became of each can be followed, also by those who only have the address."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from samphan.boards.actions.outputs import BECAME, hide_fates, make_output, publish_fates
from samphan.boards.models import Card, Cluster, OutputOrigin
from samphan.boards.queries.fates import event_fates
from samphan.events.actions.continuations import carry_on_as_possible_project
from samphan.events.models import Output
from samphan.kit.errors import Problem, Refused
from samphan.kit.lineage import trace
from samphan.tenancy import links
from samphan.tenancy.scope import system_scope, user_scope

if TYPE_CHECKING:
    from tests.boards.conftest import Room

NOW = dt.datetime(2026, 4, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def sorted_room(room: Room) -> Room:
    """Three cards, of which two stand in a cluster; a fourth was hidden, a fifth taken back."""
    phones = [room.phone() for _ in range(5)]
    for number, phone in enumerate(phones):
        phone.write(room.prompts[0], f"ความคิด {number}")
    client = room.world.client("secretariat")
    assert room.act(client, "reveal", prompt=room.prompts[0]).status_code == 200
    keys = {each["text"]: each["key"] for each in room.state(client)["cards"]}
    assert (
        room.act(client, "cluster", cards=[keys["ความคิด 0"], keys["ความคิด 1"]], title="น้ำ").status_code == 200
    )
    assert room.act(client, "hide", card=keys["ความคิด 3"]).status_code == 200
    own = keys["ความคิด 4"]
    assert phones[4].post(f"cards/{own}/withdraw", secret=phones[4].secrets[own]).status_code == 200
    return room


def everything(room: Room) -> tuple[Cluster, dict[str, Card]]:
    return Cluster.objects.get(board=room.board), {
        card.text: card for card in Card.objects.filter(board=room.board)
    }


def test_make_output_keeps_its_cards_both_ways(sorted_room: Room) -> None:
    with system_scope("test", sorted_room.world.a.pk) as by:
        cluster, cards = everything(sorted_room)
        output = make_output(
            by=by,
            board=sorted_room.board,
            kind="suggestion",
            title_th="จัดการน้ำ",
            clusters=[cluster],
            cards=[cards["ความคิด 2"]],
        )
        carry_on_as_possible_project(by=by, output=output, now=NOW, title_th="แนวคิดเรื่องน้ำ")
        before = trace(by, "events.output", [output.pk], "before")[output.pk]
        leaves = {leaf.label_th for branch in before for leaf in branch.leaves()}
        assert leaves == {"ความคิด 0", "ความคิด 1", "ความคิด 2"}
        after = trace(by, "boards.card", [cards["ความคิด 0"].pk], "after")[cards["ความคิด 0"].pk]
        chain = [after[0].thing.label_th, *(each.thing.label_th for each in after[0].branches)]
        assert chain == ["น้ำ", "จัดการน้ำ"]
        assert [leaf.label_th for leaf in after[0].leaves()] == ["แนวคิดเรื่องน้ำ"]
        fates = event_fates(by, sorted_room.event)
        assert (fates.cards, fates.cards_in_outputs, fates.outputs, fates.carried_on) == (3, 3, 1, 1)
        assert (fates.things, fates.begun, fates.rate) == (1, 0, 0)


def test_make_output_of_hidden_or_foreign_cards_is_refused(sorted_room: Room) -> None:
    with system_scope("test", sorted_room.world.a.pk) as by:
        cluster, cards = everything(sorted_room)
        for chosen in ([], [cards["ความคิด 3"]], [cards[""]]):
            with pytest.raises(Problem):
                make_output(by=by, board=sorted_room.board, kind="suggestion", title_th="ไม่ได้", cards=chosen)
        cluster.board_id += 1
        with pytest.raises(Problem):
            make_output(
                by=by, board=sorted_room.board, kind="suggestion", title_th="ไม่ได้", clusters=[cluster]
            )
        assert not OutputOrigin.objects.exists()


def test_way_of_a_card_leads_on_after_its_cluster_was_merged_twice(sorted_room: Room) -> None:
    client = sorted_room.world.client("secretariat")
    with system_scope("test", sorted_room.world.a.pk) as by:
        cluster, cards = everything(sorted_room)
        output = make_output(
            by=by, board=sorted_room.board, kind="suggestion", title_th="ข้อเสนอ", clusters=[cluster]
        )
        key = str(cards["ความคิด 2"].key)
    assert sorted_room.act(client, "cluster", cards=[key], title="อีกกลุ่ม").status_code == 200
    moved = str(cards["ความคิด 1"].key)
    assert sorted_room.act(client, "split", cluster=cluster.pk, cards=[moved], title="สาม").status_code == 200
    ids = {each["title"]: each["id"] for each in sorted_room.state(client)["clusters"]}
    for into, one in (("อีกกลุ่ม", cluster.pk), ("สาม", ids["อีกกลุ่ม"])):
        assert sorted_room.act(client, "merge", into=ids[into], clusters=[one]).status_code == 200
    with system_scope("test", sorted_room.world.a.pk) as by:
        card = cards["ความคิด 0"].pk
        after = trace(by, "boards.card", [card], "after")[card]
        assert [each.label_th for branch in after for each in branch.leaves()] == ["ข้อเสนอ"]
        before = trace(by, "events.output", [output.pk], "before")[output.pk]
        leaves = {each.label_th for branch in before for each in branch.leaves()}
        assert leaves == {"ความคิด 0", "ความคิด 1", "ความคิด 2"}
        assert event_fates(by, sorted_room.event).cards_in_outputs == 3


def test_card_that_is_not_revealed_stays_private_on_every_page(room: Room) -> None:
    room.phone().write(room.prompts[0], "=HYPERLINK(ยังไม่เปิดเผย)")
    client = room.world.client("secretariat")
    assert (
        room.act(client, "add_card", prompt=room.prompts[0], text="จากกระดาษ", way="paper").status_code == 200
    )
    outputs = reverse("boards:outputs", args=["alpha", room.board.pk])
    export = reverse("boards:export", args=["alpha", room.board.pk])

    def texts() -> tuple[bool, list[str]]:
        book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(export).content))
        rows = book.get_sheet_by_index(0).to_python()[1:]
        return "ยังไม่เปิดเผย" in client.get(outputs).text, sorted(str(row[2]) for row in rows)

    assert texts() == (False, ["จากกระดาษ"])
    with system_scope("test", room.world.a.pk) as by:
        secret = list(Card.objects.filter(board=room.board, way="phone").select_related("prompt"))
        with pytest.raises(Problem):
            make_output(by=by, board=room.board, kind="suggestion", title_th="ก", cards=secret)
    room.act(client, "reveal", prompt=room.prompts[0])
    assert texts() == (True, ["=HYPERLINK(ยังไม่เปิดเผย)", "จากกระดาษ"])


def test_make_output_as_board_member_is_refused(sorted_room: Room) -> None:
    with user_scope(sorted_room.world.users["board"], "alpha") as by:
        cluster, _cards = everything(sorted_room)
        with pytest.raises(Refused):
            make_output(by=by, board=sorted_room.board, kind="suggestion", title_th="x", clusters=[cluster])


def test_make_output_on_the_page(sorted_room: Room) -> None:
    with system_scope("test", sorted_room.world.a.pk):
        cluster, cards = everything(sorted_room)
    client = sorted_room.world.client("secretariat")
    path = reverse("boards:outputs", args=["alpha", sorted_room.board.pk])
    page = client.get(path).text
    assert "น้ำ" in page
    assert "ความคิด 2" in page
    assert "ความคิด 3" not in page
    missing = client.post(
        path, {"cluster": cluster.pk, "kind": "suggestion", "title_th": "", "detail_th": "ยาว"}
    )
    assert missing.status_code == 422
    assert "ยาว" in missing.text
    assert re.search(rf'value="{cluster.pk}"[^>]*checked', missing.text)
    said = {"cluster": cluster.pk, "card": cards["ความคิด 2"].pk, "kind": "lesson", "title_th": "บทเรียนเรื่องน้ำ"}
    assert client.post(path, said).status_code == 302
    with system_scope("test", sorted_room.world.a.pk):
        output = Output.objects.get(title_th="บทเรียนเรื่องน้ำ")
        assert OutputOrigin.objects.filter(output=output).count() == 2
    assert "บทเรียนเรื่องน้ำ" in client.get(path).text
    story = client.get(reverse("events:output", args=["alpha", sorted_room.event.pk, output.pk])).text
    assert "ความคิด 0" in story


def test_open_page_of_fates_by_its_address_alone(sorted_room: Room) -> None:
    client = sorted_room.world.client("secretariat")
    page = reverse("boards:became", args=["alpha", sorted_room.event.pk])
    publish = reverse("boards:publish", args=["alpha", sorted_room.event.pk])
    assert client.get(page).status_code == 200
    assert client.post(publish, {"open": "1"}).status_code == 302
    with system_scope("test", sorted_room.world.a.pk):
        link = links.open_links(BECAME, sorted_room.event, now=NOW).get()
    public = Client().get(links.path(link, "alpha"))
    assert public.status_code == 200
    assert "ความคิด 0" in public.text
    assert "ความคิด 3" not in public.text
    assert "/n/alpha/" not in public.text.partition("<main")[2]
    assert Client().get(links.path(link, "beta")).status_code == 404
    client.post(publish, {})
    assert Client().get(links.path(link, "alpha")).status_code == 410


def test_publish_fates_as_coordinator_is_refused(sorted_room: Room) -> None:
    with user_scope(sorted_room.world.users["coordinator"], "alpha") as by:
        with pytest.raises(Refused):
            publish_fates(by=by, event=sorted_room.event, now=NOW)
        with pytest.raises(Refused):
            hide_fates(by=by, event=sorted_room.event, now=NOW)


def test_fates_of_a_question_that_is_not_revealed_stay_private(room: Room) -> None:
    room.phone().write(room.prompts[0], "ยังไม่เปิดเผย")
    with system_scope("test", room.world.a.pk) as by:
        assert event_fates(by, room.event).cards == 0


@pytest.mark.parametrize("name", ["outputs", "became"])
def test_open_pages_takes_the_same_statements_with_few_and_many(
    sorted_room: Room, statements: Any, name: str
) -> None:
    client = sorted_room.world.client("secretariat")
    subject = sorted_room.board.pk if name == "outputs" else sorted_room.event.pk
    path = reverse(f"boards:{name}", args=["alpha", subject])
    counts = []
    for number in (1, 3):
        with system_scope("test", sorted_room.world.a.pk) as by:
            cluster, cards = everything(sorted_room)
            for _ in range(number):
                output = make_output(
                    by=by,
                    board=sorted_room.board,
                    kind="suggestion",
                    title_th="ผลผลิต",
                    clusters=[cluster],
                    cards=[cards["ความคิด 2"]],
                )
                carry_on_as_possible_project(by=by, output=output, now=NOW, title_th="แนวคิด")
        with statements() as sent:
            assert client.get(path).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]
