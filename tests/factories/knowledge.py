"""A project with everything that a dossier draws on, and a dossier about it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from samphan.engagement.models import (
    Benefit,
    BenefitKind,
    CertificateState,
    Channel,
    CommunityKnowledge,
    Evidence,
    EvidenceKind,
    Intensity,
    KnowledgeConsent,
    KnowledgeKind,
    KnowledgeUse,
    Measure,
    Participation,
    ProjectResult,
    ResultLevel,
    Situation,
    Stage,
    Strength,
    Supports,
    UseCertificate,
    Voice,
)
from samphan.engagement.queries.knowledge import search_row
from samphan.kit.asking import Upload
from samphan.kit.partial import PartialDate
from samphan.knowledge.actions.contribution import Stated, state_contributions
from samphan.knowledge.actions.dossier import Chosen, add_annex, begin_dossier, choose_projects, write_part
from samphan.knowledge.models import DossierIssue, MakingState
from samphan.projects.actions.records import put_row
from samphan.projects.models import (
    PartnerSide,
    Project,
    ProjectCourse,
    ProjectPartner,
    ProjectResearch,
    ResearchKind,
)
from samphan.tenancy import files, search

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from samphan.knowledge.models import Dossier

NOW = dt.datetime(2026, 5, 1, 3, tzinfo=dt.UTC)
PDF = b"%PDF-1.7\n%%EOF\n"


def full_project(by: Actor, marker: str, *, photos: int = 0, jpeg: bytes = b"") -> Project:
    """A project of which every part that a dossier asks for is written; each text holds the marker."""
    own = {"network_id": by.network_id}
    project = Project.objects.create(
        title_th=f"โครงการ {marker}",
        title_en=f"Project {marker}",
        need_th=f"ความต้องการ {marker}",
        question_th=f"โจทย์ร่วม {marker}",
        question_story=f"ผู้ใหญ่บ้านเสนอ {marker}",
        starts=PartialDate.of(dt.date(2024, 11, 1)),
        ends=PartialDate.of(dt.date(2025, 9, 30)),
        keeper_id=by.user_id,
        sort_key=marker,
        **own,
    )
    put_row(project)
    below = {"project": project, **own}
    village = ProjectPartner.objects.create(name=f"บ้าน {marker}", side=PartnerSide.SOCIETY, order=1, **below)
    Situation.objects.create(
        **{
            part: f"{part} {marker}"
            for part in ("before", "process", "knowledge_used", "change", "after", "outlook", "sustaining")
        },
        **below,
    )
    Measure.objects.create(
        title=f"รายได้ {marker}", unit="บาท", before=Decimal(4000), after=Decimal(5200), **below
    )
    ProjectResult.objects.create(level=ResultLevel.COMMUNITY, reached=f"ผล {marker}", **below)
    ProjectCourse.objects.create(title=f"รายวิชา {marker}", enrolled=30, **below)
    ProjectResearch.objects.create(title=f"วิจัย {marker}", kind=ResearchKind.PARTICIPATORY, **below)
    said = {"channel": Channel.OFFICE, "at": NOW}
    for voice, intensity in ((Voice.UNIVERSITY, Intensity.LEADS), (Voice.PARTNER, Intensity.CONSULTED)):
        Participation.objects.create(
            partner=village, stage=Stage.PLAN, intensity=intensity, voice=voice, **said, **below
        )
    Benefit.objects.create(
        partner=village,
        kind=BenefitKind.COST,
        words=f"เวลา {marker}",
        voice=Voice.UNIVERSITY,
        **said,
        **below,
    )
    entry = CommunityKnowledge.objects.create(
        title_th=f"ภูมิปัญญา {marker}",
        kind=KnowledgeKind.WISDOM,
        holder_name=f"ยายมา {marker}",
        consent=KnowledgeConsent.GIVEN,
        sort_key=marker,
        **below,
    )
    search.put([search_row(entry)])
    KnowledgeUse.objects.create(knowledge=entry, **below)
    UseCertificate.objects.create(
        partner=village,
        use=f"ใช้ {marker}",
        signer_name=f"ผู้ใหญ่ {marker}",
        state=CertificateState.SIGNED,
        answered_at=NOW,
        **below,
    )
    for supports in (Supports.NEED, Supports.CHANGE):
        Evidence.objects.create(
            kind=EvidenceKind.DOCUMENT,
            title=f"หลักฐาน {marker} {supports}",
            supports=supports,
            strength=Strength.DOCUMENT,
            taken_on=PartialDate.of(dt.date(2025, 1, 15)),
            **below,
        )
    for number in range(photos):
        stored = files.store(
            jpeg, network_id=by.network_id, name=f"{marker}-{number}.jpg", media_type=files.JPEG
        )
        Evidence.objects.create(
            kind=EvidenceKind.PHOTO,
            title=f"ภาพ {marker} {number}",
            supports=Supports.PROCESS,
            strength=Strength.DOCUMENT,
            file=stored,
            **below,
        )
    return project


def fill_dossiers(by: Actor, marker: str) -> Dossier:
    """A dossier with a project, own words, contributions, annexes and an issue."""
    project = full_project(by, marker)
    dossier = begin_dossier(
        by=by, pack="social_2560", title_th=f"แฟ้ม {marker}", holder_name=f"ผศ.ดร.สมศรี {marker}"
    )
    choose_projects(
        by=by, dossier=dossier, rows=[Chosen(project, f"หัวหน้าโครงการ {marker}", f"Leader {marker}")]
    )
    write_part(by=by, dossier=dossier, part="outlook", words_th=f"คาดว่า {marker}")
    state_contributions(by=by, dossier=dossier, project=project, rows=shares(marker), now=NOW)
    certificate = UseCertificate.objects.get(project=project)
    add_annex(by=by, dossier=dossier, kind="certificate", title=f"ภาคผนวก {marker}", certificate=certificate)
    add_annex(by=by, dossier=dossier, kind="other", title="", upload=Upload(f"{marker}.pdf", PDF))
    stored = files.store(PDF, network_id=by.network_id, name=f"{marker}.pdf", media_type=files.PDF)
    DossierIssue.objects.create(
        network_id=by.network_id,
        dossier=dossier,
        number=1,
        state=MakingState.READY,
        missing=[[marker, marker]],
        pdf=stored,
        asked_at=NOW,
    )
    return dossier


def shares(marker: str) -> list[Stated]:
    """Two people who did the work, 60 and 40 per cent."""
    return [
        Stated(f"ผศ.ดร.สมศรี {marker}", f"ออกแบบ {marker}", Decimal(60), is_holder=True),
        Stated(f"นายบุญมี {marker}", f"ประสานชุมชน {marker}", Decimal(40), email=f"bunmee-{marker}@example.org"),
    ]
