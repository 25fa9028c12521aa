"""Many keys as one condition."""

from __future__ import annotations

import pytest
from django.db.models import Q

from samphan.accounts.models import User
from samphan.kit.keys import among


@pytest.mark.parametrize("more", [0, 1, 99, 100, 5_000])
def test_among_finds_the_rows_of_the_keys(db: None, more: int) -> None:
    made = User.objects.bulk_create(User(email=f"p{n}@example.org", name=f"Person {n}") for n in range(4))
    keys = [made[1].pk, *range(10**9, 10**9 + more)]
    assert list(User.objects.filter(among("id", keys))) == [made[1]]
    either = Q(among("id", iter(keys))) | Q(name="Person 3")
    assert list(User.objects.filter(either).order_by("id")) == [made[1], made[3]]


def test_among_no_keys_finds_nothing(db: None) -> None:
    User.objects.make(email="p@example.org", name="Person", password=None)
    assert not User.objects.filter(among("id", [])).exists()
    assert User.objects.filter(~Q(among("id", []))).count() == 1
