"""Ratings under bad conditions: a private project beside, evidence that is withdrawn, a link in wrong hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.test import Client
from django.utils import timezone

from samphan.engagement.models import Evidence
from samphan.evaluation.actions.ratings import Told, begin_rating, close_rating, give_rating
from samphan.evaluation.models import Rating
from samphan.evaluation.queries.evidence import evidence_of
from samphan.evaluation.queries.ratings import page_of
from samphan.evaluation.queries.rubric import project_rubric
from samphan.projects.models import Project, ProjectSeries
from samphan.tenancy import links
from samphan.tenancy.scope import user_scope
from tests.evaluation.conftest import NOW, TODAY, make_project
from tests.evaluation.test_ratings import asked, of, university

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from tests.personas import World


def test_project_of_the_same_series_that_is_private_is_named_to_nobody(world: World, by: Actor) -> None:
    series = ProjectSeries.objects.create(network_id=by.network_id, title_th="ชุด", sort_key="ช")
    shown = make_project(by)
    secret, last = make_project(by, "โครงการลับสุดยอด"), make_project(by, "ปีที่แล้ว")
    Project.objects.filter(pk__in=[shown.pk, secret.pk, last.pk]).update(series=series)
    Project.objects.filter(pk=secret.pk).update(visibility="private")
    shown.refresh_from_db()
    found = evidence_of([shown], project_rubric(), slug="alpha")[shown.pk]
    titles = {each.label for proposals in found.values() for each in proposals}
    assert ("ปีที่แล้ว" in titles, "โครงการลับสุดยอด" in titles) == (True, False)


def test_score_of_what_evidence_was_withdrawn_from_counts_the_cap_again(world: World, by: Actor) -> None:
    project = make_project(by)
    begin_rating(by=by, project=project, today=TODAY)
    piece = Evidence.objects.create(
        **of(project), kind="statement", title="คำบอกเล่า", supports="spread", strength=1
    )
    give_rating(by=by, rating=university(project), said={"4.3": Told(4, "ขยายผลแล้ว")}, now=NOW)

    def said() -> tuple[int | None, int | None, bool]:
        lines = [line for _group, lines in page_of(by, project).groups for line in lines]
        ours = next(line for line in lines if line.item.code == "4.3").said[0]
        assert ours.typed is not None
        return ours.typed.score, ours.counts, ours.is_capped

    assert said() == (4, 4, False)
    Evidence.objects.filter(pk=piece.pk).update(withdrawn_at=NOW, withdrawn_why="ขอถอน")
    assert said() == (4, 1, True)


def test_link_that_came_into_wrong_hands_is_renewed(world: World) -> None:
    project, path = asked(world)
    said = {"score_1_1": "0", "said_by": "คนแปลกหน้า"}
    assert Client().post(path, said).status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        partner = Rating.objects.get(partner__name="กลุ่มประมงบ้านทะเล").partner_id
    renew = f"/n/alpha/learn/ratings/projects/{project.pk}/partners/{partner}/renew/"
    assert [world.client(who).post(renew).status_code for who in ("board", "coordinator")] == [403, 403]
    assert Client().get(path).status_code == 200
    page = world.client("secretariat").post(f"{renew}?lang=en", follow=True)
    assert (page.status_code, "There is a new link" in page.text) == (200, True)
    assert [Client().get(path).status_code, Client().post(path, said).status_code] == [410, 410]
    with user_scope(world.users["secretariat"], "alpha") as by:
        rating = Rating.objects.select_related("round", "partner__organisation", "project").get(
            partner=partner
        )
        (link,) = links.open_links("evaluation.rubric", rating, now=timezone.now())
        assert Client().get(links.path(link, "alpha")).status_code == 200
        close_rating(by=by, round_=rating.round, today=TODAY)
    assert world.client("secretariat").post(renew).status_code == 404
