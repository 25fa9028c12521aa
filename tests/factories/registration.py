"""Registrations that are open, and people who apply for a seat, made through the actions that the pages use."""

from __future__ import annotations

import datetime as dt
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from samphan.events.actions.nomination import invite_institutions, nominate_person
from samphan.events.actions.registration import Applicant, register_by_form
from samphan.events.actions.registration_needs import Told
from samphan.events.actions.registration_settings import make_form_link, set_up_registration
from samphan.events.policy.registration import NOMINATE, REGISTER
from samphan.tenancy import links
from samphan.tenancy.scope import link_scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.directory.models import Organisation
    from samphan.events.models import Event, Nomination, Registration, RegistrationSettings
    from samphan.kit.actor import Actor
    from samphan.tenancy.models import Link

NOW = dt.datetime(2026, 3, 1, 3, tzinfo=dt.UTC)


def open_registration(by: Actor, event: Event, **fields: Any) -> RegistrationSettings:
    """A registration by form that is open now, without limits unless ``fields`` set some."""
    make_form_link(by=by, event=event, now=NOW)
    return set_up_registration(by=by, event=event, now=NOW, **{"has_form": True, **fields})


def form_link(event: Event) -> Link:
    """The link of the form."""
    return links.open_links(REGISTER, event, now=NOW).get()


def applicant(name: str = "นางสาวมาลี ดีงาม", email: str = "malee@example.org", **words: Any) -> Applicant:
    """Somebody who fills in a form once."""
    return Applicant(**{"name": name, "email": email, "key": uuid.uuid4(), **words})


@contextmanager
def by_link_of(link: Link, slug: str = "alpha") -> Iterator[Actor]:
    """The bearer of a link, in a scope."""
    with link_scope(slug, link.nonce, frozenset({link.purpose})) as actor:
        yield actor


def apply(event: Event, number: int = 1, *, now: dt.datetime = NOW, **words: Any) -> Registration:
    """The person with a number registers by the form of an event."""
    with by_link_of(form_link(event)) as by:
        who = applicant(f"ผู้สมัคร{number} นามสกุล{number}", f"p{number}@example.org", **words)
        registration = register_by_form(by=by, event=event, applicant=who, now=now)
    assert registration is not None
    return registration


def invite(by: Actor, event: Event, organisation: Organisation, quota: int | None = None) -> Nomination:
    """An institution is asked to name people."""
    (nomination,) = invite_institutions(
        by=by, event=event, organisations=[organisation], quota=quota, now=NOW
    )
    return nomination


def nomination_link_of(nomination: Nomination) -> Link:
    return links.open_links(NOMINATE, nomination, now=NOW).get()


def nominate(nomination: Nomination, number: int, *, now: dt.datetime = NOW, **words: Any) -> Registration:
    """The institution names the person with a number."""
    with by_link_of(nomination_link_of(nomination)) as by:
        who = applicant(
            f"ผู้แทน{number} สถาบัน{number}",
            f"n{number}@example.org",
            organisation=nomination.organisation,
            **words,
        )
        return nominate_person(by=by, nomination=nomination, applicant=who, now=now)


def told(**needs: tuple[str, str]) -> Told:
    """Needs with the consent that was given."""
    return Told("ยินยอมให้เก็บข้อมูล", needs or {"diet": ("halal", "")})


def fill_registration(by: Actor, event: Event, marker: str) -> None:
    """One of everything of a registration; ``marker`` stands in every text."""
    settings = set_up_registration(by=by, event=event, has_form=True, seats=100, now=NOW)
    make_form_link(by=by, event=event, now=NOW)
    hosts = event.hosts.select_related("organisation")
    (nomination,) = invite_institutions(
        by=by, event=event, organisations=[host.organisation for host in hosts][:1], quota=4, now=NOW
    )
    who = applicant(
        f"นางสาว{marker} {marker}",
        f"{marker}@example.org",
        position=f"ตำแหน่ง {marker}",
        needs=told(diet=("allergy", marker)),
    )
    nominate_person(by=by, nomination=nomination, applicant=who, now=NOW)
    assert settings.event_id == event.pk
