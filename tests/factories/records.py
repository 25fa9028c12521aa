"""The record of a project with one row of each kind, with the marker in every text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from samphan.kit.partial import PartialDate
from samphan.projects.actions.learning import write_course, write_research
from samphan.projects.actions.reach import write_place, write_resource, write_served, write_stated
from samphan.projects.actions.side import write_partner, write_person

if TYPE_CHECKING:
    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor
    from samphan.projects.models import (
        Project,
        ProjectCourse,
        ProjectPartner,
        ProjectPerson,
        ProjectPlace,
        ProjectResearch,
        ProjectResource,
        ProjectServed,
        ProjectStated,
    )


@dataclass(frozen=True)
class Record:
    """One row of each kind; ``group`` is a partner that stands in no register."""

    project: Project
    group: ProjectPartner
    person: ProjectPerson
    course: ProjectCourse
    research: ProjectResearch
    place: ProjectPlace
    served: ProjectServed
    resource: ProjectResource
    stated: ProjectStated

    def rows(self) -> dict[str, int]:
        """The id of a row by its noun."""
        return {
            "partner": self.group.pk,
            "person": self.person.pk,
            "course": self.course.pk,
            "research": self.research.pk,
            "place": self.place.pk,
            "served": self.served.pk,
            "resource": self.resource.pk,
            "stated": self.stated.pk,
        }


def fill_record(by: Actor, project: Project, organisation: Organisation, marker: str) -> Record:
    """A project of which every part of the record says something."""
    group = write_partner(
        by=by, project=project, name=f"กลุ่ม {marker}", side="society", basis="area", sector="community_enterprise",
        role_code="co_lead", role=f"บทบาท {marker}", since=PartialDate.of(dt.date(2025, 1, 1), "year"),
        contact_name=f"ผู้ติดต่อ {marker}", contact_phone=f"08 {marker}", contact_email=f"group-{marker}@example.org",
    )  # fmt: skip
    return Record(
        project=project,
        group=group,
        person=write_person(
            by=by, project=project, name=f"บุคคล {marker}", side="university", role="leader", organisation=organisation,
            share=Decimal(60), contribution=f"งาน {marker}",
        ),
        course=write_course(
            by=by, project=project, title=f"รายวิชา {marker}", code=f"C {marker}", section=f"ภาค {marker}", is_degree=True,
            enrolled=30, is_enrolled_counted=True, hours=Decimal("12.5"), pedagogy=f"วิธี {marker}", objectives=f"วัตถุประสงค์ {marker}",
        ),
        research=write_research(
            by=by, project=project, title=f"วิจัย {marker}", kind="participatory", discipline=f"สาขา {marker}", is_joint_question=True,
            ethics_number=f"E {marker}", products=f"ผลงาน {marker}", url="https://example.org/", year=2026,
        ),
        place=write_place(
            by=by, project=project, province="TH-54", district="ลอง", subdistrict=f"ตำบล {marker}", site=f"บ้าน {marker}",
            latitude=Decimal("18.08"), longitude=Decimal("99.83"),
        ),
        served=write_served(
            by=by, project=project, label=f"เกษตรกร {marker}", population="farmers", is_direct=True, number=790, households=200,
            groups=40, each=20,
        ),
        resource=write_resource(
            by=by, project=project, partner=group, kind="time", title=f"แรงงาน {marker}", amount=Decimal(100), unit=f"ชั่วโมง {marker}",
            value_baht=Decimal(5000), value_basis=f"อัตรา {marker}",
        ),
        stated=write_stated(
            by=by, project=project, kind="direct", number=Decimal(800), is_estimate=True, source=f"ข่าว {marker}"
        ),
    )  # fmt: skip
