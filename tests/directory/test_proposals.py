"""Proposed changes between networks, and those who look after an organisation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from samphan.directory import policy
from samphan.directory.actions import (
    accept_claim,
    add_contact_point,
    add_organisation,
    add_person,
    answer_proposal,
    appoint_steward,
    claim_person,
    describe_organisation,
    end_stewardship,
    propose_change,
    relate_person,
    withdraw_proposal,
)
from samphan.directory.actions.merging import merge_records
from samphan.directory.models import ChangeProposal, Organisation, Person, Steward
from samphan.directory.queries.proposal import proposed_fields, waiting
from samphan.kit.errors import Problem, Refused
from samphan.kit.partial import PartialDate
from samphan.tenancy.actions import create_network, grant
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation, make_person

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from tests.directory.conftest import Statements
    from tests.personas import World

Browser = Callable[[str], Client]
NOW = dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)
LATER = dt.datetime(2026, 5, 2, 9, tzinfo=dt.UTC)


def propose(by: Actor, subject: Organisation | Person, **words: Any) -> ChangeProposal:
    return propose_change(
        by=by, subject=subject, words=words or {"name_en": "Proposed"}, reason="ประกาศแล้ว", now=NOW
    )


def reload(by: Actor, proposal: ChangeProposal) -> ChangeProposal:
    found: ChangeProposal = ChangeProposal.objects.for_actor(by).get(pk=proposal.pk)
    return found


def test_proposal_travels_to_the_keeper_and_its_answer_back(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        theirs = make_organisation(by, "มหาวิทยาลัยของก", website="https://old.th")
    with user_scope(world.users["stranger"], "beta") as by:
        made = propose(
            by,
            theirs,
            name_en="University A",
            website="https://new.th",
            status="closed",
            status_since=PartialDate.of(dt.date(2026, 1, 1), "year"),
            sector="university",
        )
        assert made.changes["status_since"] == [None, "2026-01-01/2027-01-01"]
        assert waiting(by) == 0
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert waiting(by) == 1
        received = reload(by, made)
        assert (received.proposer_label, received.network_label) == ("Stranger", "เครือข่ายข")
        answered = answer_proposal(
            by=by,
            proposal=received,
            fields=["name_en", "status", "status_since"],
            answer="เว็บยังไม่เปลี่ยน",
            now=LATER,
        )
        assert (answered.state, answered.accepted) == ("in_part", ["name_en", "status", "status_since"])
        theirs.refresh_from_db()
        assert (theirs.name_en, theirs.website, theirs.status) == ("University A", "https://old.th", "closed")
        assert theirs.status_since == PartialDate.of(dt.date(2026, 1, 1), "year")
        assert theirs.names.filter(text="University A").exists()
        acts = set(AuditEntry.objects.filter(network_id=world.a.pk).values_list("act", flat=True))
        assert {"answer_proposal", "describe_organisation"} <= acts
        assert waiting(by) == 0
    with user_scope(world.users["stranger"], "beta") as by:
        told = reload(by, made)
        assert (told.state, told.answer) == ("in_part", "เว็บยังไม่เปลี่ยน")
        assert [(field.name, field.is_taken) for field in proposed_fields(told)] == [
            ("name_en", True),
            ("sector", False),
            ("status", True),
            ("status_since", True),
            ("website", False),
        ]


def test_a_third_network_sees_nothing_of_it(world: World) -> None:
    with system_scope("test") as by:
        third = create_network(by=by, slug="gamma", name_th="เครือข่ายค", name_en="Network C", kind="council")
    with system_scope("test", third.pk) as by:
        grant(by=by, user=world.users["outsider"], role="secretariat")
    with system_scope("test", world.a.pk) as by:
        theirs = make_organisation(by)
    with user_scope(world.users["stranger"], "beta") as by:
        made = propose(by, theirs)
    with user_scope(world.users["outsider"], "gamma"):
        assert ChangeProposal.objects.count() == 0
        assert ChangeProposal.objects.filter(pk=made.pk).update(state="accepted") == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            ChangeProposal.objects.create(
                kept_by=world.a,
                proposed_in=world.b,
                organisation=theirs,
                proposer_label="x",
                network_label="x",
                changes={"name_en": ["", "x"]},
                reason="x",
                proposed_at=NOW,
            )
    with system_scope("test", world.a.pk):
        assert ChangeProposal.objects.get().state == "open"
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from directory_changeproposal")
        assert cursor.fetchone() == (0,)


def test_pages_of_the_two_networks_and_of_no_other(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        theirs = make_organisation(by, "มหาวิทยาลัยของก")
    stranger, secretary, board = browser("stranger"), browser("secretariat"), browser("board")
    form = stranger.get(f"/n/beta/organisations/{theirs.pk}/propose/?lang=en")
    assert (form.status_code, "Network A" in form.text) == (200, True)
    data = {
        "name_th": "มหาวิทยาลัยของก",
        "name_en": "New English",
        "kind": "university",
        "status": "active",
        "version": "1",
    }
    empty = stranger.post(f"/n/beta/organisations/{theirs.pk}/propose/", data)
    assert (empty.status_code, "New English" in empty.text) == (422, True)
    made = stranger.post(f"/n/beta/organisations/{theirs.pk}/propose/", {**data, "reason": "ตามเว็บไซต์"})
    assert made.status_code == 302
    with system_scope("test", world.a.pk):
        pk = ChangeProposal.objects.get().pk
    assert made["Location"] == f"/n/beta/proposals/{pk}/"
    for asked in ("", "&q=มหา", "&sort=-name", "&kind=university&q=มหา", "&q=zzzz"):
        page = secretary.get(f"/n/alpha/organisations/?lang=en{asked}").text
        assert "1 proposed change waits" in page, asked
    assert "1 proposed change waits" in secretary.get(f"/n/alpha/organisations/{theirs.pk}/?lang=en").text
    assert "ตามเว็บไซต์" in secretary.get(f"/n/alpha/proposals/{pk}/").text
    assert "มหาวิทยาลัยของก" in secretary.get("/n/alpha/proposals/?state=open&side=received&q=มหา").text
    assert board.get(f"/n/alpha/proposals/{pk}/").status_code == 404
    assert "มหาวิทยาลัยของก" not in board.get("/n/alpha/proposals/").text.partition("<main")[2]
    refused = secretary.post(f"/n/alpha/proposals/{pk}/", {"fields": [], "answer": ""})
    assert refused.status_code == 422
    assert (
        secretary.post(f"/n/alpha/proposals/{pk}/", {"fields": [], "answer": "ไม่พบประกาศ"}).status_code == 302
    )
    assert "ไม่พบประกาศ" in stranger.get(f"/n/beta/proposals/{pk}/").text
    assert stranger.post(f"/n/beta/proposals/{pk}/", {"fields": ["name_en"]}).status_code == 403
    rows = stranger.get("/n/beta/proposals/export/?format=csv").content.decode("utf-8-sig")
    assert "New English" in rows


def test_stale_field_is_shown_as_such_and_may_still_be_taken(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        theirs = make_organisation(by, name_en="Old")
    with user_scope(world.users["stranger"], "beta") as by:
        made = propose(by, theirs, name_en="Proposed", website="https://new.th")
    with user_scope(world.users["secretariat"], "alpha") as by:
        describe_organisation(
            by=by, organisation=theirs, version=None, parent=None, aliases=(), name_en="Changed meanwhile"
        )
        stale = {field.name: (field.is_stale, field.present) for field in proposed_fields(reload(by, made))}
        assert stale == {"name_en": (True, "Changed meanwhile"), "website": (False, "–")}
    page = browser("secretariat").get(f"/n/alpha/proposals/{made.pk}/?lang=en").text
    assert page.count("changed meanwhile") == 1
    with user_scope(world.users["secretariat"], "alpha") as by:
        answer_proposal(by=by, proposal=made, fields=["name_en", "website"], answer="", now=LATER)
        theirs.refresh_from_db()
        assert theirs.name_en == "Proposed"


def test_answer_is_whole_or_not_at_all(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        theirs = make_organisation(by)
    with user_scope(world.users["stranger"], "beta") as by:
        bad = propose(by, theirs, name_en="Good", ror="05m2fqn26")
    with user_scope(world.users["secretariat"], "alpha") as by:
        for fields, answer in ((["name_en", "ror"], ""), (["kind"], "x"), ([], " ")):
            with pytest.raises(Problem), transaction.atomic():
                answer_proposal(by=by, proposal=bad, fields=fields, answer=answer, now=LATER)
        theirs.refresh_from_db()
        assert (theirs.name_en, reload(by, bad).state) == ("", "open")
        answer_proposal(by=by, proposal=bad, fields=["name_en"], answer="เลขผิด", now=LATER)
        with pytest.raises(Problem):
            answer_proposal(by=by, proposal=bad, fields=[], answer="อีกครั้ง", now=LATER)


def test_propose_refuses_nothing_new_no_reason_and_ones_own(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        theirs = make_organisation(by, name_en="Same")
    with user_scope(world.users["stranger"], "beta") as by:
        for words, reason in (({"name_en": "Same"}, "เหตุผล"), ({"name_en": "New"}, " ")):
            with pytest.raises(Problem):
                propose_change(by=by, subject=theirs, words=words, reason=reason, now=NOW)
    with user_scope(world.users["secretariat"], "alpha") as by, pytest.raises(Refused):
        propose(by, theirs)


def test_person_is_proposed_by_who_sees_the_person(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        person, hidden = make_person(by, is_listed=True), make_person(by, "ลับ")
    with user_scope(world.users["stranger"], "beta") as by:
        relate_person(by=by, person=person)
        with pytest.raises(Refused):
            propose(by, hidden, given_name_en="X")
        made = propose(by, person, given_name_en="Somchai", expertise=["ป่าไม้"], is_doctor=True)
    assert browser("stranger").get(f"/n/beta/people/{person.pk}/propose/").status_code == 200
    assert browser("stranger").get(f"/n/beta/people/{hidden.pk}/propose/").status_code == 404
    with user_scope(world.users["secretariat"], "alpha") as by:
        answer_proposal(
            by=by, proposal=made, fields=["given_name_en", "expertise", "is_doctor"], answer="", now=LATER
        )
        person.refresh_from_db()
        assert (person.given_name_en, person.expertise, person.is_doctor) == ("Somchai", ["ป่าไม้"], True)


def test_withdraw_is_for_who_made_it(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        ours = make_organisation(by)
    with user_scope(world.users["coordinator"], "alpha") as by:
        made = propose(by, ours)
    with user_scope(world.users["lead"], "alpha") as by, pytest.raises(Refused):
        withdraw_proposal(by=by, proposal=made, now=LATER)
    with user_scope(world.users["coordinator"], "alpha") as by:
        assert withdraw_proposal(by=by, proposal=made, now=LATER).state == "withdrawn"


def test_steward_keeps_the_organisation_and_its_parts_and_nothing_else(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        university = make_organisation(by)
        faculty = make_organisation(by, "คณะ", kind="faculty", parent=university)
        other = make_organisation(by, "อื่น")
        steward = appoint_steward(
            by=by, organisation=university, user=world.users["coordinator"], since_on=dt.date(2020, 1, 1)
        )
        for user, field in (("coordinator", "user"), ("stranger", "user")):
            with pytest.raises(Problem) as caught:
                appoint_steward(
                    by=by, organisation=university, user=world.users[user], since_on=dt.date(2021, 1, 1)
                )
            assert caught.value.field == field
    with user_scope(world.users["lead"], "alpha") as by:
        proposed = propose(by, faculty, name_en="Faculty")
    with user_scope(world.users["coordinator"], "alpha") as by:
        assert waiting(by) == 1
        answer_proposal(by=by, proposal=proposed, fields=["name_en"], answer="", now=LATER)
        add_organisation(by=by, kind="unit", name_th="ภาควิชา", parent=faculty)
        for act in (
            lambda: add_organisation(by=by, kind="unit", name_th="ภาควิชา", parent=other),
            lambda: add_person(by=by, given_name_th="ใคร"),
            lambda: describe_organisation(by=by, organisation=other, version=None, parent=None, aliases=()),
            lambda: describe_organisation(
                by=by, organisation=faculty, version=None, parent=other, aliases=()
            ),
            lambda: appoint_steward(
                by=by, organisation=faculty, user=world.users["lead"], since_on=dt.date(2026, 1, 1)
            ),
        ):
            with pytest.raises(Refused):
                act()
    with system_scope("test", world.a.pk) as by:
        with pytest.raises(Problem):
            end_stewardship(by=by, steward=steward, last_on=dt.date(2019, 12, 31))
        end_stewardship(by=by, steward=steward, last_on=dt.date(2020, 12, 31))
        with pytest.raises(Problem) as caught:
            appoint_steward(
                by=by,
                organisation=university,
                user=world.users["coordinator"],
                since_on=dt.date(2020, 12, 31),
            )
        assert caught.value.field == "since_on"
    with user_scope(world.users["coordinator"], "alpha") as by:
        assert not policy.keep(by, university)
        assert waiting(by) == 0


def test_steward_and_contact_points_follow_a_merge(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        kept, merged = make_organisation(by, "มหาวิทยาลัยหนึ่ง"), make_organisation(by, "มหาวิทยาลัยหนึ่งซ้ำ")
        part = make_organisation(by, "คณะ", kind="faculty", parent=merged)
        appoint_steward(
            by=by, organisation=merged, user=world.users["coordinator"], since_on=dt.date(2020, 1, 1)
        )
        add_contact_point(by=by, subject=merged, kind="phone", value="0 5300 0009", visibility="members")
        first, second = make_person(by), make_person(by, "สมชัย")
    with user_scope(world.users["coordinator"], "alpha") as by:
        asked = claim_person(by=by, person=second, now=NOW)
    with system_scope("test", world.a.pk) as by:
        accept_claim(by=by, claim=asked, now=NOW)
        merge_records(by=by, kept=kept, merged=merged, now=NOW)
        merge_records(by=by, kept=first, merged=second, now=NOW)
    with user_scope(world.users["coordinator"], "alpha") as by:
        assert policy.keep(by, Organisation.objects.get(pk=kept.pk))
        assert policy.keep(by, Organisation.objects.get(pk=part.pk))
        assert policy.edit_self(by, Person.objects.get(pk=first.pk))
    page = browser("coordinator").get(f"/n/alpha/organisations/{kept.pk}/").text
    assert ("0 5300 0009" in page, "Coordinator" in page) == (True, True)
    assert "สมชาย" in browser("coordinator").get(f"/n/alpha/people/{first.pk}/me/").text
    listed = browser("coordinator").get("/n/alpha/organisations/?lang=en").text
    assert "You look after:" in listed


def test_steward_of_another_network_is_none(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        theirs = make_organisation(by)
    with system_scope("test", world.b.pk) as by:
        with pytest.raises(Refused):
            appoint_steward(
                by=by, organisation=theirs, user=world.users["stranger"], since_on=dt.date(2020, 1, 1)
            )
        # Were such a row there, it would still keep nothing of another network.
        Steward.objects.create(
            network=world.b, organisation=theirs, user=world.users["stranger"], since_on=dt.date(2020, 1, 1)
        )
    with user_scope(world.users["stranger"], "beta") as by:
        assert not policy.keep(by, theirs)


@pytest.mark.parametrize("persona", ["secretariat", "coordinator", "lead", "partner"])
def test_see_rule_is_for_actor(world: World, persona: str) -> None:
    with system_scope("test", world.a.pk) as by:
        university, other = make_organisation(by), make_organisation(by, "อื่น")
        faculty = make_organisation(by, "คณะ", kind="faculty", parent=university)
        appoint_steward(
            by=by, organisation=university, user=world.users["coordinator"], since_on=dt.date(2020, 1, 1)
        )
    for user, network in (("stranger", "beta"), ("lead", "alpha")):
        with user_scope(world.users[user], network) as by:
            for subject in (faculty, other):
                propose(by, subject, name_en=f"By {user}")
    with user_scope(world.users[persona], "alpha") as by:
        seen = set(ChangeProposal.objects.for_actor(by).values_list("pk", flat=True))
        assert seen == {each.pk for each in ChangeProposal.objects.all() if policy.see_proposal(by, each)}
        assert len(seen) == {"secretariat": 4, "coordinator": 2, "lead": 2, "partner": 0}[persona]


def test_list_costs_the_same_with_one_row_and_with_three(
    world: World, browser: Browser, statements: Statements
) -> None:
    with system_scope("test", world.a.pk) as by:
        subjects = [make_organisation(by, f"องค์กรที่ {number}") for number in range(3)]
    with user_scope(world.users["stranger"], "beta") as by:
        propose(by, subjects[0])
    client = browser("secretariat")
    first = statements(client, "/n/alpha/proposals/")
    assert first == 5
    with user_scope(world.users["stranger"], "beta") as by:
        for subject in subjects[1:]:
            propose(by, subject)
    assert statements(client, "/n/alpha/proposals/") == first


def test_stewards_are_named_on_the_page(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        university = make_organisation(by)
    client = browser("secretariat")
    address = f"/n/alpha/organisations/{university.pk}/stewards/new/"
    user = world.users["coordinator"]
    wrong = client.post(address, {"user": user.pk, "since_on": "เมื่อวาน ๆ"})
    assert (wrong.status_code, "เมื่อวาน ๆ" in wrong.text) == (422, True)
    assert (
        client.post(address, {"user": world.users["stranger"].pk, "since_on": "1/1/2569"}).status_code == 422
    )
    assert client.post(address, {"user": user.pk, "since_on": "1/1/2569"}).status_code == 302
    assert "Coordinator" in browser("board").get(f"/n/alpha/organisations/{university.pk}/everything/").text
    assert browser("board").get(address).status_code == 403
    with system_scope("test", world.a.pk):
        steward = Steward.objects.get()
    assert client.post(f"/n/alpha/stewards/{steward.pk}/end/", {"last_on": "31/1/2569"}).status_code == 302
    assert browser("stranger").get(f"/n/beta/stewards/{steward.pk}/end/").status_code == 404
