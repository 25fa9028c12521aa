"""Notices that mailings often begin with: data of the catalogue (``catalogue/messages``), in both languages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from samphan import catalogue
from samphan.comms.models import Anchor, MailingKind
from samphan.kit.bilingual import Bilingual

if TYPE_CHECKING:
    from samphan.catalogue import Node


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: its words, whom it is for, and when it usually leaves (``anchor`` empty: when somebody sends it)."""

    code: str
    about: str
    kind: str
    segment: str
    name_th: str
    name_en: str
    subject_th: str
    subject_en: str
    body_th: str
    body_en: str
    anchor: str = ""
    offset_days: int | None = None
    send_time: dt.time = dt.time(9)
    follows_segment: bool = False

    name = Bilingual()


@lru_cache(maxsize=1)
def _all() -> tuple[Notice, ...]:
    found = []
    for pack in catalogue.read("messages").values():
        fields = pack.fields(required="code about notices")
        found += [_notice(fields["about"].text(), each) for each in fields["notices"].entries()]
    return tuple(found)


def notices(about_kind: str) -> list[Notice]:
    """The notices for a kind of record, in the order of the catalogue.

    Raises:
        samphan.catalogue.PackError: a pack cannot be used; the message says where and why.
    """
    return [each for each in _all() if each.about == about_kind]


def notice(about_kind: str, code: str) -> Notice | None:
    """One notice by its code."""
    return next((each for each in notices(about_kind) if each.code == code), None)


def _notice(about: str, node: Node) -> Notice:
    fields = node.fields(
        required="code kind segment name_th name_en subject_th subject_en body_th body_en",
        optional="anchor days",
    )
    has_schedule = fields["anchor"].value is not None
    return Notice(
        about=about,
        code=fields["code"].text(),
        kind=fields["kind"].one_of(*MailingKind.values),
        anchor=fields["anchor"].one_of(*Anchor.values) if has_schedule else "",
        offset_days=fields["days"].number() if has_schedule else None,
        segment=fields["segment"].text(),
        name_th=fields["name_th"].text(),
        name_en=fields["name_en"].text(),
        subject_th=fields["subject_th"].text(),
        subject_en=fields["subject_en"].text(),
        body_th=fields["body_th"].text(),
        body_en=fields["body_en"].text(),
        follows_segment=has_schedule,
    )
