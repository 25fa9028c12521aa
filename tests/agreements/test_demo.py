"""The sample data: one agreement in each state, and resources of the five kinds."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from samphan.agreements.actions.reminder import remind_owner
from samphan.agreements.models import Agreement, Resource
from samphan.agreements.queries.activity import dormant_agreements
from samphan.agreements.queries.agreements import row_of
from samphan.agreements.queries.concentration import concentrations
from samphan.tenancy.scope import system_scope
from samphan.web.demo.agreements import add_agreements
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from tests.personas import World


@pytest.mark.parametrize("today", [dt.date(2026, 11, 20), dt.date(2028, 2, 29), dt.date(2027, 1, 31)])
def test_demo_shows_every_state_on_any_day(world: World, today: dt.date) -> None:
    with system_scope("test", world.a.pk) as by:
        bodies = {key: make_organisation(by, f"สถาบัน {key}") for key in ("s1", "s2", "s3", "s4")}
        add_agreements(by, bodies, today=today)
        made = Agreement.objects.prefetch_related("parties").order_by("id")
        rows = [row_of(each, today) for each in made]
        codes = ["in_force", "in_force", "expired", "in_force", "in_force"]
        assert [row.state.code for row in rows] == codes
        renewing = rows[0]
        assert (renewing.state.renewals, len(renewing.parties)) == (1, 3)
        assert remind_owner(by=by, agreement=renewing.agreement, today=today) is not None
        quiet = {each.agreement.pk for each in dormant_agreements(by, today=today)}
        assert rows[4].agreement.pk in quiet
        assert renewing.agreement.pk not in quiet
        kinds = Counter(Resource.objects.values_list("kind", flat=True))
        assert kinds == {"money": 2, "people": 1, "materials": 1, "time": 1, "it": 1}
        assert concentrations(by, today=today).money.is_warning
