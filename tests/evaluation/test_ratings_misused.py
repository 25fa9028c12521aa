"""Ratings under bad conditions: a private project beside, evidence that is withdrawn, a link in wrong hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from samphan.engagement.models import Benefit, Channel, ClaimAnswer, Evidence, Measure
from samphan.engagement.queries.claims import Claim, Rows, draw, of_benefit
from samphan.evaluation.actions.ratings import Told, begin_rating, close_rating, give_rating, seat_of
from samphan.evaluation.models import Rating
from samphan.evaluation.queries.evidence import evidence_of
from samphan.evaluation.queries.rating_paper import paper_of
from samphan.evaluation.queries.ratings import page_of
from samphan.evaluation.queries.rubric import project_rubric
from samphan.kit.formats import thai_date
from samphan.projects.models import Project, ProjectSeries
from samphan.projects.queries.findable import search_row
from samphan.tenancy import links, search
from samphan.tenancy.scope import user_scope
from tests.evaluation.conftest import NOW, TODAY, make_partner, make_project
from tests.evaluation.test_ratings import asked, of, university
from tests.evaluation.test_ratings_by_link import choose, send

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
    assert choose(path, "1.1", "0").status_code == 302
    assert send(path, "คนแปลกหน้า").status_code == 302
    with user_scope(world.users["secretariat"], "alpha"):
        partner = Rating.objects.get(partner__name="กลุ่มประมงบ้านทะเล").partner_id
    renew = f"/n/alpha/learn/ratings/projects/{project.pk}/partners/{partner}/renew/"
    assert [world.client(who).post(renew).status_code for who in ("board", "coordinator")] == [403, 403]
    assert Client().get(path).status_code == 200
    page = world.client("secretariat").post(f"{renew}?lang=en", follow=True)
    assert (page.status_code, "There is a new link" in page.text) == (200, True)
    answers = [Client().get(path), choose(path, "1.1", "0"), send(path, "คนแปลกหน้า")]
    assert [each.status_code for each in answers] == [410] * 3
    with user_scope(world.users["secretariat"], "alpha") as by:
        rating = Rating.objects.select_related("round", "partner__organisation", "project").get(
            partner=partner
        )
        (link,) = links.open_links("evaluation.rubric", rating, now=timezone.now())
        assert Client().get(links.path(link, "alpha")).status_code == 200
        close_rating(by=by, round_=rating.round, today=TODAY)
    assert world.client("secretariat").post(renew).status_code == 404


def test_paper_of_a_closed_round_says_since_when_and_of_which_day_the_evidence_is(by: Actor) -> None:
    project = make_project(by)
    Project.objects.filter(pk=project.pk).update(is_sample=True)
    project.refresh_from_db()
    Measure.objects.create(**of(project), title="ปูต่อลำ", unit="กก.", before="2400.0000", after="4150.5000")
    round_ = begin_rating(by=by, project=project, today=TODAY)
    give_rating(by=by, rating=university(project), said={"4.2": Told(3)}, now=NOW)

    def words() -> str:
        return repr(paper_of(project, page_of(by, project), organisation="เครือข่าย", created=NOW))

    is_open = words()
    close_rating(by=by, round_=round_, today=TODAY)
    with translation.override("th"):
        told = _(
            "Round %(number)s was closed on %(day)s. Levels count with the evidence that the record held then; below each item"
            " stands what it holds today."
        ) % {"number": 1, "day": thai_date(TODAY)}
        sample = _("This project holds sample data.")
    assert [each in words() for each in (told, sample, "2,400 → 4,150.5 กก.")] == [True, True, True]
    assert (told in is_open, sample in is_open) == (False, True)


def test_looking_at_the_form_for_a_partner_writes_nothing(world: World, by: Actor) -> None:
    project = make_project(by)
    partner = make_partner(by, project)
    client, path = (
        world.client("secretariat"),
        f"/n/alpha/learn/ratings/projects/{project.pk}/partners/{partner.pk}/said/",
    )
    assert client.get(path).status_code == 409  # no round is open
    begin_rating(by=by, project=project, today=TODAY)
    assert client.get(path).status_code == 200
    assert not Rating.objects.filter(project=project, partner=partner).exists()
    said = {"score_1_1": "3", "said_by": "ป้าแดง", "channel": "phone"}
    assert client.post(path, said).status_code == 302
    rating = Rating.objects.get(project=project, partner=partner)
    assert (rating.said_by, rating.channel) == ("ป้าแดง", "phone")


def test_evidence_that_a_partner_disputes_says_so_as_long_as_it_stands(by: Actor) -> None:
    project = make_project(by)
    partner = make_partner(by, project)
    Project.objects.filter(pk=project.pk).update(question_story="ตั้งคำถามร่วมกันในเวทีหมู่บ้าน")
    project.refresh_from_db()
    benefit = Benefit.objects.create(
        **of(project, partner), kind="benefit", words="รายได้เพิ่ม", state="expected", voice="university",
        channel="office", at=NOW,
    )  # fmt: skip

    def answer(claim: Claim, verdict: str) -> None:
        ClaimAnswer.objects.create(
            **of(project, partner), key=claim.key, fingerprint=claim.fingerprint, shown="…", verdict=verdict,
            words="ไม่จริง", channel="link", at=NOW,
        )  # fmt: skip

    def objections() -> dict[str, list[str]]:
        project.refresh_from_db()
        found = evidence_of([project], project_rubric(), slug="alpha")[project.pk]
        return {code: [each.objection for each in told] for code, told in found.items() if told}

    assert objections() == {"1.1": [""], "2.1": [""]}
    question = next(each for each in draw(project, partner, Rows()) if each.key == "question")
    answer(question, "disputed")
    answer(of_benefit(benefit), "corrected")
    told = {
        "1.1": ["กลุ่มประมงบ้านทะเล: disputed by the partner on 1 May 2026"],
        "2.1": ["กลุ่มประมงบ้านทะเล: corrected by the partner on 1 May 2026"],
    }
    assert objections() == told
    begin_rating(by=by, project=project, today=TODAY)
    paper = repr(paper_of(project, page_of(by, project), organisation="เครือข่าย", created=NOW))
    assert "(กลุ่มประมงบ้านทะเล: disputed by the partner on 1 May 2026)" in paper
    Project.objects.filter(pk=project.pk).update(question_story="ผู้ใหญ่บ้านยกเรื่องขึ้น")
    answer(of_benefit(benefit), "confirmed")
    assert objections() == {"1.1": [""], "2.1": [""]}


def test_rating_that_somebody_wrote_down_for_a_partner_says_so_on_page_paper_and_workbook(
    world: World, by: Actor
) -> None:
    project = make_project(by)
    partner = make_partner(by, project)
    begin_rating(by=by, project=project, today=TODAY)
    give_rating(
        by=by,
        rating=seat_of(by=by, partner=partner),
        said={"1.1": Told(3)},
        now=NOW,
        said_by="ป้าแดง",
        channel="phone",
    )
    client, here = world.client("secretariat"), f"/n/alpha/learn/ratings/projects/{project.pk}/"
    page = client.get(here, {"lang": "en"}).text
    assert "ป้าแดง (by telephone: Secretariat)" in page
    workbook = client.get(f"{here}export/", {"lang": "en", "format": "csv"}).getvalue().decode("utf-8-sig")
    assert ",ป้าแดง,by telephone,Secretariat," in workbook
    paper = repr(paper_of(project, page_of(by, project), organisation="เครือข่าย", created=NOW))
    with translation.override("th"):  # the language of the paper
        how = str(Channel.PHONE.label)
    assert f"กลุ่มประมงบ้านทะเล: ป้าแดง ({how}: Secretariat)" in paper


def test_page_says_how_far_partners_confirm_the_record_that_is_rated(world: World, by: Actor) -> None:
    project = make_project(by)
    make_partner(by, project)
    begin_rating(by=by, project=project, today=TODAY)
    page = world.client("secretariat").get(f"/n/alpha/learn/ratings/projects/{project.pk}/", {"lang": "en"})
    assert "not confirmed by the partner" in page.text


def test_list_is_narrowed_by_the_round_that_it_shows_and_says_of_how_many_items_a_level_is(
    world: World, by: Actor
) -> None:
    both, one, first = (make_project(by, name) for name in ("สองฝ่าย", "ฝ่ายเดียว", "รอบแรกครบ"))
    for project in (both, one, first):
        begin_rating(by=by, project=project, today=TODAY)
        give_rating(by=by, rating=university(project), said={"1.1": Told(4)}, now=NOW)
    for project in (both, first):
        seat = seat_of(by=by, partner=make_partner(by, project))
        give_rating(
            by=by, rating=seat, said={"1.1": Told(2), "2.1": Told(1)}, now=NOW, said_by="ก", channel="phone"
        )
    close_rating(by=by, round_=university(first).round, today=TODAY)
    begin_rating(by=by, project=first, today=TODAY)
    client = world.client("secretariat")

    def listed(state: str) -> set[str]:
        page = client.get("/n/alpha/learn/ratings/", {"state": state})
        return {row.project.title_th for row in page.context["table"].rows}

    assert [listed(state) for state in ("both", "university", "partners", "unrated")] == [
        {"สองฝ่าย"},
        {"ฝ่ายเดียว"},
        set(),
        {"รอบแรกครบ"},
    ]
    seat = seat_of(by=by, partner=first.partners.get())
    give_rating(by=by, rating=seat, said={"1.1": Told(2)}, now=NOW, said_by="ก", channel="phone")
    assert (listed("partners"), listed("unrated")) == ({"รอบแรกครบ"}, set())
    text = client.get("/n/alpha/learn/ratings/", {"state": "both", "lang": "en"}).text
    assert ("1 of 12 items" in text, "2 of 12 items" in text) == (True, True)
    lowest, highest = (each.name for each in project_rubric().groups[:2])
    assert f'0.0 apart<div class="small muted">{lowest} 1.0<br>{highest} 1.0</div>' in text


def test_ratings_are_searched_as_projects_are(world: World, by: Actor) -> None:
    shown, secret = make_project(by, "น้ำสะอาดเพื่อชุมชน"), make_project(by, "น้ำลับ")
    make_project(by, "ป่าชายเลน")
    Project.objects.filter(pk=secret.pk).update(visibility="private")
    search.put([search_row(shown)])
    client = world.client("secretariat")

    def listed(words: str) -> list[str]:
        page = client.get("/n/alpha/learn/ratings/", {"q": words})
        return [row.project.title_th for row in page.context["table"].rows]

    # with the mark and the vowel typed apart, as some keyboards do
    assert (listed("นํ้าสะอาด"), listed("น้ำลับ")) == (["น้ำสะอาดเพื่อชุมชน"], ["น้ำลับ"])
