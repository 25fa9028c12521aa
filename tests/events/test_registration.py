"""Registering by the form of an event: who gets what, what is asked, and what nobody learns."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from samphan.comms.models import Message
from samphan.directory.models import Person
from samphan.events.actions.contacts import give_contact_consent
from samphan.events.actions.people import CategoryRow, arrange_categories
from samphan.events.actions.registration_needs import purge_needs
from samphan.events.actions.registration_settings import CategoryLimit, make_form_link, set_up_registration
from samphan.events.models import PersonalNeed, Registration, RegistrationState
from samphan.events.queries.numbers import participation_numbers
from samphan.kit.partial import PartialDate
from samphan.surveys.actions.survey import close_survey, open_survey
from samphan.surveys.models import Purpose
from samphan.tenancy import links
from samphan.tenancy.actions import grant
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope
from tests.factories.directory import make_organisation, make_person
from tests.factories.events import make_event
from tests.factories.registration import form_link
from tests.factories.surveys import make_question, make_survey

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.events.models import Event
    from tests.conftest import Statements
    from tests.personas import World

FIELD = re.compile(r'name="key" value="([^"]+)"')
WRITTEN = {"name": "ผศ.ดร.มาลี ดีงาม", "email": "malee@example.org", "phone": "081 234 5678"}


@pytest.fixture
def event(world: World) -> Event:
    """An event that lies ahead."""
    soon = timezone.localdate() + dt.timedelta(days=30)
    with system_scope("test", world.a.pk) as by:
        return make_event(by, starts=PartialDate.of(soon), ends=PartialDate.of(soon), venue_th="หอประชุม")


@pytest.fixture
def open_form(world: World, event: Event) -> Callable[..., str]:
    """The address of a form that is open, with these settings."""

    def opened(**fields: Any) -> str:
        with system_scope("test", world.a.pk) as by:
            settings = {"has_form": True} | fields
            set_up_registration(by=by, event=event, now=timezone.now(), **settings)
            return links.path(make_form_link(by=by, event=event, now=timezone.now()), "alpha")

    return opened


def send(path: str, client: Client | None = None, **words: Any) -> Any:
    """Open the form, fill it in, send it: the answer to the post."""
    client = client or Client()
    page = client.get(path)
    key = FIELD.search(page.text)
    assert key, page.text[:2000]
    return client.post(path, {**WRITTEN, "key": key[1], **words})


def cells(content: bytes) -> list[list[Any]]:
    """The rows of a workbook."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def registered(world: World) -> list[Registration]:
    with system_scope("test", world.a.pk):
        return list(Registration.objects.select_related("person", "organisation").order_by("id"))


def test_register_by_form_confirms_and_mails_the_ticket(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    with system_scope("test", world.a.pk) as by:
        organisation = make_organisation(by, "มหาวิทยาลัยแม่แบบ")
    answer = send(open_form(seats=5), organisation="ม.แม่แบบ", position="อาจารย์")
    assert answer.status_code == 302
    (found,) = registered(world)
    assert (found.state, found.way, found.language) == ("confirmed", "form", "th")
    assert (found.organisation, found.position, found.phone) == (organisation, "อาจารย์", "081 234 5678")
    assert found.person.name_th == "ผศ.ดร.มาลี ดีงาม"
    with system_scope("test", world.a.pk):
        (mail,) = Message.objects.filter(network=world.a)
        ticket = links.address(links.open_links("events.ticket", found, now=timezone.now()).get(), "alpha")
        assert mail.to_address == "malee@example.org"
        assert ticket in mail.text
        assert participation_numbers(event).counted == 1
        acts = AuditEntry.objects.filter(object_kind="events.registration").values_list("act", "changes")
        assert list(acts) == [("apply_registration", {"state": [None, "confirmed"]})]


def test_register_shows_the_ticket_where_no_mail_leaves(world: World, open_form: Callable[..., str]) -> None:
    client = Client()
    done = client.get(send(open_form(), client)["Location"])
    (ticket,) = set(re.findall(r'/p/alpha/events/ticket/[^"/]+/', done.text))
    assert client.get(ticket).status_code == 200


def test_register_with_mail_server_says_the_same_to_everybody(
    world: World, open_form: Callable[..., str], settings: Any
) -> None:
    settings.MAILERS = {
        **settings.MAILERS,
        "server": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"},
    }
    path = open_form()
    client = Client()
    first = client.get(send(path, client)["Location"])
    again = client.get(send(path, client, name="ดร.มาลี  ดีงาม", phone="0")["Location"])
    other = client.get(send(path, client, name="สมศรี ใจงาม", email="somsri@example.org")["Location"])
    plain = [
        re.sub(r'nonce="[^"]+"|value="[^"]{64}"|"X-CSRFToken": "[^"]+"|key=[0-9a-f-]+', "", page.text)
        for page in (first, again, other)
    ]
    assert plain[0] == plain[1] == plain[2]
    assert "/ticket/" not in first.text
    assert [each.person.given_name_th for each in registered(world)] == ["มาลี", "สมศรี"]
    with system_scope("test", world.a.pk):
        assert Message.objects.filter(to_address="malee@example.org").count() == 2
        assert AuditEntry.objects.filter(act="repeat_registration").count() == 1


def test_register_makes_a_new_person_and_never_reveals_a_known_one(
    world: World, open_form: Callable[..., str]
) -> None:
    with system_scope("test", world.a.pk) as by:
        known = make_person(by, "มาลี", "ดีงาม")
    assert send(open_form()).status_code == 302
    (found,) = registered(world)
    assert found.person != known
    with system_scope("test", world.a.pk):
        assert found.person.kept_by_id == world.a.pk
        assert Person.objects.filter(given_name_th="มาลี").count() == 2


def test_register_twice_by_double_click_counts_once(world: World, open_form: Callable[..., str]) -> None:
    client, path = Client(), open_form(seats=5)
    key = FIELD.search(client.get(path).text)
    assert key
    answers = [client.post(path, {**WRITTEN, "email": "", "key": key[1]}) for _click in range(2)]
    assert [each["Location"] for each in answers] == [answers[0]["Location"]] * 2
    assert len(registered(world)) == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"has_form": False}, "Registration is closed."),
        ({"closes_on": dt.date(2026, 1, 1)}, "Registration is closed."),
        ({"opens_on": dt.date(2999, 1, 1)}, "Registration is not open yet."),
    ],
)
def test_register_when_closed_is_said_in_words(
    world: World, open_form: Callable[..., str], fields: dict[str, Any], said: str
) -> None:
    path = open_form(**fields)
    page = Client().get(f"{path}?lang=en")
    assert page.status_code == 200
    assert said in page.text
    assert not FIELD.search(page.text)
    assert Client().post(path, WRITTEN).status_code == 200
    assert registered(world) == []


def test_register_when_closed_meanwhile_keeps_what_was_typed(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    client, path = Client(), open_form(seats=1, has_waiting_list=False)
    key = FIELD.search(client.get(path).text)
    assert key
    send(path, name="คนแรก ได้ไป", email="first@example.org")
    answer = client.post(path, {**WRITTEN, "key": key[1]})
    assert answer.status_code == 422
    assert "ผศ.ดร.มาลี ดีงาม" in answer.text
    assert [each.email for each in registered(world)] == ["first@example.org"]


@pytest.mark.parametrize(
    "words",
    [
        {"name": "ก" * 50_000},
        {"name": ""},
        {"email": "ไม่ใช่อีเมล"},
        {"position": "ข" * 50_000},
        {"organisation": "ค" * 50_000},
        {"phone": "9" * 50_000},
    ],
)
def test_register_with_impossible_words_is_refused_beside_the_field(
    world: World, open_form: Callable[..., str], words: dict[str, str]
) -> None:
    answer = send(open_form(), **words)
    assert answer.status_code == 422
    assert "is-invalid" in answer.text
    assert registered(world) == []


@pytest.mark.parametrize(
    "name", ["😀🎉", "😀 ใจดี", "محمد علي", "John O'Neill", "<script>alert(1)</script> ข"]
)
def test_register_with_unusual_names_is_taken_as_typed(
    world: World, open_form: Callable[..., str], name: str
) -> None:
    client, path = Client(), open_form()
    done = client.get(send(path, client, name=name, email="")["Location"])
    (found,) = registered(world)
    assert found.person.name_th == name
    (ticket,) = set(re.findall(r'/p/alpha/events/ticket/[^"/]+/', done.text))
    page = client.get(ticket)
    assert page.status_code == 200
    assert "<script>alert(1)" not in page.text


def test_register_keeps_the_typed_name_of_an_unknown_organisation(
    world: World, open_form: Callable[..., str]
) -> None:
    send(open_form(), organisation="ชุมชนบ้านริมน้ำ")
    (found,) = registered(world)
    assert (found.organisation, found.organisation_name) == (None, "ชุมชนบ้านริมน้ำ")


def test_register_for_an_organisation_that_another_network_keeps_attaches_it(
    world: World, open_form: Callable[..., str]
) -> None:
    with system_scope("test", world.b.pk) as by:
        theirs = make_organisation(by, "มหาวิทยาลัยของอีกเครือข่าย")
    send(open_form(), organisation="มหาวิทยาลัยของอีกเครือข่าย")
    (found,) = registered(world)
    assert found.organisation == theirs


def test_register_with_a_category_of_another_event_or_one_not_offered_is_refused(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    with system_scope("test", world.a.pk) as by:
        mine = arrange_categories(
            by=by, event=event, rows=[CategoryRow(name_th="ผู้เข้าร่วม"), CategoryRow(name_th="คณะทำงาน")]
        ).parts
        (theirs,) = arrange_categories(
            by=by, event=make_event(by, "Other"), rows=[CategoryRow(name_th="อื่น")]
        ).parts
        limits = [CategoryLimit(category=mine[1], is_in_form=False)]
        set_up_registration(by=by, event=event, has_form=True, limits=limits, now=timezone.now())
    path = open_form()
    for wrong in (theirs.pk, mine[1].pk, ""):
        assert send(path, category=wrong).status_code == 422
    assert send(path, category=mine[0].pk).status_code == 302
    assert len(registered(world)) == 1


def test_register_needs_are_kept_with_consent_alone(world: World, open_form: Callable[..., str]) -> None:
    path = open_form()
    assert send(path, diet="allergy", diet_words="ถั่วลิสง").status_code == 422
    assert send(path, diet="allergy", diet_words="ถั่วลิสง", consent="on").status_code == 302
    with system_scope("test", world.a.pk):
        need = PersonalNeed.objects.get()
        assert (need.kind, need.choice, need.text) == ("diet", "allergy", "ถั่วลิสง")
        assert need.wording
        assert need.purge_on == timezone.localdate() + dt.timedelta(days=60)
        entry = AuditEntry.objects.get(act="tell_needs")
        assert "ถั่วลิสง" not in str(entry.changes)


def test_needs_are_seen_by_who_prepares_the_event_and_counted_without_names(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    send(open_form(), diet="halal", diet_words="ครัวแยก", consent="on")
    path = f"/n/alpha/events/{event.pk}/registration/needs/"
    with system_scope("test", world.a.pk) as by:
        for name, role in (("coordinator", "event_helper"), ("lead", "board_member")):
            grant(by=by, user=world.users[name], role=role)
    for name in ("coordinator", "lead"):
        # Both see the names of participants, and neither what these need.
        assert world.client(name).get(f"/n/alpha/events/{event.pk}/people/export/").status_code == 200
        assert world.client(name).get(path).status_code == 403
        assert world.client(name).get(f"{path}export/").status_code == 403
        page = world.client(name).get(f"/n/alpha/events/{event.pk}/registration/")
        assert (page.status_code, path in page.text) == (200, False)
    page = world.client("secretariat").get(path)
    assert "ครัวแยก" in page.text
    sheet = world.client("secretariat").get(f"{path}export/")
    assert sheet.status_code == 200
    content = b"".join(sheet.streaming_content) if sheet.streaming else sheet.content
    assert "มาลี" not in str([cell for row in cells(content) for cell in row])


@pytest.mark.parametrize(("role", "is_told"), [("event_helper", False), ("board_member", True)])
def test_who_helps_for_a_day_is_given_names_and_no_addresses(
    world: World, event: Event, open_form: Callable[..., str], role: str, is_told: bool
) -> None:
    send(open_form(), phone="081 234 5678")
    with system_scope("test", world.a.pk) as by:
        grant(by=by, user=world.users["coordinator"], role=role)
        registration = Registration.objects.select_related("event").get()
        give_contact_consent(by=by, registration=registration, wording="ยินยอม", at=timezone.now())
    client, base = world.client("coordinator"), f"/n/alpha/events/{event.pk}"
    for path in ("people/export/", "registration/waiting/export/?state=every"):
        answer = client.get(f"{base}/{path}")
        assert answer.status_code == 200
        told = str(list(cells(answer.content)))
        if path.startswith("people"):
            assert "มาลี" in told
            assert ("081 234 5678" in told) is is_told
            assert ("malee@example.org" in told) is is_told
        assert is_told or "E-mail" not in told
    for path in (f"{base}/contacts/", f"{base}/contacts/export/", "/n/alpha/contacts/"):
        assert client.get(path).status_code == (200 if is_told else 403)


def test_purge_deletes_needs_whose_day_has_come(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    send(open_form(needs_kept_days=10), diet="halal", consent="on")
    day = timezone.localdate() + dt.timedelta(days=40)
    with system_scope("test", world.a.pk) as by:
        assert by.network
        assert purge_needs(by=by, network=by.network, today=day - dt.timedelta(days=1)) == 0
        assert PersonalNeed.objects.count() == 1
        assert purge_needs(by=by, network=by.network, today=day) == 1
        assert PersonalNeed.objects.count() == 0
        assert AuditEntry.objects.get(act="purge_needs").changes == {"needs": [1, 0]}
        assert Registration.objects.count() == 1


def test_approve_many_gives_seats_in_order_and_the_rest_waits(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    path = open_form(seats=2, needs_approval=True)
    for number in range(3):
        send(path, name=f"คน{number} ที่{number}", email=f"{number}@example.org")
    people = registered(world)
    assert {each.state for each in people} == {"submitted"}
    secretariat = world.client("secretariat")
    at = f"/n/alpha/events/{event.pk}/registration"
    assert secretariat.post(f"{at}/approve/", {"pick": [each.pk for each in people]}).status_code == 302
    assert [each.state for each in registered(world)] == ["confirmed", "confirmed", "waiting"]
    with system_scope("test", world.a.pk):
        assert AuditEntry.objects.filter(act="approve_registration").count() == 3


def test_decline_asks_the_reason_and_tells_it(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    send(open_form(needs_approval=True))
    (found,) = registered(world)
    secretariat = world.client("secretariat")
    at = f"/n/alpha/events/{event.pk}/registration"
    asked = secretariat.post(f"{at}/approve/", {"pick": found.pk, "act": "decline"})
    assert secretariat.post(asked["Location"], {"reason": ""}).status_code == 422
    assert secretariat.post(asked["Location"], {"reason": "เฉพาะสมาชิก"}).status_code == 302
    (found,) = registered(world)
    assert (found.state, found.answered_reason) == ("declined", "เฉพาะสมาชิก")
    with system_scope("test", world.a.pk):
        assert "เฉพาะสมาชิก" in Message.objects.order_by("-id")[0].text


def test_staff_acts_are_refused_to_coordinators(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    send(open_form(needs_approval=True))
    (found,) = registered(world)
    client = world.client("coordinator")
    at = f"/n/alpha/events/{event.pk}"
    assert client.post(f"{at}/registration/approve/", {"pick": found.pk}).status_code == 403
    assert client.get(f"{at}/registration/settings/").status_code == 403
    assert client.post(f"{at}/registration/link/").status_code == 403
    assert client.get(f"{at}/registration/waiting/").status_code == 403
    assert client.get(f"{at}/people/{found.pk}/withdraw/").status_code == 404
    assert [each.state for each in registered(world)] == ["submitted"]


def test_numbers_lists_and_exports_hold_those_who_take_part(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    path = open_form(seats=1)
    send(path, name="ได้ที่ นั่ง", email="in@example.org")
    send(path, name="รอที่ นั่ง", email="out@example.org")
    with system_scope("test", world.a.pk):
        assert participation_numbers(event).counted == 1
    secretariat = world.client("secretariat")
    at = f"/n/alpha/events/{event.pk}/people/"
    names = {
        asked: [name for name in ("ได้ที่ นั่ง", "รอที่ นั่ง") if name in secretariat.get(f"{at}{asked}").text]
        for asked in ("", "?state=waiting", "?state=every", "?state=nonsense")
    }
    assert names == {
        "": ["ได้ที่ นั่ง"],
        "?state=waiting": ["รอที่ นั่ง"],
        "?state=every": ["ได้ที่ นั่ง", "รอที่ นั่ง"],
        "?state=nonsense": ["ได้ที่ นั่ง"],
    }


def test_settings_form_opens_a_registration_and_says_who_was_first(world: World, event: Event) -> None:
    client = world.client("secretariat")
    at = f"/n/alpha/events/{event.pk}/registration/"
    assert client.get(at).status_code == 200
    posted = {"has_form": "on", "seats": "๒๐", "offer_hours": "24", "needs_kept_days": "", "version": ""}
    assert client.post(f"{at}settings/", posted).status_code == 302
    page = client.get(f"{at}settings/")
    stale = {**posted, "seats": "30", "version": page.context["form"]["version"].value()}
    assert client.post(f"{at}settings/", {**stale, "offer_hours": "721"}).status_code == 422
    assert client.post(f"{at}settings/", stale).status_code == 302
    conflict = client.post(f"{at}settings/", {**stale, "seats": "40"})
    assert conflict.status_code == 409
    with system_scope("test", world.a.pk):
        assert event.registration.seats == 30
        assert event.registration.offer_hours == 24


def test_renew_form_link_ends_the_old_one(world: World, event: Event, open_form: Callable[..., str]) -> None:
    old = open_form()
    assert (
        world.client("secretariat").post(f"/n/alpha/events/{event.pk}/registration/link/").status_code == 302
    )
    assert Client().get(old).status_code == 410
    with system_scope("test", world.a.pk):
        assert Client().get(links.path(form_link(event), "alpha")).status_code == 200


@pytest.mark.parametrize("page", ["registration/", "registration/waiting/", "registration/needs/", "people/"])
def test_page_of_registration_asks_the_same_with_more_rows(
    world: World, event: Event, open_form: Callable[..., str], statements: Statements, page: str
) -> None:
    path = open_form(needs_approval=page == "registration/waiting/")
    client = world.client("secretariat")
    asked = []
    for rows in (1, 3):
        while len(registered(world)) < rows:
            number = len(registered(world))
            send(
                path, name=f"คน{number} ที่{number}", email=f"{number}@example.org", diet="halal", consent="on"
            )
        with statements() as sent:
            assert client.get(f"/n/alpha/events/{event.pk}/{page}").status_code == 200
        asked.append(len(sent))
    assert asked[0] == asked[1]


def test_form_page_asks_few_statements(open_form: Callable[..., str], statements: Statements) -> None:
    path = open_form()
    with statements() as sent:
        Client().get(path)
    assert len(sent) <= 6


def test_withdrawn_by_staff_gives_the_reason(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    send(open_form())
    (found,) = registered(world)
    path = f"/n/alpha/events/{event.pk}/people/{found.pk}/withdraw/"
    assert world.client("secretariat").post(path, {"reason": "ติดราชการ"}).status_code == 302
    (found,) = registered(world)
    assert (found.state, found.answered_reason) == (RegistrationState.WITHDRAWN, "ติดราชการ")


def test_register_takes_the_further_questions_and_says_what_is_missing(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    with system_scope("test", world.a.pk) as by:
        survey = make_survey(by, "คำถามลงทะเบียน", purpose=Purpose.REGISTRATION)
        question = make_question(by, survey, "short_text", "เดินทางมาอย่างไร", is_required=True)
        open_survey(by=by, survey=survey)
    path = open_form(survey=survey)
    assert "เดินทางมาอย่างไร" in Client().get(path).text
    assert send(path).status_code == 422
    assert send(path, **{f"q{question.pk}": "รถไฟ"}).status_code == 302
    (found,) = registered(world)
    with system_scope("test", world.a.pk) as by:
        assert found.response is not None
        assert [value.text for value in found.response.values.all()] == ["รถไฟ"]
        close_survey(by=by, survey=survey)
    assert send(path, name="คนต่อไป มาเอง", email="next@example.org").status_code == 302


def test_remove_a_registration_leaves_no_copy_of_its_needs(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    send(open_form(), diet="allergy", diet_words="แพ้กุ้ง", consent="on")
    (found,) = registered(world)
    path = f"/n/alpha/events/{event.pk}/registration/{found.pk}/remove/"
    assert world.client("secretariat").post(path).status_code == 302
    with system_scope("test", world.a.pk):
        assert not PersonalNeed.objects.exists()
        entry = AuditEntry.objects.get(act="remove_registration")
        assert "แพ้กุ้ง" not in str(entry.changes)
        assert "มาลี" in entry.object_label_th


def test_declined_and_withdrawn_come_back_by_the_organisers(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    send(open_form(needs_approval=True))
    (found,) = registered(world)
    client = world.client("secretariat")
    at = f"/n/alpha/events/{event.pk}"
    client.post(f"{at}/registration/decline/?pick={found.pk}", {"reason": "ไม่ครบ"})
    assert "/step/reconsider/" in client.get(f"{at}/people/?state=declined").text
    client.post(f"{at}/people/{found.pk}/step/reconsider/")
    assert registered(world)[0].state == "submitted"
    client.post(f"{at}/people/{found.pk}/withdraw/", {"reason": ""})
    assert "/step/return/" in client.get(f"{at}/people/?state=withdrawn").text
    client.post(f"{at}/people/{found.pk}/step/return/")
    assert registered(world)[0].state == "submitted"
    assert client.post(f"{at}/people/{found.pk}/step/confirm/").status_code == 404
