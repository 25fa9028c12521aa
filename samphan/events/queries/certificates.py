"""Certificates: who has earned one, what it says, and what its public page shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q
from django.urls import reverse

from samphan.events.models import AttendanceRule, Certificate, CheckIn, Registration
from samphan.events.models.certificates import ALPHABET, CODE_LENGTH
from samphan.events.queries.checkin import station
from samphan.events.queries.papers import picture
from samphan.events.queries.presence import came
from samphan.kit.documents.certificates import CertificatePage, Certificates
from samphan.kit.thai.dates import format_date, format_range

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from samphan.events.models import CertificateRule, Event
    from samphan.kit.actor import Actor
    from samphan.kit.components import ListState
    from samphan.kit.documents.model import Language

#: What people read into a code that is not in its alphabet.
_MISREAD: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_NO_CODE: Final = re.compile(rf"[^{ALPHABET}]")
SORTS: Final = ("name",)


@dataclass(frozen=True, slots=True)
class Due:
    """How the rule stands: who has earned a certificate, and how many of them have none yet."""

    earned: tuple[Registration, ...]
    without: tuple[Registration, ...]


def read_code(typed: str) -> str:
    """A code as it was typed or scanned, brought to the form in which it is kept; empty when it cannot be one."""
    code = _NO_CODE.sub("", typed[:100].upper().translate(_MISREAD))
    return code if len(code) == CODE_LENGTH else ""


def published(code: str) -> Certificate | None:
    """The certificate of a code, for everybody; the database shows a public page this one alone."""
    if len(code) != CODE_LENGTH:
        return None
    with connection.cursor() as cursor:
        cursor.execute("select set_config('app.certificate', %s, true)", [code])
    return Certificate.objects.filter(code=code).first()


def address_of(certificate: Certificate, slug: str) -> str:
    """The whole public address of a certificate."""
    path = reverse("events_public:certificate", args=[slug, certificate.code])
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def due(actor: Actor, event: Event, rule: CertificateRule) -> Due:
    """Who has earned a certificate by the rule, in Thai order; three statements."""
    people = (
        Registration.objects.for_actor(actor)
        .filter(_earned(event, rule), event=event)
        .select_related("person", "organisation")
        .order_by("sort_key", "id")
    )
    earned = tuple(people)
    have = set(
        Certificate.objects.filter(event=event, withdrawn_at__isnull=True).values_list(
            "registration_id", flat=True
        )
    )
    return Due(earned, tuple(each for each in earned if each.pk not in have))


def _earned(event: Event, rule: CertificateRule) -> Q:
    """The condition that the rule makes of attendance."""
    if rule.rule == AttendanceRule.ANY_DAY:
        return Q(came(event))
    at = station(event)
    checked = _effective(event)
    if rule.rule == AttendanceRule.ALL_DAYS:
        days = set(at.days)
        by_day: dict[int, set[dt.date]] = {}
        for registration, day, _session in checked:
            by_day.setdefault(registration, set()).add(day)
        return Q(pk__in=[pk for pk, found in by_day.items() if days and found >= days])
    sessions = {each.pk for each in at.sessions}
    attended: dict[int, set[int]] = {}
    for registration, _day, session in checked:
        if session in sessions:
            attended.setdefault(registration, set()).add(session)
    needed = len(_held(event)) * (rule.percent or 100) / 100
    return Q(pk__in=[pk for pk, found in attended.items() if needed and len(found) >= needed])


def _effective(event: Event) -> list[tuple[int, dt.date, int | None]]:
    """Registration, day and session of every check-in that nobody undid; one statement."""
    found: dict[tuple[int, dt.date, int | None], bool] = {}
    rows = CheckIn.objects.filter(event=event).order_by("id")
    for registration, day, session, act in rows.values_list("registration_id", "day", "session_id", "act"):
        found[registration, day, session] = act == "in"
    return [key for key, is_in in found.items() if is_in]


def _held(event: Event) -> list[int]:
    """The sessions at which anybody was checked in: breaks and meals are on the programme too."""
    rows = CheckIn.objects.filter(event=event, session__isnull=False).values("session_id")
    return [each["session_id"] for each in rows.annotate(people=Count("id")).order_by("session_id")]


def certificates(actor: Actor, event: Event, state: ListState) -> QuerySet[Certificate]:
    """The certificates of an event in Thai order of their holders; found by any part of name or number."""
    found = (
        Certificate.objects.for_actor(actor).filter(event=event).select_related("registration__organisation")
    )
    for word in state.query.split():
        found = found.filter(holder_th__icontains=word) | found.filter(number__icontains=word)
    return found.order_by("-sort_key" if state.is_descending else "sort_key", "id")


def period_of(event: Event, language: Language) -> str:
    """When the event was, in a language; empty when nobody knows."""
    if event.starts is None:
        return ""
    if event.ends is None or event.starts == event.ends or event.starts.precision != "day":
        return str(event.starts.format(language))
    if event.ends.precision != "day":
        return str(event.starts.format(language))
    return format_range(event.starts.from_on, event.ends.last_on, language=language)


def sheet_of(
    rule: CertificateRule, certificates: Iterable[Certificate], *, slug: str, created: dt.datetime
) -> Certificates:
    """Certificates as they are printed; ``rule`` is loaded with event, organisation and emblem."""
    event, language = rule.event, cast("Language", rule.language)
    rows = list(certificates)
    is_thai = language == "th"
    title = event.title_th if is_thai else event.title_en or event.title_th
    venue = event.venue_th if is_thai else event.venue_en or event.venue_th
    organisation = rule.organisation
    issuer = ""
    if organisation:
        issuer = organisation.name_th if is_thai else organisation.name_en or organisation.name_th
    when = period_of(event, language)
    issued_on = format_date(rows[0].issued_on, language=language) if rows else ""
    if is_thai:
        lines = [
            rule.text or f"ได้เข้าร่วม{title}",
            " ".join(filter(None, [f"วันที่ {when}" if when else "", f"ณ {venue}" if venue else ""])),
        ]
        words = (
            "เกียรติบัตร",
            "ขอมอบเกียรติบัตรฉบับนี้ให้ไว้เพื่อแสดงว่า",
            f"ให้ไว้ ณ วันที่ {issued_on}",
            "เลขที่",
            "รหัสตรวจสอบ",
        )
    else:
        lines = [rule.text or f"took part in {title}", ", ".join(filter(None, [when, venue]))]
        words = (
            "Certificate of Attendance",
            "This is to certify that",
            f"Given on {issued_on}",
            "No.",
            "Verification code",
        )
    heading, lead, given, number_label, code_label = words
    return Certificates(
        title=f"{heading}: {title}",
        organisation=issuer,
        heading=heading,
        lead=lead,
        lines=tuple(filter(None, lines)),
        given=given,
        signer=tuple(
            filter(None, [f"({rule.signer_name})" if rule.signer_name else "", rule.signer_position])
        ),
        number_label=number_label,
        code_label=code_label,
        pages=tuple(
            CertificatePage(
                (each.holder_th if is_thai else each.holder_en or each.holder_th),
                each.number,
                each.printed_code,
                address_of(each, slug),
            )
            for each in rows
        ),
        created=created,
        language=language,
        numerals="thai" if rule.has_thai_numerals else "arabic",
        emblem=picture(rule.emblem),
        glossary=frozenset(filter(None, [issuer])),
    )
