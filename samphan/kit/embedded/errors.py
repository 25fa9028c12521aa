"""What can go wrong with the server, as sentences for the person at the shell."""

from __future__ import annotations

import contextlib
import errno
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from samphan.kit.console import SpokenError

if TYPE_CHECKING:
    from collections.abc import Iterator


class EmbeddedServerError(SpokenError):
    """The server cannot be started, reached or stopped."""


def occupied(folder: Path) -> EmbeddedServerError:
    """Another process holds the lock of the folder, or a share in its server."""
    return EmbeddedServerError(
        f"Another process is using PostgreSQL in {folder}: stop it first.",
        f"มีกระบวนการอื่นใช้ PostgreSQL ใน {folder} อยู่ กรุณาหยุดกระบวนการนั้นก่อน",
    )


def not_running(folder: Path) -> EmbeddedServerError:
    """There is nothing to attach to."""
    return EmbeddedServerError(
        f"PostgreSQL in {folder} does not run: start Samphan there first.",
        f"PostgreSQL ใน {folder} ยังไม่ทำงาน กรุณาเริ่มสัมพันธ์ด้วยโฟลเดอร์นี้ก่อน",
    )


def unwritable(folder: Path) -> EmbeddedServerError:
    """This account may not write there."""
    return EmbeddedServerError(
        f"The folder {folder} cannot be written to: change its rights, or name another one in SAMPHAN_DATA.",
        f"เขียนลงโฟลเดอร์ {folder} ไม่ได้ กรุณาแก้สิทธิ์ของโฟลเดอร์ หรือกำหนดโฟลเดอร์อื่นใน SAMPHAN_DATA",
    )


def full(folder: Path) -> EmbeddedServerError:
    """No room to write there."""
    free = shutil.disk_usage(_existing(folder)).free // 1_000_000
    return EmbeddedServerError(
        f"The disk of {folder} is full ({free} MB are free): make room, or name another folder in SAMPHAN_DATA.",
        f"พื้นที่ดิสก์ของ {folder} เต็ม (เหลือ {free} MB) กรุณาเพิ่มพื้นที่ว่าง หรือกำหนดโฟลเดอร์อื่นใน SAMPHAN_DATA",
    )


def refuse_cramped(folder: Path, *, needed: int) -> None:
    """Raise `full` when fewer than `needed` bytes are free for a folder that may not exist yet."""
    if shutil.disk_usage(_existing(folder)).free < needed:
        raise full(folder)


@contextlib.contextmanager
def spoken(folder: Path) -> Iterator[None]:
    """Turn what the system refuses while `folder` is written to into one sentence."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise full(folder) from error
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            place = Path(error.filename or folder)
            raise unwritable(place if place.is_dir() else place.parent) from error
        raise


def _existing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.parents) if place.exists())


def other_major(folder: Path, *, found: int, own: int) -> EmbeddedServerError:
    """The data was written by another major version than the one that Samphan carries."""
    if found > own:
        return EmbeddedServerError(
            f"The data in {folder} was written by PostgreSQL {found}, and this Samphan carries {own}:"
            " run the newer Samphan again, or restore a backup into an empty folder.",
            f"ข้อมูลใน {folder} เขียนโดย PostgreSQL {found} แต่สัมพันธ์รุ่นนี้ใช้ PostgreSQL {own}"
            " กรุณาใช้สัมพันธ์รุ่นที่ใหม่กว่าตามเดิม หรือกู้คืนข้อมูลสำรองลงในโฟลเดอร์ว่าง",
        )
    return EmbeddedServerError(
        f"The data in {folder} was written by PostgreSQL {found}, and this Samphan carries {own}:"
        " restore the last backup into an empty folder (samphan restore).",
        f"ข้อมูลใน {folder} เขียนโดย PostgreSQL {found} แต่สัมพันธ์รุ่นนี้ใช้ PostgreSQL {own}"
        " กรุณากู้คืนข้อมูลสำรองล่าสุดลงในโฟลเดอร์ว่าง (samphan restore)",
    )


def lost(folder: Path, place: Path) -> EmbeddedServerError:
    """The link to the cluster leads nowhere."""
    return EmbeddedServerError(
        f"The database of {folder} lay in {place}, which is gone: restore the last backup into an empty folder.",
        f"ฐานข้อมูลของ {folder} เคยอยู่ใน {place} ซึ่งหายไปแล้ว กรุณากู้คืนข้อมูลสำรองล่าสุดลงในโฟลเดอร์ว่าง",
    )


def blind_to_thai() -> EmbeddedServerError:
    """The locale of the cluster hides Thai letters from pg_trgm."""
    return EmbeddedServerError(
        "This PostgreSQL does not see Thai letters, so that search would find nothing.",
        "PostgreSQL ชุดนี้ไม่รู้จักอักษรไทย การค้นหาจะไม่พบข้อมูลใด",
    )


def refused(folder: Path, log: Path, reason: str) -> EmbeddedServerError:
    """It does not start, for the reason it gave itself."""
    return EmbeddedServerError(
        f"PostgreSQL in {folder} does not start: {reason} (see {log}).",
        f"เริ่ม PostgreSQL ใน {folder} ไม่สำเร็จ: {reason} (ดู {log})",
    )


def does_not_stop(reason: str) -> EmbeddedServerError:
    """It goes on running after it was told to stop."""
    return EmbeddedServerError(f"PostgreSQL does not stop: {reason}", f"หยุด PostgreSQL ไม่สำเร็จ: {reason}")
