"""Organisations and people, made through the actions that the pages use."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from samphan.accounts.models import User
from samphan.directory.actions import (
    add_affiliation,
    add_contact_point,
    add_former_name,
    add_organisation,
    add_person,
    appoint_steward,
    claim_person,
    propose_change,
    relate_organisations,
)
from samphan.directory.actions.merging import keep_apart, merge_records
from samphan.tenancy.actions import grant
from samphan.tenancy.scope import user_scope

if TYPE_CHECKING:
    from samphan.directory.models import Affiliation, Organisation, Person
    from samphan.kit.actor import Actor

AT: Final = dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC)


def make_organisation(by: Actor, name_th: str = "มหาวิทยาลัยทดสอบ", **words: Any) -> Organisation:
    """An organisation kept by the actor's network; a university unless ``kind`` says otherwise."""
    return add_organisation(by=by, **{"name_th": name_th, "kind": "university", **words})


def make_person(by: Actor, given_name_th: str = "สมชาย", family_name_th: str = "ใจดี", **words: Any) -> Person:
    """A person whose record the actor's network keeps."""
    return add_person(by=by, given_name_th=given_name_th, family_name_th=family_name_th, **words)


def make_affiliation(by: Actor, person: Person, organisation: Organisation, **words: Any) -> Affiliation:
    """The person belongs to the organisation, since nobody knows when unless ``since`` says it."""
    return add_affiliation(by=by, person=person, organisation=organisation, **words)


def fill_directory(
    by: Actor, university: Organisation, unit: Organisation, person: Person, marker: str
) -> None:
    """One of everything that stands beside the records of the directory; ``marker`` stands in every text.

    Only users say who they are and propose changes, so a user of the network is made who does.
    """
    network = by.network
    if network is None:
        raise ValueError("a network is filled")
    user = User.objects.make(email=f"user-{marker}@example.org", name=f"ผู้ใช้ {marker}", password=None)
    grant(by=by, user=user, role="coordinator")
    before = make_organisation(by, f"มหาวิทยาลัย {marker} เดิม", status="closed", province="TH-50")
    relate_organisations(by=by, earlier=before, later=university, kind="renamed")
    add_former_name(by=by, organisation=unit, text=f"คณะ {marker} เดิม")
    for subject in (university, person):
        add_contact_point(
            by=by,
            subject=subject,
            kind="phone",
            value=f"0 5394 {marker}",
            purpose=f"ติดต่อ {marker}",
            visibility="members",
            source=f"แบบยินยอม {marker}",
        )
    appoint_steward(by=by, organisation=unit, user=user, since_on=dt.date(2026, 1, 1))
    with user_scope(user, network.slug) as acting:
        propose_change(
            by=acting,
            subject=university,
            words={"about_th": f"ข้อเสนอ {marker}"},
            reason=f"เหตุผล {marker}",
            now=AT,
        )
        claim_person(by=acting, person=person, words=f"หลักฐาน {marker}", now=AT)


def fill_merging(by: Actor, marker: str, now: dt.datetime) -> None:
    """Two organisations of which one was merged into the other, and two that were kept apart, each with the marker."""
    kept, merged, apart = (
        make_organisation(by, f"มหาวิทยาลัย {marker} {name}") for name in ("ที่คงไว้", "ที่รวม", "ที่แยก")
    )
    merge_records(by=by, kept=kept, merged=merged, now=now, reason=f"เหตุผล {marker}")
    keep_apart(by=by, first=kept, second=apart)
