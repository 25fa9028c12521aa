"""Addresses of the network itself, under ``/n/<network>/network/``."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from samphan.networks.views import acceptance, frame, milestone, stage, statements

urlpatterns: Final[list[URLPattern]] = [
    path("", frame.about, name="about"),
    path("change/", frame.change_about, name="change_about"),
    path("profile/", frame.change_profile, name="change_profile"),
    path("frame/", statements.frames, name="frames"),
    path("frame/new/", statements.begin_draft, name="draft_frame"),
    path("frame/<int:pk>/", statements.frame, name="frame"),
    path("frame/<int:pk>/export/", statements.frame_export, name="frame_export"),
    path("frame/<int:pk>/parts/<str:section>/", statements.section, name="frame_section"),
    path("frame/<int:pk>/adopt/", statements.adopt, name="adopt_frame"),
    path("frame/<int:pk>/adoption/", statements.correct, name="correct_adoption"),
    path("frame/<int:pk>/discard/", statements.discard, name="discard_frame"),
    path("frame/<int:pk>/accepted/", acceptance.acceptances, name="acceptances"),
    path("frame/<int:pk>/accepted/export/", acceptance.export, name="acceptances_export"),
    path("frame/<int:pk>/accepted/ask/", acceptance.ask_all, name="ask_acceptance"),
    path("frame/<int:pk>/accepted/members/<int:member>/", acceptance.note, name="note_acceptance"),
    path("accepted/<int:pk>/link/", acceptance.link, name="acceptance_link"),
    path("accepted/<int:pk>/take-back/", acceptance.take_back, name="take_back_acceptance"),
    path("stage/", stage.stage, name="stage"),
    path("stage/export/", stage.stage_export, name="stage_export"),
    path("stage/<str:act>/", stage.move, name="move_stage"),
    path("milestones/", milestone.milestones, name="milestones"),
    path("milestones/export/", milestone.export, name="milestones_export"),
    path("milestones/new/", milestone.write, name="milestone_new"),
    path("milestones/<int:pk>/", milestone.write, name="milestone"),
    path("milestones/<int:pk>/file/", milestone.milestone_file, name="milestone_file"),
    path("milestones/<int:pk>/remove/", milestone.remove, name="remove_milestone"),
]
