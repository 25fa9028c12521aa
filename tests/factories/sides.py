"""What both sides of a project say, one of everything, with the marker in every text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from samphan.engagement.actions.asks import ask_partner
from samphan.engagement.actions.claims import Said, answer_claims, reply_to_answer
from samphan.engagement.actions.papers import issue_paper
from samphan.engagement.actions.taking_part import add_benefit, rate_stages
from samphan.engagement.actions.words import Photo, add_words
from samphan.engagement.queries.sides import says
from samphan.projects.models import ProjectPartner

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor
    from samphan.projects.models import Project


def fill_sides(by: Actor, project: Project, marker: str, now: dt.datetime) -> None:
    """An ask, a dispute with its reply, ratings and benefits of both sides, words with a photograph, both papers."""
    partner = ProjectPartner.objects.select_related("project", "organisation").filter(project=project)[0]
    ask_partner(by=by, partner=partner, purpose=f"ยืนยัน {marker}", now=now)
    passed_on = {"channel": "spoken", "said_by": f"ผู้ใหญ่ {marker}"}
    for voice in ("university", "partner"):
        more = passed_on if voice == "partner" else {}
        add_benefit(
            by=by,
            partner=partner,
            kind="benefit",
            words=f"ประโยชน์ {marker} {voice}",
            voice=voice,
            now=now,
            **more,
        )
        rate_stages(
            by=by, partner=partner, ratings={"plan": (2, f"ตัวอย่าง {marker}")}, voice=voice, now=now, **more
        )
    claim = says(partner).lines[0].claim
    said = Said(claim.key, claim.fingerprint, "disputed", f"ไม่จริง {marker}")
    (answer,) = answer_claims(by=by, partner=partner, answers=[said], now=now, **passed_on)
    reply_to_answer(by=by, answer=answer, kind="kept", words=f"เหตุผล {marker}", now=now)
    add_words(
        by=by,
        partner=partner,
        words=f"คำพูด {marker}",
        photo=Photo(f"{marker}.png", _png()),
        now=now,
        **passed_on,
    )
    for kind in ("letter", "record"):
        issue_paper(by=by, partner=partner, kind=kind, signer_name=f"ผู้ลงนาม {marker}", text=marker, now=now)


def _png() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return out.getvalue()
