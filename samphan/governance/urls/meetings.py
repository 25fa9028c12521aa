"""Addresses of meetings and of what they decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import path

from samphan.governance.views import (
    agenda,
    attendees,
    ballots,
    meeting_papers,
    meetings,
    minutes,
    resolutions,
)

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: Final[list[URLPattern]] = [
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/export/", meetings.export, name="meetings_export"),
    path("meetings/new/", meetings.create, name="meeting_new"),
    path("resolutions/", resolutions.register, name="resolutions"),
    path("resolutions/export/", resolutions.export, name="resolutions_export"),
    path("resolutions/<int:pk>/", resolutions.resolution, name="resolution"),
    path("bodies/<int:pk>/meetings/", meetings.of_body, name="body_meetings"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/change/", meetings.change, name="meeting_change"),
    path("meetings/<int:pk>/postpone/", meetings.postpone, name="meeting_postpone"),
    path("meetings/<int:pk>/cancel/", meetings.cancel, name="meeting_cancel"),
    path("meetings/<int:pk>/new-day/", meetings.replan, name="meeting_replan"),
    path("meetings/<int:pk>/open/", meetings.open_meeting, name="meeting_open"),
    path("meetings/<int:pk>/close/", meetings.close, name="meeting_close"),
    path("meetings/<int:pk>/agenda/", agenda.agenda, name="agenda"),
    path("meetings/<int:pk>/agenda/new/", agenda.create, name="agenda_new"),
    path("meetings/<int:pk>/agenda/copy/", agenda.copy, name="agenda_copy"),
    path("meetings/<int:pk>/agenda/arising/", agenda.pull, name="agenda_arising"),
    path("meetings/<int:pk>/agenda/<int:part>/", agenda.change, name="agenda_change"),
    path("meetings/<int:pk>/agenda/<int:part>/remove/", agenda.remove, name="agenda_remove"),
    path("meetings/<int:pk>/agenda/<int:part>/move/", agenda.move, name="agenda_move"),
    path("meetings/<int:pk>/agenda/<int:part>/paper/", agenda.add_file, name="agenda_file_new"),
    path("meetings/<int:pk>/agenda/<int:part>/adopt/", minutes.adopt, name="minutes_adopt"),
    path("meetings/<int:pk>/agenda-papers/<int:part>/", agenda.file, name="agenda_file"),
    path("meetings/<int:pk>/agenda-papers/<int:part>/remove/", agenda.remove_file, name="agenda_file_remove"),
    path("meetings/<int:pk>/people/", attendees.attendees, name="attendees"),
    path("meetings/<int:pk>/people/export/", attendees.export, name="attendees_export"),
    path("meetings/<int:pk>/people/list/", attendees.list_called, name="attendees_list"),
    path("meetings/<int:pk>/people/call/", attendees.call, name="attendees_call"),
    path("meetings/<int:pk>/people/remind/", attendees.remind, name="attendees_remind"),
    path("meetings/<int:pk>/people/guest/", attendees.guest, name="guest_new"),
    path("meetings/<int:pk>/people/day/", attendees.day, name="attendance"),
    path("meetings/<int:pk>/people/replies/", attendees.take_replies, name="attendance_replies"),
    path("meetings/<int:pk>/people/<int:part>/", attendees.change, name="attendee_change"),
    path("meetings/<int:pk>/people/<int:part>/reply/", attendees.reply, name="attendee_reply"),
    path("meetings/<int:pk>/people/<int:part>/remove/", attendees.remove, name="attendee_remove"),
    path("meetings/<int:pk>/resolutions/", resolutions.resolutions, name="meeting_resolutions"),
    path("meetings/<int:pk>/resolutions/new/", resolutions.create, name="resolution_new"),
    path("meetings/<int:pk>/resolutions/<int:part>/", resolutions.change, name="resolution_change"),
    path("meetings/<int:pk>/resolutions/<int:part>/remove/", resolutions.remove, name="resolution_remove"),
    path("meetings/<int:pk>/minutes/", minutes.minutes, name="minutes"),
    path("meetings/<int:pk>/minutes/frame/", minutes.frame, name="minutes_frame"),
    path("meetings/<int:pk>/minutes/circulate/", minutes.circulate, name="minutes_circulate"),
    path("meetings/<int:pk>/minutes/versions/<int:number>/", minutes.version, name="minutes_version"),
    path("meetings/<int:pk>/minutes/items/<int:part>/", minutes.text, name="minutes_text"),
    path("meetings/<int:pk>/minutes/corrections/<int:part>/", minutes.decide, name="correction"),
    path("meetings/<int:pk>/ballots/", ballots.ballots, name="ballots"),
    path("meetings/<int:pk>/ballots/new/", ballots.create, name="ballot_new"),
    path("meetings/<int:pk>/ballots/<int:part>/", ballots.ballot, name="ballot"),
    path("meetings/<int:pk>/ballots/<int:part>/open/", ballots.open_ballot, name="ballot_open"),
    path("meetings/<int:pk>/ballots/<int:part>/paper/", ballots.tally, name="ballot_tally"),
    path("meetings/<int:pk>/ballots/<int:part>/close/", ballots.close, name="ballot_close"),
    path("meetings/<int:pk>/ballots/<int:part>/remove/", ballots.remove, name="ballot_remove"),
    path("meetings/<int:pk>/papers/", meeting_papers.papers, name="meeting_papers"),
    path("meetings/<int:pk>/papers/<slug:kind>/", meeting_papers.issue, name="meeting_paper_issue"),
    path("meetings/<int:pk>/papers/<slug:kind>/<int:version>/", meeting_papers.paper, name="meeting_paper"),
    path(
        "meetings/<int:pk>/papers/<slug:kind>/<int:version>/progress/",
        meeting_papers.progress,
        name="meeting_paper_progress",
    ),
    path(
        "meetings/<int:pk>/papers/<slug:kind>/<int:version>/<slug:form>/",
        meeting_papers.download,
        name="meeting_paper_file",
    ),
]
