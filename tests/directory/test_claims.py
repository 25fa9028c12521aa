"""Who is who: a user asks to be taken for a person, the secretariat answers, the person keeps the own record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from samphan.directory import policy
from samphan.directory.actions import (
    accept_claim,
    add_contact_point,
    claim_person,
    describe_self,
    end_claim,
    refuse_claim,
    relate_person,
)
from samphan.directory.models import ContactPoint, PersonClaim
from samphan.directory.queries.claim import evidence
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.networks.actions import admit_member, name_representative
from samphan.tenancy import search
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation, make_person

if TYPE_CHECKING:
    from samphan.directory.models import Person
    from tests.directory.conftest import Statements
    from tests.personas import World

Browser = Callable[[str], Client]
NOW = dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)


def claim(world: World, person: Person, persona: str = "coordinator") -> PersonClaim:
    with user_scope(world.users[persona], "alpha") as by:
        return claim_person(by=by, person=person, now=NOW, words="หัวหน้าสำนักรู้จัก")


def accepted(world: World, person: Person, persona: str = "coordinator") -> PersonClaim:
    asked = claim(world, person, persona)
    with system_scope("test", world.a.pk) as by:
        return accept_claim(by=by, claim=asked, now=NOW)


def test_accepted_person_keeps_the_own_record_and_nothing_else(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        person, other = make_person(by), make_person(by, "สมหญิง")
    accepted(world, person)
    with user_scope(world.users["coordinator"], "alpha") as by:
        changed = describe_self(
            by=by,
            person=person,
            version=1,
            given_name_en="Somchai",
            family_name_en="Jaidee",
            expertise=["การจัดการน้ำ", "  water   management ", "การจัดการน้ำ"],
        )
        assert changed.expertise == ["การจัดการน้ำ", "water management"]
        assert changed.version == 2
        add_contact_point(by=by, subject=person, kind="phone", value="081", visibility="secretariat")
        assert ContactPoint.objects.for_actor(by).count() == 1
        for subject in (other,):
            with pytest.raises(Refused):
                describe_self(by=by, person=subject, version=None, given_name_en="X")
            with pytest.raises(Refused):
                add_contact_point(by=by, subject=subject, kind="phone", value="081")
        with pytest.raises(TypeError):
            describe_self(by=by, person=person, version=None, given_name_th="อื่น")
        with pytest.raises(Conflict):
            describe_self(by=by, person=person, version=1, given_name_en="X")
        assert not policy.keep(by, person)
    with system_scope("test", world.a.pk):
        found = [hit.object_id for hit in search.find("การจัดการน้ำ", kinds=["directory.person"]).hits]
        assert found == [person.pk]


def test_claim_asks_once_and_a_person_is_one_user(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        person, other = make_person(by), make_person(by, "สมหญิง")
    asked = claim(world, person)
    with pytest.raises(Problem):
        claim(world, other)
    second = claim(world, person, "lead")
    with system_scope("test", world.a.pk) as by:
        accept_claim(by=by, claim=asked, now=NOW)
        for act in (accept_claim,):
            with pytest.raises(Problem):
                act(by=by, claim=second, now=NOW)
            with pytest.raises(Problem):
                act(by=by, claim=asked, now=NOW)
        with pytest.raises(Problem):
            refuse_claim(by=by, claim=second, reason=" ", now=NOW)
        assert refuse_claim(by=by, claim=second, reason="คนละคน", now=NOW).state == "refused"
    with pytest.raises(Problem):
        claim(world, other)
    with pytest.raises(Problem):
        claim(world, person, "lead")
    claim(world, other, "lead")


def test_only_the_secretariat_decides_and_both_take_back(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        person = make_person(by)
    asked = claim(world, person)
    with user_scope(world.users["coordinator"], "alpha") as by, pytest.raises(Refused):
        accept_claim(by=by, claim=asked, now=NOW)
    with user_scope(world.users["lead"], "alpha") as by, pytest.raises(Refused):
        end_claim(by=by, claim=asked, now=NOW)
    with user_scope(world.users["secretariat"], "alpha") as by:
        accept_claim(by=by, claim=asked, now=NOW)
    with user_scope(world.users["coordinator"], "alpha") as by:
        assert policy.edit_self(by, person)
        assert end_claim(by=by, claim=asked, now=NOW).state == "ended"
        assert not policy.edit_self(by, person)
        with pytest.raises(Refused):
            end_claim(by=by, claim=PersonClaim.objects.get(), now=NOW)


def test_evidence_says_what_speaks_for_it(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        person = make_person(by, given_name_en="Coordinator")
        stranger = make_person(by, "สมหญิง")
        add_contact_point(by=by, subject=person, kind="mail", value="Coordinator@Example.org")
    asked = claim(world, person)
    other = claim(world, stranger, "lead")
    with system_scope("test", world.a.pk) as by:
        assert [each.speaks_for for each in evidence(by, asked)][:2] == [True, True]
        assert [each.speaks_for for each in evidence(by, other)][:2] == [False, False]


def test_evidence_says_for_whom_the_address_speaks(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        person = make_person(by)
        member = admit_member(by=by, organisation=make_organisation(by))
        name_representative(
            by=by, member=member, email="coordinator@example.org", name="ผู้แทน", since_on=dt.date(2020, 1, 1)
        )
    asked = claim(world, person)
    with system_scope("test", world.a.pk) as by:
        told = evidence(by, asked)[2:]
    assert [(each.speaks_for, "มหาวิทยาลัยทดสอบ" in each.text) for each in told] == [(True, True)]


def test_claim_in_one_network_is_none_in_another(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        person = make_person(by, is_listed=True)
    with system_scope("test", world.b.pk) as by:
        relate_person(by=by, person=person)
    with user_scope(world.users["stranger"], "beta") as by:
        asked = claim_person(by=by, person=person, now=NOW)
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert not PersonClaim.objects.exists()
        with pytest.raises(Refused):
            accept_claim(by=by, claim=asked, now=NOW)
    with user_scope(world.users["stranger"], "beta") as by:
        accept_claim(by=by, claim=asked, now=NOW)
        # Contact points are kept by each network; the record is kept by the other one.
        add_contact_point(by=by, subject=person, kind="phone", value="081")
        with pytest.raises(Refused):
            describe_self(by=by, person=person, version=None, given_name_en="X")


@pytest.mark.parametrize("persona", ["secretariat", "coordinator", "lead"])
def test_see_rule_is_for_actor(world: World, persona: str) -> None:
    with system_scope("test", world.a.pk) as by:
        people = [make_person(by), make_person(by, "สมหญิง")]
    claim(world, people[0])
    claim(world, people[1], "lead")
    with user_scope(world.users[persona], "alpha") as by:
        seen = set(PersonClaim.objects.for_actor(by).values_list("pk", flat=True))
        assert seen == {each.pk for each in PersonClaim.objects.all() if policy.see_claim(by, each)}
        assert len(seen) == (2 if persona == "secretariat" else 1)


def test_pages_from_asking_to_taking_back(world: World, browser: Browser, statements: Statements) -> None:
    with system_scope("test", world.a.pk) as by:
        person, other, third = make_person(by), make_person(by, "สมหญิง"), make_person(by, "สมศรี")
    user, secretary = browser("coordinator"), browser("secretariat")
    page = f"/n/alpha/people/{person.pk}/"
    assert "This is me" in user.get(f"{page}?lang=en").text
    assert user.post(f"{page}claim/", {"words": "ก" * 501}).status_code == 422
    assert user.post(f"{page}claim/", {"words": "เป็นหัวหน้า"}).status_code == 302
    assert user.get("/n/alpha/claims/").status_code == 403
    assert "1 user says who" in secretary.get("/n/alpha/people/?lang=en").text
    cost = statements(secretary, "/n/alpha/claims/")
    for each, persona in ((other, "lead"), (third, "partner")):
        claim(world, each, persona)
    assert statements(secretary, "/n/alpha/claims/") == cost == 5
    for sort, first in (("name", "สมชาย"), ("-name", "สมหญิง"), ("asked", "สมหญิง"), ("-asked", "สมชาย")):
        rows = secretary.get(f"/n/alpha/claims/?sort={sort}").text.split("<tbody>")[1]
        assert min(("สมชาย", "สมหญิง", "สมศรี"), key=rows.index) == first, sort
    with system_scope("test", world.a.pk):
        asked = PersonClaim.objects.get(user=world.users["coordinator"])
    address = f"/n/alpha/claims/{asked.pk}/"
    assert user.get(address).status_code == 403
    shown = secretary.get(address).text
    assert ("coordinator@example.org" in shown, "เป็นหัวหน้า" in shown) == (True, True)
    assert secretary.post(address, {"decision": "refuse", "answer": ""}).status_code == 422
    assert secretary.post(address, {"decision": "accept"}).status_code == 302
    assert user.get(f"{page}me/").status_code == 200
    words = {"given_name_en": "Somchai", "family_name_en": "Jaidee", "expertise": "น้ำ\nป่าไม้", "version": "1"}
    assert user.post(f"{page}me/", words).status_code == 302
    assert "น้ำ, ป่าไม้" in user.get(page).text
    assert user.post(f"{page}me/", words).status_code == 409
    listed = browser("board").get("/n/alpha/people/?expertise=ป่าไม้").text.split("<tbody>")[1]
    assert ("สมชาย" in listed, "สมหญิง" in listed) == (True, False)
    assert user.post(f"{address}end/").status_code == 302
    assert user.get(f"{page}me/").status_code == 403
    assert browser("stranger").get(f"/n/beta/claims/{asked.pk}/").status_code == 404
    assert "เป็นหัวหน้า" not in browser("stranger").get("/n/beta/claims/").text
    assert "Coordinator" in secretary.get("/n/alpha/claims/export/?format=csv").content.decode("utf-8-sig")
