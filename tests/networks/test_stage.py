"""The life cycle: its gates, the steps, closing and opening again; milestones."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone, translation

from samphan import catalogue
from samphan.kit.errors import Problem, Refused
from samphan.kit.partial import PartialDate
from samphan.networks.actions import admit_member
from samphan.networks.actions.frame import change_profile, draft_frame
from samphan.networks.actions.milestone import remove_milestone, write_milestone
from samphan.networks.actions.stage import move_stage
from samphan.networks.models import STAGES, Milestone, StageMove
from samphan.networks.queries import gates
from samphan.networks.queries.milestones import of_organisation
from samphan.tenancy import search
from samphan.tenancy.models import AuditEntry, Network
from samphan.tenancy.scope import user_scope
from tests.factories.directory import make_organisation
from tests.factories.frame import adopt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samphan.kit.actor import Actor
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


def day(text: str) -> PartialDate:
    parts = [int(each) for each in text.split("-")]
    precision = ("year", "month", "day")[len(parts) - 1]
    return PartialDate.of(dt.date(*[*parts, 1, 1][:3]), precision)  # type: ignore[arg-type]  # one of the three


def step(by: Actor, act: str, to: str = "", on: str = "2026-01-01", **more: int) -> StageMove:
    return move_stage(
        by=by, act=act, to=to, on=day(on), reason="เห็นชอบในที่ประชุม", now=timezone.now(), today=TODAY, **more
    )


def test_every_evidence_that_the_catalogue_asks_for_is_known() -> None:
    asked = {(stage.code, each.code) for stage in gates.life_cycle().stages for each in stage.asked}
    assert asked == set(gates.registered())


def test_life_cycle_with_other_stages_is_refused(settings: object, tmp_path: object) -> None:
    shipped = (catalogue.SHIPPED / "life_cycle" / "network.yaml").read_text(encoding="utf-8")
    folder = tmp_path / "catalogue" / "life_cycle"  # type: ignore[operator]  # a Path
    folder.mkdir(parents=True)
    (folder / "network.yaml").write_text(shipped.replace("code: LC6", "code: LC9"), encoding="utf-8")
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]  # pytest-django's settings
    gates.life_cycle.cache_clear()
    with pytest.raises(catalogue.PackError, match="LC1, LC2"):
        gates.life_cycle()
    gates.life_cycle.cache_clear()


def test_advance_keeps_what_the_gate_did_not_find(by: Actor) -> None:
    step(by, "begin", "LC1")
    adopt(by, on=day("2025"), vision=["อยู่ร่วมกัน"])
    moved = step(by, "advance")
    assert (moved.from_stage, moved.to_stage) == ("LC1", "LC2")
    assert [code for code, _th, _en in moved.missing] == ["purpose", "need_study"]
    entry = AuditEntry.objects.get(act="advance_stage")
    assert (entry.changes, entry.reason) == ({"stage": ["LC1", "LC2"]}, "เห็นชอบในที่ประชุม")


@pytest.mark.parametrize(
    ("act", "to"),
    [("begin", "LC2"), ("go_back", "LC4"), ("go_back", "LC3"), ("go_back", ""), ("reopen", "")],
)
def test_step_that_is_not_possible_is_refused(by: Actor, act: str, to: str) -> None:
    step(by, "begin", "LC3")
    with pytest.raises(Problem):
        step(by, act, to)
    assert StageMove.objects.count() == 1


def test_step_on_an_impossible_day_or_over_somebody_elses_is_refused(by: Actor) -> None:
    first = step(by, "begin", "LC3", on="2020")
    for words in ({"on": "2019"}, {"on": "2999"}):
        with pytest.raises(Problem) as refused:
            step(by, "advance", **words)  # type: ignore[arg-type]  # the words are those of the day
        assert refused.value.field == "on"
    with pytest.raises(Problem):
        step(by, "advance", seen=0)
    assert step(by, "advance", on="2020", seen=first.pk).to_stage == "LC4"
    assert step(by, "go_back", "LC2").to_stage == "LC2"


def test_advance_beyond_the_last_stage_is_refused(by: Actor) -> None:
    step(by, "begin", STAGES[-1])
    with pytest.raises(Problem):
        step(by, "advance")


@pytest.mark.parametrize("act", ["close", "transform"])
def test_closed_network_can_be_read_and_not_changed_until_it_opens(world: World, act: str) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        step(by, "begin", "LC6")
        change_profile(by=by, is_published=True)
        organisation = make_organisation(by, "มหาวิทยาลัยริมน้ำ")
        step(by, act)
        assert Network.objects.get(slug="alpha").state == "closed"
    client = world.client("secretariat")
    assert client.get("/n/alpha/network/members/").status_code == 200
    assert "closed" in client.get("/n/alpha/network/?lang=en").text
    assert Client().get("/p/alpha/about/").status_code == 404
    assert client.get("/n/alpha/network/members/new/").status_code == 403
    with user_scope(world.users["secretariat"], "alpha") as by:
        with pytest.raises(Refused):
            admit_member(by=by, organisation=organisation)
        write_milestone(by=by, kind="other", title_th="ยุติการดำเนินงาน", on=PartialDate.of(TODAY))
        with pytest.raises(Problem):
            step(by, "advance")
        step(by, "reopen", on=TODAY.isoformat())
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert Network.objects.get(slug="alpha").state == "active"
        admit_member(by=by, organisation=organisation)
    assert Client().get("/p/alpha/about/").status_code == 200


def test_move_as_a_partner_is_refused(world: World) -> None:
    with user_scope(world.users["partner"], "alpha") as by, pytest.raises(Refused):
        step(by, "begin", "LC1")
    assert world.client("partner").get("/n/alpha/network/stage/close/").status_code == 403
    assert world.client("secretariat").get("/n/alpha/network/stage/jump/").status_code == 404


def test_step_by_form_shows_what_is_missing_and_keeps_what_was_typed(
    world: World, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        first = step(by, "begin", "LC1", on="2020")
    client = browser("secretariat")
    page = client.get("/n/alpha/network/stage/advance/?lang=en")
    assert "What the gate does not find" in page.text
    refused = client.post(
        "/n/alpha/network/stage/advance/", {"on": "2019", "reason": "เพราะพร้อม", "seen": first.pk}
    )
    assert refused.status_code == 422
    assert "เพราะพร้อม" in refused.text
    done = client.post(
        "/n/alpha/network/stage/advance/", {"on": "2563", "reason": "เพราะพร้อม", "seen": first.pk}
    )
    assert done.status_code == 302
    assert "เพราะพร้อม" in client.get("/n/alpha/network/stage/").text


def test_stage_page_asks_no_more_with_more_rows(
    world: World, browser: Callable[[str], Client], statements: Statements
) -> None:
    client = browser("secretariat")
    for stage in STAGES:
        counts = []
        for many in (1, 3):
            with user_scope(world.users["secretariat"], "alpha") as by:
                for each in range(many):
                    admit_member(
                        by=by, organisation=make_organisation(by, f"มหาวิทยาลัย {stage} {many} {each}")
                    )
                    write_milestone(
                        by=by, kind="visit", title_th=f"ดูงาน {each}", on=day("2013"), source="เว็บไซต์"
                    )
            with statements() as sent:
                assert client.get(f"/n/alpha/network/stage/?gate={stage}").status_code == 200
            counts.append(len(sent))
        assert counts[0] == counts[1], stage


def test_milestones_stand_in_order_whatever_is_known_of_their_day(
    world: World, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        change_profile(by=by, is_published=True)
        for title, on, words, is_published in (
            ("โพสต์ไม่ระบุปี", None, "7 ก.ย. ไม่ระบุปี", True),
            ("จดทะเบียน", "2019", "", True),
            ("ศึกษาดูงาน", "2013-07", "", True),
            ("เปิดตัว", "2014-05-16", "13.30–16.30 น.", True),
            ("เรื่องภายใน", "2016", "", False),
        ):
            write_milestone(
                by=by,
                kind="other",
                title_th=title,
                on=day(on) if on else None,
                when_words=words,
                is_published=is_published,
            )
        assert len(search.find("ศึกษาดู", kinds=["networks.milestone"]).hits) == 1

    def order(text: str) -> list[str]:
        names = ("โพสต์ไม่ระบุปี", "จดทะเบียน", "ศึกษาดูงาน", "เปิดตัว", "เรื่องภายใน")
        return sorted((each for each in names if each in text), key=text.index)

    listed = browser("secretariat").get("/n/alpha/network/milestones/")
    assert order(listed.text) == ["ศึกษาดูงาน", "เปิดตัว", "เรื่องภายใน", "จดทะเบียน", "โพสต์ไม่ระบุปี"]
    told = browser("secretariat").get("/n/alpha/network/milestones/?as=timeline&lang=th")
    assert order(told.text) == ["ศึกษาดูงาน", "เปิดตัว", "เรื่องภายใน", "จดทะเบียน", "โพสต์ไม่ระบุปี"]
    assert [each in told.text for each in ("2556", "กรกฎาคม 2556", "16 พฤษภาคม 2557")] == [True] * 3
    public = Client().get("/p/alpha/milestones/?lang=th")
    assert order(public.text) == ["ศึกษาดูงาน", "เปิดตัว", "จดทะเบียน", "โพสต์ไม่ระบุปี"]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"on": None}, "on"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "http://example.org/"}, "link"),
        ({"link": "//example.org/"}, "link"),
    ],
)
def test_write_milestone_with_impossible_words_is_refused(
    by: Actor, words: dict[str, object], field: str
) -> None:
    given = {"kind": "other", "title_th": "เริ่ม", "on": day("2020"), **words}
    with pytest.raises(Problem) as refused:
        write_milestone(by=by, **given)
    assert refused.value.field == field
    assert not Milestone.objects.exists()


def test_remove_milestone_is_not_found_any_more(by: Actor) -> None:
    made = write_milestone(by=by, kind="other", title_th="เริ่มงาน", on=day("2020"))
    remove_milestone(by=by, milestone=made)
    assert search.find("เริ่มงาน", kinds=["networks.milestone"]).hits == ()


def test_milestone_stands_on_the_page_of_its_organisation(
    world: World, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        own, other = make_organisation(by, "มหาวิทยาลัยริมน้ำ"), make_organisation(by, "มหาวิทยาลัยบนเขา")
        for organisation, title in ((own, "ริมน้ำเป็นเจ้าภาพ"), (other, "บนเขาเป็นเจ้าภาพ")):
            write_milestone(by=by, kind="meeting", title_th=title, on=day("2020"), organisation=organisation)
        found = of_organisation(by, [own.pk])
    assert [(str(line.label), line.when) for line in found.lines] == [("ริมน้ำเป็นเจ้าภาพ", "2020")]
    page = browser("secretariat").get(f"/n/alpha/organisations/{own.pk}/everything/")
    assert ("ริมน้ำเป็นเจ้าภาพ" in page.text, "บนเขาเป็นเจ้าภาพ" in page.text) == (True, False)


def test_write_a_part_that_a_frame_does_not_have_is_not_found(
    world: World, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        draft = draft_frame(by=by)
    client = browser("secretariat")
    assert client.get(f"/n/alpha/network/frame/{draft.pk}/parts/weather/").status_code == 404
    sent = {
        "rows-TOTAL_FORMS": "2",
        "rows-INITIAL_FORMS": "0",
        "rows-0-text_th": "ข้อสอง",
        "rows-0-ORDER": "2",
        "rows-1-text_th": "ข้อหนึ่ง",
        "rows-1-ORDER": "1",
        "version": str(draft.version),
    }
    path = f"/n/alpha/network/frame/{draft.pk}/parts/goal/"
    assert client.post(path, sent).status_code == 302
    stale = client.post(path, sent)
    assert stale.status_code == 409
    assert "ข้อสอง" in stale.text
    with user_scope(world.users["secretariat"], "alpha"):
        assert [each.text_th for each in draft.statements.order_by("position")] == ["ข้อหนึ่ง", "ข้อสอง"]
