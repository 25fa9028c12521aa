"""Journeys walk one installation with the demo, started by the command that a newcomer types."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 90


def pytest_configure(config: pytest.Config) -> None:
    """The mark of xdist is known without xdist too."""
    config.addinivalue_line("markers", "xdist_group(name): tests of one group run in one worker")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys share one installation, so they run in one worker."""
    for item in items:
        if "journeys" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("journeys"))


@dataclass(frozen=True)
class Installation:
    """A running Samphan: its address, its data folder, what it said at start, its demo accounts."""

    url: str
    data: Path
    said: str
    accounts: dict[str, tuple[str, str]]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A ``samphan`` command in this installation."""
        return subprocess.run(
            [sys.executable, "-m", "samphan", *arguments],
            cwd=ROOT,
            env=environment(self.data),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )


def environment(data: Path) -> dict[str, str]:
    """As a newcomer's: development, a data folder of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAMPHAN_", "DJANGO_"))}
    return {**kept, "SAMPHAN_MODE": "dev", "SAMPHAN_DATA": str(data), "LANG": "C.UTF-8"}


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """``samphan up`` in an empty folder: server, tables, demo, pages and worker."""
    data = tmp_path_factory.mktemp("samphan")
    data.chmod(0o755)
    port = free_port()
    log = data / "up.log"
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "samphan", "up", "--port", str(port)],
            cwd=ROOT,
            env=environment(data),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + START_SECONDS
        while True:
            with suppress(OSError):
                if urllib.request.urlopen(f"{url}/healthz", timeout=2).status == 200:
                    break
            assert process.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.2)
        time.sleep(0.5)
        kept = json.loads((data / "demo-accounts.json").read_text(encoding="utf-8"))
        accounts = {each["persona"]: (each["email"], each["password"]) for each in kept}
        yield Installation(url, data, log.read_text(encoding="utf-8"), accounts)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    path = next((each for each in CHROMIUM if Path(each).exists()), None)
    browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
    yield browser
    browser.close()


class Visitor:
    """Somebody at a browser, who notices what a person would: errors, overflow, what axe finds."""

    def __init__(self, page: Page, installation: Installation, language: str) -> None:
        self.page, self.installation, self.language = page, installation, language
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)

    def open(self, path: str) -> None:
        """Go to an address of the installation in the visitor's language."""
        glue = "&" if "?" in path else "?"
        response = self.page.goto(f"{self.installation.url}{path}{glue}lang={self.language}")
        assert response is not None
        assert response.status < 400, f"{path}: {response.status}"

    def sign_in(self, persona: str) -> None:
        """Sign in with an account that the start-up named."""
        email, password = self.installation.accounts[persona]
        self.open("/accounts/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", password)
        self.page.click("main form button.btn-primary")
        self.page.wait_for_load_state()

    def check(self) -> None:
        """Nothing sticks out at this width, nothing failed in the console, axe finds nothing."""
        width = self.page.viewport_size["width"] if self.page.viewport_size else 0
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{self.page.url}: {wide} px wide on a screen of {width}"
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: Any = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        broken = [
            f"{each['id']}: {each['nodes'][0]['html'][:160]}"
            for each in found["violations"]
            if each["impact"] in {"serious", "critical", "moderate"}
        ]
        assert broken == [], self.page.url
        assert self.errors == [], self.page.url

    def tour(self, *paths: str) -> None:
        """Open and check pages at the width of a phone and of a desk."""
        for path in paths:
            for width in (360, 1280):
                self.page.set_viewport_size({"width": width, "height": 900})
                self.open(path)
                self.check()


@pytest.fixture
def visitor(chromium: Browser, installation: Installation) -> Iterator[Callable[..., Visitor]]:
    """``visitor("th")`` opens a browser of its own."""
    contexts = []

    def arrive(language: str = "th", **options: Any) -> Visitor:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return Visitor(context.new_page(), installation, language)

    yield arrive
    for context in contexts:
        context.close()
