"""M9: a board of 2,000 cards in a real browser: how long until it is seen, and until a move is seen on other screens.

    PYTHONPATH=. python bench/board_2000.py                     20 moves, 5 times opened (a minute)
    PYTHONPATH=. python bench/board_2000.py --cards 200 --moves 5        a small one, to see that it is right

One web process of a production installation and one Chromium, in which the facilitator and one other screen are open: the
wall, then a second facilitator.
The floor of an opening is what the browser drew of the same page, as a file without script; the floor of a move is that
file under a bare loop of server-sent events (`live_floor.py`), where one element is put elsewhere. "Painted" is the first
task after the frame in which the change stands. The load of the machine belongs to the figures and is told with them.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from live import serve_board, serve_floor
from playwright.sync_api import sync_playwright
from stage import Stage

from tests.journeys.installation import FLAGS, chromium_path

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from playwright.sync_api import Browser, BrowserContext, Page

OPEN_MS: Final = 1_500
MOVE_MS: Final = 100
PAUSE_MS: Final = 600
"""Between two moves: a person needs longer, and a room tells what happened at once after 250 quiet ms."""
LEAD, WALL, FLOOR = "[data-key]", "[data-cards] > li", "li"
_MARKS: Final = """
window.forget = () => { window.painted = new Promise((resolve) => { window.note = resolve; }); };
forget();
const paint = (done) => requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = done; c.port2.postMessage(0); });
window.clock = () => performance.timeOrigin + performance.now();
window.awaitCards = (selector, count) => new Promise((resolve) => {
  const look = () => document.querySelectorAll(selector).length >= count ? paint(() => resolve(performance.now())) : requestAnimationFrame(look);
  look();
});
window.watch = (selector) => {
  const list = document.querySelector(selector).parentElement;
  let waits = false;
  new MutationObserver((records) => {
    if (waits || !records.some((each) => each.type === "childList")) return;
    waits = true;
    paint(() => { waits = false; window.note(window.clock()); });
  }).observe(list, { childList: true });
};
addEventListener("keydown", () => { window.pressed = window.clock(); }, true);
"""
_FLOOR: Final = """
(() => {
  const list = document.querySelector("li[data-key]").parentElement;
  new EventSource("/live").onmessage = () => list.insertBefore(list.children[1], list.children[0]);
})()
"""


class Screen:
    """One page in a context of its own, which notices when it painted."""

    def __init__(self, browser: Browser, width: int, height: int) -> None:
        self.context: BrowserContext = browser.new_context(viewport={"width": width, "height": height})
        self.context.add_init_script(_MARKS)
        self.page: Page = self.context.new_page()

    def open(self, address: str, selector: str, cards: int) -> float:
        """Milliseconds from the beginning of the navigation until the cards are painted."""
        self.page.goto(address, wait_until="commit")
        return float(
            self.page.evaluate("([selector, count]) => awaitCards(selector, count)", [selector, cards])
        )

    def watch(self, selector: str) -> None:
        """Note from now on when the list of these was painted anew."""
        self.page.evaluate("selector => watch(selector)", selector)

    def forget(self) -> None:
        self.page.evaluate("() => window.forget()")

    def painted(self) -> float:
        """The moment of the next painting; the page is not asked again and again, which would cost it frames."""
        return float(self.page.evaluate("() => window.painted"))


def open_often(screen: Screen, address: str, selector: str, *, cards: int, times: int) -> list[float]:
    """Open once to fill the caches, then so many times to measure."""
    found = [screen.open(address, selector, cards) for _each in range(times + 1)]
    return found[1:]


def as_file(page: Page, base: str) -> str:
    """The page as it stands, without scripts and without what a script would begin with."""
    text = str(page.content())
    text = re.sub(
        r"<script\b.*?</script>|<template\b.*?</template>|<link[^>]*modulepreload[^>]*>",
        "",
        text,
        flags=re.DOTALL,
    )
    return text.replace('href="/', f'href="{base}/').replace("samphan-board-", "still-board-")


def move_often(moves: int, press: Callable[[], float], screens: dict[str, Screen]) -> dict[str, list[float]]:
    """So many moves; how long each screen took to paint each."""
    found: dict[str, list[float]] = {name: [] for name in screens}
    for _move in range(moves):
        for screen in screens.values():
            screen.forget()
        begin = press()
        for name, screen in screens.items():
            found[name].append(screen.painted() - begin)
        next(iter(screens.values())).page.wait_for_timeout(PAUSE_MS)
    return found


def summary(waits: Sequence[float]) -> dict[str, float]:
    """Median, p99 (of few the largest) and largest, in ms."""
    ordered = sorted(waits)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return {
        "median": round(statistics.median(ordered), 1),
        "p99": round(p99, 1),
        "worst": round(ordered[-1], 1),
    }


def measure(browser: Browser, stage: Stage, options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Open and move, beside the floor."""
    served = serve_board(stage, cards=options.cards)
    floor_port, _process = serve_floor(stage)
    base, bare = f"http://127.0.0.1:{served.port}", f"http://127.0.0.1:{floor_port}"
    room = f"{base}/p/{served.room['network']}/boards/lead/{served.room['lead']}/"
    cards, times = options.cards, options.times
    lead, floor = Screen(browser, 1280, 800), Screen(browser, 1280, 800)
    second, wall = Screen(browser, 1280, 800), Screen(browser, 1920, 1080)
    found = {
        "open: facilitator": summary(open_often(lead, room, LEAD, cards=cards, times=times)),
        "open: wall": summary(open_often(wall, f"{room}projector/", WALL, cards=cards, times=times)),
    }
    still = stage.folder / "still.html"
    still.write_text(as_file(lead.page, base), encoding="utf-8")
    found["open: floor"] = summary(open_often(floor, still.as_uri(), LEAD, cards=cards, times=times))
    floor.page.goto("about:blank")
    lead.page.locator("[data-hearing=live]").wait_for()
    lead.watch(LEAD)
    lead.page.locator("[data-face]").first.focus()
    ways = itertools.cycle(("Alt+ArrowDown", "Alt+ArrowUp"))

    def press() -> float:
        # The first card goes one place down, and the next time up again.
        lead.page.keyboard.press(next(ways))
        return float(lead.page.evaluate("() => window.pressed"))

    # One other screen at a time: in a room each has a machine of its own.
    wall.watch(WALL)
    moved = move_often(options.moves, press, {"own screen": lead, "wall": wall})
    wall.context.close()
    second.open(room, LEAD, cards)
    second.page.locator("[data-hearing=live]").wait_for()
    second.watch(LEAD)
    moved |= move_often(options.moves, press, {"second facilitator": second})
    found |= {f"move: {name}": summary(waits) for name, waits in moved.items()}
    for screen in (lead, second):
        screen.context.close()
    floor.page.goto(bare)
    floor.page.set_content(still.read_text(encoding="utf-8"))
    floor.watch(LEAD)
    floor.page.evaluate(_FLOOR)
    teller = Screen(browser, 400, 300)
    teller.page.goto(bare)
    floor.page.wait_for_timeout(PAUSE_MS)

    def tell() -> float:
        script = (
            "() => { const at = window.clock(); fetch('/say', { method: 'POST', body: '{}' }); return at; }"
        )
        return float(teller.page.evaluate(script))

    found["move: floor"] = summary(move_often(options.moves, tell, {"floor": floor})["floor"])
    return found


def main() -> int:
    """Run it, tell it, and say by the exit code whether the targets were met."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cards", type=int, default=2_000)
    parser.add_argument("--moves", type=int, default=20)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="write the figures into this file, as JSON")
    options = parser.parse_args()
    with Stage() as stage, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        found: dict[str, Any] = measure(browser, stage, options)
        browser.close()
    met = True
    for name, figures in found.items():
        kind, _colon, screen = name.partition(": ")
        floor = found[f"{kind}: floor"]
        ratio = figures["median"] / floor["median"]
        target = OPEN_MS if kind == "open" else MOVE_MS
        is_met = screen == "floor" or figures["median"] <= target
        met = met and is_met
        mark = "floor " if screen == "floor" else "met   " if is_met else "MISSED"
        print(mark, f"{name:28}", json.dumps(figures), f"{ratio:.2f} of the floor")
    print("load", os.getloadavg()[0])
    if options.keep:
        options.keep.write_text(json.dumps(found, indent=1), encoding="utf-8")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
