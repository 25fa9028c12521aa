"""M6 and M7: a room of phones that listen to a board and write on it.

    python bench/live.py                       the full run: 1,000 phones, then 3,000; posting at 150 a second
    python bench/live.py --phones 200 --crowd 400 --seconds 10      a small one, to see that it is right

One web process of a production installation with an embedded database of its own, and beside it a bare loop of
server-sent events (`live_floor.py`) under the same driver. A phone is one TCP connection whose bytes are kept with the
time at which they came and read afterwards, so that the driver costs little; its own CPU time is not counted.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import statistics
import sys
import time
import uuid
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from stage import ROOT, Stage, database_url, free_port

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

TICKS: Final = os.sysconf("SC_CLK_TCK")
CARDS: Final = 100
SPREAD: Final = 10.0
"""Cards of M6 and the seconds in which they are written."""
AFTER: Final = 3.0
POSTS_A_SECOND: Final = 150
WRITERS: Final = 60
CONNECTS_AT_ONCE: Final = 64


class Phone(asyncio.Protocol):
    """Listens: keeps what comes, with the time."""

    def __init__(self, request: bytes) -> None:
        self.request = request
        self.heard: list[tuple[float, bytes]] = []
        self.lost = False
        self.ready = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self.heard.append((time.monotonic(), data))
        if not self.ready.done() and b"event: reset" in data:
            self.ready.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self.lost = True
        if not self.ready.done():
            self.ready.set_exception(ConnectionError(self.text()[:80]))

    def text(self) -> bytes:
        return b"".join(data for _at, data in self.heard)

    def seen_at(self, marks: Sequence[bytes]) -> dict[bytes, list[float]]:
        """When each mark had come completely; more than once if it came more than once."""
        whole = self.text()
        ends: list[tuple[int, float]] = []
        length = 0
        for at, data in self.heard:
            length += len(data)
            ends.append((length, at))
        found: dict[bytes, list[float]] = {}
        for mark in marks:
            start = whole.find(mark)
            while start >= 0:
                end = start + len(mark)
                found.setdefault(mark, []).append(next(at for stop, at in ends if stop >= end))
                start = whole.find(mark, end)
        return found


class Writer:
    """Posts JSON over a connection that is kept."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def request(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port, limit=2**24)
        reader, writer = self._streams
        writer.write(
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.partition("content-length:")[2].partition("\r\n")[0])
        return int(head.split(" ", 2)[1]), await reader.readexactly(length)

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()


@dataclass
class Target:
    """A server under test and how one says something there."""

    name: str
    port: int
    process: int
    listen: str
    say: Callable[[Writer, str], Awaitable[int]]
    postmaster: int = 0


@dataclass
class Heard:
    """What came of a room in which cards were written."""

    phones: int
    cards: int
    deliveries: int
    lost: int
    doubled: int
    dropped: int
    p50_ms: float
    p99_ms: float
    worst_ms: float
    cpu_ms: float
    cpu_us_a_delivery: float
    database_cpu_ms: float


@dataclass
class Posted:
    """What came of posting."""

    posts: int
    seconds: float
    a_second: float
    p50_ms: float
    p99_ms: float
    worst_ms: float
    statuses: dict[str, int] = field(default_factory=dict)
    lost: int = 0
    doubled: int = 0
    cpu_ms_a_post: float = 0.0


def cpu_ms(process: int) -> float:
    """CPU time of a process, user and system."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / TICKS


def cpu_ms_below(process: int) -> float:
    """CPU time of a process and of all that it started, those that ended included."""
    if not process:
        return 0.0
    total = cpu_ms(process)
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    total += (int(fields[13]) + int(fields[14])) * 1000 / TICKS
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return total + sum(cpu_ms(int(child)) for child in children)


def resident_kib(process: int) -> int:
    """Memory that a process has in use."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


async def gather_phones(target: Target, count: int) -> list[Phone]:
    """So many phones that listen; each has heard its first event."""
    loop = asyncio.get_running_loop()
    request = f"GET {target.listen} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n".encode()
    gate = asyncio.Semaphore(CONNECTS_AT_ONCE)

    async def join() -> Phone:
        async with gate:
            _transport, phone = await loop.create_connection(lambda: Phone(request), "127.0.0.1", target.port)
            await asyncio.wait_for(phone.ready, 60)
            return phone

    return list(await asyncio.gather(*(join() for _each in range(count))))


async def hear(target: Target, count: int) -> Heard:
    """Write the cards while all listen; when and how often did each phone see each card?"""
    phones = await gather_phones(target, count)
    await asyncio.sleep(AFTER)
    keys = [str(uuid.uuid4()) for _each in range(CARDS)]
    sent: dict[str, float] = {}
    writers = [Writer(target.port) for _each in range(10)]
    before, before_database = cpu_ms(target.process), cpu_ms_below(target.postmaster)

    async def write(number: int, key: str) -> None:
        await asyncio.sleep(number * SPREAD / CARDS)
        sent[key] = time.monotonic()
        status = await target.say(writers[number % len(writers)], key)
        assert status in {200, 201}, status

    # A writer is used by one card at a time: ten of them take turns, a second apart.
    await asyncio.gather(*(write(number, key) for number, key in enumerate(keys)))
    await asyncio.sleep(AFTER)
    cpu, database = cpu_ms(target.process) - before, cpu_ms_below(target.postmaster) - before_database
    dropped = sum(phone.lost for phone in phones)
    waits: list[float] = []
    lost = doubled = 0
    marks = {key.encode(): key for key in keys}
    for phone in phones:
        seen = phone.seen_at(list(marks))
        lost += len(marks) - len(seen)
        for mark, times in seen.items():
            doubled += len(times) - 1
            waits.append((times[0] - sent[marks[mark]]) * 1000)
        if phone.transport is not None:
            phone.transport.abort()
    for writer in writers:
        writer.close()
    waits.sort()
    return Heard(
        phones=count,
        cards=CARDS,
        deliveries=len(waits),
        lost=lost,
        doubled=doubled,
        dropped=dropped,
        p50_ms=_part(waits, 0.5),
        p99_ms=_part(waits, 0.99),
        worst_ms=waits[-1] if waits else 0.0,
        cpu_ms=cpu,
        cpu_us_a_delivery=cpu * 1000 / max(1, len(waits)),
        database_cpu_ms=database,
    )


async def post(target: Target, seconds: float, base: str) -> Posted:
    """Write at a steady speed, whether or not the answers come; every phone joins first (fetches the board)."""
    writers: asyncio.Queue[Writer] = asyncio.Queue()
    count = int(seconds * POSTS_A_SECOND)
    for _each in range(max(WRITERS, count // 40)):
        writer = Writer(target.port)
        writers.put_nowait(writer)
    joined, _body = await Writer(target.port).request("GET", f"{base}state")
    assert joined == 200, joined
    keys = [str(uuid.uuid4()) for _each in range(count)]
    waits: list[float] = []
    statuses: dict[str, int] = {}
    acknowledged: set[str] = set()
    begin = time.monotonic()
    before = cpu_ms(target.process) + cpu_ms_below(target.postmaster)

    async def write(number: int, key: str) -> None:
        due = begin + number / POSTS_A_SECOND
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        writer = await writers.get()
        try:
            status = await target.say(writer, key)
        finally:
            writers.put_nowait(writer)
        waits.append((time.monotonic() - due) * 1000)
        statuses[str(status)] = statuses.get(str(status), 0) + 1
        if status in {200, 201}:
            acknowledged.add(key)

    await asyncio.gather(*(write(number, key) for number, key in enumerate(keys)))
    took = time.monotonic() - begin
    cpu = cpu_ms(target.process) + cpu_ms_below(target.postmaster) - before
    _status, body = await Writer(target.port).request("GET", f"{base}state")
    stored = [each["key"] for each in json.loads(body)["cards"]]
    waits.sort()
    return Posted(
        posts=count,
        seconds=round(took, 2),
        a_second=round(count / took, 1),
        p50_ms=_part(waits, 0.5),
        p99_ms=_part(waits, 0.99),
        worst_ms=waits[-1],
        statuses=statuses,
        lost=len(acknowledged - set(stored)),
        doubled=len(stored) - len(set(stored)),
        cpu_ms_a_post=round(cpu / count, 2),
    )


async def crowd(target: Target, count: int) -> dict[str, float]:
    """So many phones connect and stay; how long it took, and how many were lost within five seconds."""
    begin = time.monotonic()
    phones = await gather_phones(target, count)
    took = time.monotonic() - begin
    await asyncio.sleep(5)
    lost = sum(phone.lost for phone in phones)
    resident = resident_kib(target.process)
    for phone in phones:
        if phone.transport is not None:
            phone.transport.abort()
    return {
        "phones": count,
        "seconds": round(took, 2),
        "lost": lost,
        "resident_mib": round(resident / 1024),
    }


@dataclass(frozen=True)
class Served:
    """An installation in production with one open board; ``room`` is what ``live_room.py`` told of it."""

    port: int
    process: int
    room: dict[str, Any]


def serve_board(stage: Stage, *, cards: int = 0) -> Served:
    """Samphan as it is served in production, with an open board of so many cards."""
    stage.run(
        ["-m", "samphan", "migrate"], {"SAMPHAN_MODE": "prod", "SAMPHAN_DATA": str(stage.server.data_dir)}
    )
    port = free_port()
    variables = {
        "SAMPHAN_MODE": "prod",
        "SAMPHAN_DATA": str(stage.folder / "board"),
        "SAMPHAN_BASE_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": database_url(stage.server.config("app", "samphan")),
    }
    told = stage.folder / "room.json"
    stage.run([str(ROOT / "bench" / "live_room.py"), str(told), str(cards)], variables)
    process = stage.serve(
        ["-m", "samphan", "serve", "--port", str(port)], variables, port=port, page="/healthz"
    )
    return Served(port, process, json.loads(told.read_text(encoding="utf-8")))


def start_board(stage: Stage) -> tuple[Target, str]:
    """The board of a room of phones, and the address below which these post."""
    served = serve_board(stage)
    room = served.room
    base = f"/p/{room['network']}/boards/{room['token']}/"

    async def say(writer: Writer, key: str) -> int:
        card = {
            "key": key,
            "prompt": room["prompt"],
            "text": "ปลูกป่าชายเลนร่วมกับชุมชนและโรงเรียน",
            "secret": uuid.uuid4().hex,
        }
        status, _body = await writer.request("POST", f"{base}cards", json.dumps(card).encode())
        return status

    listen = f"/live/p/{room['network']}/{room['token']}"
    return Target("samphan", served.port, served.process, listen, say, stage.postmaster), base


def serve_floor(stage: Stage) -> tuple[int, int]:
    """The bare loop: its port and its process."""
    port = free_port()
    return port, stage.serve([str(ROOT / "bench" / "live_floor.py"), str(port)], {}, port=port, page="/")


def start_floor(stage: Stage) -> Target:
    """The bare loop under the driver of phones."""
    port, process = serve_floor(stage)

    async def say(writer: Writer, key: str) -> int:
        card = {"key": key, "text": "ปลูกป่าชายเลนร่วมกับชุมชนและโรงเรียน", "order": 1, "way": "phone", "name": ""}
        body = json.dumps({"revision": 1, "set": {"cards": [card]}}, separators=(",", ":")).encode()
        status, _body = await writer.request("POST", "/say", body)
        return status

    return Target("floor", port, process, "/live", say)


def _part(waits: Sequence[float], part: float) -> float:
    return round(waits[min(len(waits) - 1, int(len(waits) * part))], 1) if waits else 0.0


def main() -> int:
    """Run it all, tell it, and say by the exit code whether the targets were met."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--phones", type=int, default=1_000)
    parser.add_argument("--crowd", type=int, default=3_000)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--keep", type=Path, help="write the figures into this file, as JSON")
    options = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with Stage() as stage:
        board, base = start_board(stage)
        floor = start_floor(stage)
        found: dict[str, Any] = {}
        rounds = []
        for target in (floor, board, floor, board):
            heard = asyncio.run(hear(target, options.phones))
            rounds.append((target.name, heard))
            print(target.name, json.dumps(asdict(heard)), flush=True)
        ours = [each for name, each in rounds if name == "samphan"]
        theirs = [each for name, each in rounds if name == "floor"]
        ratio = statistics.mean(each.cpu_us_a_delivery for each in ours) / statistics.mean(
            each.cpu_us_a_delivery for each in theirs
        )
        found["M6"] = {
            "samphan": [asdict(each) for each in ours],
            "floor": [asdict(each) for each in theirs],
            "ratio": round(ratio, 2),
        }
        print("CPU of a delivery, of the floor:", round(ratio, 2), flush=True)
        found["M6 crowd"] = asyncio.run(crowd(board, options.crowd))
        print("crowd", json.dumps(found["M6 crowd"]), flush=True)
        posted = asyncio.run(post(board, options.seconds, base))
        found["M7"] = asdict(posted)
        print("M7", json.dumps(found["M7"]), flush=True)
    if options.keep:
        options.keep.write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")
    met = {
        "p50": all(each.p50_ms <= 300 for each in ours),
        "p99": all(each.p99_ms <= 1_000 for each in ours),
        "none lost, none doubled": not any(each.lost + each.doubled + each.dropped for each in ours),
        "CPU of a delivery": ratio <= 3,
        "crowd": found["M6 crowd"]["lost"] == 0,
        "posts a second": posted.a_second >= 0.97 * POSTS_A_SECOND and posted.statuses.keys() == {"201"},
        "p99 of a post": posted.p99_ms <= 300,
        "posts lost or doubled": posted.lost + posted.doubled == 0,
    }
    for name, is_met in met.items():
        print("met   " if is_met else "MISSED", name)
    return 0 if all(met.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
