"""The wall of a board with very many cards, in a real browser."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from samphan.boards.models import Card
from samphan.tenancy.scope import system_scope

if TYPE_CHECKING:
    from tests.boards.conftest import Room

ON_THE_WALL = """() => {
  const inside = (piece, box) => piece.left >= box.left && piece.right <= box.right && piece.top >= box.top && piece.bottom <= box.bottom;
  const box = document.querySelector("[data-cards]").getBoundingClientRect();
  return [...document.querySelectorAll("[data-cards] > li")].filter((li) => inside(li.getBoundingClientRect(), box))
    .map((li) => li.innerText.trim()).filter(Boolean);
}"""


@pytest.mark.slow
def test_large_wall_shows_each_card_whole_on_one_page_and_follows_a_move(live_room: Room, visit: Any) -> None:
    prompt = live_room.prompts[0]
    texts = [f"{number} {'ยาว ' * (number * 7 % 40)}".strip() for number in range(230)]
    with system_scope("test", live_room.world.a.pk):
        cards = [
            Card(
                network_id=live_room.board.network_id, board=live_room.board, prompt_id=prompt, text=text,
                key=uuid.uuid4(), order=number << 20, posted_at=timezone.now(),
            )
            for number, text in enumerate(texts)
        ]  # fmt: skip
        Card.objects.bulk_create(cards)
    secretariat = live_room.world.client("secretariat")
    live_room.act(secretariat, "reveal", prompt=prompt)
    wall = visit({"width": 1920, "height": 1080}, live_room, as_="secretariat")
    page = wall.open(f"/n/alpha/boards/{live_room.board.pk}/projector/")
    expect(page.locator("[data-page]")).to_have_text(re.compile(r"^1 "))
    page.evaluate("() => Promise.all([...document.fonts].map((font) => font.load())).then(() => true)")
    seen = [page.evaluate(ON_THE_WALL)]
    page.keyboard.press("ArrowRight")
    while not page.locator("[data-page]").inner_text().startswith("1 "):
        seen.append(page.evaluate(ON_THE_WALL))
        page.keyboard.press("ArrowRight")
    assert [text for each in seen for text in each] == texts
    live_room.act(secretariat, "move", card=str(cards[-1].key), before=str(cards[0].key))
    expect(page.locator("[data-cards] > li").first).to_have_text(texts[-1], timeout=10_000)
    expected = [texts[-1], *seen[0]]
    assert page.evaluate(ON_THE_WALL) == expected[: len(page.evaluate(ON_THE_WALL))]
    assert wall.errors == []
