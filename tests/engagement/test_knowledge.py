"""The register of what communities know and have: consent, conditions, withdrawal, who uses it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from samphan.engagement.actions.knowledge import (
    answer_consent,
    leave_knowledge,
    use_knowledge,
    withdraw_knowledge,
    write_knowledge,
)
from samphan.engagement.models import CommunityKnowledge, KnowledgeUse
from samphan.engagement.queries.change_due import consents_due
from samphan.engagement.queries.knowledge import KIND, usable_of
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.projects.models import Project
from samphan.tenancy import search
from samphan.tenancy.scope import user_scope
from tests.engagement.outcome import NOW, make_outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.engagement.outcome import Outcome
    from tests.personas import World


@pytest.fixture
def outcome(world: World) -> Outcome:
    with user_scope(world.users["secretariat"], "alpha") as by:
        return make_outcome(by, keeper_id=world.users["coordinator"].pk)


def enter(by: Actor, title: str = "การย้อมคราม", **said: Any) -> CommunityKnowledge:
    return write_knowledge(by=by, **{"title_th": title, "kind": "skill", "holder_name": "กลุ่มแม่บ้าน", **said})


def at(name: str, *args: object) -> str:
    return reverse(f"engagement:{name}", args=["alpha", *args])


def test_use_knowledge_needs_consent_and_its_conditions(world: World, outcome: Outcome) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        entry = enter(by)
        project = outcome.project
        with pytest.raises(Problem, match="not agreed"):
            use_knowledge(by=by, entry=entry, project=project, today=NOW.date())
        with pytest.raises(Problem, match="which conditions"):
            answer_consent(by=by, entry=entry, consent="conditions", consent_by="ป้าแดง")
        with pytest.raises(Problem, match="who agreed"):
            answer_consent(by=by, entry=entry, consent="given")
        with pytest.raises(Problem, match="has agreed"):
            answer_consent(by=by, entry=entry, consent="refused", is_public=True)
        answer_consent(by=by, entry=entry, consent="conditions", conditions="บอกชื่อหมู่บ้าน", consent_by="ป้าแดง")
        with pytest.raises(Problem, match="conditions of its holder"):
            use_knowledge(by=by, entry=entry, project=project, today=NOW.date())
        use = use_knowledge(
            by=by, entry=entry, project=project, today=NOW.date(), words="สอนในวิชา", are_conditions_met=True
        )
        assert usable_of([project.pk]) == {project.pk: [use]}
        assert (
            use_knowledge(
                by=by, entry=entry, project=project, today=NOW.date(), words="อีกวิชา", are_conditions_met=True
            )
            == use
        )
        leave_knowledge(by=by, use=use)
        assert not KnowledgeUse.objects.exists()


def test_withdraw_knowledge_hides_it_and_names_who_uses_it(
    world: World, outcome: Outcome, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        entry = enter(by)
        answer_consent(by=by, entry=entry, consent="given", consent_by="ป้าแดง", is_public=True)
        use_knowledge(by=by, entry=entry, project=outcome.project, today=NOW.date())
        with pytest.raises(Problem, match="what the holder said"):
            withdraw_knowledge(by=by, entry=entry, reason="", now=NOW)
        withdraw_knowledge(by=by, entry=entry, reason="ไม่ให้ใช้แล้ว", now=NOW)
        entry.refresh_from_db()
        assert (entry.consent, entry.is_public, entry.version) == ("withdrawn", False, 3)
        assert usable_of([outcome.project.pk]) == {}
        with pytest.raises(Problem, match="withdrawn already"):
            withdraw_knowledge(by=by, entry=entry, reason="อีก", now=NOW)
    page = browser("board").get(at("entry", entry.pk), {"lang": "en"}).text
    assert ("to be told" in page, "น้ำสะอาดบ้านโคก" in page) == (True, True)


def test_uses_by_private_projects_are_not_told_to_others(
    world: World, outcome: Outcome, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        entry = enter(by, project=outcome.project)
        answer_consent(by=by, entry=entry, consent="given", consent_by="ป้าแดง")
        use_knowledge(by=by, entry=entry, project=outcome.project, today=NOW.date(), words="ลับ")
        outcome.project.visibility = "private"
        outcome.project.save()
    for who, shown in (("coordinator", True), ("board", False)):
        page = browser(who).get(at("entry", entry.pk)).text
        assert ("น้ำสะอาดบ้านโคก" in page, "ลับ" in page) == (shown, shown)
    listed = browser("board").get(at("knowledge")).context["table"].rows
    assert [each.use_count for each in listed] == [0]


def test_who_keeps_an_entry(world: World, outcome: Outcome) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        other = make_outcome(by, title="อีกโครงการ")
        theirs = enter(by, "ของเขา", project=other.project)
    with user_scope(world.users["coordinator"], "alpha") as by:
        with pytest.raises(Refused):
            write_knowledge(by=by, entry=theirs, title_th="x", kind="skill", holder_name="y")
        with pytest.raises(Refused):
            enter(by, "ใหม่", project=other.project)
        own = enter(by, "ของเรา", project=outcome.project)
        with pytest.raises(Conflict):
            write_knowledge(by=by, entry=own, title_th="x", kind="skill", holder_name="y", version=9)
        for said, field in (
            ({"title_th": " "}, "title_th"),
            ({"kind": "x"}, "kind"),
            ({"holder_name": ""}, "holder"),
        ):
            with pytest.raises(Problem) as refused:
                write_knowledge(by=by, **{"title_th": "ก", "kind": "skill", "holder_name": "ข", **said})
            assert refused.value.field == field
    with user_scope(world.users["board"], "alpha") as by, pytest.raises(Refused):
        enter(by)
    with user_scope(world.users["stranger"], "beta"):
        assert not CommunityKnowledge.objects.exists()


def test_unanswered_consent_is_due_after_a_month(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        enter(by, asked_on=dt.date(2026, 4, 1))
        enter(by, "ไม่ได้ถาม")
        answered = enter(by, "ตอบแล้ว", asked_on=dt.date(2026, 4, 1))
        answer_consent(by=by, entry=answered, consent="refused")
        found = consents_due(by, dt.date(2026, 5, 7), dt.date(2026, 5, 2))
        assert [(each.title, each.on, each.is_overdue) for each in found] == [
            ("การย้อมคราม", dt.date(2026, 5, 1), True)
        ]
        assert consents_due(by, dt.date(2026, 4, 30), dt.date(2026, 4, 29)) == []


def test_register_is_found_searched_exported_and_asks_as_often_with_many(
    world: World, outcome: Outcome, browser: Callable[[str], Client], statements: Statements
) -> None:
    client = browser("secretariat")
    counts = []
    for number in range(1, 4):
        with user_scope(world.users["secretariat"], "alpha") as by:
            enter(by, f"ผ้าคราม {number}", holder=outcome.partner.organisation)
        with statements() as sent:
            page = client.get(at("knowledge"))
        counts.append(len(sent))
        assert page.text.count("ผ้าคราม") >= number
    assert counts[0] == counts[2]
    assert "ผ้าคราม 2" in client.get(at("knowledge"), {"q": "คราม 2", "kind": "skill"}).text
    assert "ผ้าคราม 1" not in client.get(at("knowledge"), {"q": "คราม 2"}).text
    assert client.get(at("knowledge_export")).status_code == 200
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert search.find_for(by, "ผ้าคราม", kinds=[KIND]).totals[KIND].number == 3
        before = set(CommunityKnowledge.objects.values_list("sort_key", flat=True))
        search.rebuild(by)
        assert set(CommunityKnowledge.objects.values_list("sort_key", flat=True)) == before


def test_enter_and_change_by_form(world: World, outcome: Outcome, browser: Callable[[str], Client]) -> None:
    client = browser("coordinator")
    said = {
        "title_th": "ป่าชุมชน",
        "kind": "place",
        "holder": outcome.partner.organisation_id,
        "asked_on": "1 เม.ย. 2569",
    }
    assert client.get(at("knowledge_new")).status_code == 200
    assert client.post(at("knowledge_new"), {**said, "holder": "", "holder_name": ""}).status_code == 422
    assert client.post(at("knowledge_new"), said).status_code == 302
    with user_scope(world.users["coordinator"], "alpha"):
        entry = CommunityKnowledge.objects.get()
        assert (entry.holder_id, entry.asked_on) == (outcome.partner.organisation_id, dt.date(2026, 4, 1))
    for name in ("entry", "entry_change", "entry_consent", "entry_withdraw", "entry_use"):
        assert client.get(at(name, entry.pk)).status_code == 200, name
    answer = {"consent": "given", "consent_by": "ผู้ใหญ่บ้าน", "consent_on": "2 พ.ค. 2569", "version": 1}
    assert client.post(at("entry_consent", entry.pk), answer).status_code == 302
    assert client.post(at("entry_use", entry.pk), {"project": outcome.project.pk}).status_code == 302
    with user_scope(world.users["coordinator"], "alpha"):
        use = KnowledgeUse.objects.get()
    assert client.post(at("entry_leave", entry.pk, use.pk)).status_code == 302
    assert client.post(at("entry_withdraw", entry.pk), {"reason": "เปลี่ยนใจ"}).status_code == 302


def test_any_project_of_very_many_may_be_named_and_a_leader_names_own_ones_alone(
    world: World, outcome: Outcome, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        Project.objects.bulk_create(
            Project(network_id=by.network_id, title_th=f"ก {number}", sort_key=f"ก {number:04}")
            for number in range(600)
        )
        last = Project.objects.get(title_th="ก 599")
        last.code = "SKA-7"
        last.save()
    said = {"title_th": "ป่าชุมชน", "kind": "place", "holder_name": "ยายมา", "project": last.pk}
    manager, leader = browser("secretariat"), browser("coordinator")
    options = reverse("projects:own_options", args=["alpha"])
    assert "ก 599" in manager.get(options, {"q": "ska-7"}).text
    assert ("ก 599" in leader.get(options).text, "น้ำสะอาด" in leader.get(options).text) == (False, True)
    assert "ก 599" in manager.get(at("knowledge_new"), {"project": last.pk}).text
    assert leader.post(at("knowledge_new"), said).status_code == 422
    assert manager.post(at("knowledge_new"), said).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        assert CommunityKnowledge.objects.get().project_id == last.pk
