"""The live pages in a real browser, served by threads over a database in which everything commits."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import expect, sync_playwright

from samphan.boards.models import Card
from samphan.tenancy.scope import system_scope
from tests.boards.conftest import Room, make_room
from tests.journeys.installation import FLAGS, ROOT, chromium_path
from tests.personas import make_world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # playwright keeps a loop running in this thread, and Django is right to be careful about that elsewhere
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def address(committed: str, settings: Any) -> Iterator[str]:
    """Where the pages are served."""
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    server = LiveServerThread("localhost", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None, server.error
    settings.BASE_URL = f"http://localhost:{server.port}"
    yield settings.BASE_URL
    server.terminate()
    connections.close_all()


@pytest.fixture
def live_room(address: str) -> Room:
    return make_room(make_world())


class Visitor:
    """A browser of its own; errors of its pages are noticed."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address = context, address
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, path: str, language: str = "en") -> Page:
        self.page.goto(f"{self.address}{path}?lang={language}")
        return self.page

    def check(self) -> None:
        """No error, no overflow, nothing that axe calls serious."""
        assert self.errors == []
        width = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, f"{self.page.url} is {width} px too wide"
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run({resultTypes: ['violations']})")
        serious = [
            (each["id"], [node["target"] for node in each["nodes"]][:3])
            for each in found["violations"]
            if each["impact"] in {"serious", "critical"}
        ]
        assert serious == []


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Any]:
    """``visit(PHONE)`` is somebody with a browser of this size; ``as_`` signs a persona in."""
    opened: list[BrowserContext] = []

    def make(size: dict[str, int], room: Room | None = None, as_: str = "", **options: Any) -> Visitor:
        context = chromium.new_context(viewport=size, **options)  # type: ignore[arg-type]  # a ViewportSize
        opened.append(context)
        if room and as_:
            session = room.world.client(as_).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        return Visitor(context, address)

    yield make
    for context in opened:
        context.close()
