"""Pages of a list hold what a slice of the list holds, and cost no more statements the deeper they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db.models import Count, Value

from samphan.accounts.models import User
from samphan.kit.components import ListState
from samphan.tenancy.models import Grant
from samphan.tenancy.scope import user_scope

if TYPE_CHECKING:
    from tests.conftest import Statements
    from tests.personas import World

PEOPLE = 60


@pytest.fixture
def people(db: None) -> None:
    User.objects.bulk_create(
        User(email=f"p{number}@example.org", name=f"Person {number % 7}") for number in range(PEOPLE)
    )


@pytest.mark.parametrize("number", [1, 2, 3])
def test_page_of_rows_is_the_slice_of_them(people: None, statements: Statements, number: int) -> None:
    rows = User.objects.exclude(name="Person 3").order_by("-name", "id")
    first = (number - 1) * 20
    expected = list(rows.all())[first : first + 20]
    with statements() as sent:
        page = ListState(page=number).paginate(rows, per_page=20)
        assert list(page) == expected
    assert len(sent) == 2
    assert page.paginator.count == rows.count()


def test_page_beyond_the_end_is_the_last_one(people: None) -> None:
    page = ListState(page=99).paginate(User.objects.order_by("id"), per_page=25)
    assert (page.number, len(page)) == (3, 10)


def test_page_of_related_rows_brings_what_they_join(world: World, statements: Statements) -> None:
    rows = Grant.objects.select_related("user", "network").order_by("user__name", "id")
    with user_scope(world.users["secretariat"], "alpha"):
        expected = [each.user.name for each in rows.all()]
        with statements() as sent:
            found = [each.user.name for each in ListState(page=2).paginate(rows, per_page=2)]
    assert len(expected) == 5
    assert found == expected[2:4]
    assert len(sent) == 2


@pytest.mark.parametrize(
    "rows",
    [
        User.objects.order_by("id").values("name"),
        User.objects.order_by("id").values_list("name", flat=True),
        User.objects.values("name").annotate(people=Count("id")).order_by("name"),
        User.objects.order_by("name").values("name").distinct(),
        User.objects.annotate(one=Value(1)).order_by("one", "id"),
        User.objects.order_by("id")[5:55],
    ],
    ids=["values", "flat", "grouped", "distinct", "annotated", "sliced"],
)
def test_page_of_other_than_plain_rows_is_the_slice_too(people: None, rows: Any) -> None:
    expected = list(rows.all())[4:8]
    assert list(ListState(page=2).paginate(rows.all(), per_page=4)) == expected
