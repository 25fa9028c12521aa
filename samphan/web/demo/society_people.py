"""The people of the demo's engagement office: made up, marked as samples, and named in its records from the register."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from samphan.directory.actions import accept_claim, add_affiliation, add_person, claim_person
from samphan.kit.thai.names import split_name
from samphan.projects.actions.side import write_person
from samphan.projects.models import PersonRole
from samphan.tenancy.scope import user_scope
from samphan.web.demo.facts import Words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from samphan.accounts.models import User
    from samphan.directory.models import Organisation, Person
    from samphan.kit.actor import Actor
    from samphan.projects.models import Project


class Staff(NamedTuple):
    """Somebody of the university; ``unit`` is the key of a faculty, "" the university's own office.

    ``share`` (per cent) and ``work`` are the part in the project that she or he leads, where its record says so.
    """

    name: str
    english: tuple[str, str]
    unit: str
    position: Words
    expertise: tuple[str, ...] = ()
    share: Decimal | None = None
    work: str = ""


LECTURER: Final = Words("อาจารย์", "Lecturer")
ASSISTANT: Final = Words("ผู้ช่วยศาสตราจารย์", "Assistant Professor")
STAFF: Final = {
    "weaving": Staff(
        "ดร.โครงการ นำทาง",
        ("Khrongkan", "Namthang"),
        "f2",
        LECTURER,
        ("สีย้อมธรรมชาติ", "ผลิตภัณฑ์ชุมชน"),
        Decimal(60),
        "ออกแบบกระบวนการ วิเคราะห์สีย้อม เขียนบทความ",
    ),
    "compost": Staff("ผศ.ดร.ใบบัว ดินสมมุติ", ("Baibua", "Dinsommut"), "f1", ASSISTANT, ("การจัดการขยะอินทรีย์",)),
    "ledger": Staff("อ.มณี บัญชีตัวอย่าง", ("Mani", "Banchituayang"), "f3", LECTURER, ("บัญชีวิสาหกิจชุมชน",)),
    "dean": Staff(
        "รศ.ดร.ธารา คณะตัวอย่าง", ("Thara", "Khanatuayang"), "f2", Words("คณบดี", "Dean"), ("เศรษฐกิจชุมชน",)
    ),
    "teaching": Staff("ผศ.ดร.ปรียา ครูสมมุติ", ("Priya", "Khrusommut"), "f4", ASSISTANT, ("หลักสูตรท้องถิ่น",)),
    "nursing": Staff("อ.อารี ดูแลตัวอย่าง", ("Ari", "Dulaetuayang"), "f5", LECTURER, ("การดูแลผู้สูงอายุในชุมชน",)),
    "officer": Staff(
        "นางสาวประสาน ใจสมมุติ",
        ("Prasan", "Chaisommut"),
        "",
        Words("นักวิชาการศึกษา งานพันธกิจสัมพันธ์กับสังคม", "Education officer, social engagement"),
    ),
}
"""By key; who leads a sample project stands under the key of that project."""


def add_staff(
    by: Actor, faculties: Mapping[str, Organisation], university: Organisation
) -> dict[str, Person]:
    """Put them into the register, each with the unit it belongs to."""
    made = {}
    for key, staff in STAFF.items():
        name = split_name(staff.name)
        made[key] = add_person(
            by=by,
            is_sample=True,
            academic_title=name.academic_title,
            is_doctor=name.is_doctor,
            other_titles=name.other_titles,
            given_name_th=name.given_name,
            family_name_th=name.family_name,
            given_name_en=staff.english[0],
            family_name_en=staff.english[1],
            expertise=list(staff.expertise),
        )
        add_affiliation(
            by=by,
            person=made[key],
            organisation=faculties.get(staff.unit, university),
            position_th=staff.position.th,
            position_en=staff.position.en,
        )
    return made


def know_leader(users: Mapping[str, User], person: Person, slug: str, *, now: dt.datetime) -> None:
    """The account that leads projects says who of the register it is, and the secretariat agrees."""
    with user_scope(users["lead"], slug) as by:
        asked = claim_person(by=by, person=person, now=now, words="เป็นหัวหน้าโครงการลายผ้า")
    with user_scope(users["secretariat"], slug) as by:
        accept_claim(by=by, claim=asked, now=now)


def name_leader(by: Actor, project: Project, key: str, person: Person, faculty: Organisation) -> None:
    """Who leads the project of ``key``, as a person of the register."""
    write_person(
        by=by,
        project=project,
        person=person,
        role=PersonRole.LEADER,
        organisation=faculty,
        share=STAFF[key].share,
        contribution=STAFF[key].work,
    )
