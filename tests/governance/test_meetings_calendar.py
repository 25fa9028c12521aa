"""Meetings in followed calendars."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from samphan.comms.queries.calendar import MINE, NETWORK, choices, entries
from samphan.governance.models import Meeting, MeetingState
from samphan.governance.queries.meetings_calendar import BODY
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.meetings import DAY, make_board, make_meeting

if TYPE_CHECKING:
    from tests.personas import World


def test_called_meetings_stand_in_the_calendars_of_those_who_may_see_them(world: World) -> None:
    with system_scope("test", world.b.pk) as stranger:
        make_meeting(stranger, make_board(stranger))
        Meeting.objects.update(state=MeetingState.CALLED)
    with user_scope(world.users["secretariat"], "alpha") as by:
        board, other = make_board(by, name_th="คณะหนึ่ง"), make_board(by, name_th="คณะสอง")
        called, draft, elsewhere = make_meeting(by, board), make_meeting(by, board), make_meeting(by, other)
        Meeting.objects.filter(pk__in=[called.pk, elsewhere.pk]).update(state=MeetingState.CALLED)
        today = DAY - dt.timedelta(days=3)
        codes = [code for code, _name in choices(by)]
        assert codes == [MINE, NETWORK, f"{BODY}:{board.pk}", f"{BODY}:{other.pk}"]
        uids = {
            code: [entry.uid for entry in entries(by, code, part, today=today)]
            for code, part in ((NETWORK, None), (BODY, board.pk))
        }
        assert uids == {
            NETWORK: [f"meeting-{called.pk}", f"meeting-{elsewhere.pk}"],
            BODY: [f"meeting-{called.pk}"],
        }
        Meeting.objects.filter(pk=called.pk).update(state=MeetingState.CANCELLED, state_reason="น้ำท่วม")
        [entry] = entries(by, BODY, board.pk, today=today)
        assert entry.is_cancelled
        assert draft.state == MeetingState.DRAFT
    with user_scope(world.users["partner"], "alpha") as by:
        assert [code for code, _name in choices(by)] == [MINE, NETWORK]
        assert entries(by, NETWORK, None, today=today) == []
