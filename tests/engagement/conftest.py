"""A project of two universities with one community, and the links of its partners."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import translation

from samphan.engagement import policy
from samphan.engagement.actions.claims import Said, answer_claims
from samphan.engagement.actions.taking_part import add_benefit, rate_stages
from samphan.engagement.queries.sides import says
from samphan.kit.thai.sortkey import sort_key
from samphan.projects.models import (
    Project,
    ProjectPartner,
    ProjectResource,
    ProjectServed,
)
from samphan.tenancy import links
from samphan.tenancy.scope import user_scope
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samphan.engagement.models import ClaimAnswer
    from samphan.kit.actor import Actor
    from tests.personas import World

NOW = dt.datetime(2026, 5, 1, 3, tzinfo=dt.UTC)
SPOKEN = {"channel": "spoken", "said_by": "ป้าแดง"}
LONG_AFTER = dt.datetime(2126, 5, 1, 3, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Bananas:
    """The project, its partners, and the paths of the personal links of two of them."""

    project: Project
    university: ProjectPartner
    other: ProjectPartner
    community: ProjectPartner
    link: str
    other_link: str


def make_project(by: Actor, title: str = "กล้วยตากบ้านนา", **fields: object) -> Project:
    """A project of the actor, without partners."""
    return Project.objects.create(
        network_id=by.network_id, title_th=title, sort_key=sort_key(title), keeper_id=by.user_id, **fields
    )


def make_partner(
    by: Actor, project: Project, name: str, side: str = "society", **fields: object
) -> ProjectPartner:
    """A partner with an organisation of that name."""
    organisation = make_organisation(by, name, kind="community" if side == "society" else "university")
    partner = ProjectPartner.objects.create(
        network_id=by.network_id, project=project, organisation=organisation, side=side, **fields
    )
    return ProjectPartner.objects.select_related("project", "organisation").get(pk=partner.pk)


def path_of(by: Actor, partner: ProjectPartner) -> str:
    """The path of a link of a partner, without an ask."""
    return links.path(
        links.make(policy.PARTNER, partner, label=(partner.called, ""), expires_at=LONG_AFTER), "alpha"
    )


def make_bananas(by: Actor, title: str = "กล้วยตากบ้านนา") -> Bananas:
    """Need, question, a resource, a benefit, ratings and people served: eight claims about the community."""
    project = make_project(
        by,
        title,
        need_th="กล้วยล้นตลาดและราคาตก",
        question_th="จะเก็บกล้วยไว้ขายได้นานขึ้นอย่างไร",
        question_story="กลุ่มแม่บ้านเสนอในเวทีหมู่บ้าน",
        community_benefit="รายได้เพิ่มขึ้น",
        state="under_way",
        visibility="network",
    )
    university = make_partner(by, project, f"มหาวิทยาลัยริมน้ำ{title}", "university", is_lead=True, order=1)
    other = make_partner(
        by,
        project,
        f"มหาวิทยาลัยบนเขา{title}",
        "other",
        order=2,
        contact_name="นายลับสุดยอด",
        contact_phone="0899999999",
    )
    community = make_partner(
        by,
        project,
        f"กลุ่มแม่บ้านบ้านนา{title}",
        role_code="knowledge_holder",
        role="สอนการตาก",
        contact_name="ป้าแดง",
        contact_email="daeng@example.org",
        order=3,
    )
    row = {"network_id": by.network_id, "project": project}
    ProjectResource.objects.create(
        **row,
        partner=community,
        kind="materials",
        title="ลานตาก",
        amount="2",
        unit="แห่ง",
        value_baht="3000",
        value_basis="ค่าเช่าในตลาด",
    )
    ProjectResource.objects.create(
        **row, partner=other, kind="money", title="เงินลับของมหาวิทยาลัยบนเขา", value_baht="900000"
    )
    ProjectServed.objects.create(**row, label="ครัวเรือนที่ปลูกกล้วย", number=42, is_counted=True)
    add_benefit(
        by=by,
        partner=community,
        kind="benefit",
        words="ขายได้ราคาดีขึ้น",
        state="achieved",
        voice="university",
        now=NOW,
    )
    rate_stages(
        by=by,
        partner=community,
        ratings={
            "think": (3, "ร่วมเวที"),
            "plan": (2, ""),
            "do": (4, ""),
            "monitor": (3, ""),
            "benefit": (4, ""),
        },
        voice="university",
        now=NOW,
    )
    return Bananas(project, university, other, community, path_of(by, community), path_of(by, other))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences that actions raise are compared in the language of the source; pages choose their own."""
    with translation.override("en"):
        yield


@pytest.fixture
def bananas(world: World) -> Bananas:
    with user_scope(world.users["secretariat"], "alpha") as by:
        return make_bananas(by)


@pytest.fixture
def at() -> Callable[..., str]:
    """An address of the app in network A: ``at("confirmations", 3)``."""
    return lambda name, *args: reverse(f"engagement:{name}", args=["alpha", *args])


def said_of(partner: ProjectPartner, key: str, verdict: str, words: str = "") -> list[Said]:
    line = says(partner).line(key)
    assert line is not None
    return [Said(key, line.claim.fingerprint, verdict, words)]


def answered(by: Actor, partner: ProjectPartner, key: str, verdict: str, words: str = "") -> ClaimAnswer:
    kept = answer_claims(
        by=by, partner=partner, answers=said_of(partner, key, verdict, words), now=NOW, **SPOKEN
    )
    return kept[0]
