"""A closed-loop driver: so many readers at once, each asks for its next page when the last one has come.

What is judged is the CPU time of application and database for one operation, and the number of SQL statements: both
stay the same whatever else the machine does. Operations a second and percentiles are told beside them.
"""

from __future__ import annotations

import http.client
import itertools
import os
import random
import re
import statistics
import threading
import time
import urllib.parse
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import psycopg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

TICKS: Final = os.sysconf("SC_CLK_TCK")
OK: Final = 200
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
TIMEOUT: Final = 120.0


class WrongAnswer(AssertionError):  # noqa: N818 - reads as what happened
    """A page came that does not hold what was asked for: an error, and no operation."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A response, read to its end."""

    status: int
    address: str
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Browser:
    """One reader: a connection that is kept, and cookies."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None) -> None:
        self.port = port
        self.cookies: dict[str, str] = dict(cookies or {})
        self.requests = 0
        self.bytes = 0
        self._connection: http.client.HTTPConnection | None = None

    def get(self, address: str) -> Answer:
        """The page at an address, redirects followed."""
        return self._ask("GET", address)

    def post(self, address: str, fields: Mapping[str, str]) -> Answer:
        """Send a form, redirects followed."""
        return self._ask("POST", address, urllib.parse.urlencode(fields))

    def close(self) -> None:
        """Let the connection go."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, method: str, address: str, body: str | None = None) -> Answer:
        headers = {"Accept": "text/html", "Referer": f"http://127.0.0.1:{self.port}/"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        response = self._send(method, address, body, headers)
        content = response.read()
        self.requests += 1
        self.bytes += len(content)
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value.strip()
        if response.will_close:
            self.close()
        if response.status in REDIRECTS:
            parts = urllib.parse.urlsplit(urllib.parse.urljoin(address, response.headers["Location"]))
            return self._ask("GET", urllib.parse.urlunsplit(("", "", parts.path, parts.query, "")))
        if response.status != OK:
            raise WrongAnswer(f"{method} {address}: {response.status}")
        return Answer(response.status, address, content)

    def _send(
        self, method: str, address: str, body: str | None, headers: Mapping[str, str]
    ) -> http.client.HTTPResponse:
        is_kept = self._connection is not None
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        try:
            self._connection.request(method, address, body, dict(headers))
            return self._connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.close()
            if not is_kept:
                raise
            return self._send(method, address, body, headers)


def form_fields(page: str) -> dict[str, str]:
    """Names and values of the hidden and text inputs of a page."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input\b[^>]*>", page):
        attributes = dict(re.findall(r'([\w-]+)\s*=\s*"([^"]*)"', tag))
        if "name" in attributes and attributes.get("type", "text") not in {"submit", "checkbox", "radio"}:
            found[attributes["name"]] = unescape(attributes.get("value", ""))
    return found


def expect_text(answer: Answer, text: str) -> None:
    """Check that a page holds a text.

    Raises:
        WrongAnswer: it does not.
    """
    if text not in answer.text:
        raise WrongAnswer(f"{answer.address}: no {text!r}")


def expect_rows(answer: Answer, link: str, count: int) -> list[int]:
    """Check that a page links ``count`` different records; ``link`` is a regular expression with the record's key.

    Raises:
        WrongAnswer: it links more or fewer.
    """
    found = sorted({int(key) for key in re.findall(link, answer.text)})
    if len(found) != count:
        raise WrongAnswer(f"{answer.address}: {len(found)} rows instead of {count}")
    return found


type Operation = Callable[[Browser, random.Random], None]
"""Asks for one page and raises `WrongAnswer` when it is not the right one."""


@dataclass(frozen=True, slots=True)
class Target:
    """A running program that is measured.

    ``process`` is the root of its process tree, ``postmaster`` that of the database; ``database`` are psycopg's
    arguments for a superuser in its database, where `pg_stat_statements` is.
    """

    name: str
    port: int
    process: int
    postmaster: int
    database: Mapping[str, Any]
    operations: Mapping[str, Operation]
    cookies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measurement:
    """One run of one workload on one target. Times are milliseconds, CPU times are those of one operation."""

    target: str
    workload: str
    readers: int
    seconds: float
    operations: int
    errors: int
    first_error: str
    per_second: float
    p50_ms: float
    p99_ms: float
    app_cpu_ms: float
    db_cpu_ms: float
    sql: float
    kib: float
    pss_mib: float
    peak_mib: float
    calib_ms: float
    load1: float

    @property
    def cpu_ms(self) -> float:
        """What is judged: application and database together."""
        return self.app_cpu_ms + self.db_cpu_ms


def measure(
    target: Target, workload: str, *, readers: int = 8, seconds: float = 10.0, warm: float = 3.0
) -> Measurement:
    """Run a workload in a closed loop: ``warm`` seconds that do not count, then ``seconds`` that do."""
    browsers = [Browser(target.port, target.cookies) for _ in range(readers)]
    numbers = itertools.count()
    _loop(target, workload, browsers, numbers, warm)
    for browser in browsers:
        browser.requests = browser.bytes = 0
    calibration = calibrate()
    sql, app, db = statements(target), cpu_seconds(target.process), cpu_seconds(target.postmaster)
    begin = time.perf_counter()
    times, errors = _loop(target, workload, browsers, numbers, seconds)
    wall = time.perf_counter() - begin
    app, db = cpu_seconds(target.process) - app, cpu_seconds(target.postmaster) - db
    sql = statements(target) - sql
    for browser in browsers:
        browser.close()
    done = max(1, len(times))
    pss, peak = memory_mib(target.process)
    return Measurement(
        target=target.name,
        workload=workload,
        readers=readers,
        seconds=round(wall, 2),
        operations=len(times),
        errors=len(errors),
        first_error=errors[0] if errors else "",
        per_second=round(len(times) / wall, 1),
        p50_ms=_percentile(times, 50),
        p99_ms=_percentile(times, 99),
        app_cpu_ms=round(app / done * 1000, 2),
        db_cpu_ms=round(db / done * 1000, 2),
        sql=round(sql / done, 2),
        kib=round(sum(browser.bytes for browser in browsers) / done / 1024, 1),
        pss_mib=pss,
        peak_mib=peak,
        calib_ms=round((calibration + calibrate()) / 2, 2),
        load1=round(os.getloadavg()[0], 2),
    )


def _loop(
    target: Target, workload: str, browsers: Sequence[Browser], numbers: Iterator[int], seconds: float
) -> tuple[list[float], list[str]]:
    """Milliseconds of each operation, and what went wrong."""
    operation, times, errors = target.operations[workload], list[float](), list[str]()
    until = time.perf_counter() + seconds

    def read_on(browser: Browser) -> None:
        while (begin := time.perf_counter()) < until:
            dice = random.Random(f"{workload}-{next(numbers)}")
            try:
                operation(browser, dice)
            except (WrongAnswer, OSError, http.client.HTTPException) as error:
                errors.append(repr(error)[:300])
            else:
                times.append((time.perf_counter() - begin) * 1000)

    threads = [threading.Thread(target=read_on, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, errors


def _percentile(values: Sequence[float], percent: int) -> float:
    if not values:
        return 0.0
    return round(sorted(values)[min(len(values) - 1, len(values) * percent // 100)], 1)


def statements(target: Target) -> int:
    """SQL statements that the database was sent so far; ``BEGIN`` and ``COMMIT`` do not count, ``set_config`` does."""
    counted = (
        "select coalesce(sum(calls), 0) from pg_stat_statements s join pg_database d on d.oid = s.dbid "
        "where d.datname = current_database() and s.query !~* '^\\s*(begin|commit|rollback|savepoint|release)' "
        "and s.query not like '%pg_stat_statements%'"
    )
    with psycopg.connect(**target.database) as connection:
        row = connection.execute(counted).fetchone()
    return int(row[0]) if row else 0


def sent_statements(target: Target, workload: str, *, times: int = 20) -> float:
    """SQL statements of one operation, one reader alone."""
    browser, dice = Browser(target.port, target.cookies), random.Random(workload)
    operation = target.operations[workload]
    operation(browser, dice)
    before = statements(target)
    for _ in range(times):
        operation(browser, dice)
    browser.close()
    return (statements(target) - before) / times


def calibrate() -> float:
    """CPU milliseconds of a fixed piece of Python: how fast this core is just now. The targets are set at 13."""
    found = []
    for _ in range(3):
        begin, seen = time.process_time(), dict[int, int]()
        for number in range(120_000):
            seen[number % 997] = seen.get(number % 997, 0) + len(str(number))
        found.append(time.process_time() - begin)
    return round(statistics.median(found) * 1000, 2)


# Processes, as Linux tells about them


def cpu_seconds(root: int) -> float:
    """CPU time of a process, its descendants, and those of them that ended and were waited for."""
    ticks = 0
    for process in _tree(root):
        try:
            ticks += sum(_stat(process)[1])
        except OSError:
            continue
    return ticks / TICKS


def memory_mib(process: int) -> tuple[float, float]:
    """Proportional set size now, and the largest resident set so far, in MiB."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return _mib(r"^Pss:\s+(\d+)", rollup), _mib(r"^VmHWM:\s+(\d+)", status)


def _mib(pattern: str, text: str) -> float:
    found = re.search(pattern, text, re.MULTILINE)
    return round(int(found[1]) / 1024, 1) if found else 0.0


def _tree(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                children.setdefault(_stat(int(entry.name))[0], []).append(int(entry.name))
            except OSError:
                continue
    found, waiting = [], [root]
    while waiting:
        process = waiting.pop()
        found.append(process)
        waiting += children.get(process, [])
    return found


def _stat(process: int) -> tuple[int, list[int]]:
    """The parent, and the four counts of ticks: user and system, own and of children that ended."""
    text = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    values = text[text.rindex(")") + 2 :].split()
    return int(values[1]), [int(value) for value in values[11:15]]
