"""Make an open board in an installation whose tables are made and empty: `python bench/live_room.py <file> [cards]`.

Writes what a driver needs to know about it into the file, as JSON. With a number the board has so many cards already.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Final

NETWORK: Final = "room"


IDEAS: Final = (
    "ปลูกป่าชายเลนร่วมกับชุมชนและโรงเรียน",
    "ตั้งกองทุนเดินทางให้นักศึกษาที่ไปแลกเปลี่ยนในเครือข่าย โดยแต่ละสถาบันสมทบตามจำนวนผู้เดินทาง",
    "ทำปฏิทินกิจกรรมกลางที่ทุกสถาบันแก้ได้เอง",
)


def prepare(cards: int = 0) -> dict[str, str | int]:
    """An event with a board whose first question is revealed."""
    import uuid

    from django.utils import timezone

    from samphan.boards import policy
    from samphan.boards.actions.changes import recount
    from samphan.boards.actions.prepare import create_board, give_lead
    from samphan.boards.actions.room import open_board, turn_prompt
    from samphan.boards.models import Card, Prompt
    from samphan.events.actions.event import create_event
    from samphan.tenancy import links
    from samphan.tenancy.actions import create_network
    from samphan.tenancy.scope import system_scope

    now = timezone.now()
    with system_scope("bench") as by:
        create_network(by=by, slug=NETWORK, name_th="ห้องทดสอบ", name_en="Room", kind="association")
    with system_scope("bench", NETWORK) as by:
        event = create_event(by=by, title_th="วันสร้างเครือข่าย", title_en="Networking Day")
        board = create_board(by=by, event=event, title_th="กระดานทดสอบ", template="horizons")
        board = open_board(by=by, board=board, now=now)
        prompt = Prompt.objects.filter(board=board).order_by("order")[0]
        turn_prompt(by=by, board=board, prompt=prompt.pk, act="show_prompt", now=now)
        turn_prompt(by=by, board=board, prompt=prompt.pk, act="reveal", now=now)
        Card.objects.bulk_create(
            Card(
                network_id=board.network_id,
                board=board,
                prompt=prompt,
                key=uuid.uuid4(),
                text=f"{IDEAS[number % len(IDEAS)]} {number + 1}",
                order=(number + 1) << 20,
                posted_at=now,
            )
            for number in range(cards)
        )
        recount(prompt)
        token = links.token(links.open_links(policy.JOIN, board, now=now).get())
        lead = links.token(give_lead(by=by, board=board, label=("ผู้นำกระบวนการ", "facilitator")))
    return {"network": NETWORK, "board": board.pk, "prompt": prompt.pk, "token": token, "lead": lead}


if __name__ == "__main__":
    import django

    from samphan.kit.environment import Environment

    Environment.from_os().announce()
    django.setup()
    Path(sys.argv[1]).write_text(json.dumps(prepare(int("".join(sys.argv[2:3]) or 0))), encoding="utf-8")
    os._exit(0)  # the pool's threads would hold the process
