"""What the demo keeps beside its records: identifiers, former names, who looks after what, who is who, a proposed change.

Facts: ROR ids (https://ror.org, CC0), web domains and provinces of the universities, and that Suan Dusit was a Rajabhat
University from 2547 until its act of 2558. Contact points, expertise and everything about sample institutions are invented.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from samphan.directory.actions import (
    accept_claim,
    add_contact_point,
    add_former_name,
    add_organisation,
    appoint_steward,
    claim_person,
    describe_organisation,
    describe_person,
    propose_change,
    relate_organisations,
)
from samphan.directory.actions.organisation import aliases_of, spellings
from samphan.kit.partial import PartialDate
from samphan.tenancy.scope import user_scope

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samphan.accounts.models import User
    from samphan.directory.models import Organisation, Person
    from samphan.kit.actor import Actor


class Known(NamedTuple):
    """What is known of a university besides its names."""

    ror: str
    domain: str
    province: str


UNIVERSITIES: Final = {
    "cmu": Known("05m2fqn25", "cmu.ac.th", "TH-50"),
    "sdu": Known("00x7vzk16", "dusit.ac.th", "TH-10"),
    "mu": Known("01znkr924", "mahidol.ac.th", "TH-73"),
    "mfu": Known("", "mfu.ac.th", "TH-57"),
    "psu": Known("0575ycz84", "psu.ac.th", "TH-90"),
    "tu": Known("002yp7f20", "tu.ac.th", "TH-10"),
    "buu": Known("01ff74m36", "buu.ac.th", "TH-20"),
    "swu": Known("04718hx42", "swu.ac.th", "TH-10"),
}
EXPERTISE: Final = (
    ("ความร่วมมือระหว่างประเทศ", "internationalisation"),
    ("การแลกเปลี่ยนนักศึกษา", "joint degrees"),
    ("พันธกิจสัมพันธ์กับสังคม", "community engagement"),
)


def make(
    users: Mapping[str, User],
    bodies: Mapping[str, Organisation],
    people: Sequence[Person],
    *,
    slug: str,
    other: str,
    now: dt.datetime,
) -> None:
    """Fill in the directory of network ``slug``; a proposed change comes from network ``other``."""
    with user_scope(users["secretariat"], slug) as by:
        for key, known in UNIVERSITIES.items():
            _describe(by, bodies[key], sector="university", **known._asdict())
        add_former_name(
            by=by,
            organisation=bodies["sdu"],
            text="มหาวิทยาลัยราชภัฏสวนดุสิต",
            since=_year(2004),
            until=_year(2015),
        )
        _succession(by, bodies)
        _contacts(by, bodies["s1"], people)
        for person, (thai, english) in zip(people, EXPERTISE, strict=False):
            describe_person(by=by, person=person, version=None, expertise=[thai, english])
        appoint_steward(
            by=by, organisation=bodies["cmu"], user=users["coordinator-cmu"], since_on=dt.date(2026, 1, 1)
        )
    for key, place in (("coordinator-cmu", 2), ("coordinator-swu", 14)):
        with user_scope(users[key], slug) as by:
            asked = claim_person(by=by, person=people[place], words="เป็นผู้ประสานงานของสถาบัน", now=now)
        if key == "coordinator-cmu":
            with user_scope(users["secretariat"], slug) as by:
                accept_claim(by=by, claim=asked, now=now)
    with user_scope(users["partner"], other) as by:
        propose_change(
            by=by,
            subject=bodies["s2"],
            words={"website": "https://www.sommut-phupha.example", "province": "TH-58"},
            reason="เว็บไซต์ใหม่ตามหนังสือเวียนของวิทยาเขต (ข้อมูลตัวอย่าง)",
            now=now,
        )


def _succession(by: Actor, bodies: Mapping[str, Organisation]) -> None:
    """An invented college that an invented university came out of."""
    college = add_organisation(
        by=by,
        kind="university",
        name_th="วิทยาลัยครูสมมุติธารา",
        name_en="Sommut Thara Teachers College",
        status="closed",
        status_since=_year(1995),
        is_sample=True,
    )
    relate_organisations(by=by, earlier=college, later=bodies["s1"], kind="renamed", happened=_year(1995))


def _contacts(by: Actor, university: Organisation, people: Sequence[Person]) -> None:
    """Invented numbers and addresses, one of each visibility."""
    for kind, value, purpose, visibility in (
        ("mail", "saraban@sommut-thara.example", "รับส่งหนังสือราชการ", "public"),
        ("phone", "0 2000 0000 ต่อ 012", "งานวิเทศสัมพันธ์", "members"),
    ):
        add_contact_point(
            by=by,
            subject=university,
            kind=kind,
            value=value,
            purpose=purpose,
            visibility=visibility,
            source="ข้อมูลตัวอย่าง",
        )
    add_contact_point(
        by=by,
        subject=people[2],
        kind="phone",
        value="08 0000 0001",
        purpose="ประสานงานด่วน",
        visibility="secretariat",
        source="ข้อมูลตัวอย่าง",
    )


def _describe(by: Actor, organisation: Organisation, **words: str) -> None:
    describe_organisation(
        by=by,
        organisation=organisation,
        version=None,
        parent=None,
        aliases=aliases_of(spellings(organisation)),
        **words,
    )


def _year(year: int) -> PartialDate:
    return PartialDate.of(dt.date(year, 1, 1), "year")
