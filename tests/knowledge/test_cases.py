"""Case studies: who writes and reads them, what they draw from the record, and what never reaches the public."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone, translation
from PIL import Image

from samphan.engagement.models import (
    CommunityKnowledge,
    Consent,
    Evidence,
    EvidenceKind,
    Measure,
    PartnerWords,
    ProjectResult,
    ResultLevel,
    ResultState,
)
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.knowledge.actions import case as actions
from samphan.knowledge.actions.news import choose_public
from samphan.knowledge.models import CasePicture, CaseSection, CaseState, CaseStudy
from samphan.knowledge.queries.case_paper import paper_of
from samphan.knowledge.queries.case_parts import draw
from samphan.knowledge.queries.due import due_lines
from samphan.knowledge.queries.photographs import PaperPictures
from samphan.projects.models import Project, ProjectPartner, ReviewState, Visibility
from samphan.projects.queries.record_due import ANSWERED_IN
from samphan.tenancy.scope import anonymous_scope, user_scope
from samphan.tenancy.search import find_for
from tests.factories.knowledge import NOW, full_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Statements
    from tests.personas import World

MARK = "alfa"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), "teal").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def case(world: World) -> CaseStudy:
    """A draft of the coordinator's, of an approved project open to everybody with two photographs."""
    with user_scope(world.users["coordinator"], "alpha") as by:
        project = full_project(by, MARK, photos=2, jpeg=jpeg())
        Project.objects.filter(pk=project.pk).update(
            review=ReviewState.APPROVED, visibility=Visibility.PUBLIC, category="engagement"
        )
        project.refresh_from_db()
        return actions.make_case(by=by, project=project)


def published(world: World, case: CaseStudy, *, shows: tuple[str, ...] = ("cases",)) -> CaseStudy:
    with user_scope(world.users["secretariat"], "alpha") as by:
        choose_public(by=by, version=None, shows=list(shows))
        return actions.publish_case(by=by, case=case, now=NOW)


def address(case: CaseStudy) -> str:
    return f"/p/alpha/cases/{case.pk}/"


def photographs(case: CaseStudy) -> list[Evidence]:
    return list(Evidence.objects.filter(project=case.project_id, kind=EvidenceKind.PHOTO).order_by("id"))


def test_case_of_a_project_takes_what_its_record_says(world: World, case: CaseStudy) -> None:
    assert (case.title_th, case.title_en, case.year) == (f"โครงการ {MARK}", f"Project {MARK}", 2024)
    assert case.state == CaseState.DRAFT
    with user_scope(world.users["coordinator"], "alpha") as by:
        found = draw(by, case)
        assert [each.part.code for each in found.told] == [
            "need", "question", "sides", "participation", "change", "results", "lessons",
        ]  # fmt: skip
        assert len(found.pictures) == 2
        assert found.confirmation is not None
        assert found.confirmation.label == "not confirmed by the partner"


def test_make_case_pressed_twice_leads_to_the_one_that_was_begun(world: World, case: CaseStudy) -> None:
    client, tab = world.client("coordinator"), f"/n/alpha/learn/projects/{case.project_id}/cases/"
    assert f'name="after" value="{case.pk}"' in client.get(tab).text
    first = client.post(f"{tab}make/", {"after": case.pk})
    second = client.post(f"{tab}make/", {"after": case.pk})
    assert (first.status_code, second["Location"]) == (302, first["Location"])
    third = client.post(f"{tab}make/", {"after": first["Location"].rstrip("/").rpartition("/")[2]})
    with user_scope(world.users["coordinator"], "alpha"):
        assert CaseStudy.objects.filter(project=case.project_id).count() == 3
    assert third["Location"] != first["Location"]
    odd = client.post(f"{tab}make/", {"after": "9" * 5_000})  # no number: the latest is meant
    assert odd["Location"] == third["Location"]


def test_tables_of_a_case_are_counted_through_all_its_parts(world: World, case: CaseStudy) -> None:
    page = world.client("coordinator").get(f"/n/alpha/learn/library/{case.pk}/?lang=en").text
    counted = [int(each) for each in re.findall(r"<caption><strong>Table (\d+)</strong>", page)]
    assert (counted, len(counted) > 1) == (list(range(1, len(counted) + 1)), True)


def test_draft_is_seen_by_its_writer_and_who_keeps_the_library_alone(world: World, case: CaseStudy) -> None:
    seen = {}
    for persona in ("coordinator", "secretariat", "lead", "board", "partner"):
        with user_scope(world.users[persona], "alpha") as by:
            seen[persona] = CaseStudy.objects.for_actor(by).count()
            assert list(find_for(by, MARK, kinds=["knowledge.casestudy"]).hits) == []
    assert seen == {"coordinator": 1, "secretariat": 1, "lead": 0, "board": 0, "partner": 0}
    with user_scope(world.users["stranger"], "beta") as by:
        assert CaseStudy.objects.for_actor(by).count() == 0


def test_published_case_is_found_and_read_in_its_network(world: World, case: CaseStudy) -> None:
    published(world, case)
    with user_scope(world.users["board"], "alpha") as by:
        assert [each.pk for each in CaseStudy.objects.for_actor(by)] == [case.pk]
        assert [hit.object_id for hit in find_for(by, MARK, kinds=["knowledge.casestudy"]).hits] == [case.pk]


def test_only_who_keeps_the_library_publishes(world: World, case: CaseStudy) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        submitted = actions.submit_case(by=by, case=case)
        with pytest.raises(Refused):
            actions.publish_case(by=by, case=submitted, now=NOW)
        with pytest.raises(Refused):
            actions.describe_case(by=by, case=submitted, version=None, title_th="อื่น")
    with user_scope(world.users["secretariat"], "alpha") as by:
        with pytest.raises(Problem):
            actions.return_case(by=by, case=submitted, why=" ")
        returned = actions.return_case(by=by, case=submitted, why="ขอผลลัพธ์")
    assert (returned.state, returned.returned_why) == (CaseState.DRAFT, "ขอผลลัพธ์")
    with user_scope(world.users["coordinator"], "alpha") as by:
        again = actions.submit_case(by=by, case=returned)
        assert actions.take_back_case(by=by, case=again).state == CaseState.DRAFT


@pytest.mark.parametrize(
    "record", [{"review": ReviewState.DRAFT}, {"visibility": Visibility.NETWORK}], ids=["draft", "not open"]
)
def test_case_of_a_record_that_is_not_open_is_not_published(
    world: World, case: CaseStudy, record: dict[str, str]
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        Project.objects.filter(pk=case.project_id).update(**record)
        with pytest.raises(Problem):
            actions.publish_case(by=by, case=case, now=NOW)


def test_public_page_shows_the_record_without_people_and_contacts(world: World, case: CaseStudy) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        below = {"project_id": case.project_id, "network_id": by.network_id}
        partner = ProjectPartner.objects.get(project=case.project_id)
        ProjectPartner.objects.filter(pk=partner.pk).update(
            contact_name="ผู้ติดต่อลับ", contact_phone="081-000-0000", contact_email="secret@example.org"
        )
        Measure.objects.filter(project=case.project_id).update(verified_by="ผู้ตรวจลับ")
        ProjectResult.objects.create(
            **below, level=ResultLevel.OUTPUT, expected="ตลาดออนไลน์", state=ResultState.NOT_REACHED
        )
        said = {"partner": partner, "channel": "link", "said_by": "ป้าลับ", "at": NOW}
        PartnerWords.objects.create(**below, **said, words="เราภูมิใจ", may_publish=True)
        PartnerWords.objects.create(**below, **said, words="อย่าบอกใคร", may_publish=False)
        actions.write_section(
            by=by, case=case, part="lessons", version=None, words_th="บทเรียนของเรา", words_en=""
        )
    published(world, case)
    page = Client().get(address(case)).text
    for shown in (
        "ความต้องการ alfa",
        "โจทย์ร่วม alfa",
        "4,000",
        "5,200",
        "เราภูมิใจ",
        "ตลาดออนไลน์",
        "บทเรียนของเรา",
        "บ้าน alfa",
    ):
        assert shown in page
    hidden = [
        "ผู้ติดต่อลับ", "081-000-0000", "secret@example.org", "ผู้ตรวจลับ", "ป้าลับ", "อย่าบอกใคร",
        "ภูมิปัญญา alfa", "Coordinator", "ผู้ใหญ่บ้านเสนอ", "<img",
    ]  # fmt: skip
    assert [each for each in hidden if each in page] == []


def test_public_page_says_that_no_partner_confirmed(world: World, case: CaseStudy) -> None:
    published(world, case)
    assert "not confirmed by the partner" in Client().get(f"{address(case)}?lang=en").text


def test_case_is_shut_before_it_is_published_and_where_the_section_is_closed(
    world: World, case: CaseStudy
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        choose_public(by=by, version=None, shows=["cases"])
    assert Client().get(address(case)).status_code == 404
    published(world, case)
    assert Client().get(address(case)).status_code == 200
    assert Client().get(f"/p/beta/cases/{case.pk}/").status_code == 404
    with user_scope(world.users["secretariat"], "alpha") as by:
        choose_public(by=by, version=None, shows=["news"])
    assert Client().get(address(case)).status_code == 404
    with user_scope(world.users["secretariat"], "alpha") as by:
        choose_public(by=by, version=None, shows=["cases"])
        actions.take_off_case(by=by, case=case)
    assert Client().get(address(case)).status_code == 404


def test_database_shows_the_public_published_cases_of_open_sections_alone(
    world: World, case: CaseStudy
) -> None:
    published(world, case)
    with user_scope(world.users["secretariat"], "alpha") as by:
        actions.begin_case(by=by, title_th="ร่างลับ")
        actions.write_section(by=by, case=case, part="need", version=None, words_th="คำ")
    with anonymous_scope("alpha"):
        assert [each.pk for each in CaseStudy.objects.all()] == [case.pk]
        assert [CasePicture.objects.count(), CaseSection.objects.count(), Evidence.objects.count()] == [
            0,
            0,
            0,
        ]
    with anonymous_scope("beta"):
        assert CaseStudy.objects.count() == 0
    with user_scope(world.users["secretariat"], "alpha") as by:
        choose_public(by=by, version=None, shows=[])
    with anonymous_scope("alpha"):
        assert CaseStudy.objects.count() == 0


def test_photograph_is_public_only_where_it_was_meant_for_everybody(world: World, case: CaseStudy) -> None:
    published(world, case)
    with user_scope(world.users["secretariat"], "alpha"):
        first, second = photographs(case)
        Evidence.objects.filter(pk=first.pk).update(is_public=True, consent=Consent.GIVEN)
        chosen = {each.evidence_id: each.pk for each in CasePicture.objects.filter(case=case)}
    page = Client().get(address(case))
    assert page.text.count("<img") == 1
    assert Client().get(f"{address(case)}pictures/{chosen[first.pk]}/").status_code == 200
    assert Client().get(f"{address(case)}pictures/{chosen[second.pk]}/").status_code == 404


def test_withdrawn_consent_takes_the_photograph_out_everywhere(
    world: World, case: CaseStudy, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["secretariat"], "alpha"):
        Evidence.objects.filter(pk__in=[each.pk for each in photographs(case)]).update(
            is_public=True, consent=Consent.GIVEN
        )
        chosen = CasePicture.objects.filter(case=case).order_by("id")[0]
    published(world, case)
    inside = f"/n/alpha/learn/library/{case.pk}/pictures/{chosen.pk}/"
    outside = f"{address(case)}pictures/{chosen.pk}/"
    assert [browser("board").get(inside).status_code, Client().get(outside).status_code] == [200, 200]
    with user_scope(world.users["secretariat"], "alpha") as by:
        Evidence.objects.filter(pk=chosen.evidence_id).update(
            consent=Consent.WITHDRAWN, is_public=False, file=None, withdrawn_at=NOW
        )
        with translation.override("th"):
            found = draw(by, CaseStudy.objects.select_related("network").get(pk=case.pk))
            made = paper_of(found, at=NOW, picture=PaperPictures())
        assert sum(type(block).__name__ == "Pictures" for block in made.blocks) == 1
        assert [each.pk for each in draw(by, case).pictures] != [chosen.pk]
    assert [browser("board").get(inside).status_code, Client().get(outside).status_code] == [404, 404]
    assert Client().get(address(case)).text.count("<img") == 1


def test_record_that_is_closed_again_leaves_own_words_alone(world: World, case: CaseStudy) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        actions.write_section(by=by, case=case, part="need", version=None, words_th="คำของเรา")
    published(world, case)
    with user_scope(world.users["secretariat"], "alpha"):
        Project.objects.filter(pk=case.project_id).update(visibility=Visibility.NETWORK)
    page = Client().get(address(case)).text
    assert "คำของเรา" in page
    assert "โจทย์ร่วม alfa" not in page


def test_knowledge_of_a_community_is_public_with_its_leave_alone(world: World, case: CaseStudy) -> None:
    published(world, case)
    assert "ภูมิปัญญา alfa" not in Client().get(address(case)).text
    with user_scope(world.users["secretariat"], "alpha"):
        CommunityKnowledge.objects.update(is_public=True)
    assert "ภูมิปัญญา alfa" in Client().get(address(case)).text


def test_public_case_names_the_holder_of_knowledge_as_the_holder_wants_to_be_named(
    world: World, case: CaseStudy
) -> None:
    published(world, case)
    with user_scope(world.users["secretariat"], "alpha"):
        CommunityKnowledge.objects.update(is_public=True)
    page = Client().get(f"{address(case)}?lang=en").text
    assert ("ภูมิปัญญา alfa" in page, "ยายมา" in page, "held by" in page) == (True, False, False)
    with user_scope(world.users["secretariat"], "alpha"):
        CommunityKnowledge.objects.update(credit="กลุ่มทอผ้าบ้านเรา")
    page = Client().get(f"{address(case)}?lang=en").text
    assert ("held by กลุ่มทอผ้าบ้านเรา" in page, "ยายมา" in page) == (True, False)


def test_photograph_without_consent_cannot_be_chosen(world: World, case: CaseStudy) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        first, second = photographs(case)
        Evidence.objects.filter(pk=first.pk).update(consent=Consent.MISSING)
        with pytest.raises(Problem):
            actions.choose_pictures(by=by, case=case, version=None, rows=[{"evidence": first}])
        with pytest.raises(Problem):
            actions.choose_pictures(
                by=by, case=case, version=None, rows=[{"evidence": second}, {"evidence": second}]
            )
        actions.choose_pictures(
            by=by, case=case, version=None, rows=[{"evidence": second, "caption_th": "ตลาด"}]
        )
        assert [each.caption_th for each in case.pictures.all()] == ["ตลาด"]


def test_rows_that_nobody_fills_choose_no_photograph(
    world: World, case: CaseStudy, browser: Callable[[str], Client]
) -> None:
    client, place = browser("coordinator"), f"/n/alpha/learn/library/{case.pk}/pictures/"
    with user_scope(world.users["coordinator"], "alpha") as by:
        actions.choose_pictures(by=by, case=case, version=None, rows=[])
        first = photographs(case)[0]
    page = client.get(place)
    rows = page.context["formset"]
    fields = [each for form in (rows.management_form, *rows) for each in form]
    sent = {each.html_name: "" if each.value() is None else each.value() for each in fields}
    sent["version"] = page.context["version"]
    assert client.post(place, {**sent, rows[0]["evidence"].html_name: first.pk}).status_code == 302
    with user_scope(world.users["coordinator"], "alpha"):
        assert [each.evidence_id for each in case.pictures.all()] == [first.pk]


def test_two_writers_see_each_other(world: World, case: CaseStudy) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        actions.describe_case(by=by, case=case, version=1, title_th="ชื่อใหม่", theme_name="ป่าชุมชน")
        with pytest.raises(Conflict):
            actions.describe_case(by=by, case=case, version=1, title_th="อีกชื่อ")
        case.refresh_from_db()
        assert (case.title_th, case.theme.name_th if case.theme else "") == ("ชื่อใหม่", "ป่าชุมชน")


def test_case_from_elsewhere_needs_its_source(world: World) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        with pytest.raises(Problem):
            actions.begin_case(by=by, title_th="กรณีศึกษา", address="https://example.org/case")
        made = actions.begin_case(
            by=by,
            title_th="กรณีศึกษา",
            address="https://example.org/case",
            source="มหาวิทยาลัยอื่น",
            licence="CC BY 4.0",
        )
    published(world, made)
    page = Client().get(address(made)).text
    assert "https://example.org/case" in page
    assert "CC BY 4.0" in page


@pytest.mark.parametrize("path", ["library/{pk}/", "projects/{project}/cases/", "library/"])
def test_pages_of_cases_open(
    world: World, case: CaseStudy, browser: Callable[[str], Client], path: str
) -> None:
    page = browser("coordinator").get("/n/alpha/learn/" + path.format(pk=case.pk, project=case.project_id))
    assert page.status_code == 200
    assert f"โครงการ {MARK}" in page.text or f"Project {MARK}" in page.text


def test_writing_by_the_forms(world: World, case: CaseStudy, browser: Callable[[str], Client]) -> None:
    client, here = browser("coordinator"), f"/n/alpha/learn/library/{case.pk}/"
    typed = {
        "title_th": "เรื่องเล่า",
        "teaches_th": "เริ่มจากเล็ก",
        "theme_name": "น้ำ",
        "provinces": "แพร่, น่าน",
        "domains": ["economy"],
        "year": "2024",
        "version": "1",
    }
    wrong = client.post(f"{here}change/", {**typed, "provinces": "แพร่, ไม่มีจริง"})
    assert wrong.status_code == 422
    assert client.post(f"{here}change/", typed).status_code == 302
    with user_scope(world.users["coordinator"], "alpha"):
        case.refresh_from_db()
    assert (case.title_th, case.provinces, case.year) == ("เรื่องเล่า", ["TH-54", "TH-55"], 2024)
    assert client.post(f"{here}parts/need/", {"words_th": "คำ", "version": "2"}).status_code == 302
    assert client.get(f"{here}parts/nothing/").status_code == 404
    assert client.post(f"{here}steps/submit/").status_code == 302
    assert browser("secretariat").post(f"{here}publish/").status_code == 302
    with user_scope(world.users["coordinator"], "alpha"):
        case.refresh_from_db()
    assert case.state == CaseState.PUBLISHED


@pytest.mark.parametrize("path", ["/n/alpha/learn/library/", "/p/alpha/cases/"])
def test_library_asks_the_same_of_one_and_three(
    world: World, case: CaseStudy, browser: Callable[[str], Client], statements: Statements, path: str
) -> None:
    published(world, case)
    client = browser("secretariat") if path.startswith("/n") else Client()
    client.get(path)
    with statements() as one:
        client.get(path)
    with user_scope(world.users["secretariat"], "alpha") as by:
        for number in range(2):
            more = actions.begin_case(
                by=by, title_th=f"กรณี {number}", theme_name=f"แนว {number}", provinces=["TH-54"]
            )
            actions.publish_case(by=by, case=more, now=NOW)
    with statements() as three:
        page = client.get(path)
    assert "กรณี 1" in page.text
    assert len(three) == len(one)


def test_public_case_asks_the_same_of_one_and_three_photographs(
    world: World, case: CaseStudy, statements: Statements
) -> None:
    published(world, case)
    with user_scope(world.users["secretariat"], "alpha"):
        Evidence.objects.filter(kind=EvidenceKind.PHOTO).update(is_public=True)
        CasePicture.objects.filter(case=case).order_by("-id")[0].delete()
    Client().get(address(case))
    with statements() as one:
        Client().get(address(case))
    with user_scope(world.users["secretariat"], "alpha") as by:
        actions.choose_pictures(
            by=by, case=case, version=None, rows=[{"evidence": each} for each in photographs(case)]
        )
    with statements() as two:
        assert Client().get(address(case)).text.count("<img") == 2
    assert len(two) == len(one)


def test_case_that_waits_is_due_for_who_has_to_do_something(world: World, case: CaseStudy) -> None:
    today = timezone.localdate()

    def due() -> dict[str, list[str]]:
        told = {}
        for persona in ("coordinator", "secretariat", "lead"):
            with user_scope(world.users[persona], "alpha") as by:
                until = today + ANSWERED_IN
                told[persona] = [str(each.word) for each in due_lines(by, until, today)]
                assert list(due_lines(by, today, today)) == []
        return told

    nobody: dict[str, list[str]] = {"coordinator": [], "secretariat": [], "lead": []}
    assert due() == nobody
    with user_scope(world.users["coordinator"], "alpha") as by:
        actions.submit_case(by=by, case=case)
    assert due() == {**nobody, "secretariat": ["case study to publish"]}
    with user_scope(world.users["secretariat"], "alpha") as by:
        actions.return_case(by=by, case=case, why="เพิ่มตัวเลข")
    assert due() == {**nobody, "coordinator": ["case study returned with comments"]}
    published(world, case)
    assert due() == nobody
