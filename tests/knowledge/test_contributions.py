"""Dossiers under bad conditions: a link that went astray, two who write, a photograph as an annex, a record that was closed."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from samphan.kit.asking import Upload
from samphan.kit.errors import Problem
from samphan.knowledge.actions import contribution as contributions
from samphan.knowledge.actions import dossier as actions
from samphan.knowledge.actions.dossier import Chosen
from samphan.knowledge.actions.papers import ask_dossier_paper
from samphan.knowledge.models import ContributionState, MakingState
from samphan.knowledge.queries.dossiers import dossier_page
from samphan.projects.models import Project
from samphan.tenancy import files
from samphan.tenancy.scope import system_scope, user_scope
from tests.engagement.pictures import photograph
from tests.factories.knowledge import NOW, full_project, shares
from tests.knowledge.test_dossiers import asked, dossier, english, path_of, signer

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from samphan.knowledge.models import Dossier
    from tests.personas import World

__all__ = ["dossier", "english"]


def test_sign_again_after_the_table_changed_signs_what_is_shown_now(
    world: World, dossier: Dossier, client: Client
) -> None:
    found = asked(world, dossier)
    shown = signer(world, dossier)
    path = f"{path_of(found[shown.pk])}?lang=en"
    with user_scope(world.users["lead"], "alpha") as by:
        rows = [dataclasses.replace(each, share=Decimal(50)) for each in shares("alfa")]
        project = dossier.projects.get().project
        contributions.state_contributions(by=by, dossier=dossier, project=project, rows=rows, now=NOW)
    answer = {"answer": "yes", "signed_name": "บุญมี ใจดี", "words": "", "seen": shown.fingerprint}
    refused = client.post(path, answer)
    assert (refused.status_code, "บุญมี ใจดี" in refused.text, ">50<" in refused.text) == (422, True, True)
    seen = re.search(r'name="seen" value="(\w+)"', refused.text)
    assert seen is not None
    assert client.post(path, {**answer, "seen": seen[1]}).status_code == 302
    with system_scope("test", world.a.pk):
        shown.refresh_from_db()
    assert (shown.state, shown.share) == (ContributionState.SIGNED, Decimal(50))


def test_link_that_went_to_a_wrong_address_signs_nothing(
    world: World, dossier: Dossier, client: Client
) -> None:
    wrong = path_of(asked(world, dossier)[signer(world, dossier).pk])
    assert client.get(wrong).status_code == 200
    with user_scope(world.users["lead"], "alpha") as by:
        mine, other = shares("alfa")
        rows = [mine, dataclasses.replace(other, email="right@example.org")]
        project = dossier.projects.get().project
        contributions.state_contributions(by=by, dossier=dossier, project=project, rows=rows, now=NOW)
    shown = signer(world, dossier)
    late = client.post(wrong, {"answer": "yes", "signed_name": "คนแปลกหน้า", "seen": shown.fingerprint})
    assert (late.status_code, shown.email) == (410, "right@example.org")
    assert client.get(path_of(asked(world, dossier)[shown.pk])).status_code == 200


def test_two_who_state_contributions_see_each_other(
    world: World, dossier: Dossier, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["lead"], "alpha"):
        chosen = dossier.projects.get()
        dossier.refresh_from_db()
    path = f"/n/alpha/learn/dossiers/{dossier.pk}/projects/{chosen.pk}/people/"
    typed = {
        "version": dossier.version, "rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0, "rows-0-name": "คนที่สอง",
        "rows-0-work": "ทุกอย่าง", "rows-0-share": "100", "rows-0-ORDER": 1,
    }  # fmt: skip
    assert browser("secretariat").post(path, {**typed, "rows-0-name": "คนแรก"}).status_code == 302
    late = browser("lead").post(path, typed)
    assert (late.status_code, "คนที่สอง" in late.text) == (409, True)
    nothing = browser("lead").post(path, {**typed, "rows-0-share": "0"})
    assert (nothing.status_code, "คนที่สอง" in nothing.text) == (422, True)
    with system_scope("test", world.a.pk):
        assert list(dossier.contributions.values_list("name", flat=True)) == ["คนแรก"]


def test_annex_that_is_a_photograph_loses_its_place(world: World, dossier: Dossier) -> None:
    content = photograph()
    assert content.count(b"Secret") == 3
    with user_scope(world.users["lead"], "alpha") as by:
        annex = actions.add_annex(
            by=by, dossier=dossier, kind="other", title="ภาพ", upload=Upload("บ้าน.jpg", content)
        )
        assert annex.file is not None
        kept = files.read(annex.file)
    assert (b"Secret" in kept, b"Exif" in kept) == (False, False)


def test_paper_of_a_record_that_was_closed_to_its_holder_is_not_made(world: World, dossier: Dossier) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        other = full_project(by, "bravo")
        own = actions.begin_dossier(by=by, pack="social_2560", title_th="แฟ้ม", holder_name="ดร.สมศรี")
        chosen = Project.objects.exclude(pk=other.pk).get()
        actions.choose_projects(by=by, dossier=own, rows=[Chosen(chosen), Chosen(other)])
        assert ask_dossier_paper(by=by, dossier=own, language="th", now=NOW).state == MakingState.WAITING
    with user_scope(world.users["lead"], "alpha"):
        Project.objects.filter(pk=chosen.pk).update(visibility="private")
    with user_scope(world.users["coordinator"], "alpha") as by:
        with pytest.raises(Problem, match="closed to you"):
            ask_dossier_paper(by=by, dossier=own, language="en", now=NOW)
        assert [each.project for each in dossier_page(by, own).facts.projects] == [other]


def test_address_of_one_that_is_put_right_leaves_the_signatures_of_the_others(
    world: World, dossier: Dossier, client: Client
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        project = dossier.projects.get().project
        rows = [dataclasses.replace(each, share=Decimal(50)) for each in shares("alfa")]
        contributions.state_contributions(by=by, dossier=dossier, project=project, rows=rows, now=NOW)
    links = asked(world, dossier)
    with system_scope("test", world.a.pk):
        mine = dossier.contributions.get(is_holder=True)
    answer = {"answer": "yes", "signed_name": mine.name, "seen": mine.fingerprint}
    assert client.post(path_of(links[mine.pk]), answer).status_code == 302
    with user_scope(world.users["lead"], "alpha") as by:
        rows[1] = dataclasses.replace(rows[1], email="right@example.org")
        contributions.state_contributions(by=by, dossier=dossier, project=project, rows=rows, now=NOW)
        states = dossier.contributions.order_by("order").values_list("state", "email")
        assert list(states) == [("signed", ""), ("draft", "right@example.org")]


def test_asking_again_does_not_hide_who_does_not_agree(
    world: World, dossier: Dossier, client: Client
) -> None:
    shown = signer(world, dossier)
    path = path_of(asked(world, dossier)[shown.pk])
    answer = {"answer": "no", "signed_name": shown.name, "words": "ผมทำครึ่งหนึ่ง", "seen": shown.fingerprint}
    assert client.post(path, answer).status_code == 302
    assert shown.pk in asked(world, dossier)
    assert (signer(world, dossier).state, signer(world, dossier).words) == ("declined", "ผมทำครึ่งหนึ่ง")
