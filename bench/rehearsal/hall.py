"""The real browser: the facilitator at a laptop, and the projector on the wall."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Self

from playwright.sync_api import expect, sync_playwright

from rehearsal.web import Refused, number
from tests.journeys.installation import FLAGS, chromium_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from playwright.sync_api import Locator, Page

    from rehearsal.stage import Stage

LAPTOP: Final = (1280, 800)
WALL: Final = (1920, 1080)
PATIENCE: Final = 30_000


class Hall:
    """A facilitator's page and a projector's, signed in by the form of the product; notices errors of scripts."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.errors: list[str] = []
        self._shots = 0

    def __enter__(self) -> Self:
        expect.set_options(timeout=PATIENCE)
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        self.lead = self._page(*LAPTOP)
        email, password = self.stage.accounts["secretariat"]
        self.lead.goto(f"{self.stage.base}/accounts/login/?lang=th")
        self.lead.fill("main [name=login]", email)
        self.lead.fill("main [name=password]", password)
        with self.lead.expect_navigation():
            self.lead.locator("main .form-actions button.btn-primary").click()
        signed_in = self.lead.context.storage_state()
        self.wall = self._page(*WALL, signed_in=signed_in)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.picture("lead when it failed", self.lead)
            self.picture("wall when it failed", self.wall)
        self._browser.close()
        self._playwright.stop()

    def _page(self, width: int, height: int, signed_in: object = None) -> Page:
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            locale="th-TH",
            storage_state=signed_in,  # type: ignore[arg-type]  # what playwright itself gave
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    def picture(self, name: str, page: Page) -> None:
        """Keep what is on a screen, where pictures are wanted."""
        folder: Path | None = self.stage.pictures
        if folder is not None:
            self._shots += 1
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{self._shots:02} {name}.png", animations="disabled")

    def open(self, board: str, look: str) -> None:
        """Both screens at one board; ``look`` is light or dark, for the wall."""
        self.lead.goto(f"{self.stage.base}{board}live/?lang=th")
        self.wall.emulate_media(color_scheme=look)  # type: ignore[arg-type]  # light or dark
        self.wall.goto(f"{self.stage.base}{board}projector/?lang=th")

    def do(self, act: str) -> None:
        """Press a button of the question that is led: the first column in which it stands."""
        self.lead.locator(f"[data-do={act}]:visible").first.click()

    def select(self, texts: Sequence[str]) -> None:
        """Tap cards that are in no cluster."""
        for text in texts:
            self.lead.locator("[data-loose] [data-face]", has_text=text).click()

    def cluster(self, texts: Sequence[str], title: str) -> None:
        """Put cards together under a title."""
        self.select(texts)
        self.lead.locator("[data-selected=group]").click()
        self.lead.locator("[data-ask-field]").fill(title)
        self.lead.keyboard.press("Enter")
        found = self.cluster_called(title)
        expect(found).to_have_count(1)
        expect(found.locator("[data-face]")).to_have_count(len(texts))

    def merge(self, title: str, into: str) -> None:
        """Merge a cluster into the other one, by keyboard."""
        self.cluster_called(title).locator("[data-cluster-face]").focus()
        self.lead.keyboard.press("KeyJ")
        self.lead.locator("[data-items] [data-item]", has_text=into).first.click()
        expect(self.cluster_called(title)).to_have_count(0)

    def cluster_called(self, title: str) -> Locator:
        """A cluster on the facilitator's page by its whole title."""
        exact = self.lead.locator("[data-title]", has_text=re.compile(f"^{re.escape(title)}$"))
        return self.lead.locator("[data-columns] [data-cluster]", has=exact)

    def close_board(self) -> None:
        """Close the board, asked and confirmed."""
        self.lead.locator("[data-board=close]").click()
        self.lead.locator("[data-items] [data-item]").first.click()
        expect(self.lead.locator("samphan-board-lead")).to_have_attribute("data-state", "closed")

    def clusters(self) -> dict[str, tuple[int, int]]:
        """Cards and votes of each cluster, as the facilitator sees them."""
        return {
            each.locator("[data-title]").inner_text(): (
                each.locator("[data-face]").count(),
                number(each.locator("[data-cluster-face] [data-votes]").text_content() or ""),
            )
            for each in self.lead.locator("[data-columns] [data-cluster]").all()
        }

    def wall_votes(self) -> dict[str, int]:
        """Votes of each cluster, as everybody sees them on the wall."""
        return {
            each.locator("[data-title]").first.text_content() or "": number(
                each.locator("[data-votes]").first.text_content() or ""
            )
            for each in self.wall.locator("[data-cards] .wall-cluster").all()
        }

    def joined(self, count: int) -> int:
        """How many have joined, on the wall, once it says ``count`` or the patience is over."""
        line = self.wall.locator("[data-joined]")
        try:
            expect(line).to_have_text(re.compile(rf"(?<!\d){count}(?!\d)"))
        except AssertionError:
            return number(line.inner_text())
        return count

    def see_on_wall(self, selector: str, count: int) -> int:
        """How many of these are on the wall, once there are ``count`` or the patience is over."""
        found = self.wall.locator(selector)
        try:
            expect(found).to_have_count(count)
        except AssertionError:
            return found.count()
        return count

    def must_be_quiet(self) -> None:
        """No script failed on either screen.

        Raises:
            Refused: one did.
        """
        if self.errors:
            raise Refused(f"scripts failed: {self.errors[:3]}")
