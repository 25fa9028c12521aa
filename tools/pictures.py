"""Pictures for the documentation, taken of a fresh demo through the browser.

    python tools/pictures.py        writes docs/pictures/*.png

The demo runs in a folder of its own, which is gone afterwards. What is shown is what the journeys walk through.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import sync_playwright

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the journeys know how to start the product and how to press its buttons

from tests.journeys import workshop  # noqa: E402 - after the path that leads there
from tests.journeys.installation import FLAGS, Installation, chromium_path  # noqa: E402 - see above
from tests.journeys.visitor import DESK, PHONE, Visitor  # noqa: E402 - see above

if TYPE_CHECKING:
    from collections.abc import Callable

PICTURES: Final = ROOT / "docs" / "pictures"
LARGEST: Final = 300_000
NAME: Final = "IRO Networking Day 2026"

type Arrive = Callable[[str, str], Visitor]


def find_event(reader: Visitor) -> str:
    """The address of the demo's workshop."""
    reader.open("/n/cupt/events/")
    reader.press(reader.page.locator("main table a", has_text=NAME))
    return reader.path


def take(reader: Visitor, name: str, *, width: int = DESK, height: int = 860) -> None:
    """What the window shows, as docs/pictures/<name>.png."""
    reader.page.set_viewport_size({"width": width, "height": height})
    reader.page.evaluate("document.fonts.ready")
    reader.check()
    path = PICTURES / f"{name}.png"
    reader.page.screenshot(path=path)
    size = path.stat().st_size
    if size >= LARGEST:
        sys.exit(f"{path.name} has {size} bytes; show less of the page")
    print(f"{path.relative_to(ROOT)}: {size // 1000} kB")


def network(arrive: Arrive) -> None:
    """The home of the network, and an event on a desk and on a phone."""
    somsri = arrive("secretariat", "th")
    somsri.open("/n/cupt/")
    take(somsri, "home")
    event = find_event(somsri)
    somsri.open(event)
    take(somsri, "event")
    somsri.page.set_viewport_size({"width": PHONE, "height": 720})
    somsri.open(f"{event}results/")
    take(somsri, "phone", width=PHONE, height=720)


def report(arrive: Arrive) -> None:
    """A report in preparation, and what the checker says when a stated number contradicts the others."""
    pim = arrive("coordinator-cmu", "th")
    event = find_event(pim)
    pim.press("main nav.tabs a[href*='/reports/event/']")
    pim.press("main a.btn-primary[href*='/reports/event/'][href$='/new/']")
    pim.pick("id_organisation", "เชียงใหม่", "มหาวิทยาลัยเชียงใหม่")
    pim.save()
    made = pim.path
    pim.open(made)
    take(pim, "report")
    somsri = arrive("secretariat", "en")
    somsri.open(f"{event}people/categories/")
    somsri.page.fill("[name=rows-1-stated_count]", "63")
    somsri.save()
    somsri.open(f"{made}issue/")
    take(somsri, "checker", height=640)


def brought_list(arrive: Arrive) -> None:
    """A list of participants with what it asks before it is taken in."""
    somsri = arrive("secretariat", "en")
    somsri.open("/n/cupt/lists/new/organisations/")
    somsri.fill(pasted=workshop.organisations_sheet())
    somsri.save()
    somsri.save()
    somsri.press("main button[value=take_in]")
    somsri.open(f"{find_event(somsri)}people/")
    somsri.press("main .page-head a[href*='/lists/new/']")
    somsri.fill(pasted=workshop.participants_sheet("en"))
    somsri.save()
    somsri.save()
    take(somsri, "import", height=1000)


def main() -> None:
    """Start a demo, take all pictures, stop it."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder)
        data.chmod(0o755)
        installation = Installation(data)
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)

        def arrive(persona: str, language: str) -> Visitor:
            reader = Visitor(browser.new_context().new_page(), installation, language)
            reader.sign_in(persona)
            return reader

        try:
            installation.start()
            for walk in (network, report, brought_list):
                walk(arrive)
        finally:
            browser.close()
            installation.stop()


if __name__ == "__main__":
    main()
