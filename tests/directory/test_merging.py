"""Probable duplicates, merges and their undoing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from samphan.directory.actions import (
    accept_claim,
    claim_person,
    describe_organisation,
    describe_person,
    relate_person,
)
from samphan.directory.actions.merging import keep_apart, merge_records, undo_merge
from samphan.directory.models import ClaimState, Merge, Organisation, Person, PersonClaim
from samphan.directory.queries import find_organisations
from samphan.directory.queries.merging import ids_of, merge_plan, organisation_pairs, person_pairs
from samphan.directory.queries.person import person_list, person_page
from samphan.directory.queries.picking import Directory
from samphan.kit.components import ListState
from samphan.kit.errors import Problem, Refused
from samphan.kit.picking import PickedField
from samphan.tenancy import search
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_affiliation, make_organisation, make_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.actor import Actor
    from tests.personas import World

NOW = dt.datetime(2026, 6, 1, 3, tzinfo=dt.UTC)


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    with user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


def pairs(by: Actor) -> list[tuple[str, str, list[str]]]:
    return [
        (str(each.first.name_th), str(each.second.name_th), [str(value) for _what, value in each.evidence])
        for each in organisation_pairs(by)
    ]


def with_ror(organisation: Organisation, ror: str) -> Organisation:
    Organisation.objects.filter(pk=organisation.pk).update(ror=ror)
    organisation.ror = ror
    return organisation


def found(words: str) -> list[int]:
    hits = search.find(words, kinds=["directory.organisation", "directory.person"])
    return [hit.object_id for hit in hits.hits]


def test_pairs_share_a_spelling_an_alias_or_an_id(by: Actor) -> None:
    with_ror(make_organisation(by, "มหาวิทยาลัยราชภัฏตัวอย่าง"), "05m2fqn25")
    make_organisation(by, "มหาวิทยาลัยราชภัฎตัวอย่าง")
    with_ror(make_organisation(by, "Example Rajabhat"), "05m2fqn25")
    make_organisation(by, "อื่น")
    assert pairs(by) == [
        ("มหาวิทยาลัยราชภัฏตัวอย่าง", "Example Rajabhat", ["05m2fqn25"]),
        ("มหาวิทยาลัยราชภัฏตัวอย่าง", "มหาวิทยาลัยราชภัฎตัวอย่าง", ["มหาวิทยาลัยราชภัฏตัวอย่าง"]),
    ]


def test_abbreviation_alone_makes_no_pair(by: Actor) -> None:
    make_organisation(by, "มหาวิทยาลัยกาฬสินธุ์ตัวอย่าง", abbreviation_th="มกส.")
    make_organisation(by, "มหาวิทยาลัยเกษตรตัวอย่าง", abbreviation_th="มกส.")
    assert pairs(by) == []


def test_units_of_two_institutions_are_no_pair_and_twins_in_one_are(by: Actor) -> None:
    one, two = make_organisation(by, "ก"), make_organisation(by, "ข")
    for parent in (one, two, two):
        make_organisation(by, "คณะศึกษาศาสตร์", kind="faculty", parent=parent)
    assert [(first, second) for first, second, _why in pairs(by)] == [("คณะศึกษาศาสตร์", "คณะศึกษาศาสตร์")]


def test_pair_of_another_network_is_not_proposed(world: World) -> None:
    with system_scope("test", world.b.pk) as stranger:
        make_organisation(stranger, "มหาวิทยาลัยลับ")
        make_organisation(stranger, "มหาวิทยาลัยลับ")
        make_person(stranger, "ลับ", "มาก")
        make_person(stranger, "ลับ", "มาก")
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert organisation_pairs(by) == []
        assert person_pairs(by) == []


def test_kept_apart_pair_is_not_proposed_again(by: Actor) -> None:
    one, two = make_organisation(by, "ซ้ำ"), make_organisation(by, "ซ้ำ")
    assert len(pairs(by)) == 1
    keep_apart(by=by, first=two, second=one)
    keep_apart(by=by, first=one, second=two)
    assert pairs(by) == []


def test_merged_organisation_is_found_and_meant_by_all_its_names(by: Actor) -> None:
    kept = make_organisation(by, "มหาวิทยาลัยเชียงใหม่ตัวอย่าง")
    merged = make_organisation(by, "สถาบันล้านนาเดิม", aliases=["ล้านนาวิทยาลัย"])
    done = merge_records(by=by, kept=kept, merged=merged, now=NOW, reason="ชื่อเดิม")
    assert found("ล้านนาวิทยาลัย") == [kept.pk]
    assert find_organisations(by, "สถาบันล้านนาเดิม").exact == kept
    assert ids_of(kept) == [kept.pk, merged.pk]
    assert list(Organisation.objects.current().values_list("pk", flat=True)) == [kept.pk]
    undo_merge(by=by, merge=done, now=NOW)
    assert found("ล้านนาวิทยาลัย") == [merged.pk]
    assert find_organisations(by, "สถาบันล้านนาเดิม").exact == merged
    assert ids_of(kept) == [kept.pk]
    acts = AuditEntry.objects.filter(act__in=["merge_records", "undo_merge"]).order_by("id")
    assert [each.act for each in acts] == ["merge_records", "undo_merge"]


def test_merge_of_what_took_others_in_never_makes_a_chain(by: Actor) -> None:
    a, b, c = (make_organisation(by, name) for name in ("เอ", "บี", "ซี"))
    first = merge_records(by=by, kept=b, merged=a, now=NOW)
    second = merge_records(by=by, kept=c, merged=b, now=NOW)
    assert ids_of(c) == [c.pk, a.pk, b.pk]
    undo_merge(by=by, merge=second, now=NOW)
    assert (ids_of(c), ids_of(b)) == ([c.pk], [b.pk, a.pk])
    undo_merge(by=by, merge=first, now=NOW)
    assert ids_of(b) == [b.pk]
    with pytest.raises(Problem):
        undo_merge(by=by, merge=first, now=NOW)


def test_merge_that_cannot_be_is_refused_with_its_reason(by: Actor) -> None:
    whole = make_organisation(by, "ทั้งหมด")
    part = make_organisation(by, "ส่วน", kind="faculty", parent=whole)
    other = make_organisation(by, "อื่น")
    for kept, merged in ((whole, part), (part, whole), (whole, whole)):
        with pytest.raises(Problem):
            merge_records(by=by, kept=kept, merged=merged, now=NOW)
    merge_records(by=by, kept=whole, merged=other, now=NOW)
    other.refresh_from_db()
    with pytest.raises(Problem):
        merge_records(by=by, kept=part, merged=other, now=NOW)


def test_merge_warns_of_two_ror_ids(by: Actor) -> None:
    one = with_ror(make_organisation(by, "ก"), "05m2fqn25")
    two = with_ror(make_organisation(by, "ข"), "028wp3y58")
    plan = merge_plan(by, one, two)
    assert (plan.refusal, len(plan.warnings)) == ("", 1)


def test_merge_takes_the_right_to_keep_both(world: World) -> None:
    with system_scope("test", world.b.pk) as stranger:
        theirs = make_organisation(stranger, "ของเขา")
    with user_scope(world.users["secretariat"], "alpha") as by:
        ours = make_organisation(by, "ของเรา")
        with pytest.raises(Refused):
            merge_records(by=by, kept=ours, merged=theirs, now=NOW)
        with pytest.raises(Refused):
            merge_records(by=by, kept=theirs, merged=ours, now=NOW)
    with user_scope(world.users["board"], "alpha") as board, pytest.raises(Refused):
        keep_apart(by=board, first=ours, second=theirs)


def test_people_of_one_name_are_a_pair_whatever_their_titles(by: Actor) -> None:
    place = make_organisation(by)
    one = make_person(by, "สมชาย", "ใจดี", is_doctor=True)
    two = make_person(by, "สมชาย", "ใจดี")
    make_person(by, "สมชาย", "")
    make_person(by, "สมชาย", "ใจร้าย")
    make_affiliation(by, one, place)
    make_affiliation(by, two, place)
    [pair] = person_pairs(by)
    assert (pair.first, pair.second) == (one, two)
    assert [value for _what, value in pair.evidence] == ["สมชาย ใจดี", place.name_th]


def test_merge_of_a_person_who_signs_in_carries_on_and_of_two_who_do_is_refused(
    by: Actor, world: World
) -> None:
    one, two = make_person(by, "สมชาย", "ใจดี"), make_person(by, "สมชาย", "ใจดี")

    def claim(person: Person, who: str) -> PersonClaim:
        return PersonClaim.objects.create(
            network_id=by.network_id,
            person=person,
            user=world.users[who],
            state=ClaimState.ACCEPTED,
            asked_at=NOW,
            decided_at=NOW,
        )

    claim(two, "partner")
    assert merge_plan(by, one, two).refusal == ""
    assert len(merge_plan(by, one, two).warnings) == 1
    claim(one, "coordinator")
    with pytest.raises(Problem):
        merge_records(by=by, kept=one, merged=two, now=NOW)


def test_merged_person_is_found_by_the_old_name(by: Actor) -> None:
    kept, merged = make_person(by, "สมหญิง", "แต่งงานแล้ว"), make_person(by, "สมหญิง", "นามเดิม")
    done = merge_records(by=by, kept=kept, merged=merged, now=NOW)
    assert found("นามเดิม") == [kept.pk]
    undo_merge(by=by, merge=done, now=NOW)
    assert found("นามเดิม") == [merged.pk]


@pytest.mark.parametrize("noun", ["organisations", "people"])
def test_walk_of_a_merge_in_the_pages(world: World, noun: str) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        make = make_organisation if noun == "organisations" else make_person
        one, two = make(by, "ซ้ำซ้อน"), make(by, "ซ้ำซ้อน")
    client = world.client("secretariat")
    listed = client.get(f"/n/alpha/duplicates/{noun}/")
    assert [(row.first.pk, row.second.pk) for row in listed.context["table"].rows] == [(one.pk, two.pk)]
    page = f"/n/alpha/duplicates/{noun}/{one.pk}/{two.pk}/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"kept": "999"}).status_code == 422
    assert client.post(page, {"kept": str(two.pk), "reason": "คนเดียวกัน"}).status_code == 302
    with system_scope("test", world.a.pk):
        merge = Merge.objects.get()
    assert client.get(f"/n/alpha/{noun}/{one.pk}/").status_code == 302
    assert client.get(f"/n/alpha/{noun}/{one.pk}/")["Location"] == f"/n/alpha/{noun}/{two.pk}/"
    assert client.get("/n/alpha/merges/").status_code == 200
    assert client.post(f"/n/alpha/merges/{merge.pk}/undo/").status_code == 302
    assert client.get(f"/n/alpha/{noun}/{one.pk}/").status_code == 200
    assert client.get("/n/alpha/duplicates/things/").status_code == 404
    assert world.client("board").get(f"/n/alpha/duplicates/{noun}/").status_code == 403


def test_open_duplicates_asks_the_same_with_more_pairs(world: World, statements: Any) -> None:
    client, counts = world.client("secretariat"), []
    for number in range(2):
        with user_scope(world.users["secretariat"], "alpha") as by:
            for each in range(2 * number + 1):
                for _twin in range(2):
                    make_organisation(by, f"คู่ {number}{each}")
                    make_person(by, f"คู่{number}{each}", "แฝด")
        nouns = ("organisations", "people")
        counts += [statements(client, f"/n/alpha/duplicates/{noun}/") for noun in nouns]
    assert counts[:2] == counts[2:]


def test_undo_in_any_order_takes_along_what_had_become_the_record(by: Actor) -> None:
    a, b, c, d = (make_organisation(by, name) for name in ("เอ", "บี", "ซี", "ดี"))
    merge_records(by=by, kept=a, merged=d, now=NOW)
    first = merge_records(by=by, kept=b, merged=a, now=NOW)
    second = merge_records(by=by, kept=c, merged=b, now=NOW)
    undo_merge(by=by, merge=first, now=NOW)
    assert (ids_of(a), ids_of(c)) == ([a.pk, d.pk], [c.pk, b.pk])
    a.refresh_from_db()
    merge_records(by=by, kept=c, merged=a, now=NOW)
    undo_merge(by=by, merge=second, now=NOW)
    assert (ids_of(b), ids_of(c)) == ([b.pk], [c.pk, a.pk, d.pk])


def test_merged_record_is_not_found_again_by_being_described_or_by_the_search_made_anew(by: Actor) -> None:
    kept, merged = make_person(by, "สมหญิง", "แต่งงานแล้ว"), make_person(by, "สมหญิง", "นามเดิม")
    merge_records(by=by, kept=kept, merged=merged, now=NOW)
    stays, gone = make_organisation(by, "สถาบันใหม่"), make_organisation(by, "สถาบันเก่า")
    merge_records(by=by, kept=stays, merged=gone, now=NOW)
    describe_person(by=by, person=merged, version=None, given_name_th="สมศรี")
    describe_organisation(
        by=by, organisation=gone, version=None, parent=None, aliases=[], name_th="สถาบันเก่ามาก"
    )
    for _again in range(2):
        assert (found("นามเดิม"), found("สมศรี")) == ([kept.pk], [kept.pk])
        assert found("สถาบันเก่ามาก") == [stays.pk]
        search.rebuild(by)


def test_page_and_list_show_where_a_merged_record_belongs(by: Actor) -> None:
    place = make_organisation(by)
    kept, merged = make_person(by, "สมหญิง", "แต่งงานแล้ว"), make_person(by, "สมหญิง", "นามเดิม")
    make_affiliation(by, merged, place)
    merge_records(by=by, kept=kept, merged=merged, now=NOW)
    page = person_page(by, kept, on=NOW.date())
    assert [term.affiliation.organisation for term in page.terms] == [place]
    [row] = person_list(by, ListState(), on=NOW.date()).page.object_list
    assert [each.organisation for each in row.affiliations] == [place]


def test_two_users_never_become_one_person_by_way_of_merged_records(by: Actor, world: World) -> None:
    kept, merged, third = (make_person(by, "สมชาย", name) for name in ("ก", "ข", "ค"))
    PersonClaim.objects.create(
        network_id=by.network_id,
        person=merged,
        user=world.users["partner"],
        state=ClaimState.ACCEPTED,
        asked_at=NOW,
        decided_at=NOW,
    )
    merge_records(by=by, kept=kept, merged=merged, now=NOW)
    with user_scope(world.users["coordinator"], "alpha") as other:
        for person in (kept, Person.objects.get(pk=merged.pk)):
            with pytest.raises(Problem):
                claim_person(by=other, person=person, now=NOW)
        asked = claim_person(by=other, person=third, now=NOW)
    PersonClaim.objects.filter(pk=asked.pk).update(person=kept)
    asked.refresh_from_db()
    with pytest.raises(Problem):
        accept_claim(by=by, claim=asked, now=NOW)
    PersonClaim.objects.filter(pk=asked.pk).update(person=third)
    asked.refresh_from_db()
    accept_claim(by=by, claim=asked, now=NOW)
    assert merge_plan(by, kept, third).refusal != ""


def test_network_that_does_not_see_who_stayed_keeps_the_record_that_it_has(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        merged = make_person(by, "สมชาย", "เปิดเผย", is_listed=True)
        kept = make_person(by, "สมชาย", "ปกปิด")
    with system_scope("test", world.b.pk) as other:
        relate_person(by=other, person=merged)
    with user_scope(world.users["secretariat"], "alpha") as by:
        merge_records(by=by, kept=kept, merged=merged, now=NOW)
        assert list(Person.objects.for_actor(by).current()) == [kept]
    with system_scope("test", world.b.pk) as other:
        assert list(Person.objects.for_actor(other).current()) == [merged]


def test_form_opened_before_a_merge_means_the_record_that_stayed(by: Actor) -> None:
    stays, gone = make_organisation(by, "สถาบันใหม่"), make_organisation(by, "สถาบันเก่า")
    kept, merged = make_person(by, "สมหญิง", "ใหม่"), make_person(by, "สมหญิง", "เดิม")
    merge_records(by=by, kept=stays, merged=gone, now=NOW)
    merge_records(by=by, kept=kept, merged=merged, now=NOW)
    assert PickedField(Directory(by).organisations).clean(str(gone.pk)) == stays
    assert PickedField(Directory(by).people).clean(str(merged.pk)) == kept
