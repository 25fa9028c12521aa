"""M15: the partner's page on a slow telephone: bytes over the wire, first content at slow 3G, all of it without a script.

    PYTHONPATH=. python bench/partner_page.py            some 90 s, most of them the installation

One web process of a production installation and one Chromium of 360×740 with scripts switched off and an empty cache for
every page. Slow 3G is 400 kbit/s down and up and 400 ms of latency, as Chromium's own tools throttle it. The record has
ten benefits, ten resources and ten groups of people, and texts of 500 characters: much more than most.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import sync_playwright
from stage import ROOT, Stage, database_url, free_port

from tests.journeys.installation import FLAGS, chromium_path

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BYTES: Final = 60 * 1024
FIRST_MS: Final = 3_000
SLOW: Final = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""400 kbit/s in bytes a second."""
PAGES: Final = (
    "",
    "statements/need/",
    "statements/served/",
    "gains/",
    "stages/plan/",
    "words/",
    "summary/",
    "became/",
)
RATING_PAGES: Final = ("", "questions/1.1/", "review/")
TIMES: Final = 3
NAME: Final = "ป้าแดง"


@dataclass(frozen=True)
class Seen:
    """One page: bytes over the wire with everything it asks for, and milliseconds until the first content."""

    page: str
    size: int
    first_ms: float


def look(browser: Browser, address: str, page: str) -> Seen:
    """Open a page with an empty cache at slow 3G."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    opened = context.new_page()
    tools = context.new_cdp_session(opened)
    sizes: list[int] = []
    tools.on("Network.loadingFinished", lambda told: sizes.append(int(told["encodedDataLength"])))
    tools.send("Network.enable")
    tools.send("Performance.enable")
    tools.send("Network.emulateNetworkConditions", SLOW)
    answer = opened.goto(address, wait_until="networkidle")
    assert answer is not None
    assert answer.ok, f"{address}: {answer.status}"
    # Scripts of the page are off, those of the tools are not.
    paints = opened.evaluate(
        "performance.getEntriesByName('first-contentful-paint').map((each) => each.startTime)"
    )
    context.close()
    return Seen(page, sum(sizes), float(paints[0]))


def answer_without_script(browser: Browser, base: str) -> int:
    """Begin, confirm one statement, add one cost: how many pages that took."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto(base)
    page.fill("[name=said_by]", NAME)
    page.click("main button")
    page.check("[name=verdict][value=confirmed]")
    page.click("main button")
    page.goto(f"{base}gains/")
    page.check("[name=what][value=cost]")
    page.fill("[name=words]", "เสียเวลาวันเสาร์")
    page.click("main button")
    assert page.locator("ul.own li", has_text="เสียเวลาวันเสาร์").count() == 1
    context.close()
    return 5


def rate_without_script(browser: Browser, base: str) -> int:
    """Answer all questions of the rating, look them over and send them: how many pages that took."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto(base)
    page.click("main a.button")
    pages = 2
    while "/questions/" in page.url:
        page.check("[name^=score_][value='2']")
        page.click("main button")
        pages += 1
    page.fill("[name=said_by]", NAME)
    page.click("main button")
    assert page.locator("main form").count() == 0
    context.close()
    return pages + 1


def serve(stage: Stage) -> tuple[str, str]:
    """Samphan as in production with one partner; the addresses of its page and of its rating."""
    stage.run(
        ["-m", "samphan", "migrate"], {"SAMPHAN_MODE": "prod", "SAMPHAN_DATA": str(stage.server.data_dir)}
    )
    port = free_port()
    variables = {
        "SAMPHAN_MODE": "prod",
        "SAMPHAN_DATA": str(stage.folder / "partner"),
        "SAMPHAN_BASE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": database_url(stage.server.config("app", "samphan")),
    }
    told = stage.folder / "partner.json"
    stage.run([str(ROOT / "bench" / "partner_data.py"), str(told)], variables)
    stage.serve(["-m", "samphan", "serve", "--port", str(port)], variables, port=port, page="/healthz")
    paths = json.loads(told.read_text(encoding="utf-8"))
    return f"http://127.0.0.1:{port}{paths['path']}", f"http://127.0.0.1:{port}{paths['rating']}"


def main() -> int:
    """Measure, tell, and say by the exit code whether the targets were met."""
    with Stage() as stage, sync_playwright() as playing:
        base, rating = serve(stage)
        browser = playing.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        steps, rated = answer_without_script(browser, base), rate_without_script(browser, rating)
        seen = []
        addresses = [(base, page, page or "start") for page in PAGES]
        addresses += [(rating, page, f"rating/{page}") for page in RATING_PAGES]
        for start, page, name in addresses:
            rounds = [look(browser, f"{start}{page}?lang=th", name) for _round in range(TIMES)]
            middle = statistics.median(each.first_ms for each in rounds)
            seen.append(Seen(name, max(each.size for each in rounds), middle))
        browser.close()
    print(f"load {os.getloadavg()[0]:.1f}; answered without a script in {steps} pages, rated in {rated}")
    for each in seen:
        print(f"{each.page:22} {each.size / 1024:6.1f} KiB   first content {each.first_ms:6.0f} ms")
    whole = sum(each.size for each in seen)
    print(f"{'all of them':22} {whole / 1024:6.1f} KiB")
    return 0 if all(each.size <= BYTES and each.first_ms <= FIRST_MS for each in seen) else 1


if __name__ == "__main__":
    raise SystemExit(main())
