"""Every address with what nobody should send: it answers, and never with an error of ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.architecture.test_urls import ALL, INSIDE, filled, own_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.personas import World

    type Filled = tuple[World, dict[str, set[int]]]

pytestmark = pytest.mark.slow
__all__ = ["filled"]

IDS = ("0", "9223372036854775807", "9223372036854775808", "99999999999999999999")
ASKED = [
    {"page": "0", "q": "ก"},
    {"page": "-1", "sort": "xx", "q": "%_\\'\"", "draft": "unknown"},
    {"page": "99999999999", "q": b"\xff\xfe\xed\xa0\x80", "state": b"\xed\xa0\x80", "in": "xx", "lang": "xx"},
    {
        "page": "٣",
        "q": "ก" * 10_000,
        "draft": "x" * 5_000,
        "organisation": "9" * 30,
        "part_of": "²",
        "kind": "x",
    },
    {
        "organisation": "9223372036854775808",
        "category": "9223372036854775808",
        "part_of": "9223372036854775808",
    },
]
TYPED = [
    "\x00",
    "ก" * 200_000,
    "\u200b\u202e\ufeff",
    "\u0e48" * 500,
    "-1",
    "99999999999999999999999",
    "๙๙๙๙๙๙๙๙๙๙๙๙",
    "31/02/2569",
    "9999-12-31",
    "0001-01-01",
    "http://[::1",
    "İ" * 310,
    "\U0010ffff\ufffe",
]
FIELD = re.compile(r"<(?:input|select|textarea)\b([^>]*)>")
NAME, VALUE = re.compile(r'\bname="([^"]+)"'), re.compile(r'\bvalue="([^"]*)"')


def paths(world: World) -> Iterator[tuple[str, list[str]]]:
    """Each route of a network with its addresses that lead to something of A."""
    values = own_values(world)
    for address in INSIDE:
        fills: list[dict[str, object]] = values.get(address.namespace, []) if address.has_object else [{}]
        yield address.route, list(dict.fromkeys(address.fill("alpha", 0, **each) for each in fills))


def fields(page: str) -> dict[str, str]:
    """The names of a page's form fields, with the values that they hold."""
    found: dict[str, str] = {}
    for attributes in FIELD.findall(page.partition("<main")[2]):
        if name := NAME.search(attributes):
            value = VALUE.search(attributes)
            found[name[1]] = value[1] if value else ""
    return {
        name: value
        for name, value in found.items()
        if name not in {"csrfmiddlewaretoken", "draft_owner", "q"}
    }


def status(response: Any) -> int:
    if response.streaming:
        b"".join(response.streaming_content)
    return int(response.status_code)


def test_open_addresses_with_ids_that_cannot_be(filled: Filled) -> None:
    world, _ids = filled
    for client in (world.client("secretariat"), Client()):
        client.raise_request_exception = False
        for address in ALL:
            for value in IDS if address.has_object else ():
                path = address.fill("alpha", value)
                assert status(client.get(path)) < 500, path
                assert status(client.post(path)) < 500, f"POST {path}"


def test_open_addresses_with_odd_questions(filled: Filled) -> None:
    world, _ids = filled
    client = world.client("secretariat")
    client.raise_request_exception = False
    for _route, ways in paths(world):
        for path in [each for each in ways if client.get(each).status_code == 200][:1]:
            for asked in ASKED:
                assert status(client.get(f"{path}?{urlencode(asked)}")) < 500, (path, asked)
            assert status(client.get(f"{path}?q=%00&draft=%00")) == 400, path


def test_post_odd_values_in_every_field(filled: Filled) -> None:
    world, _ids = filled
    client = world.client("secretariat")
    client.raise_request_exception = False
    forms = 0
    for _route, ways in paths(world):
        for path in ways:
            page = client.get(path)
            if page.status_code != 200 or "text/html" not in page["Content-Type"]:
                continue
            names = fields(page.text)
            if not names:
                continue
            forms += 1
            for typed in TYPED:
                kept = {name: value for name, value in names.items() if name.endswith(("_FORMS", "version"))}
                answer = client.post(path, {**dict.fromkeys(names, typed), **kept})
                assert status(answer) < 500, (path, typed[:20])
            break
    assert forms > 40
