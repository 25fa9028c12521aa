"""What an organisation is, what it was called, what it came out of: rules of the acts, and how it is found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from samphan.directory.actions import (
    add_former_name,
    describe_organisation,
    relate_organisations,
    remove_former_name,
    rename_organisation,
    unrelate_organisations,
)
from samphan.directory.models import Organisation, OrganisationName, Succession
from samphan.directory.queries import organisation_options
from samphan.directory.queries.identifiers import read_domain, read_ror
from samphan.directory.queries.places import find_province, province_choices, province_names
from samphan.directory.queries.succession import timeline
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.kit.partial import PartialDate
from samphan.tenancy import search
from samphan.tenancy.scope import system_scope
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from tests.personas import World

Browser = Callable[[str], Client]
LIST = "/n/alpha/organisations/"
Y2547 = PartialDate.of(dt.date(2004, 1, 1), "year")
Y2535 = PartialDate.of(dt.date(1992, 1, 1), "year")


def change(by: Actor, organisation: Organisation, **words: Any) -> Organisation:
    return describe_organisation(
        by=by, organisation=organisation, version=None, parent=organisation.parent, aliases=(), **words
    )


def names_of(organisation: Organisation) -> list[tuple[str, str]]:
    return list(organisation.names.order_by("kind", "id").values_list("kind", "text"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("05m2fqn25", "05m2fqn25"),
        ("https://ror.org/05m2fqn25", "05m2fqn25"),
        ("  HTTPS://ROR.ORG/05M2FQN25/ ", "05m2fqn25"),
        ("ror.org/05m2fqn25", "05m2fqn25"),
        ("05m2fqn26", None),
        ("05m2fqn2", None),
        ("x5m2fqn25", None),
        ("0ilou0n25", None),
        ("", None),
    ],
)
def test_read_ror_keeps_what_its_check_digits_allow(typed: str, kept: str | None) -> None:
    assert read_ror(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://www.CMU.ac.th/about?x=1", "cmu.ac.th"),
        ("cmu.ac.th", "cmu.ac.th"),
        ("http://มหาวิทยาลัย.ไทย/", "xn--o3cteaoj1a6cedt.xn--o3cw4h"),
        ("localhost", None),
        ("10.0.0.1", None),
        ("two words.th", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_read_domain_takes_it_from_an_address(typed: str, kept: str | None) -> None:
    assert read_domain(typed) == kept


def test_provinces_are_77_in_thai_order_and_found_as_people_write_them() -> None:
    codes = [code for code, _name in province_choices()]
    assert len(codes) == len(set(codes)) == 77
    assert [province_names(code)[0] for code in codes[:3]] == ["กระบี่", "กรุงเทพมหานคร", "กาญจนบุรี"]
    assert [find_province(text) for text in ("จังหวัดเชียงใหม่", "จ.น่าน", "Bueng Kan", "TH-90", "แม่ริม", "")] == [
        "TH-50",
        "TH-55",
        "TH-38",
        "TH-90",
        "",
        "",
    ]
    assert province_names("TH-99") == ("", "")


def test_describe_keeps_typology_place_and_identifiers(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        made = make_organisation(
            by,
            "เครือข่ายป่าชุมชน",
            kind="community",
            basis="area",
            sector="community_enterprise",
            reach="region",
            standing="informal",
            status="closed",
            status_since=Y2547,
            province="TH-55",
            place_th="บ้านหลวง",
            ror="https://ror.org/05m2fqn25",
            domain="WWW.Example.or.th",
            other_id="0994000159803",
        )
        made.refresh_from_db()
    assert (made.ror, made.domain, made.other_id) == ("05m2fqn25", "example.or.th", "0994000159803")
    assert (made.standing, made.status_since, made.is_closed) == ("informal", Y2547, True)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"ror": "05m2fqn26"}, "ror"),
        ({"domain": "no domain"}, "domain"),
        ({"province": "TH-99"}, "province"),
        ({"basis": "village"}, "basis"),
        ({"sector": "x"}, "sector"),
        ({"reach": "x"}, "reach"),
        ({"standing": "x"}, "standing"),
        ({"status": "asleep"}, "status"),
        ({"status": "active", "status_since": Y2547}, "status_since"),
        ({"place_th": "ก" * 201}, "place_th"),
        ({"other_id": "0" * 61}, "other_id"),
    ],
)
def test_describe_refuses_what_the_record_cannot_hold(world: World, words: Any, field: str) -> None:
    with system_scope("test", world.a.pk) as by:
        made = make_organisation(by)
        with pytest.raises(Problem) as caught:
            change(by, made, **words)
    assert caught.value.field == field


def test_a_ror_id_names_one_organisation(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        make_organisation(by, "มหาวิทยาลัยหนึ่ง", ror="05m2fqn25")
        other = make_organisation(by, "มหาวิทยาลัยสอง")
        with pytest.raises(Problem) as caught:
            change(by, other, ror="05m2fqn25")
    assert caught.value.field == "ror"
    assert "มหาวิทยาลัยหนึ่ง" in str(caught.value.message)


def test_organisation_is_found_by_identifier_place_and_former_name(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        made = make_organisation(
            by, "มหาวิทยาลัยทักษิณ", ror="05m2fqn25", province="TH-93", place_th="ป่าพะยอม", domain="tsu.ac.th"
        )
        in_name = make_organisation(by, "มหาวิทยาลัยพัทลุง")
        add_former_name(by=by, organisation=made, text="มหาวิทยาลัยศรีนครินทรวิโรฒ ภาคใต้", until=Y2535)
        for words in ("05m2fqn25", "tsu.ac.th", "ป่าพะยอม", "ศรีนครินทรวิโรฒ"):
            assert [hit.object_id for hit in search.find(words, kinds=["directory.organisation"]).hits] == [
                made.pk
            ]
        # Whoever bears a word as a name comes before whoever lies in a place of that name.
        hits = search.find("พัทลุง", kinds=["directory.organisation"]).hits
        assert [hit.object_id for hit in hits] == [in_name.pk, made.pk]


def test_rename_keeps_the_old_name_with_its_day(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        made = make_organisation(by, "วิทยาลัยครูพระนคร", abbreviation_th="วคพ.", name_en="Phranakhon College")
        faculty = make_organisation(by, "คณะครุศาสตร์", kind="faculty", parent=made)
        renamed = rename_organisation(
            by=by,
            organisation=made,
            version=made.version,
            happened=Y2547,
            name_th="มหาวิทยาลัยราชภัฏพระนคร",
            name_en="Phranakhon College",
            abbreviation_th="มรพ.",
        )
        assert names_of(renamed) == [
            ("abbreviation", "มรพ."),
            ("former", "วิทยาลัยครูพระนคร"),
            ("former", "วคพ."),
            ("name", "Phranakhon College"),
            ("name", "มหาวิทยาลัยราชภัฏพระนคร"),
        ]
        periods = dict(renamed.names.values_list("text", "since"))
        assert periods["มหาวิทยาลัยราชภัฏพระนคร"] == Y2547
        assert periods["Phranakhon College"] is None
        assert set(renamed.names.filter(kind="former").values_list("until", flat=True)) == {Y2547}
        # The parts are found by the new name, the organisation also by the old one.
        found = [hit.object_id for hit in search.find("ราชภัฏพระนคร", kinds=["directory.organisation"]).hits]
        assert found == [renamed.pk, faculty.pk]
        assert [hit.object_id for hit in search.find("วคพ", kinds=["directory.organisation"]).hits] == [
            renamed.pk
        ]
        # A later change of the record leaves former names alone.
        change(by, renamed, website="https://pnru.ac.th")
        assert renamed.names.filter(kind="former").count() == 2


def test_rename_twice_keeps_the_period_between(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        made = make_organisation(by, "วิทยาลัยครูพระนคร")
        for name, since in (("สถาบันราชภัฏพระนคร", Y2535), ("มหาวิทยาลัยราชภัฏพระนคร", Y2547)):
            made = rename_organisation(by=by, organisation=made, version=None, happened=since, name_th=name)
        former = made.names.filter(kind="former").order_by("id").values_list("text", "since", "until")
        assert list(former) == [("วิทยาลัยครูพระนคร", None, Y2535), ("สถาบันราชภัฏพระนคร", Y2535, Y2547)]


def test_rename_refuses_what_is_no_change_and_what_is_stale(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        made = make_organisation(by, "มหาวิทยาลัยเดิม")
        with pytest.raises(Problem):
            rename_organisation(by=by, organisation=made, version=None, happened=None, name_th="มหาวิทยาลัยเดิม")
        with pytest.raises(Problem):
            rename_organisation(by=by, organisation=made, version=None, happened=None, name_th=" ")
        change(by, made, name_en="Old")
        with pytest.raises(Conflict):
            rename_organisation(by=by, organisation=made, version=1, happened=None, name_th="มหาวิทยาลัยใหม่")


def test_former_name_is_added_once_and_taken_away(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        made = make_organisation(by)
        name = add_former_name(by=by, organisation=made, text="วิทยาลัยเดิม", since=Y2535, until=Y2547)
        for text, since, until in (("วิทยาลัยเดิม", None, None), ("  ", None, None), ("อื่น", Y2547, Y2535)):
            with pytest.raises(Problem):
                add_former_name(by=by, organisation=made, text=text, since=since, until=until)
        with pytest.raises(Problem):
            remove_former_name(by=by, name=made.names.get(kind="name"))
        remove_former_name(by=by, name=name)
        assert names_of(made) == [("name", "มหาวิทยาลัยทดสอบ")]
        assert search.find("วิทยาลัยเดิม", kinds=["directory.organisation"]).hits == ()


def test_relate_tells_both_sides_and_refuses_circles(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        a, b, c = (make_organisation(by, f"องค์กร {name}") for name in "กขค")
        relate_organisations(by=by, earlier=a, later=b, kind="merged_into", happened=Y2535)
        made = relate_organisations(by=by, earlier=b, later=c, kind="split_off", happened=Y2547)
        assert [(step.is_origin, step.other_id, step.happened) for step in timeline([b.pk])] == [
            (True, a.pk, Y2535),
            (False, c.pk, Y2547),
        ]
        for earlier, later in ((c, a), (b, a), (a, a), (a, b)):
            with pytest.raises(Problem) as caught:
                relate_organisations(by=by, earlier=earlier, later=later, kind="renamed")
            assert caught.value.field == "other"
        with pytest.raises(Problem):
            relate_organisations(by=by, earlier=a, later=c, kind="eaten")
        unrelate_organisations(by=by, succession=made)
        assert Succession.objects.count() == 1


def test_relate_needs_that_one_of_the_two_is_kept_here(world: World) -> None:
    with system_scope("test", world.a.pk) as by:
        theirs, other = make_organisation(by, "องค์กรของก"), make_organisation(by, "องค์กรของกอีก")
    with system_scope("test", world.b.pk) as by:
        ours = make_organisation(by, "องค์กรของข")
        made = relate_organisations(by=by, earlier=theirs, later=ours, kind="split_off")
        with pytest.raises(Refused):
            relate_organisations(by=by, earlier=theirs, later=other, kind="renamed")
    with system_scope("test", world.a.pk) as by, pytest.raises(Refused):
        unrelate_organisations(by=by, succession=made)


def test_closed_organisation_is_marked_where_it_is_offered(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        whole = make_organisation(by, "มหาวิทยาลัยแม่")
        closed = make_organisation(
            by, "คณะที่ปิด", kind="faculty", parent=whole, status="closed", status_since=Y2547
        )
        make_organisation(by, "คณะที่เปิด", kind="faculty", parent=whole)
        with override("en"):
            notes = {name: note for _pk, name, note in organisation_options(by, "คณะ")}
    assert notes["คณะที่เปิด"] == "มหาวิทยาลัยแม่"
    assert notes["คณะที่ปิด"] == "closed · มหาวิทยาลัยแม่"
    client = browser("board")
    mark = '<span class="badge badge-warm">closed</span>'
    for address in (LIST, f"{LIST}{closed.pk}/", f"{LIST}{whole.pk}/"):
        assert client.get(f"{address}?lang=en").text.count(mark) == 1, address
    assert "This organisation is closed since 2004." in client.get(f"{LIST}{closed.pk}/?lang=en").text


def test_list_filters_by_every_code(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        make_organisation(
            by,
            "องค์กรตรง",
            kind="agency",
            sector="government",
            basis="area",
            province="TH-50",
            status="inactive",
        )
        make_organisation(
            by, "องค์กรอื่น", kind="company", sector="industry", basis="interest", province="TH-10"
        )
    client = browser("board")
    codes = {
        "kind": "agency",
        "sector": "government",
        "basis": "area",
        "province": "TH-50",
        "status": "inactive",
    }
    for name, code in codes.items():
        page = client.get(f"{LIST}?{name}={code}").text.split("<tbody>")[1]
        assert ("องค์กรตรง" in page, "องค์กรอื่น" in page) == (True, False), name


def test_export_holds_every_column_and_zeros(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        made = make_organisation(
            by,
            "มหาวิทยาลัยเต็ม",
            aliases=["เต็ม"],
            other_id="0012",
            ror="05m2fqn25",
            province="TH-50",
            sector="university",
        )
        add_former_name(by=by, organisation=made, text="วิทยาลัยเต็ม")
    answer = browser("board").get(f"{LIST}export/?lang=en")
    heads, row = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert dict(zip(heads, row, strict=True)) == {
        "Name in Thai": "มหาวิทยาลัยเต็ม",
        "Thai abbreviation": "",
        "Name in English": "",
        "English abbreviation": "",
        "Kind": "university or institute",
        "Part of": "",
        "Other names": "เต็ม",
        "Former names": "วิทยาลัยเต็ม",
        "Basis of community": "",
        "Sector": "higher education",
        "Reach": "",
        "Standing": "",
        "Status": "active",
        "Inactive or closed since": "",
        "Province": "Chiang Mai",
        "Place": "",
        "ROR id": "05m2fqn25",
        "Web domain": "",
        "Website": "",
        "Other identifier": "0012",
        "Telephone": "",
        "E-mail": "",
        "Postal address": "",
        "Description": "",
    }


def test_forms_keep_what_was_typed_and_say_what_is_wrong(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        made = make_organisation(by, "มหาวิทยาลัยหนึ่ง")
        other = make_organisation(by, "มหาวิทยาลัยสอง")
        relate_organisations(by=by, earlier=made, later=other, kind="renamed")
    client = browser("secretariat")
    place = f"{LIST}{made.pk}/"
    for address, data, typed in (
        (f"{place}rename/", {"name_th": "ใหม่มาก", "happened": "ปีไหนไม่รู้"}, "ปีไหนไม่รู้"),
        (f"{place}names/new/", {"text": "ชื่อเก่า", "since": "2547", "until": "2535"}, "ชื่อเก่า"),
        (
            f"{place}successions/new/",
            {"side": "earlier", "other": other.pk, "kind": "renamed", "happened": "2547"},
            "2547",
        ),
        (f"{place}describe/", {"name_th": "ชื่อใหม่", "kind": "university", "ror": "05m2fqn26"}, "05m2fqn26"),
    ):
        answer = client.post(address, data)
        assert (answer.status_code, typed in answer.text) == (422, True), address
    assert client.post(f"{place}rename/", {"name_th": "มหาวิทยาลัยใหม่", "happened": "2547"}).status_code == 302
    page = client.get(f"{place}?lang=en").text
    assert "มหาวิทยาลัยใหม่" in page
    assert "until 2004" in page
    with system_scope("test", world.a.pk):
        name, succession = OrganisationName.objects.get(kind="former"), Succession.objects.get()
    assert client.post(f"/n/alpha/organisation-names/{name.pk}/remove/").status_code == 302
    assert client.post(f"/n/alpha/successions/{succession.pk}/remove/").status_code == 302


def test_website_says_the_domain_where_nobody_wrote_it(world: World, browser: Browser) -> None:
    data = {"name_th": "มหาวิทยาลัยเว็บ", "kind": "university", "website": "www.web.ac.th/th"}
    assert browser("secretariat").post(f"{LIST}new/", data).status_code == 302
    with system_scope("test", world.a.pk):
        assert Organisation.objects.get().domain == "web.ac.th"
