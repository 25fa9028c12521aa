"""Filling in the form of an event, and what came of it."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from django.test import Client
from python_calamine import CalamineWorkbook

from samphan.events.models import Registration
from samphan.tenancy.scope import system_scope

if TYPE_CHECKING:
    from tests.personas import World

FIELD = re.compile(r'name="key" value="([^"]+)"')
WRITTEN = {"name": "ผศ.ดร.มาลี ดีงาม", "email": "malee@example.org", "phone": "081 234 5678"}


def send(path: str, client: Client | None = None, **words: Any) -> Any:
    """Open the form, fill it in, send it: the answer to the post."""
    client = client or Client()
    page = client.get(path)
    key = FIELD.search(page.text)
    assert key, page.text[:2000]
    return client.post(path, {**WRITTEN, "key": key[1], **words})


def cells(content: bytes) -> list[list[Any]]:
    """The rows of a workbook."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def registered(world: World) -> list[Registration]:
    with system_scope("test", world.a.pk):
        return list(Registration.objects.select_related("person", "organisation").order_by("id"))
