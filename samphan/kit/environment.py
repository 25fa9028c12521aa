"""The one place where environment variables are read, and what they may say.

Everything else receives a frozen `Environment`. A value that cannot be used raises `BadVariableError` with one
sentence that names the variable, so that the commands can print it and stop. `docs/reference/settings.md` describes
every variable; a test compares the two.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, Self, TypedDict
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from samphan.kit.console import SpokenError

if TYPE_CHECKING:
    from collections.abc import Mapping

type Mode = Literal["dev", "test", "prod"]

MODES: Final[tuple[Mode, ...]] = ("dev", "test", "prod")
LOG_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")
DEFAULT_BASE_URL: Final = "http://127.0.0.1:8000"
LOCAL_HOSTS: Final = ("localhost", "127.0.0.1", "[::1]")
VARIABLES: Final = (
    "SAMPHAN_MODE",
    "SAMPHAN_DATA",
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "SAMPHAN_SECRET_KEY",
    "SAMPHAN_BASE_URL",
    "SAMPHAN_ALLOWED_HOSTS",
    "SAMPHAN_EMAIL_URL",
    "SAMPHAN_FROM_EMAIL",
    "SAMPHAN_DEMO",
    "SAMPHAN_LOG_LEVEL",
    "SAMPHAN_OUTBOX_PAGE",
)

_SECRET_KEY_BYTES: Final = 48
_SECRET_KEY_MINIMUM: Final = 32
_POSTGRES_PORT: Final = 5432
_SMTP_PORTS: Final = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


class BadVariableError(SpokenError):
    """An environment variable holds a value that cannot be used; the message is one sentence naming it."""


class DjangoDatabase(TypedDict):
    """The part of a Django `DATABASES` entry that says where the database is."""

    ENGINE: str
    HOST: str
    PORT: str
    USER: str
    PASSWORD: str
    NAME: str
    OPTIONS: dict[str, str]


@dataclass(frozen=True, slots=True)
class DatabaseConfig:
    """Where a PostgreSQL database is and who connects to it.

    `host` is a name, an address, or the absolute path of a folder holding a unix socket. `options` are further libpq
    parameters (for example `sslmode`).
    """

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    name: str
    options: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_url(cls, url: str, *, variable: str = "DATABASE_URL") -> Self:
        """Parse `postgres://user:password@host:port/name?sslmode=require`; `?host=/folder` means a unix socket."""
        parts = _split(url, variable)
        if parts.scheme not in {"postgres", "postgresql"}:
            raise BadVariableError(
                f"{variable} must begin with postgres:// (PostgreSQL is the only database).",
                f"{variable} ต้องขึ้นต้นด้วย postgres:// (ระบบใช้ฐานข้อมูล PostgreSQL เท่านั้น)",
            )
        options = dict(parse_qsl(parts.query))
        host = options.pop("host", "") or unquote(parts.hostname or "") or "localhost"
        name = unquote(parts.path.lstrip("/"))
        if not name:
            raise BadVariableError(
                f"{variable} must end with the name of the database, as in …/samphan.",
                f"{variable} ต้องลงท้ายด้วยชื่อฐานข้อมูล เช่น …/samphan",
            )
        if not parts.username:
            raise BadVariableError(
                f"{variable} must name the role that connects, as in postgres://role:password@host/…",
                f"{variable} ต้องระบุบทบาทที่ใช้เชื่อมต่อ เช่น postgres://role:password@host/…",
            )
        return cls(
            host=host,
            port=_port(parts, variable) or _POSTGRES_PORT,
            user=unquote(parts.username),
            password=unquote(parts.password or ""),
            name=name,
            options=options,
        )

    def django(self) -> DjangoDatabase:
        """The same as an entry of Django's `DATABASES`, to which settings add pool and limits."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": self.host,
            "PORT": str(self.port),
            "USER": self.user,
            "PASSWORD": self.password,
            "NAME": self.name,
            "OPTIONS": dict(self.options),
        }

    def libpq(self) -> dict[str, Any]:
        """The same as keyword arguments of `psycopg.connect`."""
        return {
            **self.options,
            "host": self.host,
            "port": str(self.port),
            "user": self.user,
            "password": self.password,
            "dbname": self.name,
        }


@dataclass(frozen=True, slots=True)
class MailServer:
    """An SMTP server that takes outgoing mail."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    use_tls: bool = False
    use_ssl: bool = False

    @classmethod
    def from_url(cls, url: str, *, variable: str = "SAMPHAN_EMAIL_URL") -> Self:
        """Parse `smtp://`, `smtp+tls://` (STARTTLS) or `smtps://` (TLS from the start), `user:password@host:port`."""
        parts = _split(url, variable)
        if parts.scheme not in _SMTP_PORTS:
            raise BadVariableError(
                f"{variable} must begin with smtp://, smtp+tls:// or smtps://.",
                f"{variable} ต้องขึ้นต้นด้วย smtp://, smtp+tls:// หรือ smtps://",
            )
        if not parts.hostname:
            raise BadVariableError(
                f"{variable} must name the mail server, as in smtp+tls://user:password@host:587.",
                f"{variable} ต้องระบุเครื่องแม่ข่ายอีเมล เช่น smtp+tls://user:password@host:587",
            )
        return cls(
            host=parts.hostname,
            port=_port(parts, variable) or _SMTP_PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            use_tls=parts.scheme == "smtp+tls",
            use_ssl=parts.scheme == "smtps",
        )


@dataclass(frozen=True, slots=True)
class Environment:
    """What the surroundings say about this installation.

    `database` is the connection of the pages and of the worker, as a role that can neither change tables nor step
    around row-level security; `database_owner` migrates. Both are `None` with the embedded server, which keeps its
    own roles (`samphan.kit.embedded`).
    """

    mode: Mode
    data_dir: Path
    base_url: str
    allowed_hosts: tuple[str, ...]
    from_email: str
    database: DatabaseConfig | None = None
    database_owner: DatabaseConfig | None = None
    email: MailServer | None = None
    given_secret_key: str | None = field(default=None, repr=False)
    demo: bool = False
    log_level: str = "INFO"
    outbox_page: bool = False

    @classmethod
    def from_os(cls, variables: Mapping[str, str] = os.environ) -> Self:
        """Read and check every variable.

        Raises:
            BadVariableError: the first variable whose value cannot be used.
        """
        mode = _mode(variables)
        database = _database(variables, "DATABASE_URL")
        owner = _database(variables, "DATABASE_OWNER_URL")
        if owner is not None and database is None:
            raise BadVariableError(
                "DATABASE_OWNER_URL is set without DATABASE_URL: set both, or neither.",
                "มีการกำหนด DATABASE_OWNER_URL โดยไม่ได้กำหนด DATABASE_URL กรุณากำหนดทั้งคู่ หรือไม่กำหนดเลย",
            )
        base_url = _base_url(variables)
        mail = _text(variables, "SAMPHAN_EMAIL_URL")
        demo = _flag(variables, "SAMPHAN_DEMO", default=mode == "dev")
        if demo and mode == "prod":
            raise BadVariableError(
                "SAMPHAN_DEMO cannot be set in production: the demo has accounts of its own.",
                "ไม่อนุญาตให้กำหนด SAMPHAN_DEMO ในระบบใช้งานจริง เนื่องจากข้อมูลสาธิตมีบัญชีผู้ใช้ของตนเอง",
            )
        return cls(
            mode=mode,
            data_dir=_data_dir(variables, mode),
            base_url=base_url,
            allowed_hosts=_allowed_hosts(variables, base_url),
            from_email=_text(variables, "SAMPHAN_FROM_EMAIL") or "samphan@localhost",
            database=database,
            database_owner=owner,
            email=MailServer.from_url(mail) if mail else None,
            given_secret_key=_given_secret_key(variables),
            demo=demo,
            log_level=_log_level(variables),
            outbox_page=_flag(variables, "SAMPHAN_OUTBOX_PAGE", default=mode != "prod"),
        )

    @property
    def embedded(self) -> bool:
        """Whether the database is the embedded server of the data folder."""
        return self.database is None

    @property
    def secret_key(self) -> str:
        """The given key, or the one kept in the data folder, made at the first call (mode 0600)."""
        return self.given_secret_key or kept_secret(self.data_dir / "keys" / "secret_key", _SECRET_KEY_BYTES)

    @property
    def settings_module(self) -> str:
        """The Django settings of this mode."""
        return f"samphan.settings.{self.mode}"

    def announce(self) -> None:
        """Tell Django, in this process and its children, which settings to load."""
        os.environ["DJANGO_SETTINGS_MODULE"] = self.settings_module


def kept_secret(path: Path, length: int = 32) -> str:
    """The secret kept in `path`; a random one of `length` bytes is made when there is none.

    Two processes that ask at once get the same secret: the file is written beside and linked into place, which
    fails for the second.
    """
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    scratch = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(length))
        with contextlib.suppress(FileExistsError):
            os.link(scratch, path)
    finally:
        scratch.unlink()
    return path.read_text(encoding="ascii").strip()


def clone_root() -> Path | None:
    """The folder of the clone that this code runs from, or `None` when it was installed from a wheel."""
    root = Path(__file__).resolve().parents[2]
    return root if (root / "pyproject.toml").is_file() else None


def user_data_dir() -> Path:
    """Where the platform wants an installed program to keep its data."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Samphan"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "Samphan"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "samphan"


def _text(variables: Mapping[str, str], name: str) -> str:
    return variables.get(name, "").strip()


def _flag(variables: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = _text(variables, name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise BadVariableError(f"{name} must be 1 or 0, not {value!r}.", f"{name} ต้องเป็น 1 หรือ 0 ไม่ใช่ {value!r}")


def _split(url: str, variable: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        raise BadVariableError(
            f"{variable} is not an address that can be read.", f"{variable} ไม่ใช่ที่อยู่ที่อ่านได้"
        ) from None


def _port(parts: SplitResult, variable: str) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise BadVariableError(
            f"{variable} has a port that is not a number from 1 to 65535.",
            f"หมายเลขพอร์ตใน {variable} ต้องเป็นตัวเลขตั้งแต่ 1 ถึง 65535",
        ) from None


def _mode(variables: Mapping[str, str]) -> Mode:
    value = _text(variables, "SAMPHAN_MODE")
    if not value:
        return "dev" if clone_root() else "prod"
    if value not in MODES:
        raise BadVariableError(
            f"SAMPHAN_MODE must be dev, test or prod, not {value!r}.",
            f"SAMPHAN_MODE ต้องเป็น dev, test หรือ prod ไม่ใช่ {value!r}",
        )
    return value


def _data_dir(variables: Mapping[str, str], mode: Mode) -> Path:
    value = _text(variables, "SAMPHAN_DATA")
    if value:
        path = Path(value).expanduser()
        if path.exists() and not path.is_dir():
            raise BadVariableError(
                f"SAMPHAN_DATA must be a folder, and {path} is a file.",
                f"SAMPHAN_DATA ต้องเป็นโฟลเดอร์ แต่ {path} เป็นไฟล์",
            )
        return path.absolute()
    root = clone_root()
    home = root / "var" if root else user_data_dir()
    return home / "test" if mode == "test" else home


def _database(variables: Mapping[str, str], name: str) -> DatabaseConfig | None:
    url = _text(variables, name)
    return DatabaseConfig.from_url(url, variable=name) if url else None


def _base_url(variables: Mapping[str, str]) -> str:
    value = _text(variables, "SAMPHAN_BASE_URL") or DEFAULT_BASE_URL
    parts = _split(value, "SAMPHAN_BASE_URL")
    _port(parts, "SAMPHAN_BASE_URL")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise BadVariableError(
            "SAMPHAN_BASE_URL must be an address such as https://samphan.example.ac.th.",
            "SAMPHAN_BASE_URL ต้องเป็นที่อยู่เว็บ เช่น https://samphan.example.ac.th",
        )
    return value.rstrip("/")


def _allowed_hosts(variables: Mapping[str, str], base_url: str) -> tuple[str, ...]:
    given = [host.strip() for host in _text(variables, "SAMPHAN_ALLOWED_HOSTS").split(",") if host.strip()]
    if any("/" in host or " " in host for host in given):
        raise BadVariableError(
            "SAMPHAN_ALLOWED_HOSTS must hold host names separated by commas, without http://.",
            "SAMPHAN_ALLOWED_HOSTS ต้องเป็นชื่อเครื่องคั่นด้วยจุลภาค โดยไม่มี http://",
        )
    own = urlsplit(base_url).hostname or ""
    return tuple(dict.fromkeys([*given, own, *LOCAL_HOSTS]))


def _given_secret_key(variables: Mapping[str, str]) -> str | None:
    value = _text(variables, "SAMPHAN_SECRET_KEY")
    if value and len(value) < _SECRET_KEY_MINIMUM:
        raise BadVariableError(
            f"SAMPHAN_SECRET_KEY must have at least {_SECRET_KEY_MINIMUM} characters.",
            f"SAMPHAN_SECRET_KEY ต้องยาวอย่างน้อย {_SECRET_KEY_MINIMUM} อักขระ",
        )
    return value or None


def _log_level(variables: Mapping[str, str]) -> str:
    value = _text(variables, "SAMPHAN_LOG_LEVEL").upper() or "INFO"
    if value not in LOG_LEVELS:
        raise BadVariableError(
            f"SAMPHAN_LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}, not {value!r}.",
            f"SAMPHAN_LOG_LEVEL ต้องเป็นค่าใดค่าหนึ่งใน {', '.join(LOG_LEVELS)} ไม่ใช่ {value!r}",
        )
    return value
