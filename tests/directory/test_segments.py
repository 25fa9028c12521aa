"""People of the directory as recipients of mailings, by what they know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samphan.comms.queries import segments
from samphan.directory.actions import add_contact_point
from samphan.directory.actions.merging import merge_records
from samphan.directory.queries.segments import expertise_parts, number_of, people_of_expertise
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_person
from tests.factories.frame import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.directory.models import Person
    from samphan.kit.actor import Actor
    from tests.personas import World


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    with system_scope("test", world.b.pk) as other:
        reached(other, "ของ", "เครือข่ายอื่น", "ผ้าพิมพ์")
    with user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


def reached(by: Actor, given: str, family: str, *expertise: str) -> Person:
    person = make_person(by, given, family, expertise=list(expertise))
    add_contact_point(
        by=by, subject=person, kind="mail", value=f"p{person.pk}@example.org", visibility="secretariat"
    )
    return person


def asked(by: Actor, word: str) -> list[tuple[str, str]]:
    found = people_of_expertise(by, by.network_id, number_of(word))
    return [(each.name_th, each.address) for each in found]


def test_people_of_an_expertise_in_whatever_letters_it_was_written(by: Actor) -> None:
    one, two = reached(by, "กมล", "ใจดี", "GIS", "ผ้าพิมพ์"), reached(by, "ขวัญ", "ใจดี", "gis")
    make_person(by, "คมสัน", "ใจดี", expertise=["GIS"])
    assert asked(by, "GIS") == [
        ("กมล ใจดี", f"p{one.pk}@example.org"),
        ("ขวัญ ใจดี", f"p{two.pk}@example.org"),
        ("คมสัน ใจดี", ""),
    ]
    assert asked(by, "ผ้าพิมพ์") == [("กมล ใจดี", f"p{one.pk}@example.org")]
    assert asked(by, "ไม่มีผู้ใดรู้") == []


def test_parts_are_the_words_that_are_known_each_once(by: Actor) -> None:
    reached(by, "กมล", "ใจดี", "GIS", "ผ้าพิมพ์")
    reached(by, "ขวัญ", "ใจดี", "gis")
    assert [pk for pk, _word in expertise_parts(by, by.network_id)] == [number_of("ผ้าพิมพ์"), number_of("GIS")]
    assert segments.segment("directory.expertise").about == segments.NETWORK


def test_merged_person_is_written_to_once(by: Actor) -> None:
    kept, merged = reached(by, "กมล", "ใจดี", "GIS"), reached(by, "กมล", "ใจดี", "GIS")
    merge_records(by=by, kept=kept, merged=merged, now=NOW)
    assert asked(by, "GIS") == [("กมล ใจดี", f"p{kept.pk}@example.org")]


def test_address_for_the_secretariat_alone_is_not_shown_to_others(by: Actor, world: World) -> None:
    reached(by, "กมล", "ใจดี", "GIS")
    with user_scope(world.users["board"], "alpha") as reader:
        assert asked(reader, "GIS") == [("กมล ใจดี", "")]


def test_people_cost_the_same_with_one_and_with_three(by: Actor) -> None:
    for given in ("กมล", "ขวัญ", "คมสัน"):
        reached(by, given, "ใจดี", "GIS")
        with CaptureQueriesContext(connection) as sent:
            asked(by, "GIS")
        assert len(sent) == 3
