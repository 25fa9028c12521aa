"""Adopting, versions, withdrawing, items of own plans, and aligning: what is refused and what stays."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from samphan.frameworks import policy
from samphan.frameworks.actions import items
from samphan.frameworks.actions.alignments import Cell, align, unalign
from samphan.frameworks.actions.framework import (
    adopt_framework,
    begin_version,
    describe_framework,
    restore_framework,
    withdraw_framework,
    write_plan,
)
from samphan.frameworks.actions.items import (
    add_item,
    describe_item,
    follow_item,
    follow_items,
    import_items,
    match_item,
    remove_item,
)
from samphan.frameworks.models import Framework, FrameworkItem, FrameworkState, ItemMatch
from samphan.frameworks.queries.alignments import counts, goals_of, is_used, kind_of
from samphan.frameworks.queries.findable import ITEM, hits
from samphan.frameworks.queries.frameworks import offers, unfollowed
from samphan.kit.errors import Conflict, Problem, Refused
from samphan.projects.models import Project
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import user_scope
from tests.frameworks.conftest import TODAY

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from samphan.kit.actor import Actor
    from tests.personas import World

LIST = """รหัส\tชื่อ\tTitle
1\tยุทธศาสตร์ที่หนึ่ง\tFirst strategy
1.1\tกลยุทธ์ที่หนึ่ง\t
1.1.1\tมาตรการ\t
2\tยุทธศาสตร์ที่สอง\tSecond strategy
"""
NEWER = """
code: tsu
edition: "2570"
kind: framework
title_th: กรอบฉบับใหม่
title_en: The newer frame
about_th: ทดสอบ
about_en: A test
source: nobody
licence: none
axes: [{code: outcome, name_th: ผล, name_en: Outcome}, {code: level, name_th: ระดับ, name_en: Level}]
matrix: {rows: outcome, columns: level}
items:
  outcome: [{code: O1, th: หนึ่ง, en: One}, {code: O7, th: เจ็ด, en: Seven}]
  level: [{code: L1, th: ระดับหนึ่ง, en: Level one}]
"""


def make_project(by: Actor, title: str = "โครงการ") -> Project:
    return Project.objects.create(network_id=by.network_id, title_th=title, sort_key=title)


def codes(framework: Framework) -> list[str]:
    rows = FrameworkItem.objects.filter(framework=framework).order_by("order")
    return list(rows.values_list("code", flat=True))


def test_adopt_copies_items_matrix_and_matches(world: World, tsu: Framework) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert (tsu.matrix_rows, tsu.matrix_columns, tsu.is_shipped) == ("outcome", "level", True)
        assert len(codes(tsu)) == 16
        assert FrameworkItem.objects.get(framework=tsu, code="M1").parent == FrameworkItem.objects.get(
            framework=tsu, code="D1"
        )
        ent = adopt_framework(by=by, code="ent", today=TODAY)
        assert ItemMatch.objects.filter(item__framework=ent, is_ours=True).count() == 8
        found = FrameworkItem.objects.filter(pk__in=hits(ITEM, "Measurable impact"))
        assert [each.code for each in found] == ["P4"]
        with pytest.raises(Problem, match="adopted already"):
            adopt_framework(by=by, code="ent", today=TODAY)
        with pytest.raises(Problem, match="no such framework"):
            adopt_framework(by=by, code="nothing", today=TODAY)
    for persona in ("coordinator", "board", "lead", "partner"):
        with user_scope(world.users[persona], "alpha") as by, pytest.raises(Refused):
            adopt_framework(by=by, code="sdg", today=TODAY)


def test_see_policy_equals_for_actor(world: World, tsu: Framework) -> None:
    for persona, slug in (
        *((each, "alpha") for each in ("secretariat", "board", "partner")),
        ("stranger", "beta"),
    ):
        with user_scope(world.users[persona], slug) as by:
            seen = Framework.objects.for_actor(by).filter(pk=tsu.pk).exists()
            assert seen == bool(by.may(policy.see, on=tsu)), persona
            assert seen == (slug == "alpha")


def test_newer_pack_follows_by_code_and_old_alignments_stay(
    world: World, tsu: Framework, settings: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "catalogue" / "frameworks"
    folder.mkdir(parents=True)
    (folder / "tsu.yaml").write_text(NEWER, encoding="utf-8")
    with user_scope(world.users["secretariat"], "alpha") as by:
        old = FrameworkItem.objects.get(framework=tsu, code="O1")
        project = make_project(by)
        align(by=by, kind=kind_of("project"), thing=project, cells=[Cell(old)])
        settings.DATA_DIR = tmp_path
        assert [(each.pack.edition, each.present) for each in offers(by) if each.pack.code == "tsu"] == [
            ("2570", tsu)
        ]
        newer = adopt_framework(by=by, code="tsu", today=TODAY)
        tsu.refresh_from_db()
        assert (tsu.state, newer.state, newer.follows_id) == (
            FrameworkState.SUPERSEDED,
            FrameworkState.IN_USE,
            tsu.pk,
        )
        assert FrameworkItem.objects.get(framework=newer, code="O1").follows_id == old.pk
        items, left = unfollowed(by, newer)
        assert [each.code for each in items] == ["O7"]
        assert "O2" in {each.code for each in left}
        second = FrameworkItem.objects.get(framework=tsu, code="O2")
        assert follow_items(by=by, framework=newer, pairs={items[0].pk: second.pk}) == 1
        with pytest.raises(Problem):
            follow_items(by=by, framework=newer, pairs={items[0].pk: items[0].pk})
        assert [each.framework.pk for each in goals_of(by, "project", project).aligned] == [tsu.pk]
        with pytest.raises(Problem, match="not in use"):
            align(by=by, kind=kind_of("project"), thing=project, cells=[Cell(second)])


def test_wrong_item_that_one_follows_is_changed_and_taken_back(world: World, plan: Framework) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        one = add_item(by=by, framework=plan, code="1", title_th="ก")
        two = add_item(by=by, framework=plan, code="2", title_th="ข")
        project = make_project(by)
        align(by=by, kind=kind_of("project"), thing=project, cells=[Cell(one)])
        newer = begin_version(by=by, framework=plan, edition="2571-2575", today=TODAY)
        item = FrameworkItem.objects.get(framework=newer, code="1")
        align(by=by, kind=kind_of("project"), thing=project, cells=[Cell(item)])
        seen = item.version
        assert follow_item(by=by, item=item, follows=two, version=seen).follows == two
        with pytest.raises(Conflict):
            follow_item(by=by, item=item, follows=None, version=seen)
        with pytest.raises(Problem, match="version before"):
            follow_item(by=by, item=item, follows=item)
        assert follow_item(by=by, item=item, follows=None).follows is None
        assert [each.code for each in unfollowed(by, newer)[0]] == ["1"]
        # What was aligned before and after stays where it was aligned.
        (kept,), (later,) = counts(by, plan).items(), counts(by, newer).items()
        assert (kept, later) == ((one.pk, {"project": 1}), (item.pk, {"project": 1}))
        told = AuditEntry.objects.filter(act="follow_items", object_id=newer.pk).order_by("id")
        assert [each.changes for each in told] == [{"1": ["1 ก", "2 ข"]}, {"1": ["2 ข", None]}]
    with user_scope(world.users["coordinator"], "alpha") as by, pytest.raises(Refused):
        follow_item(by=by, item=item, follows=one)


def test_newer_pack_follows_the_version_that_was_withdrawn(
    world: World, tsu: Framework, settings: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "catalogue" / "frameworks"
    folder.mkdir(parents=True)
    (folder / "tsu.yaml").write_text(NEWER, encoding="utf-8")
    settings.DATA_DIR = tmp_path
    with user_scope(world.users["secretariat"], "alpha") as by:
        withdraw_framework(by=by, framework=tsu, reason="มีเกณฑ์ใหม่")
        newer = adopt_framework(by=by, code="tsu", today=TODAY)
        tsu.refresh_from_db()
        assert (tsu.state, newer.follows_id) == (FrameworkState.WITHDRAWN, tsu.pk)
        old = FrameworkItem.objects.get(framework=tsu, code="O1")
        assert FrameworkItem.objects.get(framework=newer, code="O1").follows_id == old.pk
        with pytest.raises(Problem, match="Another version"):
            restore_framework(by=by, framework=tsu)


def test_withdraw_needs_a_reason_and_restore_brings_back(world: World, tsu: Framework) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        item = FrameworkItem.objects.get(framework=tsu, code="O1")
        project = make_project(by)
        align(by=by, kind=kind_of("project"), thing=project, cells=[Cell(item)])
        with pytest.raises(Problem, match="why"):
            withdraw_framework(by=by, framework=tsu, reason=" ")
        withdraw_framework(by=by, framework=tsu, reason="มีเกณฑ์ใหม่")
        with pytest.raises(Problem, match="not in use"):
            align(by=by, kind=kind_of("project"), thing=make_project(by, "อื่น"), cells=[Cell(item)])
        assert counts(by, tsu)[item.pk] == {"project": 1}
        with pytest.raises(Problem, match="withdrawn"):
            adopt_framework(by=by, code="tsu", today=TODAY)
        with pytest.raises(Problem):
            withdraw_framework(by=by, framework=tsu, reason="อีกครั้ง")
        assert restore_framework(by=by, framework=tsu).is_in_use


def test_restore_beside_a_version_in_use_is_a_problem(world: World, plan: Framework) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        newer = begin_version(by=by, framework=plan, edition="2571-2575", today=TODAY)
        withdraw_framework(by=by, framework=newer, reason="ยังไม่พร้อม")
        third = write_plan(by=by, kind="strategy", edition="x", title_th="แผนอื่น", today=TODAY)
        Framework.objects.filter(pk=third.pk).update(code=newer.code)
        with pytest.raises(Problem, match="Another version"):
            restore_framework(by=by, framework=newer)


def test_import_list_makes_a_tree_and_again_changes_words(world: World, plan: Framework) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert import_items(by=by, framework=plan, content=LIST) == (4, 0)
        parents = FrameworkItem.objects.filter(framework=plan).order_by("order")
        assert list(parents.values_list("code", "parent__code")) == [
            ("1", None),
            ("1.1", "1"),
            ("1.1.1", "1.1"),
            ("2", None),
        ]
        again = LIST.replace("ยุทธศาสตร์ที่สอง", "ยุทธศาสตร์ใหม่")
        assert import_items(by=by, framework=plan, content=again) == (0, 1)
        assert FrameworkItem.objects.get(framework=plan, code="2").title_th == "ยุทธศาสตร์ใหม่"
        with pytest.raises(Problem, match="Line 2"):
            import_items(by=by, framework=plan, content="7\tก\tA\n7\tข\tB\n")
        assert len(codes(plan)) == 4


def test_import_list_finds_parents_below_their_parts_and_with_a_full_stop(
    world: World, plan: Framework
) -> None:
    content = "1.1\tกลยุทธ์\n1.\tยุทธศาสตร์\n2.1.1\tมาตรการ\n2.1\tกลยุทธ์\n2.\tยุทธศาสตร์\n"
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert import_items(by=by, framework=plan, content=content) == (5, 0)
        found = FrameworkItem.objects.filter(framework=plan).order_by("order")
        assert list(found.values_list("code", "parent__code")) == [
            ("1.1", "1"),
            ("1", None),
            ("2.1.1", "2.1"),
            ("2.1", "2"),
            ("2", None),
        ]
        assert import_items(by=by, framework=plan, content=content) == (0, 0)


def test_import_list_again_counts_no_item_twice(
    world: World, plan: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(items, "MOST_ITEMS", 4)
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert import_items(by=by, framework=plan, content=LIST) == (4, 0)
        assert import_items(by=by, framework=plan, content=LIST.replace("First", "The first")) == (0, 1)
        with pytest.raises(Problem, match="at most 4"):
            import_items(by=by, framework=plan, content="3\tใหม่\tNew")


def test_import_lines_without_codes_are_numbered(world: World, plan: Framework) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        add_item(by=by, framework=plan, code="1", title_th="มีอยู่แล้ว")
        import_items(by=by, framework=plan, content="สร้างคน\nสร้างงาน\n")
        assert codes(plan) == ["1", "2", "3"]


def test_change_item_in_use_keeps_code_and_place(world: World, plan: Framework) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        first = add_item(by=by, framework=plan, code="1", title_th="ก")
        part = add_item(by=by, framework=plan, code="1.1", title_th="ข", parent=first)
        with pytest.raises(Problem, match="itself"):
            describe_item(by=by, item=first, parent=part)
        with pytest.raises(Problem, match="Another item"):
            add_item(by=by, framework=plan, code="1", title_th="ซ้ำ")
        with pytest.raises(Problem, match="has parts"):
            remove_item(by=by, item=first)
        project = make_project(by)
        (row,) = align(by=by, kind=kind_of("project"), thing=project, cells=[Cell(part)])
        describe_item(by=by, item=part, title_th="คำใหม่")
        with pytest.raises(Problem, match="aligned"):
            describe_item(by=by, item=part, code="1.9")
        with pytest.raises(Problem, match="aligned"):
            remove_item(by=by, item=part)
        assert is_used([part.pk])
        unalign(by=by, kind=kind_of("project"), alignment=row)
        remove_item(by=by, item=part)
        assert codes(plan) == ["1"]


def test_new_version_of_a_plan_begins_with_its_items(world: World, plan: Framework) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        first = add_item(by=by, framework=plan, code="1", title_th="ก")
        part = add_item(by=by, framework=plan, code="1.1", title_th="ข", parent=first)
        match_item(by=by, item=first, matches=[part])
        with pytest.raises(Problem, match="name"):
            begin_version(by=by, framework=plan, edition=plan.edition, today=TODAY)
        newer = begin_version(by=by, framework=plan, edition="2571-2575", today=TODAY)
        rows = FrameworkItem.objects.filter(framework=newer).order_by("order")
        assert list(rows.values_list("code", "parent__code", "follows_id")) == [
            ("1", None, first.pk),
            ("1.1", "1", part.pk),
        ]
        assert ItemMatch.objects.filter(item__framework=newer).count() == 1
        with pytest.raises(Refused):
            add_item(by=by, framework=plan, code="9", title_th="ในฉบับเก่า")


def test_items_of_a_shipped_framework_are_not_written(world: World, tsu: Framework) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        with pytest.raises(Refused, match="catalogue"):
            add_item(by=by, framework=tsu, code="O9", title_th="ใหม่")
        with pytest.raises(Refused):
            begin_version(by=by, framework=tsu, edition="ของเรา", today=TODAY)


def test_describe_at_once_is_a_conflict(world: World, plan: Framework) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        seen = plan.version
        describe_framework(by=by, framework=plan, version=seen, title_th="แผนใหม่")
        with pytest.raises(Conflict):
            describe_framework(by=by, framework=plan, version=seen, title_th="อีกชื่อ")
        with pytest.raises(Problem, match="last year"):
            describe_framework(by=by, framework=plan, from_year=2026, until_year=2020)


def test_describe_item_at_once_is_a_conflict(world: World, plan: Framework) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        item = add_item(by=by, framework=plan, code="1", title_th="ก")
        other = add_item(by=by, framework=plan, code="2", title_th="ข")
        seen = item.version
        describe_item(by=by, item=item, version=seen, title_th="คนแรก")
        with pytest.raises(Conflict) as caught:
            describe_item(by=by, item=item, version=seen, title_th="คนที่สอง")
        assert (caught.value.current["title_th"], caught.value.changed_by) == ("คนแรก", by.label)
        with pytest.raises(Conflict):
            match_item(by=by, item=item, matches=[other], version=seen)
        import_items(by=by, framework=plan, content="1\tคำใหม่\tNew\n2\tข\tB\n2.1\tค\tC\n")
        rows = FrameworkItem.objects.filter(framework=plan).order_by("code")
        assert list(rows.values_list("code", "version")) == [("1", seen + 2), ("2", 2), ("2.1", 1)]
        import_items(by=by, framework=plan, content="1\tคำใหม่\tNew\n2\tข\tB\n2.1\tค\tC\n")
        assert list(rows.values_list("version", flat=True)) == [seen + 2, 2, 1]


def test_align_refuses_what_is_no_cell_or_twice(world: World, tsu: Framework) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        ent = adopt_framework(by=by, code="ent", today=TODAY)
        items = {each.code: each for each in FrameworkItem.objects.filter(framework=tsu)}
        principle = FrameworkItem.objects.get(framework=ent, code="P1")
        project, kind = make_project(by), kind_of("project")
        for cell in (
            Cell(items["L1"], items["O1"]),
            Cell(items["O1"], principle),
            Cell(principle, items["L1"]),
            Cell(items["O1"], items["O2"]),
        ):
            with pytest.raises(Problem, match="cell"):
                align(by=by, kind=kind, thing=project, cells=[cell])
        with pytest.raises(Problem, match="at least one"):
            align(by=by, kind=kind, thing=project, cells=[])
        align(by=by, kind=kind, thing=project, cells=[Cell(items["O1"], items["L1"]), Cell(items["O1"])])
        with pytest.raises(Problem, match="already"):
            align(by=by, kind=kind, thing=project, cells=[Cell(items["O1"])])
        assert counts(by, tsu) == {
            items["O1"].pk: {"project": 1},
            items["L1"].pk: {"project": 1},
        }


def test_align_item_of_another_network_is_refused(world: World, tsu: Framework) -> None:
    with user_scope(world.users["stranger"], "beta") as by:
        other = adopt_framework(by=by, code="tsu", today=dt.date(2026, 1, 1))
        foreign = FrameworkItem.objects.filter(framework=other)[0]
    with user_scope(world.users["secretariat"], "alpha") as by:
        with pytest.raises(Problem, match="not in use"):
            align(by=by, kind=kind_of("project"), thing=make_project(by), cells=[Cell(foreign)])
        assert not FrameworkItem.objects.filter(pk=foreign.pk).exists()
