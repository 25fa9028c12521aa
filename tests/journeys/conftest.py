"""Journeys walk one installation with the demo in it, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.journeys.installation import FLAGS, Installation, chromium_path
from tests.journeys.visitor import DESK, HEIGHT, Visitor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """``samphan up`` in an empty folder: server, tables, demo, pages and worker; one in each process of the run."""
    data = tmp_path_factory.mktemp("samphan")
    data.chmod(0o755)
    running = Installation(data)
    try:
        running.start()
        yield running
    finally:
        running.stop()


# Not for the whole session: its event loop would run under the tests of the database that follow in this worker.
@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def visitor(chromium: Browser, installation: Installation) -> Iterator[Callable[..., Visitor]]:
    """``visitor("th")`` opens a browser of its own."""
    contexts = []

    def arrive(language: str = "th", **options: Any) -> Visitor:
        context = chromium.new_context(viewport={"width": DESK, "height": HEIGHT}, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return Visitor(context.new_page(), installation, language)

    yield arrive
    for context in contexts:
        context.close()
