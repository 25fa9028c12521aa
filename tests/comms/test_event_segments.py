"""To whom messages about an event go: each segment holds its people and nobody else's."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from samphan.comms.actions import approve_mailing, begin_mailing, draft_mailing, hand_over, write_batch
from samphan.comms.models import Mailing, Message, Recipient
from samphan.comms.queries import segments
from samphan.comms.queries.mailings import due_at, due_mailings
from samphan.events.actions.survey import ask_participants, begin_satisfaction, open_satisfaction
from samphan.events.models import (
    AskedRegistration,
    CheckIn,
    Nomination,
    Registration,
    RegistrationState,
    StrategicGroup,
    Team,
    TeamPerson,
)
from samphan.events.policy.registration import NOMINATE, TICKET
from samphan.kit.errors import Problem
from samphan.kit.partial import PartialDate
from samphan.networks.actions import admit_member, name_representative
from samphan.tenancy import links
from samphan.tenancy.models import AuditEntry, Link
from samphan.tenancy.scope import system_scope
from tests.factories.events import make_event, make_full_event
from tests.factories.messages import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

    from samphan.events.models import Event
    from samphan.kit.actor import Actor
    from tests.personas import World

NOW = dt.datetime(2026, 3, 1, 3, tzinfo=dt.UTC)
pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def foreign(world: World) -> Event:
    """An event of B with as much in it; none of its people may ever get anything from A."""
    with system_scope("test", world.b.pk) as by:
        event = make_full_event(by, rows=4)
        Registration.objects.filter(event=event).update(email="foreign@example.org")
        return event


@pytest.fixture
def by(world: World, foreign: Event) -> Iterator[Actor]:
    with system_scope("test", world.a.pk) as actor:
        yield actor


@pytest.fixture
def event(by: Actor) -> Event:
    """Four registered people p1@ to p4@: confirmed, waiting for approval, on the waiting list, confirmed in a group."""
    event = make_full_event(by, rows=4)
    states = (
        RegistrationState.CONFIRMED,
        RegistrationState.SUBMITTED,
        RegistrationState.WAITING,
        RegistrationState.CONFIRMED,
    )
    for number, (each, state) in enumerate(zip(people(event), states, strict=True), start=1):
        each.email, each.state, each.queued_at = f"p{number}@example.org", state, NOW
        each.save()
    last = people(event)[-1]
    last.group = StrategicGroup.objects.filter(event=event).order_by("order")[1]
    last.save()
    return event


def people(event: Event) -> list[Registration]:
    return list(Registration.objects.filter(event=event).order_by("id"))


def mailing(by: Actor, event: Event, code: str, **fields: Any) -> Mailing:
    return draft_mailing(
        by=by,
        **{
            "about_kind": "events.event",
            "about_id": event.pk,
            "name": "จดหมาย",
            "kind": "notice",
            "segment": code,
            "subject_th": "{event}",
            "body_th": "เรียน {name}",
            **fields,
        },
    )


def addresses(by: Actor, made: Mailing) -> list[str]:
    return sorted(each.address for each in segments.fix(by, made) if not each.skipped)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("events.confirmed", ["p1@example.org", "p4@example.org"]),
        ("events.submitted", ["p2@example.org"]),
        ("events.waiting", ["p3@example.org"]),
        ("events.checked_in", []),
    ],
)
def test_segment_of_registrations_holds_those_of_its_state(
    by: Actor, event: Event, code: str, expected: list[str]
) -> None:
    assert addresses(by, mailing(by, event, code)) == expected


def test_segment_of_those_who_checked_in_forgets_what_was_undone(by: Actor, event: Event) -> None:
    first, *_others, last = people(event)
    for act, registration in (("in", first), ("in", last), ("undo", last)):
        CheckIn.objects.create(
            network_id=event.network_id,
            event=event,
            registration=registration,
            day=dt.date(2026, 3, 31),
            act=act,
            client_id=f"00000000-0000-4000-8000-{CheckIn.objects.count():012}",
            at=NOW,
            received_at=NOW,
            way="search",
        )
    assert addresses(by, mailing(by, event, "events.checked_in")) == ["p1@example.org"]


def test_segment_of_a_group_holds_its_people(by: Actor, event: Event) -> None:
    first, second, *_rest = StrategicGroup.objects.filter(event=event).order_by("order")
    assert addresses(by, mailing(by, event, "events.group", part_id=second.pk)) == ["p4@example.org"]
    assert addresses(by, mailing(by, event, "events.group", part_id=first.pk)) == []


def test_segment_of_a_group_of_another_event_is_refused(by: Actor, event: Event, foreign: Event) -> None:
    other = StrategicGroup.objects.filter(event=make_full_event(by)).get()
    for pk in (other.pk, None):
        with pytest.raises(Problem, match="Choose which one"):
            mailing(by, event, "events.group", part_id=pk)


def test_segment_of_a_team_writes_to_the_registered_address(by: Actor, event: Event) -> None:
    team, other, *_rest = Team.objects.filter(event=event).order_by("order")
    first, second, *_others = people(event)
    rows = ((team, first.person, "ก"), (other, second.person, "ข"), (other, None, "ไม่รู้จัก"))
    for place, person, name in rows:
        TeamPerson.objects.create(
            network_id=event.network_id, event=event, team=place, person=person, name=name
        )
    assert addresses(by, mailing(by, event, "events.team", part_id=team.pk)) == ["p1@example.org"]
    every = mailing(by, event, "events.team", part_id=0)
    assert addresses(by, every) == ["p1@example.org", "p2@example.org"]
    assert [each.skipped for each in segments.fix(by, every)] == ["", "", "no_address"]


def test_segments_of_institutions(by: Actor, event: Event) -> None:
    institutions = list(event.institutions.order_by("id"))
    for state, institution in zip(("invited", "answered"), institutions, strict=False):
        Nomination.objects.create(
            network_id=event.network_id,
            event=event,
            organisation=institution.organisation,
            contact_email=f"{state}@example.org",
            state=state,
        )
    member = admit_member(by=by, organisation=institutions[3].organisation)
    rep = {"name": "ผู้แทน", "since_on": dt.date(2026, 1, 1)}
    name_representative(by=by, member=member, email="rep@example.org", **rep)
    past = {**rep, "until_on": dt.date(2026, 2, 1)}
    name_representative(by=by, member=member, email="past@example.org", **past)
    assert addresses(by, mailing(by, event, "events.unanswered")) == ["invited@example.org"]
    assert addresses(by, mailing(by, event, "events.asked")) == [
        "answered@example.org",
        "invited@example.org",
    ]
    assert addresses(by, mailing(by, event, "events.representatives")) == ["rep@example.org"]


def test_addresses_that_differ_in_case_get_one_message(by: Actor, event: Event) -> None:
    Registration.objects.filter(event=event).update(email="Same@Example.org", state="confirmed")
    first = people(event)[0]
    Registration.objects.filter(pk=first.pk).update(email="same@example.org")
    Registration.objects.filter(pk=people(event)[1].pk).update(email="no address at all")
    fixed = [each.skipped for each in segments.fix(by, mailing(by, event, "events.confirmed"))]
    assert sorted(fixed) == ["", "duplicate", "duplicate", "invalid"]


def test_two_people_of_one_office_each_get_their_own_ticket(by: Actor, event: Event) -> None:
    Registration.objects.filter(event=event).update(email="office@example.org", state="confirmed")
    made = mailing(by, event, "events.confirmed", body_th="{name}: {link}")
    texts = [words_of(each) for each in send(by, made)]
    assert len(texts) == 4
    assert len({text.rpartition(" ")[2] for text in texts}) == 4


def test_no_personal_link_goes_to_who_left_or_to_an_address_that_was_wrong(by: Actor, event: Event) -> None:
    first, *_others, last = people(event)
    made = mailing(by, event, "events.confirmed", body_th="{name}: {link}")
    approve_mailing(by=by, mailing=made, version=None, now=NOW)
    Registration.objects.filter(pk=first.pk).update(email="right@example.org")
    Registration.objects.filter(pk=last.pk).update(state="withdrawn")
    begin_mailing(by=by, mailing=made, now=NOW)
    while write_batch(by=by, mailing_id=made.pk):
        pass
    assert [each.to_address for each in Message.objects.filter(recipient__mailing=made)] == []
    assert set(Recipient.objects.filter(mailing=made).values_list("skipped", flat=True)) == {"left"}
    assert not Link.objects.filter(purpose=TICKET, subject_id__in=[first.pk, last.pk]).exists()


def test_who_was_asked_how_it_was_and_has_not_answered_gets_the_link(by: Actor, event: Event) -> None:
    about = open_satisfaction(by=by, about=begin_satisfaction(by=by, event=event), now=NOW)
    ask_participants(by=by, about=about)
    first, *_others, last = people(event)
    made = mailing(by, event, "events.unanswered_survey", body_th="{link}")
    assert addresses(by, made) == ["p1@example.org", "p4@example.org"]
    AskedRegistration.objects.get(registration=first).recipient.delete()
    unanswered = AskedRegistration.objects.get(registration=last).recipient
    (letter,) = send(by, made)
    assert letter.to_address == "p4@example.org"
    link = Link.objects.get(subject_kind="surveys.recipient", subject_id=unanswered.pk)
    assert words_of(letter).strip() == links.address(link, "alpha")
    unanswered.has_answered = True
    unanswered.save()
    assert addresses(by, made) == []


def send(by: Actor, made: Mailing) -> list[Message]:
    approve_mailing(by=by, mailing=made, version=None, now=NOW)
    begin_mailing(by=by, mailing=made, now=NOW)
    while write_batch(by=by, mailing_id=made.pk):
        pass
    return list(Message.objects.filter(recipient__mailing=made).order_by("to_address"))


def test_each_gets_a_personal_link_and_nobody_elses(by: Actor, event: Event) -> None:
    first, *_others, last = people(event)
    messages = send(by, mailing(by, event, "events.confirmed", body_th="{link}"))
    found = {link.subject_id: link for link in Link.objects.filter(purpose=TICKET)}
    assert set(found) == {first.pk, last.pk}
    assert [found[first.pk].nonce in messages[0].text, found[last.pk].nonce in messages[1].text] == [
        True,
        True,
    ]
    assert messages[0].text != messages[1].text
    again = send(by, mailing(by, event, "events.confirmed", body_th="{link}"))
    assert [each.text for each in again] == [each.text for each in messages]


def test_institution_gets_the_link_at_which_it_nominates(by: Actor, event: Event) -> None:
    nomination = Nomination.objects.create(
        network_id=event.network_id,
        event=event,
        organisation=event.institutions.order_by("id")[0].organisation,
        contact_email="n@example.org",
    )
    (message,) = send(by, mailing(by, event, "events.asked", body_th="{name} {link}"))
    link = Link.objects.get(purpose=NOMINATE, subject_id=nomination.pk)
    assert message.text.startswith("ผู้เกี่ยวข้อง http") or message.text.startswith("to whom")
    assert link.nonce in message.text


def test_preview_makes_no_link(
    by: Actor, event: Event, world: World, browser: Callable[[str], Client]
) -> None:
    made = mailing(by, event, "events.confirmed", body_th="{link}")
    page = browser("secretariat").get(reverse("comms:approve_mailing", args=["alpha", made.pk]) + "?lang=en")
    assert "here stands the personal link" in page.text or "ลิงก์เฉพาะบุคคล" in page.text
    assert not Link.objects.exists()


def test_facts_of_the_event_are_said_in_both_languages(by: Actor, event: Event) -> None:
    words = {"body_th": "{event} {dates}", "subject_en": "{event}", "body_en": "{event} {dates}"}
    text = words_of(send(by, mailing(by, event, "events.confirmed", **words))[0])
    assert text.startswith("วันสร้างเครือข่าย 31 มีนาคม – 1 เมษายน 2569")
    assert text.endswith("Networking Day 31 March – 1 April 2026")


def test_reminder_moves_with_the_event(by: Actor, event: Event) -> None:
    made = mailing(by, event, "events.confirmed", anchor="starts", offset_days=-7)
    made = approve_mailing(by=by, mailing=made, version=None, now=NOW)
    nine = dt.time(9)
    assert due_at(by, made) == timezone.make_aware(dt.datetime.combine(dt.date(2026, 3, 24), nine))
    event.starts, event.ends = PartialDate.of(dt.date(2026, 4, 1)), None
    event.save()
    due = due_at(by, made)
    assert due == timezone.make_aware(dt.datetime.combine(dt.date(2026, 3, 25), nine))
    assert due_mailings(by, due - dt.timedelta(minutes=1)) == []
    assert due_mailings(by, due) == [made]
    event.starts = PartialDate.of(dt.date(2026, 4, 1), "month")
    event.save()
    assert due_at(by, made) is None
    assert due_mailings(by, due) == []


def test_reminder_of_an_event_without_a_day_is_refused(by: Actor) -> None:
    event = make_event(by, starts=PartialDate.of(dt.date(2026, 3, 1), "month"), ends=None)
    with pytest.raises(Problem, match="not known yet"):
        mailing(by, event, "events.confirmed", anchor="starts", offset_days=-7)


def test_mailing_about_an_event_of_another_network_is_refused(by: Actor, foreign: Event) -> None:
    with pytest.raises(Problem, match="not there"):
        mailing(by, foreign, "events.confirmed")


def test_page_of_the_event_lists_its_mailings(
    by: Actor, event: Event, browser: Callable[[str], Client], statements: Any
) -> None:
    client, path = browser("secretariat"), reverse("events:messages", args=["alpha", event.pk])
    other = make_event(by, "Other", title_th="อื่น")
    mailing(by, other, "events.confirmed", name="จดหมายของกิจกรรมอื่น")
    counts = []
    for more in (1, 2):
        for number in range(more):
            made = mailing(
                by, event, "events.confirmed", name=f"จดหมาย{number}", anchor="starts", offset_days=-7
            )
            approve_mailing(by=by, mailing=made, version=None, now=NOW)
        with statements() as sent:
            page = client.get(path).text
        counts.append(len(sent))
    assert "จดหมาย0" in page
    assert "จดหมายของกิจกรรมอื่น" not in page
    assert counts[0] == counts[1]
    assert browser("board").get(path).status_code == 403


def test_form_for_an_event_begins_with_a_notice(
    by: Actor, event: Event, browser: Callable[[str], Client]
) -> None:
    path = reverse("comms:new_mailing", args=["alpha"])
    query = f"?about=events.event&id={event.pk}&notice=reminder_week"
    page = browser("secretariat").get(path + query).text
    assert "อีก 7 วันถึงวันงาน {event}" in page
    assert "อีก 7 วันถึงวันงาน วันสร้างเครือข่าย" in page
    group = StrategicGroup.objects.filter(event=event).order_by("order")[0]
    assert f"events.group:{group.pk}" in page


@pytest.mark.parametrize("code", ["confirmed", "checked_in", "group", "team", "asked", "representatives"])
def test_segment_asks_as_often_for_many_people_as_for_one(
    by: Actor, event: Event, code: str, statements: Any
) -> None:
    counts = []
    for one in (make_full_event(by), event):
        Registration.objects.filter(event=one).update(state="confirmed", email="x@example.org")
        group = StrategicGroup.objects.filter(event=one).order_by("order")[0]
        Registration.objects.filter(event=one).update(group=group)
        for registration in people(one):
            team = Team.objects.filter(event=one)[0]
            TeamPerson.objects.create(
                network_id=one.network_id, event=one, team=team, person=registration.person, name="ก"
            )
            Nomination.objects.create(
                network_id=one.network_id,
                event=one,
                organisation=registration.organisation,
                contact_email="n@example.org",
            )
        found = segments.segment(f"events.{code}")
        part = {"group": group.pk, "team": 0}.get(code)
        with statements() as sent:
            list(found.recipients(by, one.pk, part))
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_recipients_of_another_network_are_never_listed(by: Actor, event: Event) -> None:
    send(by, mailing(by, event, "events.confirmed"))
    assert not Recipient.objects.filter(to_address="foreign@example.org").exists()
    assert not Message.objects.filter(to_address="foreign@example.org").exists()


def test_message_to_pass_on_carries_the_link_of_its_recipient(
    by: Actor, event: Event, browser: Callable[[str], Client]
) -> None:
    first = people(event)[0]
    Registration.objects.filter(pk=first.pk).update(email="")
    made = mailing(by, event, "events.confirmed", body_th="{name} {link}")
    approve_mailing(by=by, mailing=made, version=None, now=NOW)
    recipient = Recipient.objects.get(mailing=made, ref_id=first.pk)
    assert recipient.skipped == "no_address"
    path = reverse("comms:by_hand", args=["alpha", made.pk, recipient.pk])
    page = browser("secretariat").post(path)
    link = Link.objects.get(subject_id=first.pk, purpose=TICKET)
    assert link.nonce in page.text
    assert 'class="qr"' in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert AuditEntry.objects.filter(act="hand_over_message", object_id=recipient.pk).exists()
    assert browser("board").post(path).status_code == 404


def test_message_of_a_draft_is_not_passed_on(by: Actor, event: Event) -> None:
    made = mailing(by, event, "events.confirmed")
    recipient = Recipient(network_id=by.network_id, mailing=made, ref_id=1, name_th="ก")
    with pytest.raises(Problem, match="approved"):
        hand_over(by=by, recipient=recipient)
