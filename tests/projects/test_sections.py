"""What the page of an organisation tells of its projects: the first ones, and how many there are, however many there are."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from samphan.agreements.queries.findable import AGREEMENT
from samphan.engagement.models import PartnerAsk
from samphan.engagement.queries.asks import MOST_LINES
from samphan.kit import sections
from samphan.kit.partial import PartialDate
from samphan.projects.actions.agreement import tie_agreement
from samphan.projects.models import Project, ProjectPartner
from samphan.projects.queries.dossier import MOST
from samphan.tenancy.scope import user_scope
from tests.factories.agreements import make_agreement
from tests.factories.directory import make_organisation
from tests.projects.conftest import NOW

if TYPE_CHECKING:
    from tests.conftest import Statements
    from tests.personas import World

TODAY = NOW.date()
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


def test_project_without_a_period_stands_behind_those_that_have_one(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        own = {"network_id": by.network_id}
        village = make_organisation(by, "เทศบาลกลาง")
        agreement = make_agreement(by, parties=[village, make_organisation(by)])
        for title, starts in (("ไม่ระบุ", None), ("ปีก่อน", dt.date(2025, 1, 1)), ("ปีนี้", dt.date(2026, 1, 1))):
            period = {
                "starts": starts and PartialDate.of(starts),
                "ends": None if starts else PartialDate.of(TODAY),
            }
            project = Project.objects.create(title_th=title, sort_key=title, **period, **own)
            ProjectPartner.objects.create(project=project, organisation=village, **own)
            tie_agreement(by=by, project=project, agreement=agreement)
        for page, code, pk in (
            (PAGE, "projects.projects", village.pk),
            (AGREEMENT, "projects", agreement.pk),
        ):
            rows = next(each.rows for each in sections.registered(page) if each.code == code)
            lines = rows(by, [pk]).lines
            assert [str(each.label) for each in lines] == ["ปีนี้", "ปีก่อน", "ไม่ระบุ"], code
            assert all(each.when for each in lines), code
