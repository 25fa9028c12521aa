"""The second network of the demo: EnT, with what it publishes of itself; everything invented is marked as a sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from samphan.directory.models import Organisation
from samphan.kit.partial import PartialDate
from samphan.networks.actions import admit_member
from samphan.networks.actions.acceptance import note_acceptance
from samphan.networks.actions.frame import (
    StatementRow,
    adopt_frame,
    change_profile,
    draft_frame,
    write_section,
)
from samphan.networks.actions.milestone import write_milestone
from samphan.networks.actions.stage import move_stage
from samphan.tenancy.actions import create_network, grant
from samphan.tenancy.scope import system_scope, user_scope
from samphan.web.demo import ent_facts as facts
from samphan.web.demo import samples
from samphan.web.demo.bodies import add_ent_board
from samphan.web.demo.membership import state_benefits

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from samphan.accounts.models import User
    from samphan.kit.actor import Actor
    from samphan.networks.models import FrameVersion, Member


def load(users: Mapping[str, User]) -> None:
    """Make the network with its frame, milestones and board, and a few sample members that answer about the frame."""
    with system_scope("demo") as by:
        create_network(
            by=by,
            slug=facts.SLUG,
            name_th=facts.NAME.th,
            name_en=facts.NAME.en,
            kind="association",
            purpose_th=facts.PURPOSE.th,
            purpose_en=facts.PURPOSE.en,
        )
    with system_scope("demo", facts.SLUG) as by:
        grant(by=by, user=users["secretariat"], role="secretariat")
        grant(by=by, user=users["board"], role="board_member")
    today = timezone.localdate()
    with user_scope(users["secretariat"], facts.SLUG) as by:
        change_profile(by=by, **facts.PROFILE)
        frame = _frame(by, today)
        for moment in facts.MILESTONES:
            write_milestone(
                by=by,
                kind=moment.kind,
                on=moment.on,
                when_words=moment.said,
                title_th=moment.title.th,
                title_en=moment.title.en,
                detail_th=moment.detail.th,
                detail_en=moment.detail.en,
                place=moment.place,
                source=facts.SOURCE,
                is_published=True,
            )
        add_ent_board(by)
        state_benefits(by)
        _answers(by, frame, _members(by), today)
        move_stage(
            by=by,
            act="begin",
            to="LC4",
            on=facts.ADOPTED,
            reason=facts.STAGE_REASON,
            now=timezone.now(),
            today=today,
            is_sample=True,
        )


def _frame(by: Actor, today: dt.date) -> FrameVersion:
    frame = draft_frame(by=by)
    for section, statements in facts.FRAME.items():
        rows = [StatementRow(each.th, each.en) for each in statements]
        write_section(by=by, frame=frame, section=section, rows=rows)
    return adopt_frame(
        by=by, frame=frame, adopted=facts.ADOPTED, note=facts.FRAME_NOTE, source=facts.SOURCE, today=today
    )


def _members(by: Actor) -> list[Member]:
    """The invented institutions of the first network belong to this one too, as samples: EnT's own are not listed."""
    names = [each.th for each in samples.INSTITUTIONS]
    found = Organisation.objects.filter(is_sample=True, name_th__in=names).order_by("sort_key", "id")
    since = PartialDate.of(facts.ADOPTED.from_on, "year")
    return [admit_member(by=by, organisation=each, since=since, is_sample=True) for each in found]


def _answers(by: Actor, frame: FrameVersion, members: list[Member], today: dt.date) -> None:
    """All but one have answered, so that there is somebody to ask."""
    for member in members[:-1]:
        note_acceptance(
            by=by,
            frame=frame,
            member=member,
            is_sample=True,
            answer="accepted",
            answered_on=today,
            answered_by="ผู้แทนสมมุติ (ข้อมูลตัวอย่าง)",
            position="รองอธิการบดี",
            way="letter",
            today=today,
        )
