"""Every kind of thing that somebody looks for is found, and leads to a page that opens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samphan.tenancy import search
from samphan.tenancy.models import SearchRow
from samphan.tenancy.scope import system_scope
from tests.factories.world import fill_network

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from tests.personas import World

    type Browser = Callable[[str], Client]


def test_every_kind_is_found_and_opens(world: World, browser: Browser) -> None:
    with system_scope("test", world.a.pk) as by:
        fill_network(by, "ownalpha")
        made = set(SearchRow.objects.values_list("kind", flat=True))
        assert set(search.kinds()) == made
        search.rebuild(by)
        again = set(SearchRow.objects.values_list("kind", flat=True))
    assert again == made
    client = browser("secretariat")
    for kind in sorted(made):
        page = client.get(f"/search/?q=ownalpha&kind={kind}").content.decode()
        links = re.findall(r'<li><a href="(/[^"]+)"', page.partition('class="plain-list found"')[2])
        assert links, kind
        assert {client.get(link, follow=True).status_code for link in links[:2]} == {200}, kind
