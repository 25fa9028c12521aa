"""A private record shows nowhere to who may not read it: no list, total, search, export, chain, section or calendar."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from samphan.engagement.actions.asks import ask_partner
from samphan.engagement.models import Benefit, CommunityKnowledge, Evidence, PartnerWords, UseCertificate
from samphan.engagement.queries.knowledge import search_row
from samphan.evaluation.actions.assessments import Stated, answer_assessment, begin_assessment
from samphan.evaluation.actions.ratings import Told, begin_rating, give_rating
from samphan.evaluation.models import Rating
from samphan.evaluation.queries.rubric import instrument
from samphan.frameworks.actions.alignments import Cell, align
from samphan.frameworks.actions.framework import adopt_framework
from samphan.frameworks.models import FrameworkItem
from samphan.frameworks.queries.alignments import kind_of
from samphan.kit import due
from samphan.kit.partial import PartialDate
from samphan.knowledge.actions.case import make_case
from samphan.knowledge.actions.dossier import begin_dossier
from samphan.networks.actions import admit_member
from samphan.projects.actions.agreement import tie_agreement
from samphan.projects.actions.follow_ups import plan_after_end
from samphan.projects.actions.project import show_project
from samphan.projects.models import (
    Project,
    ProjectAlignment,
    ProjectPartner,
    ProjectPlace,
    ProjectSeries,
    ProjectServed,
    ReviewState,
    Theme,
)
from samphan.projects.queries.calendar import entries
from samphan.tenancy import search
from samphan.tenancy.scope import user_scope
from tests.architecture.test_urls import ALL, INSIDE, PARAMETER, PUBLIC
from tests.factories.agreements import make_agreement
from tests.factories.directory import make_organisation
from tests.factories.knowledge import full_project
from tests.projects.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from samphan.comms.queries.calendar import Entry
    from samphan.kit.actor import Actor
    from tests.personas import World

SECRET = "secretmark"
OPEN = "openmark"


@pytest.fixture
def hidden(world: World, settings: Any, tmp_path: Path) -> dict[str, list[int]]:
    """A private and a visible project that share everything they can; ids of the private one and around it."""
    settings.DATA_DIR = tmp_path
    with user_scope(world.users["secretariat"], "alpha") as by:
        return _fill(by)


def _fill(by: Actor) -> dict[str, list[int]]:
    own = {"network_id": by.network_id}
    village = make_organisation(by, "เทศบาลกลาง")
    series = ProjectSeries.objects.create(title_th="ชุดโครงการ", sort_key="ช", **own)
    theme = Theme.objects.create(name_th="น้ำ", key="น้ำ", sort_key="น", **own)
    framework = adopt_framework(by=by, code="tsu", today=NOW.date())
    row = FrameworkItem.objects.filter(framework=framework, axis="outcome").order_by("order")[0]
    level = FrameworkItem.objects.filter(framework=framework, axis="level").order_by("order")[0]
    agreement = make_agreement(by, parties=[village, make_organisation(by, "มหาวิทยาลัยกลาง")])
    projects = {}
    for mark in (SECRET, OPEN):
        project = full_project(by, mark)
        known = CommunityKnowledge.objects.get(project=project)
        known.title_th, known.holder_name = "ภูมิปัญญา", "ยายมา"  # the register is of the whole network
        known.save()
        search.put([search_row(known)])
        Project.objects.filter(pk=project.pk).update(
            review=ReviewState.APPROVED, category="engagement", series=series, theme=theme, domains=["economy"],
            starts=PartialDate.of(dt.date(2026, 5, 2)), ends=PartialDate.of(dt.date(2026, 6, 2)), state="under_way",
        )  # fmt: skip
        project.refresh_from_db()
        below = {"project": project, **own}
        partner = ProjectPartner.objects.create(organisation=village, role=f"บทบาท {mark}", **below)
        ProjectPlace.objects.create(province="TH-54", district="ลอง", site=f"ที่ {mark}", **below)
        ProjectServed.objects.create(label=f"คน {mark}", number=1_234_567, **below)
        PartnerWords.objects.create(
            partner=partner, words=f"คำ {mark}", may_publish=True, channel="spoken", at=NOW, **below
        )
        align(by=by, kind=kind_of("project"), thing=project, cells=[Cell(row, level)], note=f"หมายเหตุ {mark}")
        tie_agreement(by=by, project=project, agreement=agreement)
        plan_after_end(by=by, project=project, now=NOW)
        ask_partner(by=by, partner=partner, now=NOW, purpose=f"ถาม {mark}")
        begin_rating(by=by, project=project, today=NOW.date())
        rating = Rating.objects.get(project=project)
        give_rating(by=by, rating=rating, said={"1.1": Told(4, f"เพราะ {mark}")}, now=NOW)
        make_case(by=by, project=project)
        projects[mark] = project
    secret = projects[SECRET]
    show_project(by=by, project=secret, visibility="private")
    parts = [
        ProjectPartner.objects.filter(project=secret).order_by("-pk")[0].pk,
        Evidence.objects.filter(project=secret).order_by("pk")[0].pk,
        UseCertificate.objects.get(project=secret).pk,
        Benefit.objects.filter(project=secret).order_by("pk")[0].pk,
        PartnerWords.objects.get(project=secret).pk,
    ]
    around = [
        secret.pk, projects[OPEN].pk, village.pk, framework.pk, row.pk, agreement.pk, series.pk,
        ProjectAlignment.objects.get(project=secret).pk, CommunityKnowledge.objects.get(project=secret).pk,
    ]  # fmt: skip
    return {"pk": list(dict.fromkeys(around)), "part": parts, "secret": [secret.pk, projects[OPEN].pk]}


KINDS = ("project", "item", "pdf", "docx", "files", "ent", "partner", "served")


def paths(ids: dict[str, list[int]], routes: list[Any]) -> Iterator[str]:
    """Every address with the ids of the private project and of what stands around it."""
    for address in routes:
        names = [name for _kind, name in PARAMETER.findall(address.route) if name != "network"]
        words = {"voice": "university", "size": "small", "year": 2026, "act": "advance", "step": "submit",
                 "code": "need", "noun": "partner", "way": "up", "challenge": "CH1", "month": 5}  # fmt: skip
        kinds = KINDS if "kind" in names else ("",)
        if not names:
            yield address.fill("alpha", 0)
        elif "part" in names or "partner" in names:
            for pk in ids["secret"]:
                for part in ids["part"]:
                    for kind in kinds:
                        filled = {**words, "pk": pk, "part": part, "partner": part, "kind": kind}
                        yield address.fill("alpha", ids["secret"][0], **filled)
        else:
            for pk in ids["pk"]:
                for kind in kinds:
                    yield address.fill("alpha", pk, **{**words, "pk": pk, "kind": kind})


QUESTIONS = (f"?q={SECRET}&state=all", "?format=csv")
APPS = {
    "projects",
    "engagement",
    "evaluation",
    "knowledge",
    "frameworks",
    "agreements",
    "directory",
    "networks",
    "comms",
    "",
}
INNER = [
    each for each in INSIDE if each.namespace in APPS and not each.route.endswith(("remove/", "revoke/"))
]


@pytest.mark.slow
@pytest.mark.parametrize("persona", ["board", "partner", "coordinator"])
def test_private_record_shows_nowhere_to_who_may_not_read_it(
    world: World, hidden: dict[str, list[int]], persona: str
) -> None:
    client = world.client(persona)
    seen, told = set(), 0
    for path in paths(hidden, INNER):
        for asked in ("", *(QUESTIONS if not any(char.isdigit() for char in path) else ())):
            answer = client.get(f"{path}{asked}")
            assert answer.status_code < 500, path
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            text = body.decode("utf-8", "replace").replace(f"q={SECRET}", "").replace(f'value="{SECRET}"', "")
            text = text.replace(f"“{SECRET}”", "")
            told += OPEN in text
            if SECRET in text:
                seen.add(f"{path}{asked}")
    assert seen == set()
    assert told > 20, "the walk reads nothing at all"


def test_private_record_shows_on_no_public_page(world: World, hidden: dict[str, list[int]]) -> None:
    client = Client()
    for path in paths(hidden, [each for each in PUBLIC if "token" not in each.route]):
        assert SECRET not in client.get(path).text, path
    assert ALL


def test_private_record_is_in_no_search_total_due_line_or_calendar(
    world: World, hidden: dict[str, list[int]]
) -> None:
    for persona in ("board", "partner", "coordinator"):
        with user_scope(world.users[persona], "alpha") as by:
            assert not search.find(SECRET, kinds=list(search.kinds()), limit=search.EVERY, every=True).hits
            found: list[Entry] = entries(by, dt.date(2026, 1, 1), dt.date(2026, 12, 31), None)
            assert {SECRET in each.title for each in found} == {False}
            lines = due.lines(by, until=dt.date(2029, 1, 1), today=NOW.date())
            assert not [line for line in lines if SECRET in f"{line.title}{line.owner}"]


def test_audit_trail_tells_of_what_its_reader_may_read_alone(
    world: World, hidden: dict[str, list[int]]
) -> None:
    with user_scope(world.users["lead"], "alpha") as by:
        begin_dossier(by=by, pack="social_2560", title_th=f"แฟ้ม {SECRET}", holder_name="ดร.สมศรี")
    with user_scope(world.users["secretariat"], "alpha") as by:
        member = admit_member(by=by, organisation=make_organisation(by, f"สถาบัน {SECRET}"))
        own = begin_assessment(by=by, member=member, year=2026)
        answer_assessment(
            by=by,
            assessment=own,
            code="ent",
            said={instrument("ent").items[0].code: Stated(2, SECRET)},
            now=NOW,
        )
    told = {}
    for persona in ("board", "secretariat"):
        client = world.client(persona)
        for path in ("/n/alpha/audit/", f"/n/alpha/audit/?q={SECRET}", "/n/alpha/audit/export/?format=csv"):
            answer = client.get(path)
            assert answer.status_code == 200
            told[persona, path] = b"".join(answer) if answer.streaming else answer.content
    secret = SECRET.encode()
    about = [path for (persona, path), body in told.items() if persona == "secretariat" and secret in body]
    assert len(about) == 3
    csv = told["board", "/n/alpha/audit/export/?format=csv"].decode()
    lines = [line for line in csv.splitlines() if SECRET in line and "สถาบัน" not in line]
    assert lines == []
    assert OPEN in csv
    assert "การประเมินตนเอง" not in csv
