"""Certificates of use: written, sent for signature, signed or declined by link, noted from paper."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samphan.comms.actions import write
from samphan.engagement.actions.uploads import keep
from samphan.engagement.actions.writing import write_row
from samphan.engagement.models import AskAbout, AskKind, CertificateState, PartnerAsk, UseCertificate
from samphan.engagement.policy import certificates as signing
from samphan.engagement.policy import change as policy
from samphan.engagement.transitions import certificates as life
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.thai.dates import be_year
from samphan.projects.models import ProjectPartner
from samphan.tenancy import links
from samphan.tenancy.audit import record
from samphan.tenancy.numbers import next_number

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from samphan.kit.asking import Upload
    from samphan.projects.models import Project

FIELDS: Final = ("partner", "use", "effect", "used_from", "used_until")
NUMBERS: Final = "engagement.certificate"
STOPPED: Final = _("This is not possible any more: somebody has changed the state meanwhile.")
OPEN_DAYS: Final = 90
"""So long a link waits for a signature."""


@transaction.atomic
def write_certificate(
    *,
    by: Actor,
    project: Project,
    certificate: UseCertificate | None = None,
    version: int | None = None,
    **said: Any,
) -> UseCertificate:
    """Draft what a partner is asked to certify; what was sent is taken back before it is changed."""
    by.must(policy.prove, on=project)
    if unknown := said.keys() - set(FIELDS):
        raise TypeError(f"not what a certificate says: {sorted(unknown)}")
    if certificate is None:
        found = UseCertificate(network_id=project.network_id, project=project)
    else:
        found = _locked(certificate)
        check_version(found, version, FIELDS, changed_by=found.changed_by)
        if found.state != CertificateState.DRAFT:
            raise Problem(_("It was sent for signature. Take it back before you change what it says."))
    partner = said.get("partner")
    if not isinstance(partner, ProjectPartner) or partner.project_id != project.pk:
        raise Problem(_("Choose a partner of this project."), field="partner")
    if not (said.get("use") or "").strip():
        raise Problem(_("Say what is used, and how."), field="use")
    first, last = said.get("used_from"), said.get("used_until")
    if first is not None and last is not None and last.until_on <= first.from_on:
        raise Problem(_("The end must not lie before the beginning."), field="used_until")
    return write_row(by, found, said, new="draft_certificate", changed="change_certificate", project=project)


@transaction.atomic
def send_certificate(
    *, by: Actor, certificate: UseCertificate, now: dt.datetime, version: int | None = None
) -> tuple[str, bool]:
    """Ask the partner to sign by a personal link: its address, and whether it was mailed.

    Older links open nothing any more. Each asking is noted among what was asked of the partner. ``version`` is that of
    the page on which it was pressed: pressed twice, or by two people, it asks once.
    """
    found = _locked(certificate)
    by.must(policy.change_certificate, on=found)
    if version is not None and version != found.version:
        raise Problem(STOPPED)
    _advance(found, life.SEND)
    _number(found, now)
    found.sent_at, found.answered_at, found.words = now, None, ""
    _save(by, found)
    _close_links(found, now)
    partner = found.partner
    link = links.make(
        signing.CERTIFICATE,
        found,
        label=(partner.called, ""),
        expires_at=now + dt.timedelta(days=OPEN_DAYS),
    )
    address = links.address(link, by.network.slug if by.network else "")
    PartnerAsk.objects.create(
        network_id=found.network_id,
        project=found.project,
        partner=partner,
        kind=AskKind.LINK,
        about=AskAbout.CERTIFICATE,
        purpose=gettext("certificate of use"),
        on=timezone.localdate(now),
        by_name=by.label[:200],
    )
    is_mailed = bool(partner.contact_email)
    if is_mailed:
        subject, text = _letter(by, found, address)
        write(to=partner.contact_email, subject=subject, text=text, network_id=found.network_id)
    record(by, "send_certificate", found.project, changes={"partner": [None, partner.called]})
    return address, is_mailed


@transaction.atomic
def take_back_certificate(*, by: Actor, certificate: UseCertificate, now: dt.datetime) -> UseCertificate:
    """Make it a draft again, so that it can be changed; its link opens nothing any more."""
    found = _locked(certificate)
    by.must(policy.change_certificate, on=found)
    _advance(found, life.TAKE_BACK)
    _close_links(found, now)
    _save(by, found)
    record(by, "take_back_certificate", found.project, changes={"number": [found.number, None]})
    return found


@transaction.atomic
def sign_certificate(
    *,
    by: Actor,
    certificate: UseCertificate,
    signer_name: str,
    signer_position: str,
    is_authorised: bool,
    now: dt.datetime,
    words: str = "",
) -> UseCertificate:
    """Sign by the personal link: who, in which position, and whether that person may sign for the organisation."""
    found = _locked(certificate)
    by.must(signing.sign, on=found)
    _check_link(by, found, now)
    _advance(found, life.SIGN)
    _signed(found, signer_name, signer_position, is_authorised=is_authorised, words=words)
    found.answered_at = now
    _save(by, found)
    record(by, "sign_certificate", found.project, changes={"signer": [None, found.signer_name]})
    return found


@transaction.atomic
def decline_certificate(
    *, by: Actor, certificate: UseCertificate, words: str, now: dt.datetime, signer_name: str = ""
) -> UseCertificate:
    """Say by the link that it cannot be signed, and why."""
    found = _locked(certificate)
    by.must(signing.sign, on=found)
    if not words.strip():
        raise Problem(_("Say in a few words why, so that it can be put right."), field="words")
    _check_link(by, found, now)
    _advance(found, life.DECLINE)
    found.words, found.answered_at, found.signer_name = words.strip(), now, signer_name[:200]
    _save(by, found)
    record(by, "decline_certificate", found.project, reason=words)
    return found


@transaction.atomic
def note_paper(
    *,
    by: Actor,
    certificate: UseCertificate,
    upload: Upload | None,
    signer_name: str,
    signer_position: str,
    is_authorised: bool,
    signed_on: dt.date,
    now: dt.datetime,
) -> UseCertificate:
    """Note that it was signed on paper, with the scan; whoever keeps the record vouches for it."""
    found = _locked(certificate)
    by.must(policy.change_certificate, on=found)
    if upload is None:
        raise Problem(_("Bring the scan of the signed paper."), field="upload")
    if signed_on > timezone.localdate(now):
        raise Problem(_("This day is still to come."), field="signed_on")
    _advance(found, life.NOTE_PAPER)
    _number(found, now)
    _signed(found, signer_name, signer_position, is_authorised=is_authorised)
    found.scan = keep(upload, found.network_id).file
    found.answered_at = timezone.make_aware(dt.datetime.combine(signed_on, dt.time(12)))
    _close_links(found, now)
    _save(by, found)
    record(by, "note_paper_certificate", found.project, changes={"signer": [None, found.signer_name]})
    return found


@transaction.atomic
def remove_certificate(*, by: Actor, certificate: UseCertificate) -> None:
    """Take out a draft that was never sent."""
    found = _locked(certificate)
    by.must(policy.change_certificate, on=found)
    if found.state != CertificateState.DRAFT or found.number:
        raise Problem(_("It has a number already, so it stays."))
    record(by, "remove_certificate", found.project, changes={"use": [found.use, None]})
    found.delete()


def _signed(found: UseCertificate, name: str, position: str, *, is_authorised: bool, words: str = "") -> None:
    if not name.strip():
        raise Problem(_("Write the name of who signs."), field="signer_name")
    if not position.strip():
        raise Problem(_("Write the position of who signs."), field="signer_position")
    found.signer_name, found.signer_position = name.strip()[:200], position.strip()[:200]
    found.is_authorised, found.words = is_authorised, words.strip()


def _check_link(by: Actor, found: UseCertificate, now: dt.datetime) -> None:
    """What is signed is what was read: sent again, it may say something else, and the older link opens nothing any more.

    The link was looked at before the certificate was held.
    """
    mine = by.link.id if by.link else 0
    if not links.open_links(signing.CERTIFICATE, found, now=now).filter(pk=mine).exists():
        raise Problem(STOPPED)


def _advance(found: UseCertificate, act: str) -> None:
    after = life.CERTIFICATE.get((found.state, act))
    if after is None:
        raise Problem(STOPPED)
    found.state = after


def _number(found: UseCertificate, now: dt.datetime) -> None:
    if not found.number:
        year = be_year(timezone.localdate(now))
        count = next_number(network_id=found.network_id, kind=NUMBERS, year=year)
        found.number = f"{count}/{year}"


def _save(by: Actor, found: UseCertificate) -> None:
    found.touch(by)
    found.save()


def _close_links(found: UseCertificate, now: dt.datetime) -> None:
    for link in links.open_links(signing.CERTIFICATE, found, now=now):
        links.revoke(link, now=now)


def _letter(by: Actor, found: UseCertificate, address: str) -> tuple[str, str]:
    """The mail that asks for a signature, in Thai."""
    with translation.override("th"):
        words = {
            "name": found.partner.contact_name or found.partner.called,
            "partner": found.partner.called,
            "project": found.project.title_th,
            "days": OPEN_DAYS,
        }
        lines = [
            gettext("Dear %(name)s,") % words,
            gettext(
                "The project “%(project)s” asks %(partner)s to certify how its results are used."
                " Please read the text on this page; you can sign it there, or say why it cannot be signed."
            )
            % words,
            address,
            gettext("No account is needed. The link is for you and works for %(days)s days.") % words,
            by.label,
        ]
        return gettext("Please certify the use of: %(project)s") % words, "\n\n".join(filter(None, lines))


def _locked(certificate: UseCertificate) -> UseCertificate:
    found = UseCertificate.objects.select_for_update(of=("self",))
    return found.select_related("project", "partner__organisation").get(pk=certificate.pk)
