"""Is it there already: names that settle, abbreviations that never do, slips of the pen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from samphan.directory.queries import (
    find_all_organisations,
    find_organisations,
    find_people,
    probable_duplicates,
)
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation, make_person

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from samphan.kit.actor import Actor
    from tests.personas import World


@pytest.fixture
def by(world: World) -> Actor:
    """The secretariat of A, in a directory of five organisations."""
    with user_scope(world.users["secretariat"], "alpha") as actor:
        make_organisation(
            actor,
            "มหาวิทยาลัยเชียงใหม่",
            name_en="Chiang Mai University",
            abbreviation_th="มช.",
            abbreviation_en="CMU",
        )
        make_organisation(actor, "มหาวิทยาลัยราชภัฏเชียงใหม่")
        make_organisation(actor, "จุฬาลงกรณ์มหาวิทยาลัย", aliases=["จุฬาฯ", "จุฬาลงกรณ์"])
        make_organisation(
            actor, "สมาคมสถาบันอุดมศึกษาแห่งเอเชียตะวันออกเฉียงใต้", kind="association", abbreviation_th="สออ."
        )
        make_organisation(actor, "สถาบันการอาชีวศึกษาภาคตะวันออก", abbreviation_th="สออ.")
        yield actor


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("มหาวิทยาลัยเชียงใหม่", "มหาวิทยาลัยเชียงใหม่"),
        ("ม.เชียงใหม่", "มหาวิทยาลัยเชียงใหม่"),
        ("Chiangmai Univ.", "มหาวิทยาลัยเชียงใหม่"),
        ("มรภ.เชียงใหม่", "มหาวิทยาลัยราชภัฏเชียงใหม่"),
        ("จุฬาลงกรณ์", "จุฬาลงกรณ์มหาวิทยาลัย"),
    ],
)
def test_full_name_in_any_spelling_settles(by: Actor, text: str, exact: str) -> None:
    found = find_organisations(by, text)
    assert found.exact is not None
    assert (found.exact.name_th, len(found.candidates), found.is_ambiguous) == (exact, 1, False)


@pytest.mark.parametrize("text", ["มช", "มช.", "CMU", "จุฬาฯ"])
def test_abbreviation_is_asked_even_with_one_meaning(by: Actor, text: str) -> None:
    found = find_organisations(by, text)
    assert (found.exact, len(found.candidates), found.is_ambiguous) == (None, 1, False)


@pytest.mark.parametrize("text", ["สออ.", "สออ", "ส.อ.อ."])
def test_abbreviation_with_two_meanings_shows_both(by: Actor, text: str) -> None:
    found = find_organisations(by, text)
    assert (found.exact, found.is_ambiguous) == (None, True)
    assert {each.name_th for each in found.candidates} == {
        "สมาคมสถาบันอุดมศึกษาแห่งเอเชียตะวันออกเฉียงใต้",
        "สถาบันการอาชีวศึกษาภาคตะวันออก",
    }


def test_full_name_of_two_organisations_is_asked(by: Actor) -> None:
    make_organisation(by, "มหาวิทยาลัยเชียงใหม่")
    found = find_organisations(by, "มหาวิทยาลัยเชียงใหม่")
    assert (found.exact, found.is_ambiguous, len(found.candidates)) == (None, True, 2)


def test_slip_of_the_pen_is_offered_and_never_taken(by: Actor) -> None:
    found = find_organisations(by, "มหาวิทยาลัยเชียงไหม่")
    assert found.exact is None
    assert found.candidates[0].name_th == "มหาวิทยาลัยเชียงใหม่"


@pytest.mark.parametrize("text", ["", "  ", "???", "IZN", "😀", "ไม่มีที่ไหนเลยจริงจริง", "x" * 5_000])
def test_rubbish_and_unknown_names_mean_nothing(by: Actor, text: str) -> None:
    found = find_organisations(by, text)
    assert (found.exact, found.candidates, found.is_ambiguous) == (None, (), False)


def test_many_names_take_as_many_statements_as_one(
    by: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for texts in (["มหาวิทยาลัยเชียงไหม่"], ["มหาวิทยาลัยเชียงไหม่", "มช", "สออ", "จุฬา", "ไม่รู้จัก", "มรภ.เชียงใหม่"]):
        with django_assert_num_queries(3):
            assert list(find_all_organisations(by, texts)) == texts


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["มหาวิทยาลัยเชียงไหม่"], ["มหาวิทยาลัยเชียงใหม่"]),
        (["สถาบันใหม่", "CMU"], ["มหาวิทยาลัยเชียงใหม่"]),
        (["คณะวิทยาศาสตร์ มหาวิทยาลัยเชียงใหม่"], []),
        (["สมาคมครูภาษาไทย"], []),
    ],
)
def test_probable_duplicates_are_whole_names_and_not_parts(
    by: Actor, names: list[str], expected: list[str]
) -> None:
    assert [each.name_th for each in probable_duplicates(by, names)] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("สมชาย ใจดี", ["สมชาย ใจดี"]),
        ("ผศ.ดร.สมชาย  ใจดี", ["สมชาย ใจดี"]),
        ("นายสมชาย ใจดี", ["สมชาย ใจดี"]),
        ("สมชาย ใจดีี", ["สมชาย ใจดี"]),
        ("สมชัย ใจดี", ["สมชาย ใจดี"]),
        ("Dr. Somchai Jaidee", ["สมชาย ใจดี"]),
        ("สมศรี มีสุข", []),
        ("", []),
    ],
)
def test_find_people_by_written_name(world: World, written: str, expected: list[str]) -> None:
    with system_scope("test", world.b.pk) as other:
        make_person(other, "สมศรี", "มีสุข")
    with user_scope(world.users["secretariat"], "alpha") as actor:
        make_person(actor, "สมชาย", "ใจดี", given_name_en="Somchai", family_name_en="Jaidee")
        make_person(actor, "วิไล", "รักเรียน")
        assert [person.name_th for person in find_people(actor, written)] == expected
