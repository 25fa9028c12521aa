"""The network itself with one of everything: profile, frame, acceptances, steps, milestones."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from samphan.kit.asking import Upload
from samphan.kit.partial import PartialDate
from samphan.networks.actions import frame as frames
from samphan.networks.actions.acceptance import ask_members, note_acceptance
from samphan.networks.actions.frame import StatementRow
from samphan.networks.actions.milestone import write_milestone
from samphan.networks.actions.stage import move_stage
from samphan.reports.actions.handover import ask_handover

if TYPE_CHECKING:
    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor
    from samphan.networks.models import FrameVersion, Member

NOW = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
TODAY = NOW.date()


def adopt(by: Actor, *, on: PartialDate | None = None, **parts: list[str]) -> FrameVersion:
    """A version with these parts (section: statements in Thai), adopted."""
    draft = frames.draft_frame(by=by)
    for section, texts in parts.items():
        known = {each.text_th: each.key for each in draft.statements.filter(section=section)}
        rows = [StatementRow(text, key=known.get(text)) for text in texts]
        frames.write_section(by=by, frame=draft, section=section, rows=rows)
    return frames.adopt_frame(
        by=by, frame=draft, adopted=on or PartialDate.of(dt.date(2026, 1, 1), "year"), today=TODAY
    )


def fill_frame(by: Actor, member: Member, university: Organisation, marker: str) -> None:
    """One of everything of the network itself; ``marker`` stands in every text."""
    frames.change_profile(
        by=by, former_name_th=f"ชื่อเดิม {marker}", emblem_th=f"ตรา {marker}", source=f"ที่มา {marker}"
    )
    first = adopt(by, vision=[f"วิสัยทัศน์ {marker}"], goal=[f"เป้าหมาย {marker}", f"เป้าหมายที่สอง {marker}"])
    frames.correct_adoption(
        by=by, frame=first, adopted=first.adopted, instrument=f"มติ {marker}", note="", source=""
    )
    ask_members(by=by, frame=first, now=NOW, on=TODAY)
    note_acceptance(
        by=by,
        frame=first,
        member=member,
        answer="accepted",
        answered_on=TODAY,
        answered_by=f"ผู้รับ {marker}",
        position=f"ตำแหน่ง {marker}",
        way="letter",
        words=f"ถ้อยคำ {marker}",
        today=TODAY,
    )
    frames.draft_frame(by=by)
    move_stage(
        by=by,
        act="begin",
        to="LC2",
        on=PartialDate.of(dt.date(2026, 1, 1), "year"),
        reason=f"เหตุผล {marker}",
        now=NOW,
        today=TODAY,
    )
    write_milestone(
        by=by,
        kind="beginning",
        on=PartialDate.of(dt.date(2013, 7, 1), "month"),
        title_th=f"เริ่มต้น {marker}",
        detail_th=f"รายละเอียด {marker}",
        place=f"สถานที่ {marker}",
        source=f"ที่มา {marker}",
        organisation=university,
        upload=Upload(f"{marker}.pdf", b"%PDF-1.7 " + marker.encode()),
    )
    ask_handover(by=by, office=f"เลขาธิการ {marker}", taker=f"ผู้รับช่วง {marker}", language="th")
