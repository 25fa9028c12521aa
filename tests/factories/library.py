"""A case study with everything, one from elsewhere, news, and what is public; the marker in every text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.accounts.models import User
from samphan.knowledge.actions.case import (
    begin_case,
    choose_pictures,
    make_case,
    publish_case,
    submit_case,
    write_section,
)
from samphan.knowledge.actions.news import Upload, choose_events, choose_public, publish_news, write_news
from samphan.knowledge.models import CasePaper, MakingState
from samphan.tenancy import files
from tests.factories.knowledge import PDF

if TYPE_CHECKING:
    import datetime as dt

    from samphan.engagement.models import Evidence
    from samphan.events.models import Event
    from samphan.kit.actor import Actor
    from samphan.knowledge.models import CaseStudy


def fill_library(by: Actor, photo: Evidence, event: Event, marker: str, now: dt.datetime) -> CaseStudy:
    """One of everything; the case study of the photograph's project is given back. Nothing is open to everybody."""
    case = make_case(by=by, project=photo.project)
    words = {"words_th": f"คำของเรา {marker}", "words_en": f"Our words {marker}"}
    write_section(by=by, case=case, part="need", version=None, **words)
    row = {"evidence": photo, "caption_th": f"คำบรรยาย {marker}", "caption_en": f"Caption {marker}"}
    choose_pictures(by=by, case=case, version=None, rows=[row])
    CasePaper.objects.create(
        network_id=by.network_id,
        case=case,
        asker=User.objects.order_by("pk")[0],
        state=MakingState.READY,
        pdf=files.store(PDF, network_id=by.network_id, name=f"case-{marker}.pdf", media_type=files.PDF),
        asked_by=marker,
        asked_at=now,
    )
    elsewhere = begin_case(
        by=by,
        title_th=f"กรณีศึกษาอื่น {marker}",
        title_en=f"Elsewhere {marker}",
        address=f"https://example.org/{marker}",
        source=f"แหล่ง {marker}",
        provinces=["TH-54"],
    )
    publish_case(by=by, case=submit_case(by=by, case=elsewhere), now=now)
    item = write_news(
        by=by,
        title_th=f"ข่าว {marker}",
        title_en=f"News {marker}",
        body_th=f"เนื้อข่าว {marker}",
        picture_words=f"ภาพ {marker}",
        upload=Upload(f"{marker}.jpg", files.read(photo.file)) if photo.file else None,
    )
    publish_news(by=by, item=item, now=now)
    choose_public(by=by, version=None, shows=[], welcome_th=f"ยินดีต้อนรับ {marker}")
    choose_events(by=by, events=[event])
    return case
