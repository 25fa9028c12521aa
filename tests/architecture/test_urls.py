"""Every address: who reaches it, and that nothing of another network ever shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from samphan.tenancy import links
from samphan.tenancy.scope import system_scope
from samphan.web.middleware import is_public
from tests.factories.world import fill_network
from tests.personas import World, make_world

if TYPE_CHECKING:
    from collections.abc import Iterator

# Addresses outside a network that ask for no sign-in, and why.
OPEN = {
    "": "leads to the sign-in",
    "healthz": "for the supervisor",
    "dates/echo": "reads a date, knows nothing",
    "invitation/<str:token>/": "the token is the permission",
    "join/": "six digits lead to the board that is open with them",
    "outbox/": "on one's own machine only",
    "gallery/": "on one's own machine only",
}
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """One URL pattern of the product."""

    route: str
    view: Any
    namespace: str

    def fill(self, slug: str, value: object, **others: object) -> str:
        """The address with the network's slug, given values by parameter, and one value for the rest."""
        known = {"network": slug, **others}
        return "/" + PARAMETER.sub(lambda found: str(known.get(found[2], value)), self.route)

    @property
    def has_object(self) -> bool:
        return any(name != "network" for _kind, name in PARAMETER.findall(self.route))


def addresses() -> Iterator[Address]:
    """All URL patterns, flat."""

    def walk(patterns: list[Any], before: str, namespace: str) -> Iterator[Address]:
        for each in patterns:
            route = before + str(each.pattern)
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns, route, each.namespace or namespace)
            elif isinstance(each, URLPattern):
                yield Address(route, each.callback, namespace)

    yield from walk(get_resolver().url_patterns, "", "")


ALL = list(addresses())
INSIDE = [each for each in ALL if each.route.startswith("n/<slug:network>/")]
PUBLIC = [each for each in ALL if each.route.startswith("p/<slug:network>/")]


def test_address_in_network_asks_for_sign_in() -> None:
    assert INSIDE
    assert [each.route for each in INSIDE if is_public(each.view)] == []


def test_address_outside_networks_is_known() -> None:
    rest = [each for each in ALL if each not in INSIDE and each not in PUBLIC]
    opened = {each.route for each in rest if is_public(each.view) and not each.route.startswith("accounts/")}
    assert opened == set(OPEN)


def test_public_address_is_marked() -> None:
    assert [each.route for each in PUBLIC if not is_public(each.view)] == []


@pytest.fixture
def filled(committed: str, settings: Any, tmp_path: Any) -> tuple[World, dict[str, set[int]]]:
    """Two networks with one of everything; the id of a row of B of each model, by app, far away from those of A."""
    settings.DATA_DIR = tmp_path
    world = make_world()
    with system_scope("test", world.a.pk) as by:
        fill_network(by, "ownalpha")
    with system_scope("test", world.b.pk) as by:
        fill_network(by, "foreignbeta")
        ids: dict[str, set[int]] = {}
        for model in apps.get_models():
            names = {field.name for field in model._meta.concrete_fields}
            if getattr(model, "table_kind", "") in {"owned", "grant", "invitation", "mixed"}:
                mine = model.objects.filter(network_id=world.b.pk)
            elif "kept_by" in names:
                mine = model.objects.filter(kept_by_id=world.b.pk)
            else:
                continue
            ids.setdefault(model._meta.app_label, set()).update(
                mine.order_by("pk").values_list("pk", flat=True)[:1]
            )
    return world, ids


# The shared directory shows organisations of every network: their names carry the marker and may be seen.
SHARED = re.compile(r"(?:มหาวิทยาลัย|คณะ) foreignbeta|XFOR")


def assert_tight(response: Any, where: str) -> None:
    assert response.status_code < 500, where
    body = response.content if not response.streaming else b"".join(response.streaming_content)
    text = SHARED.sub("", body.decode("utf-8", "replace"))
    assert "foreignbeta" not in text, where


@pytest.mark.slow
@pytest.mark.parametrize("persona", ["secretariat", "coordinator", None])
def test_open_every_address_shows_nothing_of_another_network(
    filled: tuple[World, dict[str, set[int]]], persona: str | None
) -> None:
    world, ids = filled
    client = world.client(persona) if persona else Client()
    client.raise_request_exception = True
    everything = set().union(*ids.values())
    for address in ALL:
        if address.route.startswith("accounts/"):
            continue
        foreign = sorted(ids.get(address.namespace, everything)) if address.has_object else [0]
        # In B's own address the scope refuses before the view is asked, as it does for strangers anywhere.
        tried = [("beta", value) for value in foreign[:1]]
        tried += [("alpha", value) for value in (foreign if persona else foreign[:1])]
        for slug, value in tried:
            path = address.fill(slug, value)
            assert_tight(client.get(path), path)
            assert_tight(client.post(path, {}), f"POST {path}")


@pytest.mark.slow
def test_open_public_address_of_another_network_is_not_found(
    filled: tuple[World, dict[str, set[int]]],
) -> None:
    from samphan.reports.models import Report

    world, _ids = filled
    with system_scope("test", world.b.pk):
        token = Report.objects.get().token
    client = Client()
    for address in PUBLIC:
        parts = {"version": 1, "kind": "pdf", "token": token}
        answer = client.get(address.fill("alpha", token, **parts))
        # Without an object there is nothing to be found: a form in which a code is typed, a list of what is published.
        is_there = not address.has_object and address.route not in UNPUBLISHED
        assert answer.status_code == (200 if is_there else 404), address.route
        assert_tight(answer, address.route)
    assert client.get(f"/p/beta/reports/{token}/").status_code == 200


UNPUBLISHED = {
    "p/<slug:network>/about/",
    "p/<slug:network>/milestones/",
    "p/<slug:network>/",
    "p/<slug:network>/principles/",
    "p/<slug:network>/projects/",
    "p/<slug:network>/cases/",
    "p/<slug:network>/knowledge/",
    "p/<slug:network>/events/",
    "p/<slug:network>/news/",
}
"""Pages that a network without a published frame, or without open sections, does not have."""
MOST_OF_A_KIND = 12
FORMS_OF_AN_ADDRESS = 2
"""Forms of one address differ in their first values only."""

FIELD = re.compile(r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"')


@pytest.mark.slow
def test_post_ids_of_another_network_attaches_nothing(filled: tuple[World, dict[str, set[int]]]) -> None:
    world, ids = filled
    client = world.client("secretariat")
    client.raise_request_exception = True
    values = own_values(world)
    posted = 0
    for address in INSIDE:
        fills: list[dict[str, object]] = values.get(address.namespace, []) if address.has_object else [{}]
        forms = 0
        for path in dict.fromkeys(address.fill("alpha", 0, **each) for each in fills):
            if forms == FORMS_OF_AN_ADDRESS:
                break
            page = client.get(path)
            if page.status_code != 200 or "text/html" not in page["Content-Type"]:
                continue
            names = set(FIELD.findall(page.text.partition("<main")[2])) - {
                "csrfmiddlewaretoken",
                "draft_owner",
                "q",
            }
            if not names:
                continue
            forms += 1
            for foreign in sorted(ids.get(address.namespace, set()))[:3]:
                data = {name: str(foreign) for name in names}
                data |= {name: "1" for name in names if name.endswith("_FORMS")}
                assert_tight(client.post(path, data), f"POST {path}")
                posted += 1
    assert posted > 20
    with system_scope("test", world.a.pk):
        for model in apps.get_models():
            if getattr(model, "table_kind", "") != "owned":
                continue
            for field in model._meta.concrete_fields:
                target = field.related_model
                if isinstance(field, models.ForeignKey) and getattr(target, "table_kind", "") == "owned":
                    broken = model.objects.exclude(**{f"{field.name}__isnull": True}).exclude(
                        **{f"{field.name}__network_id": world.a.pk}
                    )
                    assert not broken.exists(), field


def own_values(world: World) -> dict[str, list[dict[str, object]]]:
    """Values with which each app's addresses lead to something of A: the main object, each part, the words."""
    from samphan.boards.models import Board
    from samphan.directory.models import Organisation, Person
    from samphan.engagement.models import CommunityKnowledge, Evidence
    from samphan.events.actions.registration_ticket import ticket_link
    from samphan.events.models import Continuation, Event, Registration
    from samphan.frameworks.models import Framework, FrameworkItem
    from samphan.governance.models import Meeting
    from samphan.networks.models import Member
    from samphan.projects.actions.rows import ROWS
    from samphan.projects.models import ProjectAlignment, ProjectPair, ProjectPartner
    from samphan.reports.models import EvidencePack, HandoverPack, Report
    from samphan.reports.queries.state import state_of
    from samphan.surveys.models import Survey

    with system_scope("test", world.a.pk):
        ids: dict[str, set[int]] = {}
        for model in apps.get_models():
            names = {field.name for field in model._meta.concrete_fields}
            scope = {"network_id": world.a.pk} if "network" in names else {"kept_by_id": world.a.pk}
            if names & {"network", "kept_by"}:
                mine = model.objects.filter(**scope).order_by("pk").values_list("pk", flat=True)
                ids.setdefault(model._meta.app_label, set()).update(mine[:MOST_OF_A_KIND])
        event, report = Event.objects.get(), Report.objects.select_related("event", "organisation").get()
        gate = report.overrides.values_list("gate", flat=True)[0]
        passage = next(state_of(report, slug="alpha").composition.blocks()).key
        survey = Survey.objects.get(purpose="other")
        board = Board.objects.get()
        meeting = Meeting.objects.order_by("pk")[0]
        pack, handover = EvidencePack.objects.get(), HandoverPack.objects.get()
        member = Member.objects.order_by("pk")[0]
        continuation = Continuation.objects.get()
        partner = ProjectPartner.objects.order_by("pk")[0]
        university = Organisation.objects.filter(kept_by_id=world.a.pk).order_by("pk")[0].pk
        pair = ProjectPair.objects.get()
        entry = CommunityKnowledge.objects.order_by("pk")[0].pk
        proven = Evidence.objects.order_by("pk")[0].project_id
        twins = {
            "organisations": Organisation.objects.current().filter(kept_by_id=world.a.pk),
            "people": Person.objects.current().filter(kept_by_id=world.a.pk),
        }
        twins = {
            noun: list(found.order_by("pk").values_list("pk", flat=True)[:2]) for noun, found in twins.items()
        }
        aligned = ProjectAlignment.objects.order_by("pk")[0]
        plan, matrix = Framework.objects.get(is_shipped=False), Framework.objects.get(code="tsu")
        own_item = FrameworkItem.objects.filter(framework=plan).order_by("pk")[0].pk
        person = Registration.objects.select_related("person").order_by("id")[0]
        ticket = links.token(ticket_link(person, now=timezone.now()))
        record_rows: list[dict[str, object]] = [
            {"pk": row.project_id, "part": row.pk, "noun": noun, "way": "up"}
            for noun, model in ROWS.items()
            for row in model.objects.filter(network_id=world.a.pk).order_by("-pk")[:1]
        ]
    words: dict[str, object] = {
        "version": 1,
        "number": 1,
        "kind": "pdf",
        "form": "pdf",
        "subject": event.pk,
        "act": "start",
        "key": passage,
        "year": 2026,
        "continuation": continuation.pk,
        "code": "ent",
    }
    nouns = (
        "topic",
        "group",
        "item",
        "agenda",
        "host",
        "team",
        "category",
        "output",
        "document",
        "result",
        "use",
    )
    return {
        "events": [
            {**words, "pk": event.pk, "part": part, "noun": noun}
            for part in sorted(ids["events"])
            for noun in nouns
        ]
        + [{**words, "pk": event.pk, "kind": kind, "token": ticket} for kind in ("names-xlsx", "memo")],
        "reports": [
            {**words, "pk": pk, "key": key}
            for pk in (report.pk, event.pk, pack.pk, handover.pk)
            for key in (passage, gate)
        ],
        "boards": [
            {**words, "pk": pk, "part": part} for pk in (board.pk, event.pk) for part in sorted(ids["boards"])
        ],
        "surveys": [{**words, "pk": survey.pk, "part": part} for part in sorted(ids["surveys"])],
        "evaluation": [{**words, "pk": pk} for pk in (plan.pk, matrix.pk)]
        + evaluation_values(world, words, ids["evaluation"]),
        "knowledge": library_values(world, words)
        + [
            {**words, "pk": pk, "part": part, "code": "before"}
            for pk in sorted(ids["knowledge"])
            for part in sorted(ids["knowledge"])
        ],
        "engagement": [
            *(
                {**words, "pk": pk, "part": part, "voice": voice, "size": "small"}
                for pk in (partner.project_id, university, proven, entry)
                for part in dict.fromkeys((partner.pk, *sorted(ids["engagement"])))
                for voice in ("university", "partner")
            ),
            *(
                {**words, "pk": pk, "part": partner.pk, "voice": "partner", "size": "small"}
                for pk in sorted(ids["engagement"])
            ),
            {**words, "pk": proven, "kind": "files"},
        ],
        **{
            app: (
                [{**words, "kind": "names", "pk": meeting.pk, "part": part} for part in sorted(values)]
                if app == "governance"
                else []
            )
            + (
                [
                    {**words, "act": "close", "section": "goal", "member": member.pk, "pk": pk}
                    for pk in sorted(values)
                ]
                if app == "networks"
                else []
            )
            + ([{**words, "pk": pair.first_id, "other": pair.second_id}] if app == "projects" else [])
            + (
                [
                    {**words, "noun": noun, "one": twin[0], "two": twin[1], "pk": twin[0]}
                    for noun, twin in twins.items()
                ]
                if app == "directory"
                else []
            )
            + (record_rows if app == "projects" else [])
            + (
                [
                    {**words, "kind": "project", "pk": pk}
                    for pk in (plan.pk, matrix.pk, own_item, aligned.pk, aligned.project_id)
                ]
                if app == "frameworks"
                else []
            )
            + [
                {**words, "kind": kind, "pk": pk}
                for pk in sorted(values)
                for kind in (
                    "organisations",
                    "participants",
                    "item",
                    "action",
                    "possible",
                    "project",
                    "pdf",
                    "paper",
                    "docx",
                )
            ]
            for app, values in ids.items()
            if app not in {"boards", "engagement", "evaluation", "events", "knowledge", "reports", "surveys"}
        },
    }


def library_values(world: World, words: dict[str, object]) -> list[dict[str, object]]:
    """The case study of a project with its photograph, the project, a piece of news, and the paper of a case study."""
    from samphan.knowledge.models import CasePaper, CasePicture, NewsItem

    with system_scope("test", world.a.pk):
        picture = CasePicture.objects.select_related("case").order_by("pk")[0]
        news = NewsItem.objects.order_by("pk")[0].pk
        paper = CasePaper.objects.get().pk
    of_case = {**words, "part": picture.pk, "code": "need", "step": "submit"}
    return [{**of_case, "pk": pk} for pk in (picture.case_id, picture.case.project_id, news, paper)]


def evaluation_values(world: World, words: dict[str, object], ids: set[int]) -> list[dict[str, object]]:
    """The project that both sides rated, its partner, and everything else of that app."""
    from samphan.evaluation.models import ChallengeReply, ChallengeRound, Improvement, Rating

    with system_scope("test", world.a.pk):
        rating = Rating.objects.exclude(partner=None).get()
        line = Improvement.objects.select_related("assessment").get()
        rounds = ChallengeRound.objects.order_by("pk").values_list("pk", flat=True)
        replies = ChallengeReply.objects.filter(round=rounds[1]).order_by("pk").values_list("pk", flat=True)
        reply, (over, open_) = replies[0], rounds
    member = line.assessment.member_id
    keys = dict.fromkeys([rating.project_id, line.assessment_id, member, *sorted(ids)])
    known = {**words, "partner": rating.partner_id, "part": line.pk}
    asked = [{**words, "pk": pk, "part": reply, "challenge": "CH1"} for pk in (open_, over)]
    return asked + [{**known, "pk": pk, "kind": kind} for pk in keys for kind in ("pdf", "ent")]


# Answered for a reader only in a state that one of everything does not have, or only when something is posted.
NOT_IN_WALK = {
    "n/<slug:network>/lists/<int:pk>/progress/": "the worker is at no list; see tests/directory/test_import_large.py",
    "n/<slug:network>/lists/<int:pk>/file/": "its lists were pasted, not brought as files",
    "n/<slug:network>/views/": "asked for with the address of a list; see tests/tenancy/test_saved_views.py",
    "n/<slug:network>/people/<int:pk>/me/": "the secretariat is nobody of the directory; see tests/directory/test_claims.py",
    "n/<slug:network>/people/<int:pk>/propose/": "its people are kept by itself; see tests/directory/test_proposals.py",
    "n/<slug:network>/meetings/<int:pk>/papers/<slug:kind>/<int:version>/<slug:form>/": (
        "the worker has made no files; see tests/governance/test_meeting_papers.py"
    ),
    "n/<slug:network>/reports/<int:pk>/emblem/picture/": "no emblem was uploaded; see tests/reports",
    "n/<slug:network>/reports/<int:pk>/emblem/remove/": "as above",
    "n/<slug:network>/reports/handover/<int:pk>/<str:kind>/": (
        "the worker has made no pack; see tests/reports/test_handover.py"
    ),
    "n/<slug:network>/learn/challenges/<int:pk>/members/<int:part>/answer/": (
        "the secretariat answers for no institution; see tests/evaluation/test_challenges.py"
    ),
    "n/<slug:network>/learn/coverage/<int:pk>/cell/": (
        "asked for with an item of the framework; see tests/evaluation/test_coverage.py"
    ),
    "n/<slug:network>/reports/evidence/<int:pk>/": "the worker has made no pack; see tests/reports/test_pack.py",
}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["th", "en"])
def test_walk_every_page_of_ones_own_network(
    filled: tuple[World, dict[str, set[int]]], language: str
) -> None:
    """The smoke walk: each address answers for at least one object, in both languages."""
    world, _ids = filled
    client = world.client("secretariat")
    client.raise_request_exception = True
    values = own_values(world)
    missed = []
    for address in INSIDE:
        if address.route in NOT_IN_WALK:
            continue
        fills: list[dict[str, object]] = values.get(address.namespace, []) if address.has_object else [{}]
        paths = dict.fromkeys(address.fill("alpha", 0, **each) for each in fills)
        seen = set()
        for path in paths:
            seen.add(client.get(f"{path}?lang={language}").status_code)
            if seen & {200, 301, 302, 405}:
                break
        else:
            missed.append((address.route, seen))
    assert [route for route, _seen in missed] == []
