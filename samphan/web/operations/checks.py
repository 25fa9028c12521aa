"""What must be true of the database before a page is served. Start-up refuses anything else; doctor explains it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from samphan.kit.console import Sentence, SpokenError
from samphan.web.operations import database

if TYPE_CHECKING:
    import psycopg

    from samphan.kit.environment import Environment

OLDEST_SERVER: Final = 16
NEEDED_EXTENSIONS: Final = ("btree_gin", "btree_gist", "pg_trgm")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what, how it is, and how to mend it when it is not well."""

    subject: Sentence
    state: Sentence
    mend: Sentence | None = None

    @property
    def well(self) -> bool:
        """Whether there is nothing to mend."""
        return self.mend is None


ADMINISTRATOR: Final = Sentence(
    "the administrator of the server runs the SQL that `samphan doctor --sql` prints",
    "ให้ผู้ดูแลเครื่องแม่ข่ายสั่งคำสั่ง SQL ที่ samphan doctor --sql แสดง",
)


def of_database(environment: Environment) -> list[Finding]:
    """Version, roles, extensions, Thai letters: seen as the role that serves the pages."""
    with database.connect(environment, "app") as connection:
        found = [_version(connection), _app_role(connection), _extensions(connection), _letters(connection)]
    if environment.database is None or environment.database_owner is not None:
        found.append(_owner_role(environment))
    return found


def refuse_unsafe(environment: Environment) -> None:
    """Stop before serving when something of the database is not as it must be.

    Raises:
        SpokenError: the first thing that is not, and how to mend it.
    """
    for finding in of_database(environment):
        if finding.mend is not None:
            raise SpokenError(
                f"{finding.subject.en}: {finding.state.en}; {finding.mend.en}.",
                f"{finding.subject.th}: {finding.state.th} {finding.mend.th}",
            )


def _version(connection: psycopg.Connection) -> Finding:
    major = connection.info.server_version // 10_000
    return Finding(
        Sentence("PostgreSQL", "PostgreSQL"),
        Sentence(f"version {major}", f"รุ่น {major}"),
        None
        if major >= OLDEST_SERVER
        else Sentence(
            f"use a server of version {OLDEST_SERVER} or newer",
            f"กรุณาใช้เครื่องแม่ข่ายรุ่น {OLDEST_SERVER} ขึ้นไป",
        ),
    )


def _app_role(connection: psycopg.Connection) -> Finding:
    row = connection.execute(
        """
        SELECT rolname,
               rolsuper,
               rolbypassrls,
               rolcreaterole,
               pg_has_role(oid, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'MEMBER'),
               EXISTS (
                   SELECT FROM pg_class
                    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                      AND pg_has_role(pg_roles.oid, relowner, 'MEMBER')
               ),
               EXISTS (SELECT FROM pg_roles AS other WHERE other.rolbypassrls AND pg_has_role(pg_roles.oid, other.oid, 'MEMBER'))
          FROM pg_roles
         WHERE rolname = current_user
        """
    ).fetchone()
    name, *powers = row or ("?", True)
    names = (
        "SUPERUSER",
        "BYPASSRLS",
        "CREATEROLE",
        "OWNER (DATABASE)",
        "OWNER (TABLE)",
        "MEMBER OF BYPASSRLS",
    )
    held = [power for power, is_held in zip(names, powers, strict=False) if is_held]
    subject = Sentence("The role of the pages", "บทบาทของหน้าเว็บ")
    if not held:
        return Finding(subject, Sentence(f"{name}, without special powers", f"{name} ไม่มีอำนาจพิเศษ"))
    return Finding(
        subject,
        Sentence(
            f"{name} could step around row-level security ({', '.join(held)})",
            f"{name} อาจข้ามการแยกข้อมูลระดับแถวได้ ({', '.join(held)})",
        ),
        Sentence(
            "let DATABASE_URL name samphan_app; " + ADMINISTRATOR.en,
            "กรุณาให้ DATABASE_URL ใช้บทบาท samphan_app และ" + ADMINISTRATOR.th,
        ),
    )


def _owner_role(environment: Environment) -> Finding:
    with database.connect(environment, "owner") as connection:
        row = connection.execute(
            """
            SELECT rolname,
                   rolsuper,
                   pg_has_role(oid, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'USAGE'),
                   (SELECT count(*) FROM pg_roles AS other
                     WHERE other.rolname IN ('samphan_search', 'samphan_backup')
                       AND pg_has_role(pg_roles.oid, other.oid, 'MEMBER'))
              FROM pg_roles
             WHERE rolname = current_user
            """
        ).fetchone()
    name, is_superuser, is_owner, helpers = row or ("?", True, False, 0)
    subject = Sentence("The role that migrates", "บทบาทที่ปรับโครงสร้างฐานข้อมูล")
    if is_superuser:
        state = Sentence(f"{name} is a superuser", f"{name} เป็น superuser")
    elif not is_owner:
        state = Sentence(f"{name} does not own the database", f"{name} ไม่ได้เป็นเจ้าของฐานข้อมูล")
    elif helpers != 2:
        state = Sentence(
            f"{name} lacks the roles samphan_search and samphan_backup",
            f"{name} ยังไม่ได้รับบทบาท samphan_search และ samphan_backup",
        )
    else:
        return Finding(subject, Sentence(f"{name}, owner of the database", f"{name} เป็นเจ้าของฐานข้อมูล"))
    return Finding(subject, state, ADMINISTRATOR)


def _extensions(connection: psycopg.Connection) -> Finding:
    have = {name for (name,) in connection.execute("SELECT extname FROM pg_extension").fetchall()}
    missing = [name for name in NEEDED_EXTENSIONS if name not in have]
    listed = ", ".join(missing or NEEDED_EXTENSIONS)
    return Finding(
        Sentence("Extensions", "ส่วนขยายของฐานข้อมูล"),
        Sentence(f"missing: {listed}", f"ไม่มี {listed}") if missing else Sentence(listed, listed),
        ADMINISTRATOR if missing else None,
    )


def _letters(connection: psycopg.Connection) -> Finding:
    row = connection.execute(
        "SELECT datctype, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"
    ).fetchone()
    locale, encoding = row or ("?", "?")
    has_trigrams = connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'").fetchone()
    sees = has_trigrams and connection.execute("SELECT show_trgm('ก') <> '{}'").fetchone() == (True,)
    well = bool(sees) and encoding == "UTF8"
    return Finding(
        Sentence("Thai letters in searches", "การค้นหาอักษรไทย"),
        Sentence(f"{encoding}, {locale}", f"{encoding}, {locale}")
        if well
        else Sentence(f"not seen under {encoding}, {locale}", f"มองไม่เห็นอักษรไทยภายใต้ {encoding}, {locale}"),
        None
        if well
        else Sentence(
            "make the database anew with ENCODING 'UTF8' LOCALE 'C.UTF-8'",
            "กรุณาสร้างฐานข้อมูลใหม่ด้วย ENCODING 'UTF8' LOCALE 'C.UTF-8'",
        ),
    )
