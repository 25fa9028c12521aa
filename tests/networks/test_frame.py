"""What a network is for: versions, what changed, who accepts, the public page."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone, translation

from samphan.kit.errors import Conflict, Problem, Refused
from samphan.kit.partial import PartialDate
from samphan.networks.actions import acceptance as accepting
from samphan.networks.actions import admit_member, name_representative
from samphan.networks.actions import frame as frames
from samphan.networks.actions.frame import StatementRow
from samphan.networks.actions.period import end_membership
from samphan.networks.models import Acceptance, FrameVersion, Statement
from samphan.networks.queries import statements
from samphan.networks.queries.acceptance import acceptance_due, board, waiting_recipients
from samphan.tenancy import search
from samphan.tenancy.models import AuditEntry, Link
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation
from tests.factories.frame import adopt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samphan.kit.actor import Actor
    from samphan.networks.models import Member
    from tests.conftest import Statements
    from tests.personas import World

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    with user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


def year(number: int) -> PartialDate:
    return PartialDate.of(dt.date(number, 1, 1), "year")


def join(by: Actor, name: str, since: str = "2020-01-01") -> Member:
    return admit_member(
        by=by, organisation=make_organisation(by, name), since=PartialDate.of(dt.date.fromisoformat(since))
    )


def accept(by: Actor, frame: FrameVersion, member: Member, on: str, answer: str = "accepted") -> Acceptance:
    return accepting.note_acceptance(
        by=by,
        frame=frame,
        member=member,
        answer=answer,
        answered_on=dt.date.fromisoformat(on),
        answered_by="อธิการบดี",
        way="letter",
        words="ขอแก้ไขเป้าหมาย",
        today=TODAY,
    )


def test_adopt_version_stays_as_it_is_and_the_next_one_begins_with_it(by: Actor) -> None:
    first = adopt(by, on=year(2019), vision=["อยู่เย็นเป็นสุข"], goal=["หนึ่ง", "สอง"])
    with pytest.raises(Problem):
        frames.write_section(by=by, frame=first, section="goal", rows=[StatementRow("สาม")])
    with pytest.raises(Problem):
        frames.discard_draft(by=by, frame=first)
    draft = frames.draft_frame(by=by)
    assert draft.number == 2
    assert frames.draft_frame(by=by).pk == draft.pk
    assert [each.text_th for each in draft.statements.order_by("section", "position")] == [
        "หนึ่ง",
        "สอง",
        "อยู่เย็นเป็นสุข",
    ]
    assert statements.in_force(by) == first


def test_compare_versions_tells_what_changed_moved_came_and_went(by: Actor) -> None:
    first = adopt(by, on=year(2019), vision=["เดิม"], goal=["หนึ่ง", "สอง", "สาม"])
    draft = frames.draft_frame(by=by)
    keys = {each.text_th: each.key for each in draft.statements.all()}
    rows = [
        StatementRow("สอง", key=keys["สอง"]),
        StatementRow("หนึ่ง", key=keys["หนึ่ง"]),
        StatementRow("สี่"),
    ]
    frames.write_section(by=by, frame=draft, section="goal", rows=rows)
    frames.write_section(by=by, frame=draft, section="vision", rows=[StatementRow("ใหม่", key=keys["เดิม"])])
    found = {
        str(part.label): [
            (each.kind, each.old and each.old.text_th, each.new and each.new.text_th) for each in part.changes
        ]
        for part in statements.compared(first, draft)
    }
    assert found == {
        "Vision": [("changed", "เดิม", "ใหม่")],
        "Goals": [
            ("moved", "สอง", "สอง"),
            ("moved", "หนึ่ง", "หนึ่ง"),
            ("added", None, "สี่"),
            ("removed", "สาม", None),
        ],
    }


@pytest.mark.parametrize(
    ("adopted", "field"), [(PartialDate.of(dt.date(2999, 1, 1)), "adopted"), (year(2010), "adopted")]
)
def test_adopt_on_an_impossible_day_is_refused(by: Actor, adopted: PartialDate, field: str) -> None:
    adopt(by, on=year(2019), vision=["เดิม"])
    draft = frames.draft_frame(by=by)
    with pytest.raises(Problem) as refused:
        frames.adopt_frame(by=by, frame=draft, adopted=adopted, today=TODAY)
    assert refused.value.field == field
    assert FrameVersion.objects.get(pk=draft.pk).is_draft


def test_adopt_nothing_is_refused(by: Actor) -> None:
    draft = frames.draft_frame(by=by)
    with pytest.raises(Problem):
        frames.adopt_frame(by=by, frame=draft, adopted=year(2020), today=TODAY)


def test_write_section_over_somebody_elses_is_a_conflict(by: Actor) -> None:
    draft = frames.draft_frame(by=by)
    frames.write_section(
        by=by, frame=draft, section="goal", rows=[StatementRow("หนึ่ง")], version=draft.version
    )
    with pytest.raises(Conflict):
        frames.write_section(
            by=by, frame=draft, section="goal", rows=[StatementRow("สอง")], version=draft.version
        )
    assert [each.text_th for each in Statement.objects.filter(frame=draft)] == ["หนึ่ง"]


def test_search_finds_the_statements_in_force_only(by: Actor) -> None:
    adopt(by, on=year(2019), goal=["ร่วมคิดกับชุมชน"])
    draft = frames.draft_frame(by=by)
    frames.write_section(by=by, frame=draft, section="goal", rows=[StatementRow("ร่วมสร้างเมือง")])

    def found(words: str) -> int:
        return len(search.find(words, kinds=["networks.statement"]).hits)

    assert (found("ร่วมคิด"), found("ร่วมสร้าง")) == (1, 0)
    frames.adopt_frame(by=by, frame=draft, adopted=year(2020), today=TODAY)
    assert (found("ร่วมคิด"), found("ร่วมสร้าง")) == (0, 1)


def test_share_of_acceptance_counts_members_of_the_day(by: Actor) -> None:
    one, two, three = (
        join(by, "มหาวิทยาลัยกลาง"),
        join(by, "มหาวิทยาลัยขอน"),
        join(by, "มหาวิทยาลัยคำ", "2024-01-01"),
    )
    frame = adopt(by, on=year(2022), vision=["เดิม"])
    accept(by, frame, one, "2022-05-01")
    accept(by, frame, two, "2023-05-01", "declined")
    accept(by, frame, three, "2024-05-01")
    end_membership(
        by=by, member=one, until=PartialDate.of(dt.date(2024, 12, 31)), kind="resigned", reason="ย้ายสังกัด"
    )

    def numbers(on: str) -> tuple[int, int, int, int | None]:
        found = board(by, frame, dt.date.fromisoformat(on))
        return found.accepted, found.declined, found.members, found.percent

    assert numbers("2022-04-30") == (0, 0, 2, 0)
    assert numbers("2022-05-01") == (1, 0, 2, 50)
    assert numbers("2023-12-31") == (1, 1, 2, 50)
    assert numbers("2024-06-01") == (2, 1, 3, 66)
    assert numbers("2025-01-01") == (1, 1, 2, 50)
    assert numbers("2019-01-01") == (0, 0, 0, None)


def test_accept_a_version_that_was_replaced_is_refused(by: Actor) -> None:
    member = join(by, "มหาวิทยาลัยกลาง")
    first = adopt(by, on=year(2019), vision=["เดิม"])
    accept(by, first, member, "2020-01-01")
    adopt(by, on=year(2020), vision=["ใหม่"])
    with pytest.raises(Problem):
        accept(by, first, member, "2021-01-01", "declined")
    assert Acceptance.objects.get().answer == "accepted"


def test_take_back_acceptance_leaves_the_reason(by: Actor) -> None:
    said = accept(by, adopt(by, vision=["เดิม"]), join(by, "มหาวิทยาลัยกลาง"), "2026-01-01")
    accepting.take_back_acceptance(by=by, acceptance=said, reason="บันทึกผิดแห่ง")
    said.refresh_from_db()
    assert (said.answer, said.answered_on, said.answered_by) == ("", None, "")
    entry = AuditEntry.objects.get(act="take_back_acceptance")
    assert (entry.reason, entry.changes["answer"]) == ("บันทึกผิดแห่ง", ["accepted", ""])


def test_asked_members_are_written_to_and_waited_for(by: Actor) -> None:
    asked, silent = join(by, "มหาวิทยาลัยกลาง"), join(by, "มหาวิทยาลัยขอน")
    frame = adopt(by, vision=["เดิม"])
    accept(by, frame, silent, "2026-01-01")
    name_representative(
        by=by, member=asked, email="r@example.org", name="ผู้แทน", kind="lead", since_on=dt.date(2021, 1, 1)
    )
    now = timezone.now() - dt.timedelta(days=40)
    assert accepting.ask_members(by=by, frame=frame, now=now, on=TODAY) == 1
    (recipient,) = waiting_recipients(by, by.network_id, None)
    assert (recipient.address, recipient.values["organisation"][0]) == ("r@example.org", "มหาวิทยาลัยกลาง")
    (address,) = accepting.acceptance_links(by, by.network_id, [recipient.ref_id]).values()
    assert re.search(r"/p/alpha/accept/[\w-]{24}/$", address)
    gone = join(by, "มหาวิทยาลัยที่ลาออก")
    assert accepting.ask_members(by=by, frame=frame, now=now, on=TODAY) == 2
    yesterday = PartialDate.of(TODAY - dt.timedelta(days=1))
    end_membership(by=by, member=gone, until=yesterday, kind="resigned", reason="ลาออก")
    assert accepting.ask_members(by=by, frame=frame, now=now, on=TODAY) == 1
    (line,) = acceptance_due(by, TODAY, TODAY)
    assert (line.is_overdue, line.title) == (True, "1 member has not said whether it accepts the frame")
    accept(by, frame, asked, "2026-01-02")
    assert acceptance_due(by, TODAY, TODAY) == []
    assert list(waiting_recipients(by, by.network_id, None)) == []


def test_answer_by_link_without_an_account(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        member, _other = join(by, "มหาวิทยาลัยกลาง"), join(by, "มหาวิทยาลัยขอนแก่นลับ")
        adopt(by, vision=["อยู่ร่วมกันอย่างเกื้อกูล"])
        frame = statements.in_force(by)
        assert frame
        accepting.ask_members(by=by, frame=frame, now=timezone.now(), on=TODAY)
        row = Acceptance.objects.get(member=member)
        address = accepting.link_to_accept(by=by, acceptance=row, now=timezone.now())
    path = address[address.index("/p/") :]
    client = Client()
    page = client.get(f"{path}?lang=th")
    assert page.status_code == 200
    assert "อยู่ร่วมกันอย่างเกื้อกูล" in page.text
    assert "มหาวิทยาลัยขอนแก่นลับ" not in page.text
    refused = client.post(path, {"answer": "declined", "answered_by": "อธิการบดี"})
    assert refused.status_code == 422
    answered = client.post(path, {"answer": "declined", "answered_by": "อธิการบดี", "words": "ขอปรับเป้าหมาย"})
    assert answered.status_code == 302
    with system_scope("test", world.a.pk):
        row.refresh_from_db()
        assert (row.answer, row.answered_on, row.answered_by, row.way, row.words) == (
            "declined",
            TODAY,
            "อธิการบดี",
            "link",
            "ขอปรับเป้าหมาย",
        )
        assert not Acceptance.objects.exclude(pk=row.pk).exclude(answer="").exists()
    assert "ขอปรับเป้าหมาย" in client.get(path).text


def test_link_to_a_replaced_version_takes_no_answer(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        join(by, "มหาวิทยาลัยกลาง")
        first = adopt(by, on=year(2019), vision=["เดิม"])
        accepting.ask_members(by=by, frame=first, now=timezone.now(), on=TODAY)
        address = accepting.link_to_accept(by=by, acceptance=Acceptance.objects.get(), now=timezone.now())
        adopt(by, on=year(2020), vision=["ใหม่"])
        assert Link.objects.filter(purpose="networks.accept").count() == 1
    path = address[address.index("/p/") :]
    posted = Client().post(path, {"answer": "accepted", "answered_by": "อธิการบดี"})
    assert posted.status_code == 200
    assert "no longer in force" in Client().get(f"{path}?lang=en").text
    with system_scope("test", world.a.pk):
        assert Acceptance.objects.get().answer == ""


def test_representative_answers_for_the_own_member_only(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        own, other = join(by, "มหาวิทยาลัยกลาง"), join(by, "มหาวิทยาลัยขอน")
        name_representative(
            by=by, member=own, email="coordinator@example.org", name="ผู้แทน", since_on=dt.date(2021, 1, 1)
        )
        frame = adopt(by, vision=["เดิม"])
    with user_scope(world.users["coordinator"], "alpha") as by:
        accept(by, frame, own, "2026-01-01")
        with pytest.raises(Refused):
            accept(by, frame, other, "2026-01-01")
        with pytest.raises(Refused):
            frames.draft_frame(by=by)
        assert [each.member_id for each in Acceptance.objects.all()] == [own.pk]


def test_public_page_shows_the_adopted_frame_when_published(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        frame = adopt(by, vision=["วิสัยทัศน์ที่ประกาศ"])
        member = join(by, "มหาวิทยาลัยกลาง")
        accept(by, frame, member, "2026-01-01")
        draft = frames.draft_frame(by=by)
        frames.write_section(by=by, frame=draft, section="vision", rows=[StatementRow("ร่างที่ยังลับ")])
        frames.change_profile(by=by, former_name_th="เครือข่ายเดิม")
    assert Client().get("/p/alpha/about/").status_code == 404
    assert Client().get("/p/alpha/milestones/").status_code == 404
    with user_scope(world.users["secretariat"], "alpha") as by:
        frames.change_profile(by=by, is_published=True)
    page = Client().get("/p/alpha/about/")
    assert page.status_code == 200
    assert "วิสัยทัศน์ที่ประกาศ" in page.text
    assert "เครือข่ายเดิม" in page.text
    for hidden in ("ร่างที่ยังลับ", "มหาวิทยาลัยกลาง", "อธิการบดี"):
        assert hidden not in page.text
    assert Client().get("/p/beta/about/").status_code == 404


@pytest.mark.parametrize("path", ["", "frame/", "stage/", "milestones/"])
def test_open_pages_as_a_partner_offers_nothing_to_change(
    browser: Callable[[str], Client], path: str
) -> None:
    page = browser("partner").get(f"/n/alpha/network/{path}?lang=en")
    assert page.status_code == 200
    assert re.findall(r'href="[^"]*/network/(?:change|profile|milestones/new|stage/begin)/', page.text) == []
    assert browser("partner").post("/n/alpha/network/frame/new/").status_code == 403


def test_pages_ask_no_more_with_more_rows(
    world: World, browser: Callable[[str], Client], statements: Statements
) -> None:
    client = browser("secretariat")

    def asked(path: str) -> int:
        with statements() as sent:
            assert client.get(path).status_code == 200
        return len(sent)

    counts = []
    for many in (1, 3):
        with user_scope(world.users["secretariat"], "alpha") as by:
            frame = adopt(
                by,
                on=PartialDate.of(dt.date(2026, 1, 1), "year"),
                vision=["ก"],
                goal=[f"เป้าหมาย {many} {each}" for each in range(many)],
            )
            for each in range(many):
                accept(by, frame, join(by, f"มหาวิทยาลัย {many} {each}"), "2026-02-01")
        pages = [
            "",
            "frame/",
            f"frame/{frame.pk}/",
            f"frame/{frame.pk}/accepted/",
            f"frame/{frame.pk}/export/",
        ]
        counts.append([asked(f"/n/alpha/network/{page}") for page in pages])
    assert counts[0] == counts[1]
