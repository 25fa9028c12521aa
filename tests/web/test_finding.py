"""What a newcomer types: abbreviations, slips of the pen, titles, parts of words; and what is suggested meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from samphan.tenancy import search
from samphan.tenancy.scope import system_scope, user_scope
from samphan.web import found
from tests.factories.directory import make_organisation, make_person

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from tests.conftest import Statements
    from tests.personas import World

    type Browser = Callable[[str], Client]

CMU = "มหาวิทยาลัยเชียงใหม่"
ORGANISATION, PERSON = "directory.organisation", "directory.person"


@pytest.fixture
def directory(world: World) -> World:
    """The university of Chiang Mai among others of the same place, and two people of A and of B."""
    with system_scope("test", world.a.pk) as by:
        cmu = make_organisation(
            by, CMU, name_en="Chiang Mai University", abbreviation_th="มช.", abbreviation_en="CMU"
        )
        make_organisation(by, "คณะวิทยาศาสตร์", kind="faculty", parent=cmu)
        make_organisation(by, "เชียงใหม่การไฟฟ้า", kind="company")
        make_organisation(by, "มหาวิทยาลัยราชภัฏเชียงใหม่", name_en="Chiang Mai Rajabhat University")
        make_organisation(by, "มหาวิทยาลัยราชภัฏเชียงราย", name_en="Chiang Rai Rajabhat University")
        make_organisation(by, "จุฬาลงกรณ์มหาวิทยาลัย", name_en="Chulalongkorn University")
        make_organisation(by, "มหาวิทยาลัยทักษิณ", name_en="Thaksin University")
        make_organisation(
            by, "มหาวิทยาลัยศิลปากร", name_en="Silpakorn University", abbreviation_en="SU", province="TH-73"
        )
        make_organisation(by, "มหาวิทยาลัยซุปเปอร์", name_en="Super University", abbreviation_en="SU")
        make_person(by, "สมพร", "ใจดี", academic_title="associate_professor", is_doctor=True)
    with system_scope("test", world.b.pk) as by:
        make_person(by, "สมพล", "ใจดี")
    return world


def first(world: World, query: str, kind: str = ORGANISATION) -> list[str]:
    """The labels of the first hits, exact ones before near-misses, as the secretariat of A sees them."""
    with user_scope(world.users["secretariat"], None) as by:
        answer = found.answer(by, query)
        groups = [*answer.groups, *answer.similar]
        return [str(line.label) for group in groups if group.code == kind for line in group.lines]


@pytest.mark.parametrize(
    "query",
    [
        "มช", "มช.", "ม.ช.", "CMU", "cmu", "เชียงใหม่", "เชียงใหม", "Chiangmai Univ", "Chiang Mai University", "ม.เชียงใหม่",
        "มหาลัยเชียงใหม่", "เชียงไหม่", "เชีงใหม่", "มหาวิทยลัยเชียงใหม่", "มหาวิทยาลัยเชียงใมห่", "Chaing Mai Univercity", "chiangmai university",
    ],
)  # fmt: skip
def test_newcomer_finds_the_university_first_by_any_of_its_names(directory: World, query: str) -> None:
    assert first(directory, query)[0] == CMU


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("จุฬาลงกร", "จุฬาลงกรณ์มหาวิทยาลัย"),
        ("จุราลงกรณ์", "จุฬาลงกรณ์มหาวิทยาลัย"),
        ("Chulalongkon", "จุฬาลงกรณ์มหาวิทยาลัย"),
        ("ทักสิน", "มหาวิทยาลัยทักษิณ"),
        ("มรภ.เชียงราย", "มหาวิทยาลัยราชภัฏเชียงราย"),
        ("ราชภัฎเชียงราย", "มหาวิทยาลัยราชภัฏเชียงราย"),
        ("เชียงราย ราชภัฏ", "มหาวิทยาลัยราชภัฏเชียงราย"),
    ],
)
def test_near_misses_lead_to_what_is_meant(directory: World, query: str, name: str) -> None:
    assert first(directory, query)[0] == name


@pytest.mark.parametrize(
    "query",
    [
        "สมพร",
        "ผศ.ดร.สมพร",
        "ผศ ดร สมพร ใจดี",
        "ดร. สมพร",
        "นพ.สมพร ใจดี",
        "ใจดี สมพร",
        "นายสมพร ใจดี",
        "พรใจ",
        "สมพน ใจดี",
    ],
)
def test_people_are_found_whatever_the_title(directory: World, query: str) -> None:
    assert first(directory, query, PERSON) == ([] if query == "พรใจ" else ["รศ.ดร.สมพร ใจดี"])


def test_shared_abbreviation_shows_all_that_have_it(directory: World, browser: Browser) -> None:
    assert first(directory, "SU")[:2] == ["มหาวิทยาลัยซุปเปอร์", "มหาวิทยาลัยศิลปากร"]
    page = browser("secretariat").get("/search/?q=SU&lang=en").content.decode()
    assert ("Several go by the name “SU”." in page, page.count("(<mark>SU</mark>)")) == (True, 2)
    assert "university or institute · Nakhon Pathom</span>" in page


def test_found_by_a_name_that_is_not_shown_says_so(directory: World, browser: Browser) -> None:
    page = browser("secretariat").get("/search/?q=มช").content.decode()
    assert f'{CMU}</a> <span class="muted">(<mark>มช</mark>)</span>' in page
    assert f'<span class="muted">{CMU}</span>' not in page
    page = browser("secretariat").get("/search/?q=คณะวิทย์").content.decode()
    assert "คณะวิทยาศาสตร์" in page


def test_page_proposes_what_may_be_meant(directory: World, browser: Browser) -> None:
    page = browser("secretariat").get("/search/?q=ธัญบุรี ราชมงคล&lang=en").content.decode()
    assert ("Nothing found" in page, "Did you mean" in page) == (True, False)
    page = browser("secretariat").get("/search/?q=Chulalongkon&lang=en").content.decode()
    assert ("Did you mean" in page, "?q=Chulalongkorn%20University" in page, "Similar names" in page) == (
        True, True, True,
    )  # fmt: skip


def test_near_misses_of_another_network_are_not_shown(directory: World) -> None:
    assert first(directory, "สมพลล ใจดี", PERSON) == ["รศ.ดร.สมพร ใจดี"]
    with user_scope(directory.users["outsider"], None) as by:
        assert [hit.kind for hit in search.similar_for(by, "สมพลล ใจดี", kinds=[PERSON])] == []
        assert search.similar("เชียงไหม่", kinds=[ORGANISATION])[0].label_th == CMU


def test_near_misses_cost_the_same_for_many_names(
    directory: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with user_scope(directory.users["secretariat"], "alpha"):
        for words in (["เชียงไหม่"], ["เชียงไหม่", "ทักสิน", "ไม่มีใครชื่อนี้เลย"]):
            with django_assert_num_queries(1):
                alike = search.similar_to_all(words, kinds=[ORGANISATION])
        assert [[hit.label_th for hit in alike[word]][:1] for word in words] == [[CMU], ["มหาวิทยาลัยทักษิณ"], []]


def test_suggestions_are_links_with_the_match_marked(directory: World, browser: Browser) -> None:
    response = browser("secretariat").get("/search/suggest?q=เชียงให")
    page = response.content.decode()
    assert (response.status_code, page.count('role="option"'), page.index(CMU[:11]) > 0) == (200, 5, True)
    assert ("<mark>เชียงให</mark>ม่" in page, 'data-href="/search/?q=' in page) == (True, True)
    assert browser("secretariat").get("/search/suggest?q=").content.strip() == b""
    assert "<b>" not in browser("secretariat").get("/search/suggest?q=<b>").content.decode()


def test_suggestions_hold_nothing_of_other_networks(directory: World, browser: Browser) -> None:
    page = browser("secretariat").get("/search/suggest?q=สมพ").content.decode()
    assert ("ใจดี" in page, "สมพล" in page) == (True, False)
    page = browser("outsider").get("/search/suggest?q=สมพ").content.decode()
    assert ("ใจดี" in page, "สมพล" in page) == (False, False)


def test_suggestions_want_a_sign_in(client: Client, db: None) -> None:
    assert client.get("/search/suggest?q=x").status_code == 302


def test_suggestions_cost_the_same_whatever_is_found(
    directory: World, browser: Browser, statements: Statements
) -> None:
    client = browser("secretariat")
    with statements() as one:
        client.get("/search/suggest?q=ทักษิณ")
    with statements() as many:
        client.get("/search/suggest?q=ม")
    assert (len(one), len(many)) == (len(many), len(one))
