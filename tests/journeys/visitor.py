"""Somebody at a browser, who notices what a person would: errors, overflow, what axe finds."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, override
from playwright.sync_api import expect

from tests.journeys.installation import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import ConsoleMessage, Locator, Page, Response

    from tests.journeys.installation import Installation

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PHONE, DESK = 360, 1280
HEIGHT, PHONE_HEIGHT = 900, 740


class Visitor:
    """One person in one browser, reading in one language."""

    def __init__(self, page: Page, installation: Installation, language: str) -> None:
        self.page, self.installation, self.language = page, installation, language
        self.persona = ""
        self.errors: list[str] = []
        self.is_cut_off = False
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._hear)
        page.on("dialog", lambda dialog: dialog.accept())

    def _hear(self, said: ConsoleMessage) -> None:
        """Keep an error, unless the page itself answers a form so (409, 422), or the network was taken away."""
        refused = said.text.startswith("Failed to load resource") and (
            "409" in said.text or "422" in said.text
        )
        if said.type == "error" and not refused and not self.is_cut_off:
            self.errors.append(said.text)

    def says(self, th: str, en: str) -> str:
        """The words in the visitor's language."""
        return th if self.language == "th" else en

    def say(self, message: str, **values: object) -> str:
        """A message of the product as the visitor reads it."""
        with override(self.language):
            return gettext(message) % values if values else gettext(message)

    @property
    def path(self) -> str:
        """Where the visitor is, without query."""
        return self.page.url.removeprefix(self.installation.url).partition("?")[0].partition("#")[0]

    @property
    def text(self) -> str:
        """What stands on the page, without doors and footer."""
        return self.page.inner_text("main")

    def open(self, path: str) -> None:
        """Go to an address of the installation in the visitor's language."""
        response = self.go(path)
        assert response.status < 400, f"{path}: {response.status}"

    def go(self, path: str) -> Response:
        """Go to an address, whatever it answers."""
        glue = "&" if "?" in path else "?"
        response = self.page.goto(f"{self.installation.url}{path}{glue}lang={self.language}")
        assert response is not None
        return response

    def sign_in(self, persona: str) -> None:
        """Sign in with an account that the start-up named."""
        self.persona = persona
        email, password = self.installation.accounts[persona]
        self.open("/accounts/login/")
        self.fill(login=email, password=password)
        self.save()

    def fill(self, **fields: str) -> None:
        """Write into fields by their names; ``__`` stands for a hyphen."""
        for name, value in fields.items():
            self.page.fill(f"main [name='{name.replace('__', '-')}']", value)

    def press(self, button: str | Locator) -> None:
        """Press what leads to another page, and wait for that page."""
        with self.page.expect_navigation():
            (self.page.locator(button) if isinstance(button, str) else button).click()

    def follow(self, message: str) -> None:
        """Press a link or button by its message, said in the visitor's language."""
        main, words = self.page.locator("main"), self.say(message)
        found = main.get_by_role("link", name=words, exact=True)
        self.press(found.or_(main.get_by_role("button", name=words, exact=True)).first)

    def save(self) -> None:
        """Send the form of the page."""
        self.press("main .form-actions button.btn-primary")

    def pick(self, field: str, words: str, option: str) -> None:
        """Type into a picker and choose among what it finds."""
        self.page.locator(f"#{field}").fill(words)
        chosen = self.page.locator(f"#{field} + .combo-list [role=option]", has_text=option)
        chosen.first.click()
        expect(self.page.locator(f"#{field}")).to_have_value(re.compile(re.escape(option)))

    def tile(self, message: str) -> int:
        """The number of a tile, by the message over it."""
        label = self.page.locator("dt", has_text=re.compile(f"^{re.escape(self.say(message))}$"))
        value = self.page.locator("main .tile", has=label).locator(".tile-value").first.inner_text()
        return int(re.sub(r"\D", "", value) or "0")

    def hold_phone(self) -> None:
        """Look at everything on a screen of 360×740 from here on."""
        self.page.set_viewport_size({"width": PHONE, "height": PHONE_HEIGHT})

    @contextmanager
    def cut_off(self) -> Iterator[None]:
        """Without a network; what the browser says of that is no error of the page."""
        self.is_cut_off = True
        self.page.context.set_offline(True)
        yield
        self.page.context.set_offline(False)
        self.page.evaluate("dispatchEvent(new Event('online'))")
        self.is_cut_off = False

    def check(self) -> None:
        """Nothing sticks out at this width, nothing failed in the console, axe finds nothing."""
        width = self.page.viewport_size["width"] if self.page.viewport_size else 0
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{self.page.url}: {wide} px wide on a screen of {width}"
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: Any = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        broken = [
            f"{each['id']}: {each['nodes'][0]['html'][:160]}"
            for each in found["violations"]
            if each["impact"] in {"serious", "critical", "moderate"}
        ]
        assert broken == [], f"{self.page.url}: {broken}"
        assert self.errors == [], f"{self.page.url}: {self.errors}"

    def check_widths(self) -> None:
        """Check the page as it stands, at the width of a phone and of a desk."""
        for width in (PHONE, DESK):
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            self.check()

    def tour(self, *paths: str) -> None:
        """Open and check pages at the width of a phone and of a desk."""
        for path in paths:
            for width in (PHONE, DESK):
                self.page.set_viewport_size({"width": width, "height": HEIGHT})
                self.open(path)
                self.check()
