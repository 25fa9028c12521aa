"""What changed in a project, what proves it, and what a community knows; the marker in every text."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

from PIL import Image

from samphan.engagement.actions.certificates import note_paper, send_certificate, write_certificate
from samphan.engagement.actions.change import describe_situation, write_measure, write_result
from samphan.engagement.actions.evidence import add_statement, bring_files
from samphan.engagement.actions.follow_ups import ask_partner
from samphan.engagement.actions.knowledge import answer_consent, use_knowledge, write_knowledge
from samphan.engagement.queries.evidence import Target
from samphan.kit.asking import Upload
from samphan.projects.actions.follow_ups import plan_after_end

if TYPE_CHECKING:
    from samphan.engagement.models import Evidence
    from samphan.kit.actor import Actor
    from samphan.projects.models import Project


def fill_outcome(by: Actor, project: Project, marker: str, now: dt.datetime) -> Evidence:
    """One of everything: the evidence with a picture is given back."""
    partner = project.partners.select_related("organisation").order_by("id")[0]
    describe_situation(by=by, project=project, before=f"ก่อน {marker}", after=f"หลัง {marker}")
    measure = write_measure(by=by, project=project, title=f"ตัววัด {marker}", source=f"แหล่ง {marker}")
    result = write_result(by=by, project=project, level="community", expected=f"คาดหวัง {marker}")
    out = io.BytesIO()
    Image.new("RGB", (24, 16), "olive").save(out, "JPEG")
    (photo,) = bring_files(
        by=by,
        project=project,
        uploads=[Upload(f"{marker}.jpg", out.getvalue())],
        supports="change",
        consent="given",
        place=f"สถานที่ {marker}",
        target=Target("result", result, ""),
    )
    said = {"title": f"คำกล่าว {marker}", "words": f"คำ {marker}", "supports": "after", "partner": partner}
    add_statement(by=by, project=project, target=Target("measure", measure, ""), **said)
    certificate = write_certificate(by=by, project=project, partner=partner, use=f"ใช้ {marker}")
    send_certificate(by=by, certificate=certificate, now=now)
    signed = write_certificate(by=by, project=project, partner=partner, use=f"ใช้แล้ว {marker}")
    note_paper(
        by=by,
        certificate=signed,
        upload=Upload(f"{marker}.pdf", b"%PDF-1.7 " + marker.encode()),
        signer_name=f"ผู้ลงนาม {marker}",
        signer_position=f"ตำแหน่ง {marker}",
        is_authorised=True,
        signed_on=dt.date(2026, 4, 1),
        now=now,
    )
    planned = plan_after_end(by=by, project=project, now=now)
    ask_partner(by=by, project=project, partner=partner, due_on=planned[0].due_on, now=now)
    words = {"title_th": f"ภูมิปัญญา {marker}", "words_th": f"เรื่อง {marker}"}
    entry = write_knowledge(
        by=by, kind="wisdom", holder_name=f"ผู้ถือ {marker}", asked_on=dt.date(2026, 1, 5), **words
    )
    answer_consent(
        by=by, entry=entry, consent="conditions", conditions=f"เงื่อนไข {marker}", consent_by=f"ผู้ใหญ่ {marker}"
    )
    use_knowledge(
        by=by,
        entry=entry,
        project=project,
        today=now.date(),
        words=f"นำไปใช้ {marker}",
        are_conditions_met=True,
    )
    return photo
