"""Whatever people paste comes back as it was, in every text field, and breaks no page."""

from __future__ import annotations

import json
from contextlib import suppress
from html import unescape
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from samphan.directory.actions import (
    add_contact_point,
    add_former_name,
    describe_organisation,
    describe_person,
)
from samphan.directory.actions.organisation import WORDS
from samphan.directory.models import Organisation, Person
from samphan.kit.errors import Problem
from samphan.kit.thai.fold import clean
from samphan.tenancy import search
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_affiliation, make_organisation, make_person

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.personas import World

SHARED: Final = Path(__file__).resolve().parents[3] / "shared" / "data" / "hostile-input" / "blns.json"
HANDFUL: Final = (
    "<script>alert(1)</script>",
    "'; drop table directory_person; --",
    "{{ 7 * 7 }} {% debug %}",
    "=cmd|' /C calc'!A0",
    "%s %% _ \\ |",
    "ท\u0e35\u0e48ี่\u0e48\u0e48\u0e48",
    "\u0e33\u0e4d\u0e32",
    "a\u0300\u0301\u0302\u0303\u0304 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
    "\u202egnp.exe",
    "👩‍👩‍👧‍👦 🇹🇭",
    "ก\u200b\ufeff\u00adข",
    "\ud83d\ude00",
    "ﷺ",
    "undefined null NaN -1 0x0",
    "a\nb\tc",
)


def hostile() -> list[str]:
    """The committed handful, and the big list where it is at hand; each as a form cleans it."""
    texts = [*HANDFUL, *(json.loads(SHARED.read_text("utf-8")) if SHARED.exists() else ())]
    return [text for each in texts if (text := " ".join(clean(each).split()))]


def test_hostile_text_comes_back_from_every_field_of_an_organisation(
    world: World, browser: Callable[[str], Client]
) -> None:
    client = browser("secretariat")
    texts = hostile()
    with system_scope("test", world.a.pk) as by:
        made = {
            text: make_organisation(
                by,
                text[:300],
                name_en=text[:300],
                abbreviation_th=text[:40],
                abbreviation_en=text[:40],
                about_th=text,
                about_en=text,
                aliases=[text[:300]],
            ).pk
            for text in texts
        }
        stored = Organisation.objects.in_bulk(made.values())
        assert {pk: stored[pk].about_th for pk in stored} == {pk: text for text, pk in made.items()}
        lost = [text for text, pk in made.items() if search.terms(text) and not is_found(text, pk)]
    assert lost == []
    assert set(WORDS) >= {"about_th", "about_en"}
    for text, pk in list(made.items())[:40]:
        page = unescape(client.get(f"/n/alpha/organisations/{pk}/").content.decode())
        assert text[:300] in page


def test_hostile_text_comes_back_from_what_stands_beside_a_record(
    world: World, browser: Callable[[str], Client]
) -> None:
    client = browser("secretariat")
    with system_scope("test", world.a.pk) as by:
        place, person = make_organisation(by), make_person(by)
        texts = [text[:60] for text in hostile() if text[:60].strip()]
        spellings = []
        for text in texts:
            contact = add_contact_point(
                by=by, subject=place, kind="line", value=text, purpose=text, source=text, visibility="public"
            )
            contact.refresh_from_db()
            assert {contact.value, contact.purpose, contact.source} == {text.strip()} | {text}
            with suppress(Problem):  # a name that is all signs, or the same name in other signs
                spellings.append(add_former_name(by=by, organisation=place, text=text).pk)
        assert len(spellings) > len(HANDFUL) / 2
        for batch in batched(texts, 30):
            describe_person(by=by, person=person, version=None, expertise=list(batch))
            person.refresh_from_db()
            assert person.expertise == list(dict.fromkeys(" ".join(each.split()) for each in batch))
        describe_organisation(
            by=by,
            organisation=place,
            version=None,
            parent=None,
            aliases=(),
            place_th=texts[0],
            place_en=texts[1],
            other_id=texts[2],
        )
    page = unescape(client.get(f"/n/alpha/organisations/{place.pk}/").text)
    assert [text for text in texts if text.strip() not in page] == []
    for address in (f"people/{person.pk}/", "organisations/export/", "people/export/?format=csv"):
        assert client.get(f"/n/alpha/{address}").status_code == 200


def is_found(text: str, pk: int) -> bool:
    hits = search.find(text[:200], kinds=["directory.organisation"], limit=1_000).hits
    return any(hit.object_id == pk for hit in hits)


def test_hostile_text_comes_back_from_every_field_of_a_person(
    world: World, browser: Callable[[str], Client]
) -> None:
    client = browser("secretariat")
    with system_scope("test", world.a.pk) as by:
        place = make_organisation(by)
        made = {}
        for text in hostile():
            short = text[:100]
            person = make_person(
                by, short, short, given_name_en=short, family_name_en=short, other_titles=short
            )
            make_affiliation(by, person, place, position_th=short, position_en=short)
            made[person.pk] = short
        people = Person.objects.in_bulk(made)
        fields = ("given_name_th", "family_name_th", "given_name_en", "family_name_en", "other_titles")
        assert all({getattr(people[pk], name) for name in fields} == {text} for pk, text in made.items())
    for address in ("people/", "people/?sort=-name", "people/export/", f"organisations/{place.pk}/"):
        assert client.get(f"/n/alpha/{address}").status_code == 200
    for pk, text in list(made.items())[:40]:
        page = unescape(client.get(f"/n/alpha/people/{pk}/describe/").content.decode())
        assert page.count(text) >= 5


@pytest.mark.parametrize(
    "text", [*HANDFUL, "%", "_", "\\", "|", "'", '"', ".", "ก" * 5_000, " ".join("กขคงจฉชซ") * 50]
)
def test_search_for_hostile_text_answers(world: World, browser: Callable[[str], Client], text: str) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        make_organisation(by, "100% จริง_แท้\\แน่นอน")
    client = browser("secretariat")
    query = clean(text)
    for address in (
        "/search/",
        "/n/alpha/organisations/",
        "/n/alpha/people/",
        "/n/alpha/organisations/options/",
    ):
        assert client.get(address, {"q": query}).status_code == 200


@pytest.mark.parametrize(
    ("text", "is_there"),
    [("100%", True), ("%", True), ("_", True), ("\\", True), ("0_", False), ("จ%ง", False)],
)
def test_signs_of_patterns_are_letters(world: World, text: str, *, is_there: bool) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        make_organisation(by, "100% จริง_แท้\\แน่นอน")
        hits = search.find(text, kinds=["directory.organisation"]).hits
    assert len(hits) == is_there
