"""Dossiers under bad conditions: a link that went astray, two who write, a photograph as an annex, a record that was closed."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from samphan.engagement.actions.evidence import withdraw_evidence
from samphan.engagement.models import Evidence
from samphan.kit.asking import Upload
from samphan.kit.components import ListState
from samphan.kit.documents import Note
from samphan.kit.errors import Problem, Refused
from samphan.knowledge import policy
from samphan.knowledge.actions import contribution as contributions
from samphan.knowledge.actions import dossier as actions
from samphan.knowledge.actions.dossier import Chosen
from samphan.knowledge.actions.papers import ask_dossier_paper
from samphan.knowledge.models import ContributionState, MakingState
from samphan.knowledge.queries import dossier_blocks
from samphan.knowledge.queries.dossier_facts import facts_of
from samphan.knowledge.queries.dossiers import dossier_page, dossiers
from samphan.projects.models import Project
from samphan.tenancy import files, links
from samphan.tenancy.scope import link_scope, system_scope, user_scope
from tests.engagement.pictures import photograph
from tests.factories.knowledge import NOW, PDF, full_project, shares
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
    opened = asked(world, dossier)
    with system_scope("test", world.a.pk):
        mine = dossier.contributions.get(is_holder=True)
    answer = {"answer": "yes", "signed_name": mine.name, "seen": mine.fingerprint}
    assert client.post(path_of(opened[mine.pk]), answer).status_code == 302
    with user_scope(world.users["lead"], "alpha") as by:
        rows[1] = dataclasses.replace(rows[1], email="right@example.org")
        contributions.state_contributions(by=by, dossier=dossier, project=project, rows=rows, now=NOW)
        states = dossier.contributions.order_by("order").values_list("state", "email")
        assert list(states) == [("signed", ""), ("draft", "right@example.org")]


def test_statement_of_a_closed_dossier_is_read_and_takes_no_signature(
    world: World, dossier: Dossier, client: Client
) -> None:
    shown = signer(world, dossier)
    path = f"{path_of(asked(world, dossier)[shown.pk])}?lang=en"
    answer = {"answer": "yes", "signed_name": shown.name, "words": "", "seen": shown.fingerprint}
    with user_scope(world.users["lead"], "alpha") as by:
        actions.close_dossier(by=by, dossier=dossier, now=NOW)
    page = client.get(path)
    assert ("This dossier is closed" in page.text, "<form" in page.text) == (True, False)
    assert ("ประสานชุมชน alfa" in page.text, dossier.holder_name in page.text) == (True, True)
    refused = client.post(path, answer)
    assert (refused.status_code, "This dossier is closed" in refused.text) == (422, True)
    assert signer(world, dossier).state == ContributionState.SENT
    with user_scope(world.users["lead"], "alpha") as by:
        actions.reopen_dossier(by=by, dossier=dossier)
    assert client.post(path, answer).status_code == 302
    with user_scope(world.users["lead"], "alpha") as by:
        actions.close_dossier(by=by, dossier=dossier, now=NOW)
    page = client.get(path)
    assert ("signed" in page.text, "change it below" in page.text) == (True, False)


def test_statement_that_was_open_while_the_dossier_was_closed_is_not_signed(
    world: World, dossier: Dossier
) -> None:
    asked(world, dossier)
    shown = signer(world, dossier)
    with user_scope(world.users["lead"], "alpha") as by:
        actions.close_dossier(by=by, dossier=dossier, now=NOW)
        link = links.open_links(policy.CONTRIBUTION, shown, now=NOW).get()
    purposes = frozenset({policy.CONTRIBUTION})
    with link_scope("alpha", link.nonce, purposes) as bearer, pytest.raises(Refused, match="closed"):
        contributions.answer_contribution(
            by=bearer, contribution=shown, is_agreed=True, signed_name="ก", seen=shown.fingerprint, now=NOW
        )


def test_asking_again_does_not_hide_who_does_not_agree(
    world: World, dossier: Dossier, client: Client
) -> None:
    shown = signer(world, dossier)
    path = path_of(asked(world, dossier)[shown.pk])
    answer = {"answer": "no", "signed_name": shown.name, "words": "ผมทำครึ่งหนึ่ง", "seen": shown.fingerprint}
    assert client.post(path, answer).status_code == 302
    assert shown.pk in asked(world, dossier)
    assert (signer(world, dossier).state, signer(world, dossier).words) == ("declined", "ผมทำครึ่งหนึ่ง")


def test_project_with_annexes_does_not_go_before_them(world: World, dossier: Dossier) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        project = dossier.projects.get().project
        contributions.state_contributions(by=by, dossier=dossier, project=project, rows=[], now=NOW)
        with pytest.raises(Problem, match="Annexes belong to a project that would go"):
            actions.choose_projects(by=by, dossier=dossier, rows=[])
        actions.remove_annex(by=by, annex=dossier.annexes.get(certificate__isnull=False))
        actions.choose_projects(by=by, dossier=dossier, rows=[])
        assert [each.kind for each in dossier_page(by, dossier).facts.annexes] == ["other"]


def test_record_that_was_closed_is_taken_out_with_all_that_stands_about_it(
    world: World, dossier: Dossier, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["coordinator"], "alpha") as by:
        mine = full_project(by, "bravo")
        own = actions.begin_dossier(by=by, pack="social_2560", title_th="แฟ้ม", holder_name="ดร.สมศรี")
        other = Project.objects.exclude(pk=mine.pk).get()
        actions.choose_projects(by=by, dossier=own, rows=[Chosen(mine), Chosen(other)])
        for project in (mine, other):
            contributions.state_contributions(
                by=by, dossier=own, project=project, rows=shares("alfa"), now=NOW
            )
        evidence = Evidence.objects.filter(project=other)[0]
        actions.add_annex(by=by, dossier=own, kind="other", title="", evidence=evidence)
        own.refresh_from_db()
    with user_scope(world.users["lead"], "alpha"):
        Project.objects.filter(pk=other.pk).update(visibility="private")
        hidden = own.projects.get(project=other)
    client, page = browser("coordinator"), f"/n/alpha/learn/dossiers/{own.pk}/"
    assert "was closed to you" in client.get(page, {"lang": "en"}).text
    assert client.get(f"{page}projects/{hidden.pk}/people/").status_code == 404
    assert client.post(f"{page}projects/{hidden.pk}/ask/").status_code == 404
    typed = {
        "version": own.version, "rows-TOTAL_FORMS": 2, "rows-INITIAL_FORMS": 2, "rows-0-project": mine.pk,
        "rows-0-ORDER": 1, "rows-1-project": other.pk, "rows-1-ORDER": 2, "rows-1-DELETE": "on",
    }  # fmt: skip
    assert client.post(f"{page}projects/", typed).status_code == 302
    assert "was closed to you" not in client.get(page, {"lang": "en"}).text
    with system_scope("test", world.a.pk):
        assert list(own.projects.values_list("project", flat=True)) == [mine.pk]
        assert (own.contributions.filter(project=mine).count(), own.contributions.count()) == (2, 2)
        assert own.annexes.count() == 0


def test_annex_of_two_things_is_asked_again_and_neither_is_lost(
    world: World, dossier: Dossier, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["lead"], "alpha"):
        evidence = Evidence.objects.order_by("id")[0]
        before = dossier.annexes.count()
    typed = {
        "kind": "other", "source": f"evidence-{evidence.pk}", "title": "",
        "upload": SimpleUploadedFile("บันทึก.pdf", PDF, "application/pdf"),
    }  # fmt: skip
    answer = browser("lead").post(f"/n/alpha/learn/dossiers/{dossier.pk}/annexes/new/?lang=en", typed)
    assert (answer.status_code, "not both" in answer.text) == (422, True)
    with system_scope("test", world.a.pk):
        assert dossier.annexes.count() == before


def test_photograph_whose_people_withdraw_leaves_the_annexes_too(world: World, dossier: Dossier) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        annex = actions.add_annex(
            by=by, dossier=dossier, kind="other", title="ภาพ", upload=Upload("บ้าน.jpg", photograph())
        )
        stored = annex.file
        assert stored is not None
        project = dossier.projects.get().project
        evidence = Evidence.objects.create(
            network_id=by.network_id, project=project, kind="photo", title="ภาพเดียวกัน", supports="process",
            strength=2, file=stored, consent="given",
        )  # fmt: skip
        before = dossier.annexes.count()
        withdraw_evidence(by=by, evidence=evidence, reason="ไม่ยินยอมแล้ว", is_consent=True, now=NOW)
        stored.refresh_from_db()
        assert (dossier.annexes.count(), stored.let_go_at) == (before - 1, NOW)


def test_dossiers_are_found_by_any_word_and_sorted_as_a_dictionary(world: World) -> None:
    names = ("อรทัย ดี", "เกษม ใจดี", "แก้ว งาม")
    with user_scope(world.users["lead"], "alpha") as by:
        for name in names:
            actions.begin_dossier(by=by, pack="social_2560", title_th=f"แฟ้มโคกสูง {name}", holder_name=name)

        def found(**asked: str) -> list[str]:
            return [each.holder_name for each in dossiers(by, ListState(filters={}, **asked))]

        assert found(query="โคกสูง แก้ว") == ["แก้ว งาม"]
        assert found(query="เกษม") == ["เกษม ใจดี"]
        assert found(sort="holder") == ["เกษม ใจดี", "แก้ว งาม", "อรทัย ดี"]
        assert found(sort="-holder") == ["อรทัย ดี", "แก้ว งาม", "เกษม ใจดี"]


def test_closed_dossier_is_called_so_in_the_list_and_in_the_workbook(
    world: World, dossier: Dossier, browser: Callable[[str], Client]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        actions.close_dossier(by=by, dossier=dossier, now=NOW)
        actions.begin_dossier(by=by, pack="social_2560", title_th="ยังเปิดอยู่", holder_name="ดร.สมศรี")
    client = browser("lead")
    told = client.get("/n/alpha/learn/dossiers/export/?state=all&format=csv&lang=en").content.decode()
    assert [line.rsplit(",", 1)[-1].strip('"') for line in told.split("\r\n") if line] == [
        "State",
        "closed",
        "open",
    ]
    page = client.get("/n/alpha/learn/dossiers/?state=all&lang=en").text
    assert page.count('class="badge') == 1


def test_annexes_stand_in_the_order_of_the_rules(world: World, dossier: Dossier) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        for kind in ("verification", "contribution"):
            actions.add_annex(
                by=by, dossier=dossier, kind=kind, title=kind, upload=Upload(f"{kind}.pdf", PDF)
            )
        told = [each.kind for each in facts_of(by, dossier).annexes]
    assert told == ["contribution", "certificate", "verification", "other"]


def test_steps_beyond_the_most_are_told_of(
    world: World, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dossier_blocks, "MOST_LINES", 1)
    with user_scope(world.users["lead"], "alpha") as by:
        facts = facts_of(by, dossier).projects[0]
        *_table, note = dossier_blocks.DRAWERS["timeline"](facts, {})
    assert isinstance(note, Note)
    assert note.content == "3 more steps are kept with the record."
