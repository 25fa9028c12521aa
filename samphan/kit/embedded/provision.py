"""The roles and databases of an installation, as SQL that may run again at any time.

Four roles, from the first start on:

`samphan_owner` owns the database and migrates; it is no superuser.
`samphan_app` serves pages and jobs: it owns nothing and cannot step around row-level security.
`samphan_search` cannot log in; it owns the one search function that reads the search table past its policy.
`samphan_backup` cannot log in; the owner turns into it to copy every row, which row-level security hides even from
the owner of a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, LiteralString

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from samphan.kit.embedded.server import Server

type Role = Literal["app", "owner", "superuser"]

OWNER: Final = "samphan_owner"
APP: Final = "samphan_app"
SEARCH: Final = "samphan_search"
BACKUP: Final = "samphan_backup"
SUPERUSER: Final = "postgres"
DATABASE: Final = "samphan"
ROLE_NAMES: Final[dict[Role, str]] = {"app": APP, "owner": OWNER, "superuser": SUPERUSER}

MEASURING: Final = "pg_stat_statements"
EXTENSIONS: Final = ("pg_trgm", "btree_gist", "btree_gin", MEASURING)
"""Made by the superuser, because the owner may not. The last one is for measuring only."""

_COMMON: Final = "NOSUPERUSER NOCREATEROLE NOBYPASSRLS NOREPLICATION"
_OWNER_ATTRIBUTES: Final = f"LOGIN CREATEDB {_COMMON}"
_APP_ATTRIBUTES: Final = f"LOGIN NOCREATEDB {_COMMON}"
_SEARCH_ATTRIBUTES: Final = f"NOLOGIN NOCREATEDB {_COMMON}"
_BACKUP_ATTRIBUTES: Final = "NOLOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION BYPASSRLS"
_MEMBERSHIPS: Final = (
    f"GRANT {SEARCH} TO {OWNER} WITH ADMIN OPTION",
    f"GRANT pg_read_all_data TO {BACKUP}",
    f"GRANT {BACKUP} TO {OWNER} WITH INHERIT FALSE, SET TRUE",
)


def ensure_roles(superuser: psycopg.Connection, *, owner_password: str, app_password: str) -> None:
    """Make those of the roles that are missing."""
    wanted: dict[str, tuple[LiteralString, str | None]] = {
        OWNER: (_OWNER_ATTRIBUTES, owner_password),
        APP: (_APP_ATTRIBUTES, app_password),
        SEARCH: (_SEARCH_ATTRIBUTES, None),
        BACKUP: (_BACKUP_ATTRIBUTES, None),
    }
    known = {name for (name,) in superuser.execute("SELECT rolname FROM pg_roles").fetchall()}
    missing = wanted.keys() - known
    for name in missing:
        attributes, password = wanted[name]
        statement = sql.SQL("CREATE ROLE {} {}").format(sql.Identifier(name), sql.SQL(attributes))
        if password is not None:
            statement += sql.SQL(" PASSWORD {}").format(sql.Literal(password))
        superuser.execute(statement)
    if missing:
        for grant in _MEMBERSHIPS:
            superuser.execute(grant)


def ensure_database(server: Server, name: str = DATABASE, *, template: str | None = None) -> None:
    """Make the database `name` on a running server, with its extensions and the rights of the roles.

    With `template` it begins as a copy of that database (to which nobody may be connected). May be called again.
    """
    with psycopg.connect(**server.config("superuser", "postgres").libpq(), autocommit=True) as superuser:
        known = superuser.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not known:
            superuser.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template or "template1")
                )
            )
        superuser.execute(_database_rights(name))
    if known or template is None:
        with psycopg.connect(**server.config("superuser", name).libpq(), autocommit=True) as superuser:
            superuser.execute(_inner_rights(EXTENSIONS))


def _database_rights(name: str) -> sql.Composed:
    """Rights on the database itself, which a copy does not inherit."""
    return sql.SQL(
        "REVOKE ALL ON DATABASE {database} FROM PUBLIC;\n"
        "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {owner}, {app};"
    ).format(database=sql.Identifier(name), owner=sql.Identifier(OWNER), app=sql.Identifier(APP))


def _inner_rights(extensions: tuple[str, ...]) -> sql.Composed:
    """Extensions and rights inside the database one is connected to."""
    made = [
        sql.SQL("CREATE EXTENSION IF NOT EXISTS {};\n").format(sql.Identifier(extension))
        for extension in extensions
    ]
    # The search role may CREATE so that migrations can give it its function; it has no login to use that itself.
    rights = sql.SQL(
        "ALTER SCHEMA public OWNER TO {owner};\n"
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC;\n"
        "GRANT USAGE ON SCHEMA public TO {app};\n"
        "GRANT USAGE, CREATE ON SCHEMA public TO {search};\n"
    ).format(owner=sql.Identifier(OWNER), app=sql.Identifier(APP), search=sql.Identifier(SEARCH))
    return sql.Composed([*made, rights, default_rights()])


def default_rights(*, given: bool = True) -> sql.Composed:
    """What the pages may do with tables that the owner makes from now on; `given=False` takes it back.

    A restore takes it back first: it would otherwise widen rights that a migration has narrowed.
    """
    verb, word = ("GRANT", "TO") if given else ("REVOKE", "FROM")
    scope = sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public ").format(sql.Identifier(OWNER))
    rights = (("SELECT, INSERT, UPDATE, DELETE", "TABLES"), ("USAGE, SELECT", "SEQUENCES"))
    return sql.Composed(
        [
            scope + sql.SQL(f"{verb} {what} ON {kind} {word} ") + sql.Identifier(APP) + sql.SQL(";\n")
            for what, kind in rights
        ]
    )


def roles_sql() -> str:
    """What the administrator of another PostgreSQL server runs once, as a script for psql; it asks for passwords."""
    return "\n".join(
        (
            f"CREATE ROLE {OWNER} {_OWNER_ATTRIBUTES};",
            f"CREATE ROLE {APP} {_APP_ATTRIBUTES};",
            f"CREATE ROLE {SEARCH} {_SEARCH_ATTRIBUTES};",
            f"CREATE ROLE {BACKUP} {_BACKUP_ATTRIBUTES};",
            *(f"{statement};" for statement in _MEMBERSHIPS),
            f"\\password {OWNER}",
            f"\\password {APP}",
            f"CREATE DATABASE {DATABASE} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';",
            _database_rights(DATABASE).as_string(),
            f"\\connect {DATABASE}",
            _inner_rights(tuple(name for name in EXTENSIONS if name != MEASURING)).as_string(),
        )
    )
