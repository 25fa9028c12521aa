"""The chain ends in the report in which a use of results stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from samphan.events.models import UseSource
from samphan.kit.lineage import trace
from samphan.tenancy.scope import system_scope
from tests.factories.world import fill_network

if TYPE_CHECKING:
    from typing import Any

    from tests.personas import World

pytestmark = pytest.mark.django_db


def test_trace_output_to_issued_report(world: World, settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path
    with system_scope("test", world.a.pk) as by:
        event = fill_network(by, "ownalpha")
        source = UseSource.objects.filter(use__event=event, output__isnull=False).order_by("id")[0]
        assert source.output_id is not None
        after = trace(by, "events.output", [source.output_id], "after")[source.output_id]
        kinds = {leaf.kind for branch in after for leaf in branch.leaves()}
        assert "reports.report" in kinds
