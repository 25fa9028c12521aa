"""Before and on joining: prospective members, invitations answered by link, applications decided by a resolution."""

from __future__ import annotations

import datetime as dt
import io
import uuid
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from samphan.comms.models import Message
from samphan.kit.errors import Problem
from samphan.kit.partial import PartialDate
from samphan.networks.actions import application as applying
from samphan.networks.actions import prospect as actions
from samphan.networks.actions.category import (
    change_membership_settings,
    next_member_number,
    remove_category,
    settings_of,
    write_category,
)
from samphan.networks.actions.period import end_membership
from samphan.networks.models import (
    Member,
    MembershipApplication,
    MembershipInvitation,
    Prospect,
    ProspectState,
    Representative,
)
from samphan.networks.queries.prospect import coverage
from samphan.tenancy import links
from samphan.tenancy.models import Link
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samphan.kit.actor import Actor
    from tests.conftest import Statements
    from tests.personas import World

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def by(world: World) -> Iterator[Actor]:
    with user_scope(world.users["secretariat"], "alpha") as actor:
        yield actor


def invite(by: Actor, name: str = "องค์การบริหารส่วนตำบลตัวอย่าง") -> MembershipInvitation:
    prospect = actions.add_prospect(by=by, organisation=make_organisation(by, name, kind="local_government"))
    draft = actions.draft_membership_invitation(
        by=by, prospect=prospect, to_name="นายก", to_email="mayor@example.org", subject="ขอเชิญเข้าร่วม",
        body="เรียน นายก\n\n{link}\n\nขอแสดงความนับถือ",
    )  # fmt: skip
    return actions.send_membership_invitation(by=by, invitation=draft, now=timezone.now())


def path_of(purpose: str) -> str:
    return links.path(Link.objects.get(purpose=purpose), "alpha")


def test_judge_prospect_without_reason_is_refused(by: Actor) -> None:
    with pytest.raises(Problem) as refused:
        actions.add_prospect(by=by, organisation=make_organisation(by), potential="high")
    assert refused.value.field == "potential_reason"
    prospect = actions.add_prospect(
        by=by, organisation=make_organisation(by), potential="high", potential_reason="มีพื้นที่ทำงานร่วมกัน"
    )
    with pytest.raises(Problem, match="noted already"):
        actions.add_prospect(by=by, organisation=prospect.organisation)
    with pytest.raises(Problem, match="future"):
        actions.note_contact(
            by=by, prospect=prospect, on=TODAY + dt.timedelta(days=1), text="คุย", today=TODAY
        )


@pytest.mark.parametrize(("answer", "state"), [("yes", "willing"), ("later", "later"), ("no", "unwilling")])
def test_answer_invitation_by_link_without_account(world: World, answer: str, state: str) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        sent = invite(by)
        path = path_of("networks.answer")
        message = Message.objects.get()
        assert message.to_address == "mayor@example.org"
        assert path in message.text
        assert sent.sent_at is not None
    anybody = Client()
    page = anybody.get(path)
    assert page.status_code == 200
    assert "องค์การบริหารส่วนตำบลตัวอย่าง" in page.text
    said = {"answer": answer, "words": "ขอหารือสภาก่อน", "name": "นายก ตัวอย่าง"}
    assert anybody.post(path, said).status_code == 302
    with system_scope("test", world.a.pk):
        found = MembershipInvitation.objects.get()
        assert (found.answer, found.answer_words, found.answered_by) == (
            answer,
            "ขอหารือสภาก่อน",
            "นายก ตัวอย่าง",
        )
        assert Prospect.objects.get().state == state
    assert anybody.post(path, {"answer": "perhaps", "name": "x"}).status_code == 422


def test_answer_after_joining_or_before_sending_is_refused(by: Actor) -> None:
    sent = invite(by)
    actions.move_prospect(by=by, prospect=sent.prospect, act="join")
    with pytest.raises(Problem, match="closed"):
        actions.answer_membership_invitation(by=by, invitation=sent, answer="yes", now=timezone.now())
    with pytest.raises(Problem, match="sent already"):
        actions.send_membership_invitation(by=by, invitation=sent, now=timezone.now())
    with pytest.raises(Problem, match="What was sent stays"):
        actions.draft_membership_invitation(by=by, prospect=sent.prospect, invitation=sent, subject="อื่น")


def open_form(by: Actor, **words: Any) -> str:
    change_membership_settings(by=by, takes_applications=True, **words)
    return path_of("networks.apply")


def form(key: uuid.UUID | str, **words: str) -> dict[str, str]:
    return {
        "organisation_name": "มูลนิธิลุ่มน้ำตัวอย่าง",
        "applicant_name": "ผู้ขอ หนึ่ง",
        "applicant_email": "Ask@example.org",
        "form_key": str(key),
        **words,
    }


def test_apply_by_form_counts_once_and_closed_form_ends(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        path = open_form(by)
        hidden = write_category(by=by, name_th="สมาชิกกิตติมศักดิ์", is_open=False)
        offered = write_category(by=by, name_th="สมาชิกสามัญ", is_open=True)
    anybody, key = Client(), uuid.uuid4()
    page = anybody.get(path)
    assert "สมาชิกสามัญ" in page.text
    assert "สมาชิกกิตติมศักดิ์" not in page.text
    for _again in range(2):
        assert anybody.post(path, form(key, category=str(offered.pk))).status_code == 302
    assert anybody.post(path, form(uuid.uuid4(), category=str(hidden.pk))).status_code == 422
    assert anybody.post(path, form(uuid.uuid4(), applicant_email="no address")).status_code == 422
    with user_scope(world.users["secretariat"], "alpha") as by:
        (made,) = MembershipApplication.objects.all()
        assert (made.way, made.applicant_email, made.category) == ("form", "ask@example.org", offered)
        assert [each.to_address for each in Message.objects.all()] == ["ask@example.org"]
        change_membership_settings(by=by, takes_applications=False)
    assert anybody.post(path, form(uuid.uuid4())).status_code in {404, 410}


def test_form_of_another_network_shows_and_takes_nothing(world: World) -> None:
    with system_scope("test", world.b.pk) as by:
        change_membership_settings(by=by, takes_applications=True, words_th="ความลับของเครือข่ายข")
        token = links.token(Link.objects.get())
    anybody = Client()
    assert anybody.get(f"/p/alpha/membership/apply/{token}/").status_code == 404
    assert "ความลับของเครือข่ายข" in anybody.get(f"/p/beta/membership/apply/{token}/").text


def apply(by: Actor, name: str = "มูลนิธิหนึ่ง", submitted_on: dt.date = dt.date(2026, 1, 5), **words: Any) -> Any:
    return applying.apply_for_membership(
        by=by,
        rules=settings_of(by.network_id),
        organisation=words.pop("organisation", None) or make_organisation(by, name, kind="foundation"),
        organisation_name=name,
        applicant_name="ผู้ขอ",
        applicant_email="ask@example.org",
        submitted_on=submitted_on,
        **words,
    )


def decide(by: Actor, application: MembershipApplication, **words: Any) -> Member | None:
    return applying.decide_application(
        **{
            "by": by,
            "application": application,
            "is_approved": True,
            "resolution_label": "คณะกรรมการบริหาร ครั้งที่ 1/2569",
            "resolved_on": dt.date(2026, 2, 1),
            **words,
        }
    )


def test_decide_application_admits_with_the_next_number(by: Actor) -> None:
    category = write_category(by=by, name_th="สมาชิกสามัญ", votes=2)
    change_membership_settings(by=by, number_prefix="EnT-", number_width=4)
    first = decide(by, apply(by, category=category))
    second = decide(by, apply(by, "มูลนิธิสอง"), since=PartialDate.of(dt.date(2026, 3, 1), "month"))
    assert first is not None
    assert second is not None
    assert [first.number, second.number] == ["EnT-2569-0001", "EnT-2569-0002"]
    period = first.periods.get()
    assert (period.since, period.category, period.instrument) == (
        PartialDate.of(dt.date(2026, 2, 1)),
        category,
        "คณะกรรมการบริหาร ครั้งที่ 1/2569",
    )
    assert list(Representative.objects.filter(member=first).values_list("kind", "email")) == [
        ("lead", "ask@example.org")
    ]
    with pytest.raises(Problem, match="present state"):
        decide(by, MembershipApplication.objects.get(member=first))
    with pytest.raises(Problem):
        remove_category(by=by, category=category)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"resolved_on": dt.date(2026, 1, 4)}, "resolved_on"),
        ({"since": PartialDate.of(dt.date(2026, 1, 31))}, "since"),
        ({"since": PartialDate.of(dt.date(2026, 1, 1), "month")}, "since"),
        ({"resolution_label": ""}, "resolution_label"),
        ({"basis": "fixed_term"}, "until"),
        ({"until": PartialDate.of(dt.date(2025, 1, 1))}, "until"),
    ],
)
def test_decide_application_with_contradicting_dates_is_refused(
    by: Actor, words: dict[str, Any], field: str
) -> None:
    application = apply(by)
    with pytest.raises(Problem) as refused:
        decide(by, application, **words)
    assert refused.value.field == field


def test_decide_half_known_beginning_that_may_follow_is_taken(by: Actor) -> None:
    member = decide(by, apply(by), since=PartialDate.of(dt.date(2026, 1, 1), "year"))
    assert member is not None
    assert member.since == PartialDate.of(dt.date(2026, 1, 1), "year")


def test_decline_application_admits_nobody(by: Actor) -> None:
    application = apply(by)
    assert decide(by, application, is_approved=False, reason="เอกสารไม่ครบ") is None
    application.refresh_from_db()
    assert (application.state, application.decision_reason) == ("declined", "เอกสารไม่ครบ")
    assert not Member.objects.exists()
    apply(by, organisation=application.organisation)


def test_apply_twice_or_as_member_is_refused(by: Actor) -> None:
    application = apply(by)
    with pytest.raises(Problem, match="waits for a decision"):
        apply(by, organisation=application.organisation)
    decide(by, application)
    with pytest.raises(Problem, match="already"):
        apply(by, organisation=application.organisation)


def test_rejoin_by_application_keeps_the_number_and_the_history(by: Actor) -> None:
    member = decide(by, apply(by))
    assert member is not None
    end_membership(by=by, member=member, until=PartialDate.of(dt.date(2026, 5, 31)), kind="resigned")
    again = decide(
        by,
        apply(by, organisation=member.organisation, submitted_on=dt.date(2026, 6, 1)),
        resolved_on=dt.date(2026, 7, 1),
    )
    assert again == member
    assert again.number == member.number
    assert [each.since for each in member.periods.order_by("id")] == [
        PartialDate.of(dt.date(2026, 2, 1)),
        PartialDate.of(dt.date(2026, 7, 1)),
    ]


def test_joining_moves_the_prospect_along(by: Actor) -> None:
    sent = invite(by)
    decide(by, apply(by, organisation=sent.prospect.organisation))
    assert Prospect.objects.get().state == ProspectState.JOINED


def test_next_member_number_passes_over_what_was_typed(by: Actor) -> None:
    member = decide(by, apply(by))
    assert member is not None
    Member.objects.filter(pk=member.pk).update(number="2569-002")
    assert next_member_number(by.network_id, dt.date(2026, 3, 1)) == "2569-003"


def test_check_application_without_organisation_is_refused(by: Actor) -> None:
    application = applying.apply_for_membership(
        by=by, rules=settings_of(by.network_id), organisation_name="กลุ่มใหม่", applicant_name="ก",
        applicant_email="a@example.org", submitted_on=TODAY,
    )  # fmt: skip
    with pytest.raises(Problem, match="which organisation"):
        applying.check_application(by=by, application=application)
    applying.change_application(by=by, application=application, organisation=make_organisation(by))
    assert applying.check_application(by=by, application=application).state == "checked"


def test_coverage_names_sectors_without_anybody(by: Actor) -> None:
    from samphan.directory.models import Organisation

    member = decide(by, apply(by))
    prospect = actions.add_prospect(by=by, organisation=make_organisation(by, "โรงเรียน", kind="school"))
    assert member is not None
    Organisation.objects.filter(pk=member.organisation_id).update(sector="non_profit", basis="area")
    Organisation.objects.filter(pk=prospect.organisation_id).update(sector="school")
    found = coverage(by, TODAY)
    said = {str(each.text): each.state for each in found.findings}
    assert said["schools: no member, 1 in view"] == "warning"
    assert said["media: no member and nobody in view"] == "missing"
    assert not any(text.startswith("foundation") for text in said)
    assert (found.members, found.prospects) == (1, 1)


@pytest.mark.parametrize("path", ["prospects", "applications", "coverage", "categories", "representatives"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_open_lists_of_joining_costs_the_same_with_more_rows(
    world: World, browser: Callable[[str], Client], statements: Statements, path: str, language: str
) -> None:
    counts = []
    for rows in (1, 2):
        with user_scope(world.users["secretariat"], "alpha") as by:
            for number in range(rows):
                name = f"องค์กรที่ {rows} {number}"
                decide(by, apply(by, f"สมาชิก{name}"), category=write_category(by=by, name_th=name))
                apply(by, f"ขอ{name}")
                actions.add_prospect(by=by, organisation=make_organisation(by, name))
        client = browser("secretariat")
        with statements() as sent:
            response = client.get(f"/n/alpha/network/members/{path}/?lang={language}")
        assert response.status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1]
    for extra in (f"{path}/export/",):
        assert browser("secretariat").get(f"/n/alpha/network/members/{extra}").status_code == 200


@pytest.mark.parametrize("path", ["prospects/", "applications/", "rounds/", "dues/"])
def test_open_lists_of_joining_as_board_is_refused(browser: Callable[[str], Client], path: str) -> None:
    assert browser("board").get(f"/n/alpha/network/members/{path}").status_code == 403


def test_invitation_on_paper_carries_the_link_once_it_was_sent(
    world: World, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        sent = invite(by)
        path = path_of("networks.answer")
    client = browser("secretariat")
    docx = client.get(f"/n/alpha/network/members/invitations/{sent.pk}/docx/")
    with zipfile.ZipFile(io.BytesIO(docx.content)) as packed:
        text = packed.read("word/document.xml").decode()
    assert "ขอเชิญเข้าร่วม" in text
    assert path.rstrip("/").rpartition("/")[2] in text
    pdf = client.get(f"/n/alpha/network/members/invitations/{sent.pk}/pdf/")
    assert pdf.content.startswith(b"%PDF-1.7")
    for page in (
        f"invitations/{sent.pk}/",
        f"prospects/{sent.prospect_id}/",
        f"prospects/{sent.prospect_id}/invite/",
    ):
        assert client.get(f"/n/alpha/network/members/{page}").status_code == 200
