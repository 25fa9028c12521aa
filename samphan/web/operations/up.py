"""`samphan up`: everything an installation needs, started in order, watched, and stopped in order."""

from __future__ import annotations

import contextlib
import json
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NoReturn

import psycopg

from samphan.kit.console import SaidError, Sentence, SpokenError
from samphan.kit.embedded import Server, ensure_database
from samphan.kit.embedded.provision import DATABASE
from samphan.kit.environment import DEFAULT_BASE_URL, clone_root
from samphan.web.operations import children, database, demo_accounts, serve, state

if TYPE_CHECKING:
    from samphan.kit.console import Console
    from samphan.kit.environment import Environment

READY_SECONDS: Final = 60.0
LOOK_SECONDS: Final = 0.5


def up(
    environment: Environment, console: Console, *, port: int, demo: bool, reset: bool, agreed: bool
) -> None:
    """Start PostgreSQL, migrate, load the demo on the first start, serve, and stay until told to stop.

    Args:
        environment: the installation.
        console: where progress is printed.
        port: of the pages, on 127.0.0.1.
        demo: whether an empty installation gets the demo.
        reset: delete the demo and load it anew.
        agreed: the question before deleting was answered already.

    Raises:
        AlreadyRunningError: another `up` runs this installation.
        SpokenError: something is in the way; what was started is stopped again.
    """
    address = f"http://{serve.LOCAL}:{port}"
    if environment.base_url == DEFAULT_BASE_URL:
        environment = replace(environment, base_url=address)
    server = Server(environment.data_dir) if environment.embedded else None
    state.make_folders(environment)
    with state.hold(environment, address), contextlib.ExitStack() as running:
        serve.listen(serve.LOCAL, port).close()
        if server is not None:
            with console.step("Starting PostgreSQL", "เริ่ม PostgreSQL"):
                running.callback(server.stop)
                server.start(bound=True)
        if reset:
            reset_demo(environment, console, agreed=agreed)
        _migrate(environment, console)
        if demo and environment.demo and environment.embedded:
            _first_demo(environment, console)
        watched = _start(environment, console, running, port=port)
        _announce(environment, console)
        # What is being stopped is stopped whole, however often somebody presses Ctrl-C.
        running.callback(_deaf)
        _watch(server, watched)


def answers(address: str) -> bool:
    """Whether the pages answer there and reach their database."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{address}/healthz", timeout=5) as answer:
            return bool(json.load(answer) == {"status": "ok"})
    except (OSError, ValueError):
        return False


def wait_for_other(environment: Environment) -> state.Running | None:
    """The `up` that runs this installation, once it answers; `None` when it does not come to that."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        running = state.read(environment)
        if running is not None and answers(running.address):
            return running
        time.sleep(LOOK_SECONDS)
    return None


def reset_demo(environment: Environment, console: Console, *, agreed: bool) -> None:
    """Delete the demo, after asking; an empty installation is left as it is.

    Raises:
        SpokenError: this is not the demo, or not the demo alone; or the answer was no.
    """
    if database.holds_records(environment):
        _refuse_other_than_demo(environment)
        if not agreed and not _agrees(environment, console):
            raise SpokenError("Nothing was deleted.", "ไม่มีการลบข้อมูลใด")
    with console.step("Deleting the demo", "ลบข้อมูลสาธิต"):
        server = Server(environment.data_dir)
        with psycopg.connect(**server.config("superuser", "postgres").libpq(), autocommit=True) as superuser:
            superuser.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        shutil.rmtree(environment.data_dir / "files", ignore_errors=True)
        demo_accounts.path(environment).unlink(missing_ok=True)
        ensure_database(server)


def _refuse_other_than_demo(environment: Environment) -> None:
    accounts = {account.email for account in demo_accounts.read(environment)}
    problem = Sentence("it is not the demo", "ไม่ใช่ข้อมูลสาธิต")
    if environment.embedded and environment.mode != "prod" and accounts:
        with database.connect(environment, "owner") as connection:
            connection.execute(f"SET ROLE {database.ALL_ROWS_ROLE}")
            users = {email for (email,) in connection.execute("SELECT email FROM accounts_user").fetchall()}
        others = users - accounts
        if not others:
            return
        problem = Sentence(
            f"{len(others)} accounts in it do not belong to the demo",
            f"มีบัญชีผู้ใช้ {len(others)} บัญชีที่ไม่ได้เป็นของข้อมูลสาธิต",
        )
    raise SpokenError(
        f"The installation in {environment.data_dir} is not deleted: {problem.en}.",
        f"ไม่ลบระบบใน {environment.data_dir} เนื่องจาก{problem.th}",
    )


def _agrees(environment: Environment, console: Console) -> bool:
    console.say(
        f"This deletes the demo in {environment.data_dir}, with everything that was typed into it. Go on? [y/N]",
        f"คำสั่งนี้จะลบข้อมูลสาธิตใน {environment.data_dir} รวมทั้งทุกสิ่งที่บันทึกเพิ่มไว้ ดำเนินการต่อหรือไม่ [y/N]",
    )
    return sys.stdin.readline().strip().lower() in {"y", "yes", "ใช่"}


def _migrate(environment: Environment, console: Console) -> None:
    """In a process of its own, so that this one never loads Django; it prints its steps itself."""
    done = subprocess.run(
        children.command("migrate", "--language", console.language),
        env=children.surroundings(environment),
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode != 0:
        raise SaidError


def _first_demo(environment: Environment, console: Console) -> None:
    if database.holds_records(environment):
        return
    with console.step("Loading the demo", "โหลดข้อมูลสาธิต"):
        done = subprocess.run(
            children.command("demo"),
            env=children.surroundings(environment),
            stdin=subprocess.DEVNULL,
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
    if done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise SpokenError(f"The demo cannot be loaded: {reason}", f"โหลดข้อมูลสาธิตไม่สำเร็จ: {reason}")


def _start(
    environment: Environment, console: Console, running: contextlib.ExitStack, *, port: int
) -> list[children.Child]:
    logs = environment.data_dir / "logs"
    variables = children.surroundings(environment)
    worker = children.Child("worker", ["worker"], variables, logs / "worker.log")
    web = children.Child("web", ["serve", "--port", str(port)], variables, logs / "web.log")
    with console.step("Starting the pages and the worker", "เริ่มหน้าเว็บและตัวประมวลผลเบื้องหลัง"):
        for child in (web, worker):
            running.callback(child.stop)
            child.start()
        deadline = time.monotonic() + READY_SECONDS
        while not answers(f"http://{serve.LOCAL}:{port}"):
            web.look()
            worker.look()
            if time.monotonic() > deadline:
                raise SpokenError(
                    f"The pages do not answer; {web.log} says why{web.last_words()}",
                    f"หน้าเว็บไม่ตอบ ดูเหตุผลใน {web.log}{web.last_words()}",
                )
            time.sleep(0.05)
    return [web, worker]


def _watch(server: Server | None, watched: list[children.Child]) -> NoReturn:
    while True:
        time.sleep(LOOK_SECONDS)
        for child in watched:
            child.look()
        if server is not None and not server.running():
            server.start(bound=True)


def _deaf() -> None:
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)


def _announce(environment: Environment, console: Console) -> None:
    console.line()
    console.say(f"Samphan is ready: {environment.base_url}", f"สัมพันธ์พร้อมใช้งานที่ {environment.base_url}")
    accounts = demo_accounts.read(environment)
    if accounts:
        console.say("Accounts of the demo:", "บัญชีผู้ใช้ของข้อมูลสาธิต:")
        persona, email = (max(len(getattr(each, name)) for each in accounts) for name in ("persona", "email"))
        for account in accounts:
            console.line(f"  {account.persona:<{persona}}  {account.email:<{email}}  {account.password}")
    elif not database.holds_records(environment):
        # In a clone there is no `samphan` on PATH.
        program = "samphan" if clone_root() is None else f"{sys.executable} -m samphan"
        console.say(
            f"There is no account yet: make the first one with {program} createuser (--help says how).",
            f"ยังไม่มีบัญชีผู้ใช้ กรุณาสร้างบัญชีแรกด้วยคำสั่ง {program} createuser (ดูวิธีใช้ด้วย --help)",
        )
    console.say("Ctrl-C stops it.", "กด Ctrl-C เพื่อหยุด")
