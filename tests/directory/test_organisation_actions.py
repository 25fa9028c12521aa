"""Keeping organisations: names, tree, versions, who may, and what the search finds afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from samphan.directory.actions import describe_organisation
from samphan.directory.models import Organisation, OrganisationName
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.tenancy import search
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from tests.personas import World

KIND = "directory.organisation"


def described(organisation: Organisation, **words: object) -> dict[str, object]:
    """Everything that the form of an organisation sends, with some of it changed."""
    names = (
        "kind",
        "name_th",
        "name_en",
        "abbreviation_th",
        "abbreviation_en",
        "website",
        "about_th",
        "about_en",
    )
    aliases = organisation.names.filter(kind="alias").order_by("id").values_list("text", flat=True)
    return (
        {name: getattr(organisation, name) for name in names}
        | {"parent": organisation.parent, "aliases": list(aliases), "version": organisation.version}
        | words
    )


def found(words: str) -> list[str]:
    return [hit.label_th for hit in search.find(words, kinds=[KIND]).hits]


def test_add_organisation_keeps_every_spelling_with_its_key(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        organisation = make_organisation(
            by,
            "มหาวิทยาลัยเชียงใหม่",
            name_en="Chiang Mai University",
            abbreviation_th="มช.",
            abbreviation_en="CMU",
            aliases=["ม.เชียงใหม่", "มหาวิทยาลัยแห่งล้านนา"],
        )
        rows = set(organisation.names.values_list("kind", "text", "key"))
        entry = AuditEntry.objects.get(act="add_organisation")
    assert rows == {
        ("name", "มหาวิทยาลัยเชียงใหม่", "มหาวิทยาลัยเชียงใหม่"),
        ("name", "Chiang Mai University", "chiangmaiuniversity"),
        ("abbreviation", "มช.", "มช"),
        ("abbreviation", "CMU", "cmu"),
        ("alias", "ม.เชียงใหม่", "มหาวิทยาลัยเชียงใหม่"),
        ("alias", "มหาวิทยาลัยแห่งล้านนา", "มหาวิทยาลัยแห่งล้านนา"),
    }
    assert organisation.kept_by_id == world.a.pk
    assert (entry.object_id, entry.network_id, entry.object_label_th) == (
        organisation.pk,
        world.a.pk,
        "มหาวิทยาลัยเชียงใหม่",
    )


@pytest.mark.parametrize(
    "words",
    ["เชียงใหม่", "งใหม", "มช", "มช.", "ม.ช.", "cmu", "chiang uni", "ล้านนา", "เชียง\u200bใหม่", "เชียงใหม\u0e48\u0e48", "เชียง ใหม่"],
)  # fmt: skip
def test_find_organisation_by_any_part_of_any_name(world: World, words: str) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        make_organisation(
            by,
            "มหาวิทยาลัยเชียงใหม่",
            name_en="Chiang Mai University",
            abbreviation_th="มช.",
            abbreviation_en="CMU",
            aliases=["มหาวิทยาลัยแห่งล้านนา"],
        )
        make_organisation(
            by, "มหาวิทยาลัยขอนแก่น", name_en="Khon Kaen", abbreviation_th="มข.", abbreviation_en="KKU"
        )
        assert found(words) == ["มหาวิทยาลัยเชียงใหม่"]


def test_describe_organisation_changes_names_in_step(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        organisation = make_organisation(by, "ชื่อเดิม", abbreviation_th="ชด.", aliases=["คงอยู่", "หายไป"])
        kept = organisation.names.get(text="คงอยู่").pk
        changed = describe_organisation(
            by=by,
            organisation=organisation,
            **described(organisation, name_th="ชื่อใหม่", aliases=["คงอยู่", "เพิ่มมา"]),
        )
        names = dict(OrganisationName.objects.filter(organisation=organisation).values_list("text", "pk"))
        assert set(names) == {"ชื่อใหม่", "ชด.", "คงอยู่", "เพิ่มมา"}
        assert names["คงอยู่"] == kept
        assert (changed.version, changed.changed_by) == (2, "Secretariat")
        assert (found("เดิม"), found("หายไป"), found("เพิ่มมา")) == ([], [], ["ชื่อใหม่"])
        entry = AuditEntry.objects.get(act="describe_organisation")
        assert entry.changes == {
            "name_th": ["ชื่อเดิม", "ชื่อใหม่"],
            "aliases": [["คงอยู่", "หายไป"], ["คงอยู่", "เพิ่มมา"]],
        }


def test_rename_makes_parts_findable_by_the_new_name(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        university = make_organisation(by, "มหาวิทยาลัยเดิม")
        faculty = make_organisation(by, "คณะวิทยาศาสตร์", kind="faculty", parent=university)
        make_organisation(by, "ภาควิชาเคมี", kind="unit", parent=faculty)
        describe_organisation(
            by=by, organisation=university, **described(university, name_th="มหาวิทยาลัยใหม่เอี่ยม")
        )
        assert found("ภาค เอี่ยม") == ["ภาควิชาเคมี"]
        assert found("เดิม") == []
        hit = search.find("ภาควิชา", kinds=[KIND]).hits[0]
        assert hit.detail_th == "คณะวิทยาศาสตร์ · มหาวิทยาลัยใหม่เอี่ยม"


def test_describe_organisation_twice_from_one_version_conflicts(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        organisation = make_organisation(by, "ฉบับแรก")
        words = described(organisation)
        describe_organisation(by=by, organisation=organisation, **(words | {"name_th": "ฉบับของคนแรก"}))
        with pytest.raises(Conflict) as caught:
            describe_organisation(by=by, organisation=organisation, **(words | {"name_th": "ฉบับของคนที่สอง"}))
        assert Organisation.objects.get(pk=organisation.pk).name_th == "ฉบับของคนแรก"
    assert (caught.value.version, caught.value.changed_by) == (2, "Secretariat")
    assert caught.value.current["name_th"] == "ฉบับของคนแรก"


def test_move_below_own_part_is_refused(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        top = make_organisation(by, "บนสุด")
        middle = make_organisation(by, "ตรงกลาง", kind="unit", parent=top)
        bottom = make_organisation(by, "ล่างสุด", kind="unit", parent=middle)
        for parent in (top, middle, bottom):
            with pytest.raises(Problem) as caught:
                describe_organisation(by=by, organisation=top, **described(top, parent=parent))
            assert caught.value.field == "parent"
        assert Organisation.objects.get(pk=top.pk).parent_id is None


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"name_th": " "}, "name_th"),
        ({"name_th": "ก" * 301}, "name_th"),
        ({"abbreviation_en": "x" * 41}, "abbreviation_en"),
        ({"kind": "empire"}, "kind"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "https://" + "x" * 300 + ".example.org"}, "website"),
    ],
)
def test_add_organisation_with_what_cannot_be_is_refused(
    world: World, words: dict[str, str], field: str
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        with pytest.raises(Problem) as caught:
            make_organisation(by, **words)
        assert caught.value.field == field
        assert Organisation.objects.count() == 0


@pytest.mark.parametrize("persona", ["board", "coordinator", "lead", "partner"])
def test_add_organisation_without_right_is_refused(world: World, persona: str) -> None:
    with user_scope(world.users[persona], "alpha") as by, pytest.raises(Refused):
        make_organisation(by)


def test_change_record_of_other_network_names_its_keeper(world: World) -> None:
    with system_scope("test", world.b.pk) as by:
        theirs = make_organisation(by, "องค์กรของเครือข่ายข")
    with user_scope(world.users["secretariat"], "alpha") as by:
        seen = Organisation.objects.for_actor(by).get(pk=theirs.pk)
        with pytest.raises(Refused) as caught:
            describe_organisation(by=by, organisation=seen, **described(seen, name_th="ยึดแล้ว"))
        assert "เครือข่ายข" in str(caught.value.reason)
        assert found("เครือข่ายข") == ["องค์กรของเครือข่ายข"]
