"""The one picker of organisations and people, which the forms of all apps use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samphan.directory.queries.picking import Directory, Organisations, own_organisations_of
from samphan.kit.editing import VersionedForm
from samphan.kit.errors import Conflict
from samphan.kit.picking import PickedField, RecordField
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_affiliation, make_organisation, make_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django import forms

    from samphan.kit.actor import Actor
    from tests.personas import World


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    with user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


class Form(VersionedForm):
    """An organisation and a person."""

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = PickedField(directory.organisations, label="Place", required=False)
        self.fields["person"] = PickedField(directory.people, label="Person", required=False)


def asked(form: forms.Form) -> int:
    """How many statements drawing a form takes."""
    with CaptureQueriesContext(connection) as caught:
        str(form)
    return len(caught.captured_queries)


@pytest.mark.parametrize("posted", ["x", "-1", "๑", "9" * 19, "1.0", "0"])
def test_pick_of_what_is_no_record_is_refused(by: Actor, posted: str) -> None:
    make_organisation(by)
    form = Form({"place": posted, "person": posted}, directory=Directory(by))
    assert {name: [each.code for each in found] for name, found in form.errors.as_data().items()} == {
        "place": ["invalid_choice"],
        "person": ["invalid_choice"],
    }


def test_person_whom_the_network_does_not_see_cannot_be_picked(world: World, by: Actor) -> None:
    with system_scope("test", world.b.pk) as other:
        hidden = make_person(other, "ปริศนา", "ซ่อนเร้น")
    with user_scope(world.users["secretariat"], "alpha") as actor:
        form = Form({"person": str(hidden.pk)}, directory=Directory(actor))
        assert list(form.errors) == ["person"]
        assert "ซ่อนเร้น" not in str(form)


def test_full_name_that_was_typed_is_taken_and_another_comes_back(by: Actor) -> None:
    place = make_organisation(by, "มหาวิทยาลัยริมน้ำ", abbreviation_th="มรน.")
    form = Form({"place_words": "มหาวิทยาลัยริมน้ำ"}, directory=Directory(by))
    assert form.is_valid()
    assert form.cleaned_data["place"] == place
    wrong = Form({"place_words": "ริมน้ำ", "person_words": "สมชาย"}, directory=Directory(by))
    assert list(wrong.errors) == ["place", "person"]
    # What it may mean is offered, what was typed stays.
    assert f'<option value="{place.pk}">มหาวิทยาลัยริมน้ำ (มรน.)</option>' in str(wrong)
    assert 'value="ริมน้ำ"' in str(wrong)
    assert 'value="สมชาย"' in str(wrong)


def test_what_rows_hold_is_read_together_and_the_rest_when_it_is_drawn(by: Actor) -> None:
    places = [make_organisation(by) for _ in range(3)]
    known = Directory(by, organisations=[each.pk for each in places])
    assert [asked(Form(initial={"place": each}, directory=known)) for each in places] == [0, 0, 0]
    fresh = Directory(by)
    assert [asked(Form(initial={"place": places[0].pk}, directory=fresh)) for _ in range(2)] == [1, 0]


def test_closed_organisation_is_told_from_the_one_that_works(by: Actor) -> None:
    closed = make_organisation(by, "วิทยาลัยเดิม", abbreviation_th="วด.", status="closed")
    (label,) = (label for _pk, label in Organisations(by).labels([closed.pk]))
    assert label == f"วิทยาลัยเดิม (วด., {closed.get_status_display()})"


def test_person_is_offered_with_where_he_or_she_belongs(by: Actor) -> None:
    person = make_person(by, "สมหญิง", "ใจดี")
    make_affiliation(by, person, make_organisation(by, "มหาวิทยาลัยริมน้ำ"))
    assert Directory(by).people.offers("สมหญิง") == [(person.pk, "สมหญิง ใจดี · มหาวิทยาลัยริมน้ำ")]


def test_page_to_add_is_offered_to_who_may_add(world: World, by: Actor) -> None:
    assert Organisations(by).add == "/n/alpha/organisations/new/"
    with user_scope(world.users["partner"], "alpha") as partner:
        assert Organisations(partner).add == ""


def test_conflict_names_what_was_picked(by: Actor) -> None:
    mine, theirs = make_organisation(by, "ของฉัน"), make_organisation(by, "ของเขา")
    form = Form({"place": str(mine.pk), "version": "1"}, directory=Directory(by))
    assert form.is_valid()
    form.show_conflict(Conflict(version=2, current={"place": theirs}, changed_by="สมศรี"))
    assert [(each.label, each.yours, each.current) for each in form.changes] == [("Place", "ของฉัน", "ของเขา")]


def test_record_is_chosen_from_a_list_with_a_blank_line_where_it_may_stay_empty(by: Actor) -> None:
    records = [(each, each.name) for each in (make_organisation(by, "หนึ่ง"), make_organisation(by, "สอง"))]
    first = records[0][0]
    optional, needed = RecordField(records=records, required=False), RecordField(records=records)
    asking = RecordField(records=records, has_blank=True)
    assert [len(list(field.choices)) for field in (optional, needed, asking)] == [3, 2, 3]
    assert (optional.clean(""), needed.clean(str(first.pk))) == (None, first)
    assert (needed.has_changed(first, str(first.pk)), needed.has_changed(first, "")) == (False, True)
    with pytest.raises(ValidationError):
        asking.clean("")


def test_own_organisations_are_those_that_the_actor_represents(by: Actor) -> None:
    make_organisation(by, "ของผู้อื่น")
    assert own_organisations_of(by) == []
