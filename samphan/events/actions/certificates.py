"""Certificates: their rule, giving them with numbers, making their files, withdrawing them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.events.models import AttendanceRule, Certificate, CertificateRule, RenderState
from samphan.events.policy import attendance as policy
from samphan.events.queries.certificates import due, period_of, sheet_of
from samphan.kit import jobs
from samphan.kit.documents.certificates import render_certificates
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.thai.dates import be_year
from samphan.tenancy import files
from samphan.tenancy.audit import difference, record, values
from samphan.tenancy.numbers import next_number

if TYPE_CHECKING:
    import datetime as dt

    from samphan.events.models import Event
    from samphan.kit.actor import Actor

RULE_FIELDS: Final = (
    "rule", "percent", "language", "has_thai_numerals", "organisation_id", "text", "signer_name", "signer_position",
)  # fmt: skip
#: How many single files are made in one transaction; the page shows the progress after each.
AT_ONCE: Final = 10


@transaction.atomic
def set_certificate_rule(
    *,
    by: Actor,
    event: Event,
    version: int | None = None,
    emblem: bytes | None = None,
    **words: Any,
) -> CertificateRule:
    """Say who gets a certificate and what it says; ``words`` are among the fields of ``CertificateRule``.

    Raises:
        Problem: a share of sessions without a percentage, or an emblem that is no picture.
        Conflict: somebody saved the rule since ``version``.
    """
    by.must(policy.certify, on=event)
    rule = CertificateRule.objects.select_for_update().filter(event=event).first()
    if rule is None:
        rule = CertificateRule(network_id=event.network_id, event=event, version=0)
    else:
        check_version(rule, version, RULE_FIELDS, changed_by=rule.changed_by)
    before = values(rule, RULE_FIELDS) if rule.pk else {}
    for name, value in words.items():
        setattr(rule, name, value)
    if rule.rule == AttendanceRule.SESSIONS and not 1 <= (rule.percent or 0) <= 100:
        raise Problem(_("Say how many percent of the sessions are needed, 1 to 100."), field="percent")
    if emblem:
        rule.emblem = store_emblem(by, emblem)
    rule.touch(by)
    rule.save()
    record(
        by,
        "set_certificate_rule",
        rule,
        label=(event.title_th, event.title_en),
        changes=difference(before, values(rule, RULE_FIELDS)),
    )
    return rule


def store_emblem(by: Actor, content: bytes) -> Any:
    """Keep a picture for the head of papers and certificates; the caller has asked its policy."""
    media_type = files.sniff(content)
    if media_type not in {files.PNG, files.JPEG}:
        raise Problem(_("The emblem must be a PNG or JPEG picture."), field="emblem")
    return files.store(content, network_id=by.network_id, name="emblem", media_type=media_type)


@transaction.atomic
def issue_certificates(*, by: Actor, event: Event, issued_on: dt.date) -> int:
    """Give a numbered certificate to everybody who has earned one and has none; the worker makes the files.

    Returns how many were given.

    Raises:
        Problem: there is no rule yet, or nobody new has earned one.
    """
    by.must(policy.certify, on=event)
    rule = CertificateRule.objects.select_for_update().filter(event=event).first()
    if rule is None:
        raise Problem(_("Say first who gets a certificate."))
    people = due(by, event, rule).without
    if not people:
        raise Problem(_("Nobody has earned a certificate who does not have one."))
    year = be_year(issued_on)
    period = {language: period_of(event, language) for language in ("th", "en")}
    for person in people:
        number = next_number(network_id=event.network_id, kind="certificate", year=year)
        certificate = Certificate.objects.create(
            network_id=event.network_id,
            event=event,
            registration=person,
            number=f"{number}/{year}",
            holder_th=person.person.written("th", "full"),
            holder_en=person.person.written("en", "full") if person.person.given_name_en else "",
            event_title_th=event.title_th,
            event_title_en=event.title_en,
            period_th=period["th"],
            period_en=period["en"],
            issued_on=issued_on,
            sort_key=person.sort_key,
        )
        record(
            by,
            "issue_certificate",
            certificate,
            label=(certificate.holder_th, certificate.holder_en),
            changes={"number": [None, certificate.number]},
        )
    _ask_for_files(rule)
    return len(people)


def _ask_for_files(rule: CertificateRule) -> None:
    rule.render_state, rule.problem = RenderState.WAITING, ""
    rule.save(update_fields=["render_state", "problem"])
    jobs.defer("events.make_certificates", rule=rule.pk, network=rule.network_id)


@transaction.atomic
def make_certificates_again(*, by: Actor, event: Event) -> None:
    """Ask the worker once more for the files."""
    by.must(policy.certify, on=event)
    rule = CertificateRule.objects.select_for_update().get(event=event)
    record(by, "make_certificates_again", rule, label=(event.title_th, event.title_en))
    _ask_for_files(rule)


@transaction.atomic
def make_some_certificates(*, by: Actor, rule: CertificateRule) -> bool:
    """Make the next few single files, or when none is missing the one with all; whether there is more to do.

    Raises:
        DocumentError: the engine refuses them, which trying again will not change.
    """
    by.must(policy.certify, on=rule.event)
    slug = by.slug
    valid = Certificate.objects.filter(event=rule.event, withdrawn_at__isnull=True).order_by("sort_key", "id")
    missing = list(valid.filter(pdf__isnull=True)[:AT_ONCE])
    for certificate in missing:
        content = render_certificates(sheet_of(rule, [certificate], slug=slug, created=certificate.issued_at))
        certificate.pdf = _stored(rule, content, f"certificate-{certificate.number.replace('/', '-')}")
        certificate.save(update_fields=["pdf"])
    if missing:
        return True
    everybody = list(valid)
    if everybody:
        newest = max(each.issued_at for each in everybody)
        content = render_certificates(sheet_of(rule, everybody, slug=slug, created=newest))
        rule.all_pdf = _stored(rule, content, "certificates")
    rule.render_state, rule.problem = RenderState.READY, ""
    rule.save(update_fields=["all_pdf", "render_state", "problem"])
    record(by, "make_certificates", rule, label=(rule.event.title_th, rule.event.title_en))
    return False


def _stored(rule: CertificateRule, content: bytes, name: str) -> Any:
    return files.store(content, network_id=rule.network_id, name=f"{name}.pdf", media_type=files.PDF)


@transaction.atomic
def note_certificate_problem(*, by: Actor, rule: CertificateRule, problem: str) -> None:
    """Say with the rule why the files could not be made."""
    by.must(policy.certify, on=rule.event)
    rule.render_state, rule.problem = RenderState.FAILED, problem[:500]
    rule.save(update_fields=["render_state", "problem"])
    label = (rule.event.title_th, rule.event.title_en)
    record(by, "note_certificate_problem", rule, reason=problem[:500], label=label)


@transaction.atomic
def withdraw_certificate(
    *, by: Actor, certificate: Certificate, reason: str, now: dt.datetime
) -> Certificate:
    """Make a certificate invalid; its public page says so from now on, and the person may be given another one.

    Raises:
        Problem: it is withdrawn already, or no reason was given.
    """
    locked = (
        Certificate.objects.select_for_update(of=("self",)).select_related("event").get(pk=certificate.pk)
    )
    by.must(policy.certify, on=locked.event)
    if not locked.is_valid:
        raise Problem(_("This certificate is withdrawn already."))
    if not reason.strip():
        raise Problem(_("Say why it is withdrawn."), field="reason")
    locked.withdrawn_at, locked.withdrawn_reason = now, reason.strip()
    locked.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record(
        by,
        "withdraw_certificate",
        locked,
        label=(locked.holder_th, locked.holder_en),
        changes={"number": [locked.number, None]},
        reason=locked.withdrawn_reason,
    )
    return locked
