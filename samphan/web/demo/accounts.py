"""The accounts of the demo: one a persona, with passwords of this installation's own."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from django.conf import settings

from samphan.accounts.models import User

WORDS: Final = (
    "ban", "nam", "din", "fai", "lom", "fon", "dokmai", "phukhao", "thale", "nok", "pla", "chang", "kluai", "mamuang",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody of the demo: role in the first network ("" for none) and the organisation spoken for."""

    key: str
    name_th: str
    name_en: str
    role: str
    represents: str = ""


PERSONAS: Final = (
    Persona("secretariat", "สมศรี เลขาดี", "Somsri Lekhadi", "secretariat"),
    Persona("board", "ศ.ดร.บรรจง กรรมการ", "Banchong Kammakan", "board_member"),
    Persona("coordinator-cmu", "พิมพ์ชนก ใจงาม", "Pimchanok Jaingam", "coordinator", "cmu"),
    Persona("coordinator-swu", "กิตติพงศ์ แปลไว", "Kittipong Plaewai", "coordinator", "swu"),
    Persona("lead", "ดร.โครงการ นำทาง", "Khrongkan Namthang", "project_lead"),
    Persona("helper", "ช่วยงาน วันประชุม", "Chuaingan Wanprachum", "event_helper"),
    Persona("partner", "ลุงทอง ชุมชน", "Thong Chumchon", "community_partner"),
    Persona("outsider", "คนนอก ผ่านมา", "Khonnok Phanma", ""),
)


@dataclass(frozen=True, slots=True)
class Account:
    """How a persona signs in."""

    persona: str
    email: str
    password: str


def path() -> Path:
    """Where the accounts are kept, readable by the owner of the installation alone."""
    return Path(settings.DATA_DIR) / "demo-accounts.json"


def accounts() -> list[Account]:
    """The accounts of this installation's demo; none when there is no demo."""
    try:
        return [Account(**each) for each in json.loads(path().read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return []


def make() -> dict[str, User]:
    """One user a persona, with a random password each, written down in a 0600 file."""
    made, known = {}, []
    for persona in PERSONAS:
        account = Account(persona.key, f"{persona.key}@demo.example", _password())
        made[persona.key] = User.objects.make(
            email=account.email,
            name=persona.name_th,
            password=account.password,
            is_operator=persona.key == "secretariat",
        )
        known.append(asdict(account))
    descriptor = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(known, file, indent=2)
    return made


def _password() -> str:
    words = [secrets.choice(WORDS) for _each in range(4)]
    return f"{'-'.join(words)}-{secrets.randbelow(9000) + 1000}"
