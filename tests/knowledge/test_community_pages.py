"""What communities let everybody read: with their leave and as long as it holds, its conditions stated, nobody named."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from samphan.directory.actions.organisation import add_organisation
from samphan.engagement.actions.knowledge import (
    answer_consent,
    use_knowledge,
    withdraw_knowledge,
    write_knowledge,
)
from samphan.engagement.models import CommunityKnowledge
from samphan.engagement.queries.change_due import consents_due
from samphan.kit.errors import Problem
from samphan.knowledge.actions.news import choose_public
from samphan.projects.models import Project
from samphan.tenancy.scope import anonymous_scope, user_scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.personas import World

HERE = "/p/alpha/knowledge/"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    """The secretariat of a network that opened this part of its public pages."""
    with user_scope(world.users["secretariat"], "alpha") as actor:
        choose_public(by=actor, version=None, shows=["knowledge"])
        yield actor


def known(by: Actor, title: str = "การย้อมคราม", **said: Any) -> CommunityKnowledge:
    return write_knowledge(
        by=by, **{"title_th": title, "kind": "skill", "holder_name": "ยายมา ใจดี", "asked_on": None, **said}
    )


def shown(
    by: Actor, title: str = "การย้อมคราม", answer: dict[str, Any] | None = None, **said: Any
) -> CommunityKnowledge:
    """An entry of which its holder agreed that everybody may see it."""
    given = {"consent": "given", "consent_by": "ผู้ใหญ่ลับ", "is_public": True}
    return answer_consent(by=by, entry=known(by, title, **said), **{**given, **(answer or {})})


def page(entry: CommunityKnowledge | None = None, **query: str) -> str:
    response = Client().get(f"{HERE}{entry.pk}/" if entry else HERE, {"lang": "en", **query})
    assert response.status_code == 200
    return response.text


def status(entry: CommunityKnowledge) -> int:
    return Client().get(f"{HERE}{entry.pk}/").status_code


def test_entry_is_read_by_everybody_with_its_conditions_and_nobody_named(by: Actor) -> None:
    said = {
        "words_th": "ย้อมด้วยใบคราม",
        "province": "TH-47",
        "theme_name": "ผ้าทอ",
        "title_en": "Indigo dyeing",
    }
    terms = {
        "consent": "conditions",
        "conditions": "บอกชื่อกลุ่มทุกครั้ง",
        "credit": "กลุ่มย้อมครามบ้านโคก",
        "consent_until": dt.date(2999, 1, 31),
    }
    entry = shown(by, answer=terms, **said)
    one, every = page(entry), page()
    for text in (one, every):
        for told in (
            "Indigo dyeing",
            "ย้อมด้วยใบคราม",
            "บอกชื่อกลุ่มทุกครั้ง",
            "กลุ่มย้อมครามบ้านโคก",
            "Sakon Nakhon",
            "ผ้าทอ",
        ):
            assert told in text, told
        assert [each for each in ("ยายมา", "ผู้ใหญ่ลับ", by.label) if each in text] == []
    assert "31 January 2999" in one
    response = Client().get(HERE)
    assert response["Cache-Control"] == "no-store"
    assert f'href="{HERE}"' in Client().get("/p/alpha/").text
    assert f'href="{HERE}{entry.pk}/"' in Client().get("/p/alpha/").text


def test_organisation_goes_by_its_name_and_a_holder_in_no_register_by_none(by: Actor) -> None:
    group = add_organisation(by=by, name_th="วิสาหกิจบ้านโคก", kind="community", province="TH-30")
    named, unnamed = shown(by, "ของกลุ่ม", holder=group, holder_name=""), shown(by, "ของยาย")
    assert (named.province, unnamed.province) == ("TH-30", "")
    assert "วิสาหกิจบ้านโคก" in page(named)
    assert "ยายมา" not in page(unnamed)


def test_nothing_is_shown_without_leave(by: Actor) -> None:
    entries = [
        known(by, "ยังไม่ถาม"),
        shown(by, "ให้ใช้แต่ไม่ให้แสดง", {"is_public": False}),
        shown(by, "ไม่ให้ใช้", {"consent": "refused", "is_public": False}),
        shown(by, "หมดเวลา", {"consent_on": dt.date(2020, 1, 1), "consent_until": dt.date(2020, 12, 31)}),
    ]
    listed = page() + Client().get("/p/alpha/").text
    for each in entries:
        assert each.title_th not in listed
        assert status(each) == 404


def test_person_is_never_shown(by: Actor) -> None:
    entry = known(by, "ยายมา หมอยา", kind="person")
    with pytest.raises(Problem, match="about a person"):
        answer_consent(by=by, entry=entry, consent="given", consent_by="ยายมา", is_public=True)
    CommunityKnowledge.objects.filter(pk=entry.pk).update(consent="given", is_public=True)
    turned = shown(by, "หมอยา")
    turned = write_knowledge(by=by, entry=turned, title_th="หมอยา", kind="person", holder_name="ยาย")
    assert turned.is_public is False
    assert [status(entry), status(turned)] == [404, 404]
    assert "หมอยา" not in page()
    with anonymous_scope("alpha"):
        assert CommunityKnowledge.objects.count() == 0


def test_withdrawn_consent_takes_it_off_at_once(by: Actor) -> None:
    entry = shown(by)
    assert status(entry) == 200
    withdraw_knowledge(by=by, entry=entry, reason="ขอถอน", now=timezone.now())
    assert status(entry) == 404
    assert "การย้อมคราม" not in page()


def test_consent_holds_to_its_last_day(by: Actor) -> None:
    today = timezone.localdate()
    last = shown(by, "วันสุดท้าย", {"consent_until": today})
    over = shown(by, "เมื่อวาน", {"consent_until": today - dt.timedelta(days=1)})
    assert [status(last), status(over)] == [200, 404]
    with anonymous_scope("alpha"):
        assert [each.pk for each in CommunityKnowledge.objects.all()] == [last.pk]
    project = Project.objects.create(network_id=by.network_id, title_th="โครงการ", keeper_id=by.user_id)
    use_knowledge(by=by, entry=last, project=project, today=today)
    with pytest.raises(Problem, match="is over"):
        use_knowledge(by=by, entry=over, project=project, today=today)
    with pytest.raises(Problem, match="before the beginning"):
        shown(by, "สลับ", {"consent_on": today, "consent_until": today - dt.timedelta(days=1)})
    lines = consents_due(by, today, today)
    assert [(each.title, each.is_overdue) for each in lines] == [("เมื่อวาน", True), ("วันสุดท้าย", False)]


def test_closed_section_shows_neither_list_nor_page(world: World, by: Actor) -> None:
    entry = shown(by)
    choose_public(by=by, version=None, shows=["news"])
    assert [Client().get(HERE).status_code, status(entry)] == [404, 404]
    assert "การย้อมคราม" not in Client().get("/p/alpha/").text


def test_other_network_shows_nothing_of_it(world: World, by: Actor) -> None:
    entry = shown(by)
    with user_scope(world.users["stranger"], "beta") as other:
        choose_public(by=other, version=None, shows=["knowledge"])
    assert Client().get(f"/p/beta/knowledge/{entry.pk}/").status_code == 404
    assert "การย้อมคราม" not in Client().get("/p/beta/knowledge/").text
    with anonymous_scope("beta"):
        assert CommunityKnowledge.objects.count() == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "คราม"}, ["ผ้าคราม"]),
        ({"q": "แห ปลา"}, ["ทอแห"]),
        ({"province": "TH-90"}, ["ทอแห"]),
        ({"province": "TH-47"}, ["ผ้าคราม"]),
        ({"kind": "practice"}, ["ทอแห"]),
        ({"kind": "nothing"}, ["ทอแห", "ผ้าคราม"]),
        ({"theme": "ผ้า"}, ["ผ้าคราม"]),
        ({"q": "ไม่มี"}, []),
    ],
)
def test_list_is_searched_and_narrowed(by: Actor, query: dict[str, str], found: list[str]) -> None:
    cloth = shown(by, "ผ้าคราม", province="TH-47", theme_name="ผ้า")
    shown(by, "ทอแห", kind="practice", words_th="จับปลา", province="TH-90")
    if "theme" in query:
        query = {"theme": str(cloth.theme_id)}
    rows = Client().get(HERE, query).context["table"].rows
    assert [each.entry.title_th for each in rows] == found


def test_list_asks_the_same_of_one_and_three(by: Actor, statements: Statements) -> None:
    group = add_organisation(by=by, name_th="กลุ่มหนึ่ง", kind="community")
    shown(by, "หนึ่ง", holder=group, theme_name="ก", province="TH-47")
    page()
    with statements() as one:
        page()
    for number in range(2):
        other = add_organisation(by=by, name_th=f"กลุ่มที่ {number}", kind="community")
        shown(by, f"อีก {number}", holder=other, theme_name=f"แนว {number}", province="TH-90")
    with statements() as three:
        assert "กลุ่มที่ 1" in page()
    assert len(three) == len(one)


def test_forms_of_the_register_say_what_is_shown(
    world: World, by: Actor, browser: Callable[[str], Client]
) -> None:
    entry, client = known(by), browser("secretariat")
    said = {
        "title_th": "ย้อมคราม",
        "kind": "skill",
        "holder_name": "ยายมา",
        "theme_name": "ผ้า",
        "province": "TH-47",
    }
    inside = f"/n/alpha/work/knowledge/{entry.pk}/"
    assert client.post(f"{inside}change/", {**said, "province": "XX"}).status_code == 422
    assert client.post(f"{inside}change/", said).status_code == 302
    answer = {
        "consent": "given", "consent_by": "ยายมา", "is_public": "on", "credit": "กลุ่มคราม", "consent_until": "31/12/2600",
    }  # fmt: skip
    assert client.post(f"{inside}consent/", answer).status_code == 302
    entry.refresh_from_db()
    assert (entry.theme.name_th if entry.theme else "", entry.province) == ("ผ้า", "TH-47")
    assert (entry.credit, entry.consent_until) == ("กลุ่มคราม", dt.date(2057, 12, 31))
    assert "กลุ่มคราม" in client.get(inside).text
    assert client.get("/n/alpha/work/knowledge/export/").status_code == 200
