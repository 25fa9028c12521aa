"""Organisations and people, made through the actions that the pages use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from samphan.directory.actions import add_affiliation, add_organisation, add_person

if TYPE_CHECKING:
    from samphan.directory.models import Affiliation, Organisation, Person
    from samphan.kit.actor import Actor


def make_organisation(by: Actor, name_th: str = "มหาวิทยาลัยทดสอบ", **words: Any) -> Organisation:
    """An organisation kept by the actor's network; a university unless ``kind`` says otherwise."""
    return add_organisation(by=by, **{"name_th": name_th, "kind": "university", **words})


def make_person(by: Actor, given_name_th: str = "สมชาย", family_name_th: str = "ใจดี", **words: Any) -> Person:
    """A person whose record the actor's network keeps."""
    return add_person(by=by, given_name_th=given_name_th, family_name_th=family_name_th, **words)


def make_affiliation(by: Actor, person: Person, organisation: Organisation, **words: Any) -> Affiliation:
    """The person belongs to the organisation, since nobody knows when unless ``since`` says it."""
    return add_affiliation(by=by, person=person, organisation=organisation, **words)
