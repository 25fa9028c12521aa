"""What the database shows to a public page: issued versions, and nothing else of the network."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction

from samphan.directory.models import Organisation
from samphan.events.models import Event
from samphan.reports.actions import open_report
from samphan.reports.models import IssuedVersion, Report
from samphan.reports.queries.profiles import DEFAULT
from samphan.tenancy import search
from samphan.tenancy.scope import anonymous_scope, system_scope
from tests.factories.world import fill_network

if TYPE_CHECKING:
    from tests.personas import World

# What a public page reads, and the shared or personal tables that are shut by their own rules.
PUBLISHED = {
    "reports.issuedversion",
    "reports.report",
    "tenancy.storedfile",
    "events.agendaversion",  # by an explicit act, version by version
    "projects.roadmap",  # these by the mark of the roadmap and of each item
    "projects.horizon",
    "projects.roadmapitem",
    "projects.roadmappartner",
    "projects.roadmapdependency",
    "projects.roadmapmeasure",
    "projects.roadmapstatus",
    "projects.project",  # these where the record was published
    "projects.projectplace",
    "projects.projectserved",
    "engagement.evidence",
    "knowledge.publicsite",  # these as far as the network opened their section
    "knowledge.casestudy",
    "knowledge.newsitem",
}


@pytest.fixture
def filled(world: World) -> World:
    for network, marker in ((world.a, "ownalpha"), (world.b, "foreignbeta")):
        with system_scope("test", network.pk) as by:
            fill_network(by, marker)
            open_report(
                by=by,
                event=Event.objects.get(),
                organisation=Organisation.objects.get(kept_by_id=network.pk, kind="faculty"),
                profile_code=DEFAULT,
                round_year=2570,
            )
    return world


def test_public_page_reads_what_is_published_alone(filled: World) -> None:
    with anonymous_scope("alpha"):
        for model in apps.get_models():
            kind = getattr(model, "table_kind", "installation")
            if kind == "installation" or model._meta.label_lower in PUBLISHED:
                continue
            seen = model._default_manager.all()
            if kind == "mixed":
                seen = seen.exclude(network=None)
            assert list(seen) == [], model
        assert search.find("ownalpha", kinds=list(search.kinds())).hits == ()


def test_public_page_reads_issued_reports_of_its_network_alone(filled: World) -> None:
    with system_scope("test", filled.a.pk):
        assert Report.objects.count() == 2
    with anonymous_scope("alpha"):
        assert {each.network_id for each in IssuedVersion.objects.all()} == {filled.a.pk}
        assert [each.organisation_id for each in Report.objects.all()] == [
            each.report.organisation_id for each in IssuedVersion.objects.select_related("report")
        ]
    with anonymous_scope():
        assert (Report.objects.count(), IssuedVersion.objects.count()) == (0, 0)


def test_public_page_writes_nothing(filled: World) -> None:
    with anonymous_scope("alpha"):
        assert IssuedVersion.objects.update(issuer_name="ผู้อื่น") == 0
        assert Report.objects.update(created_at=dt.datetime(2000, 1, 1, tzinfo=dt.UTC)) == 0
        version = IssuedVersion.objects.get()
        version.pk, version.version, version.number = None, 9, "9/2569"
        with pytest.raises(DatabaseError), transaction.atomic():
            version.save()
