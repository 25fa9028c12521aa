"""What the environment may say, and what is answered when it says something else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from samphan.__main__ import COMMANDS
from samphan.kit.environment import (
    VARIABLES,
    BadVariableError,
    DatabaseConfig,
    Environment,
    MailServer,
    kept_secret,
)

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reference"
THAI = re.compile("[ก-๛]")


def test_read_when_nothing_is_set() -> None:
    environment = Environment.from_os({})
    assert environment.mode == "dev"
    assert environment.data_dir.name == "var"
    assert environment.base_url == "http://127.0.0.1:8000"
    assert environment.allowed_hosts == ("127.0.0.1", "localhost", "[::1]")
    assert environment.embedded
    assert environment.demo
    assert environment.outbox_page


def test_read_production(tmp_path: Path) -> None:
    environment = Environment.from_os(
        {
            "SAMPHAN_MODE": "prod",
            "SAMPHAN_DATA": str(tmp_path),
            "DATABASE_URL": "postgres://samphan_app:p%40ss@db.example:6432/samphan?sslmode=require",
            "DATABASE_OWNER_URL": "postgresql://samphan_owner@db.example/samphan",
            "SAMPHAN_SECRET_KEY": "k" * 40,
            "SAMPHAN_BASE_URL": "https://samphan.example.ac.th/",
            "SAMPHAN_ALLOWED_HOSTS": "www.example.ac.th, samphan",
            "SAMPHAN_EMAIL_URL": "smtp+tls://post:s3cret@mail.example",
            "SAMPHAN_FROM_EMAIL": "office@example.ac.th",
            "SAMPHAN_LOG_LEVEL": "warning",
        }
    )
    assert environment.database == DatabaseConfig(
        "db.example", 6432, "samphan_app", "p@ss", "samphan", {"sslmode": "require"}
    )
    assert environment.database_owner == DatabaseConfig(
        "db.example", 5432, "samphan_owner", "", "samphan", {}
    )
    assert environment.email == MailServer("mail.example", 587, "post", "s3cret", use_tls=True)
    assert environment.base_url == "https://samphan.example.ac.th"
    assert environment.allowed_hosts == (
        "www.example.ac.th",
        "samphan",
        "samphan.example.ac.th",
        "localhost",
        "127.0.0.1",
        "[::1]",
    )
    assert environment.log_level == "WARNING"
    assert not environment.demo
    assert not environment.outbox_page
    assert environment.secret_key == "k" * 40


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SAMPHAN_MODE", "production"),
        ("SAMPHAN_DATA", __file__),
        ("DATABASE_URL", "mysql://a@b/c"),
        ("DATABASE_URL", "postgres://role@host/"),
        ("DATABASE_URL", "postgres://host/name"),
        ("DATABASE_URL", "postgres://role@host:999999/name"),
        ("DATABASE_URL", "postgres://role@[bad/name"),
        ("DATABASE_OWNER_URL", "postgres://role@host/name"),
        ("SAMPHAN_SECRET_KEY", "short"),
        ("SAMPHAN_BASE_URL", "samphan.example.ac.th"),
        ("SAMPHAN_BASE_URL", "ftp://samphan.example.ac.th"),
        ("SAMPHAN_ALLOWED_HOSTS", "https://samphan.example.ac.th"),
        ("SAMPHAN_EMAIL_URL", "mail.example"),
        ("SAMPHAN_EMAIL_URL", "smtp://"),
        ("SAMPHAN_DEMO", "maybe"),
        ("SAMPHAN_LOG_LEVEL", "loud"),
        ("SAMPHAN_OUTBOX_PAGE", "2"),
    ],
)
def test_read_when_a_value_cannot_be_used(name: str, value: str) -> None:
    with pytest.raises(BadVariableError) as raised:
        Environment.from_os({name: value})
    sentence = raised.value.sentence
    assert name in sentence.en
    assert name in sentence.th
    assert "\n" not in sentence.en
    assert THAI.search(sentence.th)


def test_read_demo_in_production() -> None:
    with pytest.raises(BadVariableError, match="SAMPHAN_DEMO"):
        Environment.from_os({"SAMPHAN_MODE": "prod", "SAMPHAN_DEMO": "1"})


def test_passwords_stay_out_of_what_is_printed() -> None:
    environment = Environment.from_os(
        {
            "DATABASE_URL": "postgres://role:hidden1@host/name",
            "SAMPHAN_SECRET_KEY": "hidden2" * 10,
            "SAMPHAN_EMAIL_URL": "smtp://post:hidden3@host",
        }
    )
    assert "hidden" not in repr(environment)


def test_keep_secret_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "secret_key"
    first = kept_secret(path)
    assert kept_secret(path) == first
    assert len(first) >= 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["secret_key"]


def test_socket_folder_in_an_address() -> None:
    config = DatabaseConfig.from_url("postgres://role@/name?host=/run/postgresql")
    assert config.libpq() == {
        "host": "/run/postgresql",
        "port": "5432",
        "user": "role",
        "password": "",
        "dbname": "name",
    }


def test_every_variable_is_documented() -> None:
    text = (DOCS / "settings.md").read_text(encoding="utf-8")
    assert sorted(set(re.findall(r"^### `([A-Z_]+)`", text, re.MULTILINE))) == sorted(VARIABLES)


def test_every_command_is_documented() -> None:
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert sorted(set(re.findall(r"^### `samphan (\w+)", text, re.MULTILINE))) == sorted(COMMANDS)
