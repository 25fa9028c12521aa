"""Rows of a project record: written in place, refused with their reason, seen by those who may."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from samphan.directory.models import Organisation
from samphan.engagement.models import Participation
from samphan.engagement.models.base import Channel, Stage, Voice
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.projects.actions.reach import write_place, write_resource, write_served, write_stated
from samphan.projects.actions.rows import move_row, remove_row, stamp
from samphan.projects.actions.side import claim_lead, register_partner, write_partner, write_person
from samphan.projects.models import ProjectPartner, ProjectPerson, ProjectPlace, ProjectResource
from samphan.projects.queries.reach import reach
from samphan.projects.queries.resources import numbers, resources
from samphan.projects.queries.side import sides
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import user_scope
from tests.factories.records import Record, fill_record
from tests.projects.conftest import NOW, begun

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.conftest import Statements
    from tests.personas import World
    from tests.projects.conftest import Members


@pytest.fixture
def record(world: World, members: Members) -> Record:
    with user_scope(world.users["secretariat"], "alpha") as by:
        return fill_record(by, begun(by, members.own), members.own, "แม่ลานเหนือ")


def test_change_row_keeps_its_id_and_what_points_at_it(world: World, record: Record) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        changed = write_partner(by=by, project=record.project, partner=record.group, role="ร่วมออกแบบ")
        assert (changed.pk, changed.name, changed.role) == (record.group.pk, "กลุ่ม แม่ลานเหนือ", "ร่วมออกแบบ")
        record.resource.refresh_from_db()
        assert record.resource.partner_id == record.group.pk
        entry = AuditEntry.objects.filter(act="change_project_partner").get()
        assert entry.changes == {
            "row": [None, "กลุ่ม แม่ลานเหนือ"],
            "role": ["บทบาท แม่ลานเหนือ", "ร่วมออกแบบ"],
        }
        write_partner(by=by, project=record.project, partner=record.group, role="ร่วมออกแบบ")
        assert AuditEntry.objects.filter(act="change_project_partner").count() == 1


def test_audit_trail_says_that_a_contact_changed_and_not_to_what(world: World, record: Record) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        write_partner(by=by, project=record.project, partner=record.group, contact_phone="081 999 9999")
        entry = AuditEntry.objects.filter(act="change_project_partner").get()
        assert entry.changes == {"row": [None, "กลุ่ม แม่ลานเหนือ"], "contact_phone": ["…", "…"]}


def test_change_row_that_somebody_changed_meanwhile_is_a_conflict(world: World, record: Record) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        seen = stamp(record.group)
        write_partner(by=by, project=record.project, partner=record.group, role="แก้แล้ว", version=seen)
        with pytest.raises(Conflict) as found:
            write_partner(by=by, project=record.project, partner=record.group, role="อีกแบบ", version=seen)
        assert (found.value.current["role"], found.value.version) == (
            "แก้แล้ว",
            stamp(ProjectPartner.objects.get(pk=record.group.pk)),
        )
        # Another row of the same project is nobody's conflict.
        write_person(
            by=by, project=record.project, person_row=record.person, version=stamp(record.person), name="ก"
        )


def test_remove_partner_about_whom_something_was_said_is_refused(world: World, record: Record) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        with pytest.raises(Problem, match="gives 1 resource to the project"):
            remove_row(by=by, row=record.group)
        remove_row(by=by, row=record.resource)
        said = Participation.objects.create(
            network=record.project.network, project=record.project, partner=record.group, stage=Stage.values[0], intensity=3,
            voice=Voice.values[0], channel=Channel.values[0], at=NOW,
        )  # fmt: skip
        with pytest.raises(Problem, match="1 thing was said by it or about it"):
            remove_row(by=by, row=record.group)
        Participation.objects.filter(pk=said.pk).delete()
        remove_row(by=by, row=record.group)
        assert not ProjectPartner.objects.filter(pk=record.group.pk).exists()
        assert AuditEntry.objects.filter(act="remove_project_partner").get().changes == {
            "row": ["กลุ่ม แม่ลานเหนือ", None]
        }


def test_partner_is_named_once(world: World, members: Members, record: Record) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        for words, sentence in (
            ({}, "Choose an organisation"),
            ({"organisation": members.own}, "a partner already"),
            ({"name": "กลุ่ม  แม่ลานเหนือ "}, "A group of this name"),
        ):
            with pytest.raises(Problem, match=sentence):
                write_partner(by=by, project=record.project, **words)
        both = write_partner(by=by, project=record.project, organisation=members.other, name="ชื่ออื่น")
        assert (both.organisation, both.name) == (members.other, "")


def test_lead_moves_and_another_may_say_that_it_leads(world: World, members: Members, record: Record) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        write_partner(by=by, project=record.project, organisation=members.other, is_lead=True)
        assert [
            (each.organisation, each.is_lead) for each in ProjectPartner.objects.filter(is_lead=True)
        ] == [(members.other, True)]
    with user_scope(world.users["coordinator"], "alpha") as by:
        own, other = (
            ProjectPartner.objects.select_related("project").get(organisation=each)
            for each in (members.own, members.other)
        )
        with pytest.raises(Refused):
            claim_lead(by=by, partner=other, claims=True)
        claim_lead(by=by, partner=own, claims=True)
        assert [each.called for each in sides(by, record.project).claims] == ["มหาวิทยาลัยของเรา"]
        claim_lead(by=by, partner=own, claims=False)
        assert sides(by, record.project).claims == []


def test_register_group_keeps_what_was_said_about_it(world: World, record: Record) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        partner = register_partner(by=by, partner=record.group)
        assert (partner.pk, partner.name, partner.role) == (record.group.pk, "", "บทบาท แม่ลานเหนือ")
        made = Organisation.objects.get(pk=partner.organisation_id)
        assert (made.name_th, made.kind, made.basis, made.sector) == (
            "กลุ่ม แม่ลานเหนือ", "community", "area", "community_enterprise",
        )  # fmt: skip
        with pytest.raises(Problem, match="in the directory already"):
            register_partner(by=by, partner=partner)


def test_shares_over_the_whole_are_refused_and_below_it_are_said(world: World, record: Record) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        with pytest.raises(Problem, match=r"would make 100\.01 %\. The others have 60 %, so at most 40 %"):
            write_person(by=by, project=record.project, name="ข", share=Decimal("40.01"))
        write_person(by=by, project=record.project, name="ข", share=Decimal(30))
        found = sides(by, record.project)
        assert (found.shares, found.missing_share, found.shareless) == (Decimal(90), Decimal(10), 0)
        # One's own share is no obstacle to itself.
        write_person(by=by, project=record.project, person_row=record.person, share=Decimal(70))
        assert sides(by, record.project).missing_share is None
        with pytest.raises(Problem, match="Somebody else leads"):
            write_person(by=by, project=record.project, name="ค", role="leader")
        with pytest.raises(Problem, match="Choose a person"):
            write_person(by=by, project=record.project, name=" ")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({}, "province"),
        ({"province": "TH-99"}, "province"),
        ({"district": "ลอง"}, "province"),
        ({"province": "TH-54", "subdistrict": "ห้วยอ้อ"}, "district"),
        ({"site": "วัด", "latitude": Decimal(18)}, "point"),
        ({"site": "วัด", "latitude": Decimal(91), "longitude": Decimal(99)}, "point"),
    ],
)
def test_place_that_says_too_little_is_refused(
    world: World, record: Record, words: dict[str, object], field: str
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by, pytest.raises(Problem) as found:
        write_place(by=by, project=record.project, **words)  # type: ignore[arg-type]  # as a form would give them
    assert found.value.field == field


def test_reach_says_where_and_how_many_and_what_does_not_fit(world: World, record: Record) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        write_place(by=by, project=record.project, province="TH-10", district="ลอง")
        write_served(
            by=by, project=record.project, label="นักเรียน", groups=40, each=20, number=800, is_counted=True
        )
        write_served(by=by, project=record.project, label="ผู้อ่าน", is_direct=False)
        found = reach(by, record.project)
    first, second = found.places
    assert (first.words, first.elsewhere) == ("บ้าน แม่ลานเหนือ ต.ตำบล แม่ลานเหนือ อ.ลอง Phrae", [])
    assert [str(each) for each in second.elsewhere] == ["Phrae"]
    assert [(each.product, each.gap) for each in found.served] == [(800, -10), (800, 0), (None, None)]
    assert (found.direct.counted, found.direct.estimated, found.direct.known, found.direct.of) == (
        800,
        790,
        2,
        2,
    )
    assert (found.indirect.total, found.indirect.known, found.indirect.of) == (None, 0, 1)
    assert [(each.count, each.level) for each in found.map.counted] == [(1, 1), (1, 1)]
    assert len(found.map.points) == 1


def test_resources_are_summed_by_side_and_kind(world: World, record: Record) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        with pytest.raises(Problem, match="not both"):
            write_resource(
                by=by, project=record.project, partner=record.group, giver="กองทุน", kind="money", title="ก"
            )
        with pytest.raises(Problem, match="on what the value rests"):
            write_resource(by=by, project=record.project, kind="it", title="เว็บ", value_baht=Decimal(1))
        write_resource(
            by=by, project=record.project, giver="กองทุน", kind="money", title="ทุน", amount=Decimal(48000)
        )
        write_resource(
            by=by, project=record.project, is_internal=True, kind="money", title="งบ", amount=Decimal(2000)
        )
        write_resource(by=by, project=record.project, kind="materials", title="สี")
        found = resources(by, record.project).sums
    assert [(str(each.label), each.money, each.in_kind, each.unvalued) for each in found.by_side] == [
        ("society side", 0, 5000, 0),
        ("the university's own budget", 2000, 0, 0),
        ("outside funders", 48000, 0, 0),
        ("giver not named", 0, 0, 1),
    ]
    assert (found.all.total, found.all.count, found.all.unvalued) == (55000, 4, 1)


def test_stated_numbers_stand_beside_counted_ones_and_are_never_merged(world: World, record: Record) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        write_stated(
            by=by, project=record.project, kind="direct", number=Decimal(300), is_at_least=True, source="ข่าว"
        )
        write_stated(by=by, project=record.project, kind="students", number=Decimal(40))
        write_stated(by=by, project=record.project, kind="budget", number=Decimal(3_566_280_000))
        write_stated(by=by, project=record.project, kind="places", number=Decimal(7_435))
        write_stated(by=by, project=record.project, kind="staff", number=Decimal(68_350))
        found = numbers(by, record.project)
    told = {(each.stated.kind, each.stated.number): each for each in found.stated if each.stated}
    estimate, at_least = told["direct", Decimal(800)], told["direct", Decimal(300)]
    assert (estimate.counted.number, estimate.difference, estimate.agrees) == (790, -10, False)
    assert (at_least.difference, at_least.agrees) == (490, True)
    students = told["students", Decimal(40)]
    assert (students.counted.number, students.counted.known, students.difference) == (30, 1, -10)
    budget = told["budget", Decimal(3_566_280_000)]
    assert (budget.counted.number, budget.difference) == (None, None)
    assert {each.label: each.counted.number for each in found.only_counted} == {
        "households": 200,
        "partners": 1,
    }
    assert [(str(each.label), each.value) for each in found.ratios] == [
        ("budget for each place, baht", Decimal("479661.06")),
        ("budget for each person served directly, baht", Decimal("4457850.00")),
        ("people served directly at each place", Decimal("0.108")),
        ("staff at each place", Decimal("9.193")),
    ]


def test_rows_change_places(world: World, members: Members, record: Record) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        second = write_person(by=by, project=record.project, name="สอง")
        move_row(by=by, row=second, way="up")
        names = ProjectPerson.objects.order_by("order").values_list("name", flat=True)
        assert list(names) == ["สอง", "บุคคล แม่ลานเหนือ"]
        move_row(by=by, row=second, way="up")
        assert list(names.all()) == ["สอง", "บุคคล แม่ลานเหนือ"]


def test_only_who_writes_the_record_writes_rows(world: World, members: Members, record: Record) -> None:
    with user_scope(world.users["board"], "alpha") as by:
        for act in (
            lambda: write_partner(by=by, project=record.project, name="ก"),
            lambda: remove_row(by=by, row=record.served),
            lambda: move_row(by=by, row=record.served, way="up"),
            lambda: register_partner(by=by, partner=record.group),
        ):
            with pytest.raises(Refused):
                act()
    with user_scope(world.users["stranger"], "beta") as by:
        assert not ProjectResource.objects.for_actor(by).exists()


def test_contacts_are_shown_to_writers_alone(
    browser: Callable[[str], Client], record: Record, at: Callable[..., str]
) -> None:
    page = at("project_partners", record.project.pk)
    assert "group-แม่ลานเหนือ@example.org" in browser("secretariat").get(page).text
    shown = browser("board").get(page).text
    assert "กลุ่ม แม่ลานเหนือ" in shown
    for hidden in ("group-แม่ลานเหนือ", "ผู้ติดต่อ แม่ลานเหนือ", "08 แม่ลานเหนือ"):
        assert hidden not in shown


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_page_and_form_of_the_record_answers(
    browser: Callable[[str], Client], record: Record, at: Callable[..., str], language: str
) -> None:
    client, pk = browser("secretariat"), record.project.pk
    pages = [
        at(name, pk)
        for name in ("project_partners", "project_learning", "project_reach", "project_resources")
    ]
    pages += [at("register_partner", pk, record.group.pk)]
    for noun, part in record.rows().items():
        pages += [at("row_new", pk, noun), at("row", pk, noun, part), at("row_remove", pk, noun, part)]
    answers = {page: client.get(page, query_params={"lang": language}).status_code for page in pages}
    assert {page: status for page, status in answers.items() if status != 200} == {}


def test_form_writes_what_was_typed_as_people_type_it(
    browser: Callable[[str], Client], world: World, record: Record, at: Callable[..., str]
) -> None:
    client, pk = browser("secretariat"), record.project.pk
    posted = {
        "place": {"district": "ลอง", "point": "๑๘.๐๘, 99.83", "province": ""},
        "stated": {"kind": "direct", "number": "มากกว่า 300", "source": "ข่าว"},
        "research": {"title": "งานวิจัย", "kind": "basic", "year": "๒๕๖๙"},
        "resource": {"title": "ทุน", "kind": "money", "amount": "48,000", "partner": str(record.group.pk)},
        "served": {"label": "ครู", "is_direct": "False", "number": "1,200"},
    }
    for noun, words in posted.items():
        assert client.post(at("row_new", pk, noun), words).status_code == 302, noun
    project = record.project
    with user_scope(world.users["secretariat"], "alpha"):
        place, stated, research, money, served = (
            getattr(project, name).order_by("-pk")[0]
            for name in ("places", "stated", "research", "resources", "served")
        )
    assert (place.province, place.district, place.latitude) == ("TH-54", "ลอง", Decimal("18.08"))
    assert (stated.number, stated.is_at_least, research.year) == (300, True, 2026)
    assert (money.value_baht, money.partner_id) == (48000, record.group.pk)
    assert (served.is_direct, served.number) == (False, 1200)
    swapped = client.post(at("row_new", pk, "place"), {"site": "ก", "point": "99.83, 18.08"})
    assert (swapped.status_code, "18.08000, 99.83000" in swapped.text) == (422, True)


def test_conflict_on_a_form_keeps_what_was_typed(
    browser: Callable[[str], Client], world: World, record: Record, at: Callable[..., str]
) -> None:
    client, pk = browser("secretariat"), record.project.pk
    form = client.get(at("row", pk, "served", record.served.pk)).context["form"]
    words = {
        name: form[name].value() or "" for name in form.fields if name not in {"is_direct", "is_counted"}
    } | {"is_direct": "True"}
    with user_scope(world.users["secretariat"], "alpha") as by:
        write_served(by=by, project=record.project, served=record.served, number=795)
    answer = client.post(at("row", pk, "served", record.served.pk), {**words, "number": "801"})
    assert answer.status_code == 409
    assert [(each.yours, each.current) for each in answer.context["form"].changes] == [("801", "795")]
    form = answer.context["form"]
    words["version"] = form["version"].value()
    assert (
        client.post(at("row", pk, "served", record.served.pk), {**words, "number": "801"}).status_code == 302
    )
    with user_scope(world.users["secretariat"], "alpha"):
        record.served.refresh_from_db()
    assert record.served.number == 801


def test_districts_are_suggested_within_the_province(
    browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    client = browser("secretariat")
    assert 'value="ปากพะยูน"' in client.get(at("districts"), {"district": "ปากพ", "province": "TH-93"}).text
    assert client.get(at("districts"), {"district": "ปากพะยูน", "province": "TH-54"}).text.strip() == ""


def test_subdistricts_are_suggested_within_the_district(
    browser: Callable[[str], Client], at: Callable[..., str]
) -> None:
    client = browser("secretariat")
    answer = client.get(at("subdistricts"), {"subdistrict": "ห้วย", "district": "ลอง", "province": "TH-54"})
    assert answer.text.count("<option") == 1
    assert 'value="ห้วยอ้อ"' in answer.text
    assert answer.headers["Cache-Control"] == "private, max-age=3600"
    assert client.get(at("subdistricts"), {"subdistrict": "", "district": ""}).text.strip() == ""


def test_subdistrict_alone_brings_its_district_and_one_that_is_not_known_is_kept(
    browser: Callable[[str], Client], world: World, record: Record, at: Callable[..., str]
) -> None:
    client, pk = browser("secretariat"), record.project.pk
    new, tab = at("row_new", pk, "place"), at("project_reach", pk)
    assert client.post(new, {"subdistrict": "ห้วยอ้อ"}).status_code == 302
    words = {"province": "TH-54", "district": "ลอง", "subdistrict": "ตำบลที่ตั้งใหม่"}
    assert client.post(new, words).status_code == 302
    # Of one name in several districts nothing is guessed.
    assert client.post(new, {"subdistrict": "ในเมือง"}).status_code == 422
    with user_scope(world.users["secretariat"], "alpha"):
        made = list(ProjectPlace.objects.filter(project=record.project).order_by("id"))[-2:]
    assert [(each.province, each.district, each.subdistrict) for each in made] == [
        ("TH-54", "ลอง", "ห้วยอ้อ"),
        ("TH-54", "ลอง", "ตำบลที่ตั้งใหม่"),
    ]
    page = client.get(tab, {"lang": "en"}).text
    assert page.count("Our list has no sub-district ตำบลที่ตั้งใหม่ in ลอง.") == 1


@pytest.mark.parametrize(
    "name", ["project_partners", "project_learning", "project_reach", "project_resources"]
)
def test_pages_of_the_record_take_as_many_statements_with_one_row_as_with_three(
    browser: Callable[[str], Client],
    world: World,
    members: Members,
    record: Record,
    at: Callable[..., str],
    statements: Statements,
    name: str,
) -> None:
    client, page = browser("secretariat"), at(name, record.project.pk)
    client.get(page)
    with statements() as first:
        client.get(page)
    with user_scope(world.users["secretariat"], "alpha") as by:
        for number in range(2):
            project = record.project
            partner = write_partner(by=by, project=project, name=f"กลุ่ม {number}")
            write_person(by=by, project=project, name=f"คน {number}", organisation=members.other)
            write_place(by=by, project=project, province="TH-93", site=f"บ้าน {number}")
            write_served(by=by, project=project, label=f"กลุ่ม {number}", number=3)
            write_resource(
                by=by, project=project, partner=partner, kind="money", title="เงิน", amount=Decimal(5)
            )
            write_stated(by=by, project=project, kind="budget", number=Decimal(number))
    with statements() as third:
        client.get(page)
    assert len(third) == len(first), "\n".join(third)
    assert len(third) <= 10, "\n".join(third)


def test_remove_move_claim_and_register_by_page(
    browser: Callable[[str], Client],
    world: World,
    members: Members,
    record: Record,
    at: Callable[..., str],
) -> None:
    client, pk = browser("secretariat"), record.project.pk
    with user_scope(world.users["secretariat"], "alpha") as by:
        second = write_person(by=by, project=record.project, name="สอง")
        group = write_partner(by=by, project=record.project, name="มหาวิทยาลัยริมนํ้า")
        other = write_partner(by=by, project=record.project, name="กลุ่มใหม่เอี่ยม", is_lead=True)
    assert client.post(at("row_move", pk, "person", second.pk, "up")).status_code == 302
    assert client.get(at("row_move", pk, "person", second.pk, "up")).status_code == 405
    for wrong in (
        ("person", second.pk, "sideways"),
        ("stated", record.stated.pk, "up"),
        ("nothing", 1, "up"),
    ):
        assert client.post(at("row_move", pk, *wrong)).status_code == 404
    assert client.post(at("row_remove", pk, "served", record.served.pk)).status_code == 302
    kept = client.post(at("row_remove", pk, "partner", record.group.pk))
    assert (kept.status_code, "gives 1 resource" in kept.text or "ทรัพยากร" in kept.text) == (422, True)
    # The directory knows one of the groups under its name with another spelling of the vowel; the other one is new.
    page = client.get(at("register_partner", pk, group.pk))
    assert f'value="{members.other.pk}"' in page.text
    assert (
        client.post(at("register_partner", pk, group.pk), {"organisation": members.other.pk}).status_code
        == 302
    )
    assert client.post(at("register_partner", pk, other.pk), {"organisation": ""}).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        own = ProjectPartner.objects.get(organisation=members.own)
    representative = browser("coordinator")
    assert representative.post(at("claim_lead", pk, own.pk), {"claims": "1"}).status_code == 302
    assert representative.post(at("claim_lead", pk, other.pk), {"claims": "1"}).status_code == 403
    with user_scope(world.users["secretariat"], "alpha"):
        assert ProjectPerson.objects.order_by("order")[0].name == "สอง"
        found = {each.pk: each for each in record.project.partners.select_related("organisation")}
        assert found[group.pk].organisation == members.other
        assert (found[other.pk].called, found[other.pk].is_lead) == ("กลุ่มใหม่เอี่ยม", True)
        assert (found[own.pk].claims_lead, record.group.pk in found) == (True, True)
        assert not record.project.served.exists()
