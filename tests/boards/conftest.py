"""A board in network A, open, with its links; phones that post to it."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import socket
import threading
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn
from django.test import Client
from django.utils import timezone
from playwright.sync_api import sync_playwright

from samphan.boards import policy
from samphan.boards.actions.prepare import create_board, give_lead
from samphan.boards.actions.room import open_board, turn_prompt
from samphan.boards.models import Board, Prompt
from samphan.boards.queries.limits import guessing, writing
from samphan.boards.streams import Live
from samphan.tenancy import links
from samphan.tenancy.scope import system_scope
from samphan.web import server
from tests.factories.events import make_event
from tests.journeys.installation import FLAGS, ROOT, chromium_path
from tests.personas import make_world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from samphan.events.models import Event
    from tests.personas import World


AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"


@dataclass
class Room:
    """A board with everything that leads to it."""

    world: World
    event: Event
    board: Board
    prompts: list[int]
    token: str
    lead_token: str

    @property
    def base(self) -> str:
        return f"/p/alpha/boards/{self.token}/"

    def phone(self) -> Phone:
        return Phone(self.base)

    def act(self, client: Client, name: str, **fields: Any) -> Any:
        """An act of somebody who leads in the network."""
        return client.post(
            f"/n/alpha/boards/{self.board.pk}/act",
            json.dumps({"act": name, **fields}),
            content_type="application/json",
        )

    def state(self, client: Client) -> dict[str, Any]:
        """The board as those see it who lead."""
        found: dict[str, Any] = client.get(f"/n/alpha/boards/{self.board.pk}/state").json()
        return found

    def seen(self) -> dict[str, Any]:
        """The board as everybody sees it."""
        found: dict[str, Any] = Client().get(f"{self.base}state").json()
        return found

    def places(self) -> dict[str, int | None]:
        """The cluster of each card that everybody sees."""
        return {each["key"]: each["cluster"] for each in self.seen()["cards"]}


@dataclass
class Phone:
    """A phone in the room: it keeps one secret a card, and another one for voting."""

    base: str
    client: Client = field(default_factory=Client)
    secrets: dict[str, str] = field(default_factory=dict)
    voting: str = field(default_factory=lambda: secrets.token_hex(16))

    def post(self, path: str, **body: Any) -> Any:
        return self.client.post(f"{self.base}{path}", json.dumps(body), content_type="application/json")

    def write(self, prompt: int, text: str, *, key: str = "", **more: Any) -> str:
        """Post a card that has to be taken; its key."""
        key = key or str(uuid.uuid4())
        secret = self.secrets.setdefault(key, secrets.token_hex(16))
        answer = self.post("cards", key=key, prompt=prompt, text=text, secret=secret, **more)
        assert answer.status_code in {200, 201}, answer.content
        return key

    def vote(self, prompt: int, **dots: int) -> Any:
        return self.post("ballot", prompt=prompt, secret=self.voting, dots=dots)


@pytest.fixture(autouse=True)
def patience() -> None:
    """Nobody waits for what other tests used up."""
    writing.clear()
    guessing.clear()


def make_room(world: World, **words: Any) -> Room:
    """An open board from the template of three horizons, its first question shown."""
    now = timezone.now()
    with system_scope("test", world.a.pk) as by:
        event = make_event(by)
        board = create_board(by=by, event=event, title_th="กระดานทดสอบ", template="horizons", **words)
        board = open_board(by=by, board=board, now=now)
        prompts = list(Prompt.objects.filter(board=board).order_by("order").values_list("pk", flat=True))
        turn_prompt(by=by, board=board, prompt=prompts[0], act="show_prompt", now=now)
        link = links.open_links(policy.JOIN, board, now=now).get()
        lead = give_lead(by=by, board=board, label=("ผู้นำกระบวนการ", "facilitator"))
        return Room(world, event, board, prompts, links.token(link), links.token(lead))


@pytest.fixture
def room(world: World) -> Room:
    return make_room(world)


@pytest.fixture
def lead(room: Room) -> Client:
    return room.world.client("secretariat")


@pytest.fixture
def keys(room: Room, lead: Client) -> list[str]:
    """Three cards of the first question, revealed."""
    found = [room.phone().write(room.prompts[0], text) for text in ("หนึ่ง", "สอง", "สาม")]
    assert room.act(lead, "reveal", prompt=room.prompts[0]).status_code == 200
    return found


class Site:
    """Pages and streams in a server of its own, in a thread; everything commits."""

    def __init__(self) -> None:
        self.live = Live()

        async def application(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "http":
                serve = self.live if scope["path"].startswith("/live/") else server._pages_as_asgi
                await serve(scope, receive, send)

        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        config = uvicorn.Config(application, lifespan="off", log_config=None, access_log=False)
        self._server = _Stopping(config, self.live)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._listener]}, daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        assert not self._thread.is_alive()

    def narrow(self) -> None:
        """From now on the system keeps next to nothing for a client that does not read."""
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)

    @property
    def connections(self) -> int:
        """Connections that the server keeps open."""
        return len(self._server.server_state.connections)

    def listen(self, path: str, **headers: str) -> Stream:
        return Stream(self.port, path, headers)


class _Stopping(uvicorn.Server):
    """As ``samphan.web.server.Server``, with streams of its own."""

    def __init__(self, config: uvicorn.Config, live: Live) -> None:
        super().__init__(config)
        self._live = live

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._live.end()
        await super().shutdown(sockets)


class Stream:
    """A browser's EventSource, read event by event."""

    def __init__(self, port: int, path: str, headers: dict[str, str]) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        self._connection.request("GET", path, headers=headers)
        self._answer = self._connection.getresponse()
        self.status = self._answer.status

    def event(self, *, joined: bool = False) -> tuple[str, dict[str, Any]] | None:
        """The next event with its name; None when the stream ended.

        Pings are passed over, and unless asked for numbers of those who joined.
        """
        name, data = "message", ""
        while line := self._answer.readline().decode():
            field, _colon, value = line.rstrip("\n").partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                data += value
            elif not line.strip() and data:
                found = json.loads(data)
                if joined or found.get("counts", {}).keys() != {"joined"}:
                    return name, found
                name, data = "message", ""
        return None

    def change(self) -> dict[str, Any]:
        """The next change."""
        found = self.event()
        assert found is not None, "the stream ended"
        return found[1]

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def site(committed: str) -> Iterator[Site]:
    found = Site()
    yield found
    found.stop()


# --- in a browser ---


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
def address(site: Site, settings: Any) -> str:
    """Where pages and streams are served."""
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
    settings.BASE_URL = f"http://127.0.0.1:{site.port}"
    return str(settings.BASE_URL)


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
