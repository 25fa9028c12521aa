"""Pages of agreements and resources, as the secretariat and others see them."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from samphan.agreements.actions.agreement import change_agreement
from samphan.agreements.models import Agreement, Amendment, Attachment, Obligation, Party, Resource
from samphan.agreements.queries.findable import AGREEMENTS, RESOURCES
from samphan.tenancy import search
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.agreements import fill_agreements, known, make_agreement, make_resource
from tests.factories.directory import make_organisation, make_person

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.directory.models import Organisation
    from tests.conftest import Statements
    from tests.personas import World

PDF = b"%PDF-1.7 signed"


def posted(**changes: Any) -> dict[str, Any]:
    """What the form of a new agreement sends."""
    return {
        "kind": "mou",
        "title_th": "บันทึกความร่วมมือสามสถาบัน",
        "languages": "th",
        "signed_on": "1 มีนาคม 2568",
        "ending": "renewing",
        "term": "2",
        "term_unit": "years",
        "notice_months": "3",
        "remind_days": "90, 30",
        **changes,
    }


@pytest.fixture
def parties(three: list[Organisation]) -> dict[str, int]:
    return {f"party_{place}": each.pk for place, each in enumerate(three, start=1)}


@pytest.fixture
def filled(world: World, settings: Any, tmp_path: Any) -> Agreement:
    settings.DATA_DIR = tmp_path
    with system_scope("test", world.a.pk) as by:
        own, other = make_organisation(by, "มหาวิทยาลัยเต็ม"), make_organisation(by, "มหาวิทยาลัยอื่น")
        return fill_agreements(by, own, other, make_person(by), "ownalpha")


def test_enter_agreement_by_its_form_and_look_at_it(
    world: World, browser: Any, at: Callable[..., str], parties: dict[str, int]
) -> None:
    client = browser("secretariat")
    answer = client.post(at("agreement_new"), posted(**parties))
    with system_scope("test", world.a.pk):
        made = Agreement.objects.get()
        assert (made.number, made.term_months, made.parties.count()) == ("1/2568", 24, 3)
    assert answer.status_code == 302
    page = client.get(f"{answer['Location']}?lang=en")
    assert page.status_code == 200
    text = page.content.decode()
    assert "บันทึกความร่วมมือสามสถาบัน" in text
    assert "มหาวิทยาลัยสาม" in text


def test_agreement_that_renews_an_earlier_one_leads_to_it_and_back(
    world: World, browser: Any, at: Callable[..., str], parties: dict[str, int]
) -> None:
    with system_scope("test", world.a.pk) as by:
        earlier = make_agreement(by, "ระยะที่ 2")
    client = browser("secretariat")
    answer = client.post(at("agreement_new"), posted(**parties, continues=earlier.pk))
    assert answer.status_code == 302
    later = answer["Location"]
    assert "ระยะที่ 2" in client.get(later).content.decode()
    assert later in client.get(at("agreement", earlier.pk)).content.decode()
    assert client.get(f"{later}change/").status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"party_2": ""}, "party_2"),
        ({"term": "0"}, "term"),
        ({"term": "-2"}, "term"),
        ({"term": "99999999999999999999"}, "term"),
        ({"ends": "2567"}, "ends"),
        ({"ending": "fixed", "term": ""}, "ends"),
        ({"signed_on": "", "in_force_from": ""}, "in_force_from"),
        ({"signed_on": "เมื่อวาน"}, "signed_on"),
        ({"remind_days": "soon"}, "remind_days"),
        ({"title_th": " "}, "title_th"),
    ],
)
def test_bad_input_stands_beside_its_field_and_nothing_is_written(
    world: World,
    browser: Any,
    at: Callable[..., str],
    parties: dict[str, int],
    changes: dict[str, str],
    field: str,
) -> None:
    answer = browser("secretariat").post(at("agreement_new"), posted(**parties) | changes)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    with system_scope("test", world.a.pk):
        assert not Agreement.objects.exists()


def test_same_party_twice_is_refused(browser: Any, at: Callable[..., str], parties: dict[str, int]) -> None:
    answer = browser("secretariat").post(
        at("agreement_new"), posted(**parties | {"party_3": parties["party_1"]})
    )
    assert answer.status_code == 422
    assert "party_3" in answer.context["form"].errors


@pytest.mark.parametrize(
    "name",
    [
        "agreements", "export", "agreement_new", "numbers", "numbers_export", "quiet", "quiet_export", "resources",
        "resources_export", "resource_new", "sums", "sums_export", "need_new",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["th", "en"])
def test_page_of_the_register_answers(
    filled: Agreement, browser: Any, at: Callable[..., str], name: str, language: str
) -> None:
    assert browser("secretariat").get(f"{at(name)}?lang={language}").status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "agreement", "agreement_change", "give_up", "end", "resume", "parties", "signatories", "amend", "attach",
        "obligation_new", "note_sign",
    ],
)  # fmt: skip
def test_page_of_an_agreement_answers(
    filled: Agreement, browser: Any, at: Callable[..., str], name: str
) -> None:
    answer = browser("secretariat").get(f"{at(name, filled.pk)}?lang=en")
    assert answer.status_code == 200
    assert "ownalpha" in answer.content.decode()


def test_pages_of_parts_answer(world: World, filled: Agreement, browser: Any, at: Callable[..., str]) -> None:
    with system_scope("test", world.a.pk):
        ids = {
            "withdraw": Party.objects.all()[0].pk,
            "amendment_file": Amendment.objects.get().pk,
            "amendment_remove": Amendment.objects.get().pk,
            "attachment_file": Attachment.objects.get().pk,
            "obligation_change": Obligation.objects.get().pk,
            "obligation_settle": Obligation.objects.get().pk,
            "obligation_remove": Obligation.objects.get().pk,
            "resource": Resource.objects.get(agreement__isnull=False).pk,
            "resource_change": Resource.objects.get(agreement__isnull=False).pk,
            "entry_new": Resource.objects.get(agreement__isnull=False).pk,
            "resource_remove": Resource.objects.get(agreement__isnull=False).pk,
        }
    client = browser("secretariat")
    for name, pk in ids.items():
        assert client.get(at(name, pk)).status_code == 200, name


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF-"), ("docx", b"PK\x03\x04")])
def test_summary_is_a_paper_of_one_page(
    filled: Agreement, browser: Any, at: Callable[..., str], form: str, start: bytes
) -> None:
    answer = browser("secretariat").get(at("summary", filled.pk, form))
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert browser("secretariat").get(at("summary", filled.pk, "exe")).status_code == 404


def test_summary_of_a_large_agreement_still_is_one_page(
    world: World, browser: Any, at: Callable[..., str]
) -> None:
    from samphan.agreements.actions.obligation import write_obligation
    from samphan.agreements.actions.party import SignatoryRow, arrange_signatories

    long = "มหาวิทยาลัยเทคโนโลยีราชมงคลแห่งลุ่มน้ำและชายฝั่งทะเลตะวันออกเฉียงใต้ วิทยาเขตที่"
    with system_scope("test", world.a.pk) as by:
        parties = [make_organisation(by, f"{long} {each}") for each in range(23)]
        agreement = make_agreement(
            by,
            "บันทึกข้อตกลงความร่วมมือ" * 4,
            parties=parties,
            scope_th="แลกเปลี่ยนนิสิต อาจารย์ และงานวิจัย " * 60,
            place="หอประชุมใหญ่",
            paper_number="อว 0603/1234",
        )
        first = agreement.parties.order_by("order")[0]
        signed = [
            SignatoryRow(name=f"ศ.ดร.ลงนาม คนที่ {each}", position="อธิการบดี", party=first) for each in range(23)
        ]
        arrange_signatories(by=by, agreement=agreement, rows=signed)
        for each in range(12):
            write_obligation(by=by, agreement=agreement, what_th=f"ส่งรายงานฉบับที่ {each}", party=first)
    answer = browser("secretariat").get(at("summary", agreement.pk, "pdf"))
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 1


def test_list_asks_as_often_for_three_agreements_as_for_one(
    world: World, browser: Any, at: Callable[..., str], statements: Statements
) -> None:
    client = browser("secretariat")
    with system_scope("test", world.a.pk) as by:
        make_agreement(by, "หนึ่ง")
    with statements() as one:
        client.get(at("agreements"))
    with system_scope("test", world.a.pk) as by:
        make_agreement(by, "สอง")
        make_agreement(by, "สาม")
    with statements() as three:
        client.get(at("agreements"))
    assert len(one) == len(three)
    with statements() as quiet:
        client.get(at("quiet"))
    assert len(quiet) <= len(three) + 8


def test_page_of_an_agreement_asks_as_often_for_three_of_each(
    world: World, filled: Agreement, browser: Any, at: Callable[..., str], statements: Statements
) -> None:
    client = browser("secretariat")
    with statements() as one:
        client.get(at("agreement", filled.pk))
    with system_scope("test", world.a.pk) as by:
        from samphan.agreements.actions.obligation import write_obligation

        for each in range(3):
            write_obligation(by=by, agreement=filled, what_th=f"พันธะ {each}", due_on=dt.date(2027, 1, 1))
            make_resource(by, filled.parties.all()[0].organisation, f"ของ {each}", agreement=filled)
    with statements() as many:
        client.get(at("agreement", filled.pk))
    assert len(one) == len(many)


def test_filters_find_what_holds_on_a_day_by_kind_party_and_end(
    world: World, browser: Any, at: Callable[..., str], three: list[Organisation]
) -> None:
    today = timezone.localdate()
    soon = known(str(today + dt.timedelta(days=20)))
    with system_scope("test", world.a.pk) as by:
        make_agreement(by, "ยังอยู่", parties=three[:2])
        make_agreement(by, "จบแล้ว", parties=three[1:], ends=known("2025-12-31"), kind="informal")
        make_agreement(by, "ใกล้จบ", parties=[three[0], three[2]], ends=soon)
    client = browser("secretariat")

    def titles(query: str) -> list[str]:
        rows = client.get(f"{at('agreements')}?{query}").context["table"].rows
        return sorted(each.agreement.title_th for each in rows)

    assert titles("state=in_force") == ["ยังอยู่", "ใกล้จบ"]
    assert titles("state=in_force&on=2025-06-01") == ["จบแล้ว", "ยังอยู่", "ใกล้จบ"]
    assert titles("state=not_yet&on=2024-06-01") == ["จบแล้ว", "ยังอยู่", "ใกล้จบ"]
    assert titles("state=expired") == titles("state=over") == ["จบแล้ว"]
    assert titles("kind=informal_all") == ["จบแล้ว"]
    assert titles(f"party={three[0].pk}") == ["ยังอยู่", "ใกล้จบ"]
    assert titles("within=30") == ["ใกล้จบ"]
    assert titles("q=สาม") == ["จบแล้ว", "ใกล้จบ"]
    assert titles("q=จบ") == ["จบแล้ว", "ใกล้จบ"]
    assert titles("on=nonsense") == ["จบแล้ว", "ยังอยู่", "ใกล้จบ"]


def test_export_holds_what_the_list_shows(
    world: World, browser: Any, at: Callable[..., str], three: list[Organisation]
) -> None:
    with system_scope("test", world.a.pk) as by:
        make_agreement(by, "ยังอยู่", parties=three)
        make_agreement(by, "จบแล้ว", parties=three, ends=known("2025-12-31"))
    answer = browser("secretariat").get(f"{at('export')}?state=in_force")
    rows = list(CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python())
    assert [row[3] for row in rows[1:]] == ["ยังอยู่"]
    assert rows[1][5] == "มหาวิทยาลัยหนึ่ง; มหาวิทยาลัยสอง; มหาวิทยาลัยสาม"


def test_partner_sees_what_is_open_and_nothing_else(
    world: World, browser: Any, at: Callable[..., str]
) -> None:
    with system_scope("test", world.a.pk) as by:
        shut = make_agreement(by, "ข้อตกลงปิด")
        opened = make_agreement(by, "ข้อตกลงเปิด", is_open=True, continues=shut)
        organisation = make_organisation(by)
        hidden = make_resource(by, organisation, "ทรัพยากรปิด")
        shown = make_resource(by, organisation, "ทรัพยากรเปิด", is_open=True)
    client = browser("partner")
    page = client.get(at("agreements")).content.decode()
    assert ("ข้อตกลงเปิด" in page, "ข้อตกลงปิด" in page) == (True, False)
    page = client.get(at("resources")).content.decode()
    assert ("ทรัพยากรเปิด" in page, "ทรัพยากรปิด" in page) == (True, False)
    page = client.get(at("agreement", opened.pk)).content.decode()
    assert ("ข้อตกลงเปิด" in page, "ข้อตกลงปิด" in page) == (True, False)
    assert client.get(at("agreement", shut.pk)).status_code == 404
    assert client.get(at("resource", shown.pk)).status_code == 200
    assert client.get(at("resource", hidden.pk)).status_code == 404
    assert client.get(at("numbers")).status_code == 403
    assert client.post(at("agreement_change", opened.pk), posted()).status_code == 403


def test_search_finds_for_each_what_may_be_read(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        shut = make_agreement(by, "ข้อตกลงปิด")
        make_agreement(by, "ข้อตกลงเปิด", is_open=True)
        organisation = make_organisation(by)
        make_resource(by, organisation, "ข้อตกลงเรื่องทุนปิด")
        make_resource(by, organisation, "ข้อตกลงเรื่องทุนเปิด", is_open=True)

    def found(name: str) -> set[str]:
        with user_scope(world.users[name], "alpha") as actor:
            hits = search.find_for(actor, "ข้อตกลง", kinds=[*AGREEMENTS, *RESOURCES]).hits
            return {hit.label_th for hit in hits}

    readable = {"ข้อตกลงเปิด", "ข้อตกลงเรื่องทุนเปิด"}
    assert found("partner") == readable
    assert found("secretariat") == readable | {"ข้อตกลงปิด", "ข้อตกลงเรื่องทุนปิด"}
    with system_scope("test", world.a.pk) as by:
        change_agreement(by=by, agreement=shut, is_open=True)
    assert found("partner") == readable | {"ข้อตกลงปิด"}
    with system_scope("test", world.a.pk) as by:
        change_agreement(by=by, agreement=shut, is_open=False)
    assert found("partner") == readable


def test_file_that_is_not_what_its_name_says_is_refused(
    world: World, browser: Any, at: Callable[..., str], settings: Any, tmp_path: Any
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.DATA_DIR = tmp_path
    with system_scope("test", world.a.pk) as by:
        agreement = make_agreement(by)
    client = browser("secretariat")
    for name, content in (("signed.pdf", b"<html>"), ("signed.png", PDF)):
        answer = client.post(
            at("attach", agreement.pk), {"title": "ฉบับลงนาม", "upload": SimpleUploadedFile(name, content)}
        )
        assert answer.status_code == 422
        assert "upload" in answer.context["form"].errors
    good = {"title": "ฉบับลงนาม", "upload": SimpleUploadedFile("signed.pdf", PDF)}
    assert client.post(at("attach", agreement.pk), good).status_code == 302
    with system_scope("test", world.a.pk):
        attachment = Attachment.objects.get()
    assert client.get(at("attachment_file", attachment.pk)).content == PDF


def test_parties_are_written_as_a_list_and_one_withdraws(
    world: World, browser: Any, at: Callable[..., str], three: list[Organisation]
) -> None:
    with system_scope("test", world.a.pk) as by:
        agreement = make_agreement(by, parties=three[:2])
        first, second = agreement.parties.order_by("order")
    client = browser("secretariat")
    rows = [(first.pk, three[0].pk, ""), (second.pk, three[1].pk, ""), ("", three[2].pk, "1 มกราคม 2569")]
    data: dict[str, Any] = {"rows-TOTAL_FORMS": 3, "rows-INITIAL_FORMS": 2, "version": agreement.version}
    for place, (pk, organisation, acceded) in enumerate(rows):
        data |= {
            f"rows-{place}-id": pk,
            f"rows-{place}-organisation": organisation,
            f"rows-{place}-acceded_on": acceded,
            f"rows-{place}-ORDER": place + 1,
        }
    assert client.post(at("parties", agreement.pk), data).status_code == 302
    assert client.post(at("parties", agreement.pk), data).status_code == 409
    answer = client.post(at("withdraw", second.pk), {"withdrew_on": "2025-12-31", "reason": "เปลี่ยนนโยบาย"})
    assert answer.status_code == 302
    with system_scope("test", world.a.pk):
        agreement.refresh_from_db()
        assert agreement.end_cause == "expired"
        assert Party.objects.filter(withdrew_on__isnull=False).count() == 1
    early = {"withdrew_on": "2020", "reason": "ผิด"}
    assert client.post(at("withdraw", second.pk), early).status_code == 422
