"""One project with a community, in an installation whose tables are made and empty: `python bench/partner_data.py <file>`.

Writes the paths of the partner's page and of its rating into the file, as JSON.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from samphan.projects.models import ProjectPartner

NETWORK: Final = "slow"
NOW: Final = dt.datetime(2026, 5, 1, 3, tzinfo=dt.UTC)
LONG: Final = "ชาวบ้านปลูกกล้วยน้ำว้าเกือบทุกครัวเรือน เมื่อผลผลิตออกพร้อมกันราคาตก และขนไปขายไกลไม่ได้ " * 6
EACH: Final = 10
"""Benefits, resources and groups of people."""


def make_partner(by: Actor) -> ProjectPartner:
    """A community that takes part in a project with long texts."""
    from samphan.directory.actions import add_organisation
    from samphan.kit.thai.sortkey import sort_key
    from samphan.projects.models import Project, ProjectPartner

    title = "กล้วยตากบ้านนา"
    project = Project.objects.create(
        network_id=by.network_id,
        title_th=title,
        sort_key=sort_key(title),
        need_th=LONG,
        question_th=LONG,
        question_story=LONG,
        community_benefit=LONG,
    )
    community = add_organisation(by=by, kind="community", name_th="กลุ่มแม่บ้านบ้านนา")
    made = ProjectPartner.objects.create(network_id=by.network_id, project=project, organisation=community)
    return ProjectPartner.objects.select_related("project", "organisation").get(pk=made.pk)


def prepare() -> dict[str, str]:
    """The record, everything that is claimed about the partner, and its link."""
    from django.utils import timezone

    from samphan.engagement import policy
    from samphan.engagement.actions.taking_part import add_benefit, rate_stages
    from samphan.evaluation.actions.ratings import ask_partner_to_rate, begin_rating
    from samphan.projects.models import ProjectResource, ProjectServed
    from samphan.tenancy import links
    from samphan.tenancy.actions import create_network
    from samphan.tenancy.scope import system_scope

    with system_scope("bench") as by:
        create_network(by=by, slug=NETWORK, name_th="เครือข่ายทดสอบ", kind="council")
    with system_scope("bench", NETWORK) as by:
        partner = make_partner(by)
        row = {"network_id": by.network_id, "project": partner.project}
        for number in range(EACH):
            words = f"{LONG} {number}"
            add_benefit(by=by, partner=partner, kind="benefit", words=words, voice="university", now=NOW)
            ProjectResource.objects.create(**row, partner=partner, kind="time", title=f"แรงงาน {number}")
            ProjectServed.objects.create(**row, label=f"หมู่ที่ {number}", number=40)
        rate_stages(by=by, partner=partner, ratings={"plan": (3, "")}, voice="university", now=NOW)
        link = links.make(policy.PARTNER, partner, label=(partner.called, ""))
        begin_rating(by=by, project=partner.project, today=NOW.date())
        # Asked today: both links end some time after that.
        _rating, asked = ask_partner_to_rate(by=by, partner=partner, now=timezone.now(), all_the_same=True)
        return {"path": links.path(link, NETWORK), "rating": links.path(asked, NETWORK)}


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samphan.settings.prod")
    django.setup()
    Path(sys.argv[1]).write_text(json.dumps(prepare()), encoding="utf-8")
