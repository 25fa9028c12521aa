"""The `samphan` command: reads the command line, and leaves the work to `samphan.web.operations`."""

from __future__ import annotations

import argparse
import itertools
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from samphan.kit.console import LANGUAGES, Console, Language, SaidError, SpokenError, console_language
from samphan.kit.environment import Environment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DJANGO_COMMANDS: Final = {
    "demo": ("load the demo, or print its accounts", "โหลดข้อมูลสาธิต หรือแสดงบัญชีผู้ใช้ของข้อมูลสาธิต"),
    "report": ("write a report to a folder", "เขียนรายงานลงโฟลเดอร์"),
    "createuser": ("make an account", "สร้างบัญชีผู้ใช้"),
    "reindex": ("write the search rows anew", "สร้างดัชนีค้นหาใหม่"),
}
"""Management commands of the same name; they read the rest of the command line themselves."""

PASSED_ON: Final = (*DJANGO_COMMANDS, "worker")
"""Commands whose options are not ours."""

DEFAULT_PORT: Final = 8000


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a command."""

    environment: Environment
    console: Console
    options: argparse.Namespace
    rest: list[str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code: 0 done, 1 a sentence says what was in the way, 2 usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        # A terminal without Thai letters shows question marks, not a traceback.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    language = _language(given)
    if given[:1] and given[0] in PASSED_ON:
        options, rest = argparse.Namespace(command=given[0], language=None), given[1:]
    else:
        options, rest = _parser(language).parse_args(given), []
    console = Console(options.language or language)
    _stop_on_signals()
    try:
        environment = Environment.from_os()
        return COMMANDS[options.command](Call(environment, console, options, rest))
    except SpokenError as error:
        console.complain(error.sentence)
        return 1
    except SaidError:
        return 1
    except KeyboardInterrupt:
        return 0


def _up(call: Call) -> int:
    from samphan.web.operations import state, up

    try:
        up.up(
            call.environment,
            call.console,
            port=call.options.port,
            demo=not call.options.no_demo,
            reset=call.options.reset_demo,
            agreed=call.options.yes,
        )
    except state.AlreadyRunningError as error:
        running = up.wait_for_other(call.environment)
        if running is None or call.options.reset_demo:
            raise
        del error
        call.console.say(
            f"Samphan is already running: {running.address}", f"สัมพันธ์ทำงานอยู่แล้วที่ {running.address}"
        )
    return 0


def _serve(call: Call) -> int:
    from samphan.web.operations import serve

    serve.serve(call.environment, host=call.options.host, port=call.options.port)
    return 0


def _worker(call: Call) -> int:
    from samphan.web.operations import serve

    serve.work(call.environment, call.rest)
    return 0


def _migrate(call: Call) -> int:
    from samphan.web.operations import database
    from samphan.web.operations.migrate import migrate

    with database.available(call.environment):
        migrate(call.environment, call.console)
    return 0


def _doctor(call: Call) -> int:
    from samphan.kit.embedded import roles_sql
    from samphan.web.operations.doctor import doctor

    if call.options.sql:
        call.console.line(roles_sql())
        return 0
    return 0 if doctor(call.environment, call.console) else 1


def _backup(call: Call) -> int:
    from samphan.web.operations import backup, database

    with database.available(call.environment):
        path = backup.write(call.environment, call.options.file)
    call.console.line(str(path))
    return 0


def _restore(call: Call) -> int:
    from samphan.web.operations import backup

    manifest = backup.restore(call.environment, call.options.file)
    call.console.say(
        f"Restored what was backed up on {manifest['created']}. Start it with: samphan up",
        f"กู้คืนข้อมูลสำรองของ {manifest['created']} แล้ว เริ่มระบบด้วยคำสั่ง samphan up",
    )
    return 0


def _django(call: Call) -> int:
    from samphan.web.operations import database

    with database.available(call.environment):
        call.environment.announce()
        from django.core.management import execute_from_command_line

        execute_from_command_line(["samphan", call.options.command, *call.rest])
    return 0


COMMANDS: Final[dict[str, Callable[[Call], int]]] = {
    "up": _up,
    "serve": _serve,
    "migrate": _migrate,
    "worker": _worker,
    "demo": _django,
    "doctor": _doctor,
    "report": _django,
    "createuser": _django,
    "reindex": _django,
    "backup": _backup,
    "restore": _restore,
}


def _parser(language: Language) -> argparse.ArgumentParser:
    def say(en: str, th: str) -> str:
        return th if language == "th" else en

    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--language",
        choices=LANGUAGES,
        help=say("language of the output (default: that of the terminal)", "ภาษาของข้อความ (ปกติตามเทอร์มินัล)"),
    )
    parser = argparse.ArgumentParser(
        prog="samphan",
        description=say(
            "Samphan: where a collaboration network is built, run, evaluated and sustained.",
            "สัมพันธ์: ระบบสร้าง ดำเนินงาน ประเมิน และสืบสานเครือข่ายความร่วมมือ",
        ),
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, en: str, th: str, **options: Any) -> argparse.ArgumentParser:
        return commands.add_parser(
            name, help=say(en, th), description=say(en, th), parents=[common], allow_abbrev=False, **options
        )

    up = add("up", "start everything, and stay until Ctrl-C", "เริ่มทุกส่วนของระบบ และทำงานจนกว่าจะกด Ctrl-C")
    up.add_argument(
        "--port", type=_port, default=DEFAULT_PORT, help=say("port of the pages", "พอร์ตของหน้าเว็บ")
    )
    up.add_argument("--no-demo", action="store_true", help=say("do not load the demo", "ไม่โหลดข้อมูลสาธิต"))
    up.add_argument(
        "--reset-demo",
        action="store_true",
        help=say("delete the demo and load it anew (asks first)", "ลบข้อมูลสาธิตแล้วโหลดใหม่ (ถามก่อน)"),
    )
    up.add_argument(
        "--yes", action="store_true", help=say("answer the question with yes", "ตอบตกลงโดยไม่ต้องถาม")
    )
    serve = add("serve", "serve the pages only", "เปิดเฉพาะหน้าเว็บ")
    serve.add_argument("--host", default="127.0.0.1", help=say("address to listen on", "ที่อยู่ที่เปิดรับ"))
    serve.add_argument(
        "--port", type=_port, default=DEFAULT_PORT, help=say("port to listen on", "พอร์ตที่เปิดรับ")
    )
    add(
        "migrate", "bring the tables up to date, after a backup", "ปรับโครงสร้างตารางให้เป็นปัจจุบัน โดยสำรองข้อมูลก่อน"
    )
    add("worker", "work off the queue only", "ประมวลผลงานเบื้องหลังเท่านั้น")
    for name, (en, th) in DJANGO_COMMANDS.items():
        add(name, en, th, add_help=False)
    doctor = add("doctor", "check everything and say how to mend it", "ตรวจทุกส่วนของระบบ และบอกวิธีแก้ไข")
    doctor.add_argument(
        "--sql",
        action="store_true",
        help=say(
            "print what the administrator of another PostgreSQL runs once",
            "แสดงคำสั่ง SQL ที่ผู้ดูแลเครื่องแม่ข่าย PostgreSQL อื่นสั่งหนึ่งครั้ง",
        ),
    )
    backup = add("backup", "write one file with everything", "สำรองข้อมูลทั้งหมดเป็นไฟล์เดียว")
    backup.add_argument("file", nargs="?", type=Path, help=say("the file to write", "ไฟล์ที่จะเขียน"))
    restore = add("restore", "read a backup into an empty installation", "กู้คืนข้อมูลสำรองลงในระบบที่ว่าง")
    restore.add_argument("file", type=Path, help=say("the file to read", "ไฟล์ที่จะอ่าน"))
    return parser


def _port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 0 < number < 2**16:
        raise argparse.ArgumentTypeError("1 … 65535")
    return number


def _language(arguments: Sequence[str]) -> Language:
    """The language of the help texts, which is needed before the options are read."""
    pairs = {*itertools.pairwise(arguments), *(tuple(each.split("=", 1)) for each in arguments)}
    for language in LANGUAGES:
        if ("--language", language) in pairs:
            return language
    return console_language(os.environ)


def _stop_on_signals() -> None:
    """End in order, through every `finally`, when the system or a service manager asks."""

    def stop(_number: int, _frame: object) -> NoReturn:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop)


if __name__ == "__main__":
    sys.exit(main())
