"""The meetings of the demo: they load, and what was decided is followed up."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from samphan.governance.models import Attendee, Meeting
from samphan.projects.models import ActionItem
from samphan.tenancy.scope import user_scope
from samphan.web.demo.bodies import add_bodies
from samphan.web.demo.meetings import add_meetings
from tests.factories.directory import make_organisation
from tests.factories.meetings import at

if TYPE_CHECKING:
    from tests.personas import World


def test_add_meetings_gives_a_year_of_a_committee(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        places = {str(place): make_organisation(by, f"สถาบันตัวอย่าง {place}") for place in range(4)}
        body = add_bodies(by, places)
        coming = add_meetings(by, body, at(9, on=dt.date(2026, 11, 20)))
        assert [(each.count, each.state) for each in Meeting.objects.order_by("starts_at")] == [
            ("1/2569", "adopted"),
            ("2/2569", "held"),
            ("3/2569", "called"),
        ]
        assert [each.reply for each in Attendee.objects.filter(meeting=coming).order_by("order")] == [
            "comes",
            "absent",
            "substitute",
            "",
            "",
        ]
        actions = ActionItem.objects.filter(resolution__isnull=False).order_by("id")
        assert [each.state for each in actions] == ["done", "open"]
