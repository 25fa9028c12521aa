"""`samphan doctor`: look at everything an installation needs, and say how to mend what is not well."""

from __future__ import annotations

import os
import shutil
import smtplib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from samphan import kit
from samphan.kit.console import Sentence, SpokenError
from samphan.kit.embedded import Server
from samphan.web.operations import checks, database, state
from samphan.web.operations.checks import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samphan.kit.console import Console
    from samphan.kit.environment import Environment

ENOUGH_BYTES: Final = 1_000_000_000
FOLDERS: Final = ("keys", "logs", "files", "backups")
FONT_STYLES: Final = ("Regular", "Bold", "Italic", "BoldItalic")
TRUETYPE: Final = b"\x00\x01\x00\x00"
HEARTBEAT_SECONDS: Final = 60
MAIL_SECONDS: Final = 10


def doctor(environment: Environment, console: Console) -> bool:
    """Print one line for each thing, and whether all are well."""
    is_well = True
    for finding in examine(environment):
        mark = "✓" if finding.well else "✗"
        subject, found = finding.subject.in_(console.language), finding.state.in_(console.language)
        console.line(f"{mark} {subject}: {found}")
        if finding.mend is not None:
            is_well = False
            console.line(f"  → {finding.mend.in_(console.language)}")
    return is_well


def examine(environment: Environment) -> Iterator[Finding]:
    """Every finding, from the folders up to the worker."""
    yield _folders(environment)
    yield _space(environment)
    yield _fonts()
    yield _mail(environment)
    if environment.embedded and not Server(environment.data_dir).cluster.exists():
        yield Finding(
            Sentence("Database", "ฐานข้อมูล"),
            Sentence(f"none in {environment.data_dir} yet", f"ยังไม่มีใน {environment.data_dir}"),
            Sentence("start Samphan: samphan up", "กรุณาเริ่มระบบด้วยคำสั่ง samphan up"),
        )
        return
    try:
        with database.available(environment):
            yield from checks.of_database(environment)
            yield from _tables(environment)
    except SpokenError as error:
        yield Finding(
            Sentence("Database", "ฐานข้อมูล"),
            error.sentence,
            Sentence(
                "check DATABASE_URL and that the server runs"
                if not environment.embedded
                else "see logs/postgres.log",
                "กรุณาตรวจ DATABASE_URL และตรวจว่าเครื่องแม่ข่ายทำงานอยู่"
                if not environment.embedded
                else "กรุณาดู logs/postgres.log",
            ),
        )


def _folders(environment: Environment) -> Finding:
    root = environment.data_dir
    places = [place for place in (root, *(root / name for name in FOLDERS)) if place.exists()] or [
        root.parent
    ]
    refused = [str(place) for place in places if not os.access(place, os.W_OK | os.X_OK)]
    subject = Sentence("Data folder", "โฟลเดอร์ข้อมูล")
    if not refused:
        return Finding(subject, Sentence(str(root), str(root)))
    listed = ", ".join(refused)
    return Finding(
        subject,
        Sentence(f"cannot be written to: {listed}", f"เขียนไม่ได้: {listed}"),
        Sentence(
            "let the account of Samphan own it, or name another folder in SAMPHAN_DATA",
            "กรุณาให้บัญชีที่เปิดระบบเป็นเจ้าของโฟลเดอร์ หรือกำหนดโฟลเดอร์อื่นใน SAMPHAN_DATA",
        ),
    )


def _space(environment: Environment) -> Finding:
    place = next(place for place in (environment.data_dir, *environment.data_dir.parents) if place.exists())
    free = shutil.disk_usage(place).free
    state = Sentence(f"{free / 1e9:.1f} GB free", f"ว่าง {free / 1e9:.1f} GB")
    mend = Sentence("make room: 1 GB at least", "กรุณาเพิ่มพื้นที่ว่างให้เหลืออย่างน้อย 1 GB")
    return Finding(Sentence("Disk", "พื้นที่ดิสก์"), state, None if free >= ENOUGH_BYTES else mend)


def _fonts() -> Finding:
    folder = Path(kit.__file__).parent / "documents" / "fonts"
    missing = [style for style in FONT_STYLES if not _is_font(folder, style)]
    listed = ", ".join(missing or FONT_STYLES)
    return Finding(
        Sentence("Fonts of documents", "แบบอักษรของเอกสาร"),
        Sentence(f"missing: {listed}", f"ไม่พบ {listed}") if missing else Sentence(listed, listed),
        Sentence("install Samphan again", "กรุณาติดตั้งสัมพันธ์ใหม่") if missing else None,
    )


def _is_font(folder: Path, style: str) -> bool:
    path = folder / f"SamphanSarabun-{style}.ttf"
    return path.is_file() and path.read_bytes()[:4] == TRUETYPE


def _mail(environment: Environment) -> Finding:
    subject = Sentence("Outgoing mail", "อีเมลขาออก")
    mail = environment.email
    if mail is None:
        if environment.outbox_page:
            return Finding(subject, Sentence("shown on the outbox page", "แสดงในหน้ากล่องข้อความออก"))
        return Finding(
            subject,
            Sentence("no mail server", "ยังไม่มีเครื่องแม่ข่ายอีเมล"),
            Sentence(
                "set SAMPHAN_EMAIL_URL, as in smtp+tls://user:password@host:587",
                "กรุณากำหนด SAMPHAN_EMAIL_URL เช่น smtp+tls://user:password@host:587",
            ),
        )
    where = f"{mail.host}:{mail.port}"
    connect: Callable[..., smtplib.SMTP] = smtplib.SMTP_SSL if mail.use_ssl else smtplib.SMTP
    try:
        with connect(mail.host, mail.port, timeout=MAIL_SECONDS) as client:
            if mail.use_tls:
                client.starttls()
            if mail.user:
                client.login(mail.user, mail.password)
            client.noop()
    except (OSError, smtplib.SMTPException) as error:
        return Finding(
            subject,
            Sentence(f"{where} does not take mail ({error})", f"{where} ไม่รับอีเมล ({error})"),
            Sentence("check SAMPHAN_EMAIL_URL", "กรุณาตรวจ SAMPHAN_EMAIL_URL"),
        )
    return Finding(subject, Sentence(where, where))


def _tables(environment: Environment) -> Iterator[Finding]:
    from samphan.web.operations.migrate import pending

    count = pending(environment)
    yield Finding(
        Sentence("Tables", "ตารางข้อมูล"),
        Sentence(f"{count} migrations are pending", f"มีการปรับโครงสร้างที่ค้างอยู่ {count} รายการ")
        if count
        else Sentence("up to date", "เป็นปัจจุบัน"),
        Sentence("run: samphan migrate", "กรุณาสั่ง samphan migrate") if count else None,
    )
    if not count:
        yield _worker(environment)


def _worker(environment: Environment) -> Finding:
    with database.connect(environment, "app") as connection:
        row = connection.execute(
            """
            SELECT (SELECT count(*) FROM procrastinate_workers
                     WHERE last_heartbeat > now() - make_interval(secs => %s)),
                   (SELECT count(*) FROM procrastinate_jobs
                     WHERE status = 'todo' AND coalesce(scheduled_at, '-infinity') < now() - interval '1 minute')
            """,
            [HEARTBEAT_SECONDS],
        ).fetchone()
    workers, waiting = row or (0, 0)
    subject = Sentence("Worker", "ตัวประมวลผลเบื้องหลัง")
    if workers:
        return Finding(
            subject,
            Sentence(f"{workers} running, {waiting} jobs waiting", f"ทำงาน {workers} งานรอ {waiting}"),
        )
    stopped = Sentence(f"none is running, {waiting} jobs waiting", f"ไม่มีตัวใดทำงาน งานรอ {waiting}")
    if not waiting and not state.is_running(environment):
        return Finding(subject, stopped)
    return Finding(subject, stopped, Sentence("start it: samphan worker", "กรุณาเริ่มด้วยคำสั่ง samphan worker"))
