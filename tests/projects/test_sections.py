"""What the page of an organisation tells of its projects: the first ones, and how many there are, however many there are."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from samphan.engagement.models import PartnerAsk
from samphan.engagement.queries.asks import MOST_LINES
from samphan.kit import sections
from samphan.projects.models import Project, ProjectPartner
from samphan.projects.queries.dossier import MOST
from samphan.tenancy.scope import user_scope
from tests.factories.directory import make_organisation
from tests.projects.conftest import NOW

if TYPE_CHECKING:
    from tests.conftest import Statements
    from tests.personas import World

PAGE = "directory.organisation"


def test_organisation_with_very_many_projects_reads_those_that_are_shown(
    world: World, statements: Statements
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        own = {"network_id": by.network_id}
        organisation = make_organisation(by, "มหาวิทยาลัยกลาง")
        for place in range(MOST + 2):
            project = Project.objects.create(title_th=f"ก {place}", sort_key=f"{place:02}", **own)
            partner = ProjectPartner.objects.create(project=project, organisation=organisation, **own)
            on = NOW.date() + dt.timedelta(days=place)
            PartnerAsk.objects.create(project=project, partner=partner, kind="call", on=on, **own)
        asked = {each.code: each.rows for each in sections.registered(PAGE)}
        for code, most in (("projects.projects", MOST), ("engagement.asks", MOST_LINES)):
            with statements() as sent:
                found = asked[code](by, [organisation.pk])
            assert (len(found.lines), found.total, len(sent)) == (most, MOST + 2, 2), code
            assert found.lines[0].label == f"ก {MOST + 1}", code
            assert "LIMIT" in sent[0].upper(), code
            assert found.url, code
