"""The pages of meetings: each answers in both languages, their lists in a constant number of statements."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from samphan.governance.actions.agenda import add_item
from samphan.governance.actions.attendees import add_guest
from samphan.governance.actions.ballots import prepare_ballot
from samphan.governance.actions.meeting_papers import issue_paper
from samphan.governance.actions.minutes import write_text
from samphan.governance.actions.resolutions import record_resolution
from samphan.governance.models import Attendee, Ballot, Meeting, MeetingPaper, Resolution
from samphan.governance.urls.meetings import urlpatterns
from samphan.tenancy import links
from samphan.tenancy.scope import user_scope
from tests.factories.meetings import (
    DAY,
    at,
    fill_meetings,
    hold,
    item_of,
    make_board,
    make_meeting,
    people_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Statements
    from tests.personas import World

NOW = at(9, on=dt.date(2026, 3, 1))


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def held(world: World) -> Meeting:
    with user_scope(world.users["secretariat"], "alpha") as by:
        return fill_meetings(by, make_board(by), "zebra", NOW)


def _parts(meeting: Meeting) -> dict[str, Any]:
    """Values for the parameters of addresses, by name of the address."""
    item = meeting.items.order_by("-id")[0]
    attendee = meeting.attendees.order_by("id")[0]
    ballot, resolution = meeting.ballots.get(), meeting.resolutions.get()
    by_name: dict[str, int] = {
        **dict.fromkeys(("agenda_file", "agenda_file_remove"), item.files.get().pk),
        **dict.fromkeys(("attendee_change", "attendee_reply", "attendee_remove"), attendee.pk),
        **dict.fromkeys(("resolution_change", "resolution_remove"), resolution.pk),
        "correction": meeting.minutes.corrections.get().pk,
        **dict.fromkeys((f"ballot{end}" for end in ("", "_open", "_tally", "_close", "_remove")), ballot.pk),
    }
    return {"item": item.pk, "parts": by_name, "resolution": resolution.pk}


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_page_of_meetings_answers(
    world: World, held: Meeting, browser: Callable[[str], Client], language: str
) -> None:
    with user_scope(world.users["secretariat"], "alpha"):
        found = _parts(held)
    client = browser("secretariat")
    client.raise_request_exception = True
    for pattern in urlpatterns:
        name = str(pattern.name)
        values: dict[str, Any] = {
            "pk": held.body_id
            if name == "body_meetings"
            else found["resolution"]
            if name == "resolution"
            else held.pk,
            "part": found["parts"].get(name, found["item"]),
            "kind": "names",
            "version": 1,
            "number": 1,
            "form": "pdf",
        }
        kwargs = {each: values[each] for each in pattern.pattern.converters}
        path = reverse(f"governance:{name}", kwargs={"network": "alpha", **kwargs})
        answer = client.get(f"{path}?lang={language}")
        # Acts are refused by GET; the file of a paper is not made yet.
        wanted = {404} if name == "meeting_paper_file" else {200, 302, 405}
        assert answer.status_code in wanted, path


def test_lists_ask_the_same_whatever_the_number_of_rows(
    world: World, browser: Callable[[str], Client], statements: Statements
) -> None:
    client = browser("secretariat")
    paths = [reverse(f"governance:{name}", args=["alpha"]) for name in ("meetings", "resolutions")]
    counts: list[list[int]] = []
    for turn in range(2):
        with user_scope(world.users["secretariat"], "alpha") as by:
            board = make_board(by, name_th=f"คณะกรรมการชุดที่ {turn}")
            fill_meetings(by, board, "zebra", NOW)
        counts.append([])
        for path in paths:
            with statements() as sent:
                assert client.get(path).status_code == 200
            counts[-1].append(len(sent))
    assert counts[0] == counts[1]


def test_meeting_of_another_network_is_not_found(world: World, held: Meeting) -> None:
    client = Client()
    client.force_login(world.users["stranger"])
    assert client.get(f"/n/beta/meetings/{held.pk}/").status_code == 404
    assert "zebra" not in client.get("/n/beta/meetings/").text


def test_coordinator_sees_no_meetings(held: Meeting, browser: Callable[[str], Client]) -> None:
    client = browser("coordinator")
    assert client.get("/n/alpha/meetings/").status_code == 403
    assert client.get(f"/n/alpha/meetings/{held.pk}/").status_code == 404


def test_board_member_reads_and_writes_not(held: Meeting, browser: Callable[[str], Client]) -> None:
    client = browser("board")
    assert "zebra" in client.get(f"/n/alpha/meetings/{held.pk}/minutes/").text
    assert client.get(f"/n/alpha/meetings/{held.pk}/change/").status_code == 403
    assert client.post(f"/n/alpha/meetings/{held.pk}/people/call/").status_code == 403


def test_plan_a_meeting_by_the_form_goes_to_its_page(world: World, browser: Callable[[str], Client]) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        body = make_board(by)
    client = browser("secretariat")
    typed = {"body": body.pk, "kind": "ordinary", "on": "12 มีนาคม 2569", "begins": "9.30", "ends": "๑๒.๐๐ น."}
    answer = client.post("/n/alpha/meetings/new/", typed)
    with user_scope(world.users["secretariat"], "alpha"):
        made = Meeting.objects.get()
    assert answer["Location"] == f"/n/alpha/meetings/{made.pk}/"
    assert (made.starts_at, made.ends_at, made.count) == (at(9, 30), at(12), "1/2569")


def test_number_used_twice_stands_beside_its_field_and_keeps_what_was_typed(
    world: World, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        body = make_board(by)
        make_meeting(by, body, is_listed=False)
    typed = {
        "body": body.pk,
        "kind": "ordinary",
        "number": "1",
        "on": "12/3/2569",
        "begins": "9.30",
        "place_th": "หอประชุม",
    }
    answer = browser("secretariat").post("/n/alpha/meetings/new/?lang=en", typed)
    assert answer.status_code == 422
    assert "No. 1/2569 was used already" in answer.text
    assert "หอประชุม" in answer.text


def test_day_form_says_at_the_row_what_cannot_be(world: World, browser: Callable[[str], Client]) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        meeting = make_meeting(by, make_board(by), allows_substitutes=True)
        first = people_of(meeting)[0]
    path = f"/n/alpha/meetings/{meeting.pk}/people/day/"
    typed = {f"presence-{first.pk}": "in_room", f"substitute_name-{first.pk}": "ผู้แทน"}
    answer = browser("secretariat").post(f"{path}?lang=en", typed)
    assert answer.status_code == 422
    assert "is present, so nobody stands in" in answer.text
    assert browser("secretariat").post(path, {f"presence-{first.pk}": "in_room"}).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        assert Attendee.objects.get(pk=first.pk).presence == "in_room"


def test_reply_by_link_is_noted_and_shown_again(world: World) -> None:
    from samphan.governance.actions.attendees import call_meeting

    with user_scope(world.users["secretariat"], "alpha") as by:
        meeting = make_meeting(by, make_board(by))
        call_meeting(by=by, meeting=meeting, now=NOW)
        first, second = people_of(meeting)[:2]
        path = links.path(links.open_links("governance.reply", first, now=NOW).get(), "alpha")
    client = Client()
    page = client.get(f"{path}?lang=en")
    assert page.status_code == 200
    assert second.name_th not in page.text
    assert client.post(path, {"reply": "absent"}).status_code == 422
    assert client.post(path, {"reply": "absent", "note": "ติดราชการ"}).status_code == 302
    assert "ติดราชการ" in client.get(path).text
    with user_scope(world.users["secretariat"], "alpha") as by:
        hold(by, meeting)
    assert client.post(path, {"reply": "comes"}).status_code == 422


def test_exports_hold_what_the_lists_show(held: Meeting, browser: Callable[[str], Client]) -> None:
    client = browser("secretariat")
    for path in ("meetings/export/", "resolutions/export/", f"meetings/{held.pk}/people/export/"):
        answer = client.get(f"/n/alpha/{path}")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert content.startswith(b"PK"), path


def test_search_finds_meetings_and_resolutions(held: Meeting, browser: Callable[[str], Client]) -> None:
    client = browser("secretariat")
    assert "zebra" in client.get("/n/alpha/resolutions/?q=zebra").text
    assert "1/2569" in client.get("/n/alpha/meetings/?q=1/2569").text
    assert client.get("/n/alpha/resolutions/?q=nothing-like-it").text.count("zebra") == 0
    assert Resolution._meta.label_lower == "governance.resolution"
    assert (Ballot._meta.label_lower, MeetingPaper._meta.label_lower) == (
        "governance.ballot",
        "governance.meetingpaper",
    )


def test_due_names_coming_meetings_and_late_minutes(world: World, statements: Statements) -> None:
    from samphan.governance.queries.meetings_due import meetings_due

    with user_scope(world.users["secretariat"], "alpha") as by:
        board = make_board(by)
        hold(by, make_meeting(by, board))
        make_meeting(by, board, on=DAY + dt.timedelta(days=20))
        today = DAY + dt.timedelta(days=16)
        with statements() as sent:
            lines = meetings_due(by, today + dt.timedelta(days=7), today)
    assert len(sent) == 1
    with translation.override("en"):
        assert [(str(each.word), each.on, each.is_overdue) for each in lines] == [
            ("minutes to be written", DAY + dt.timedelta(days=14), True),
            ("meeting", DAY + dt.timedelta(days=20), False),
        ]


TABS = ("meeting", "agenda", "attendees", "meeting_resolutions", "minutes", "ballots", "meeting_papers")


@pytest.mark.parametrize("tab", TABS)
def test_tab_asks_the_same_whatever_the_number_of_rows(
    world: World, browser: Callable[[str], Client], statements: Statements, tab: str
) -> None:
    client, counts = browser("secretariat"), []
    with user_scope(world.users["secretariat"], "alpha") as by:
        meeting = hold(by, make_meeting(by, make_board(by)))
    for _turn in range(2):
        with user_scope(world.users["secretariat"], "alpha") as by:
            for place in range(2):
                item = add_item(by=by, meeting=meeting, parent=item_of(meeting), title_th=f"เรื่องที่ {place}")
                record_resolution(
                    by=by, item=item, text_th="มติ", manner="consensus", proposer=people_of(meeting)[0]
                )
                prepare_ballot(by=by, item=item, question_th="คำถาม")
                write_text(by=by, item=item, text_th="ข้อความ")
                issue_paper(by=by, meeting=meeting, kind="names", on=DAY)
                add_guest(by=by, meeting=meeting, name_th="แขก")
        with statements() as sent:
            assert client.get(reverse(f"governance:{tab}", args=["alpha", meeting.pk])).status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_numbers_beyond_reason_are_refused_beside_their_fields(
    world: World, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        meeting = make_meeting(by, make_board(by))
        item, first = item_of(meeting), people_of(meeting)[0]
    client, far = browser("secretariat"), "99999999"
    where = f"/n/alpha/meetings/{meeting.pk}"
    day = {"kind": "ordinary", "on": "12 มีนาคม 2569", "begins": "9.30"}
    for path, typed in (
        (f"{where}/change/", {**day, "number": far}),
        (f"{where}/agenda/{item.pk}/", {"kind": "decision", "title_th": "เรื่อง", "minutes_planned": far}),
        (f"{where}/people/{first.pk}/", {"votes": far}),
        (
            f"{where}/ballots/new/",
            {"item": item.pk, "question_th": "ก", "options": "ก\nข", "most_choices": far},
        ),
    ):
        answer = client.post(f"{path}?lang=en", typed)
        assert answer.status_code == 422, path
        assert "This number is too large." in answer.text, path
