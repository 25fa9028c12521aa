"""Certificates of use: of a project as a list, of many for other apps, and one as a paper."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from django.utils import translation
from django.utils.translation import gettext as _

from samphan.engagement.models import CertificateState, UseCertificate
from samphan.kit.documents import Document, KeyValues, Note, Paragraph, Signature
from samphan.kit.formats import thai_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.kit.documents import Block
    from samphan.projects.models import Project

BLANK: Final = "." * 60


def certificates(actor: Actor, project: Project) -> QuerySet[UseCertificate]:
    """The certificates of one project, those that wait first. One statement."""
    found = UseCertificate.objects.for_actor(actor).filter(project=project)
    return found.select_related("partner__organisation", "scan").order_by("id")


def signed_of(
    projects: Iterable[int], *, is_authorised: bool | None = None
) -> dict[int, list[UseCertificate]]:
    """Signed certificates by project; ``is_authorised`` asks for those whose signer may sign for the organisation.

    The caller has loaded the projects through ``for_actor``. One statement.
    """
    rows = UseCertificate.objects.filter(project_id__in=list(projects), state=CertificateState.SIGNED)
    if is_authorised is not None:
        rows = rows.filter(is_authorised=is_authorised)
    found: dict[int, list[UseCertificate]] = defaultdict(list)
    for each in rows.select_related("partner__organisation").order_by("project_id", "answered_at", "id"):
        found[each.project_id].append(each)
    return dict(found)


def period_of(certificate: UseCertificate) -> str:
    """From when to when it is used, as far as it is known."""
    first, last = certificate.used_from, certificate.used_until
    if first is not None and last is not None:
        return _("from %(first)s to %(last)s") % {"first": thai_date(first), "last": thai_date(last)}
    if first is not None:
        return _("since %(date)s") % {"date": thai_date(first)}
    return _("until %(date)s") % {"date": thai_date(last)} if last is not None else ""


def paper(certificate: UseCertificate, *, organisation: str, created: dt.datetime) -> Document:
    """The certificate in its official form, in Thai; unsigned it says so on every page."""
    is_signed = certificate.state == CertificateState.SIGNED
    with translation.override("th"):
        partner, project = certificate.partner.called, certificate.project.title_th
        blocks: list[Block] = [
            Paragraph(_opening(certificate, partner, project)),
            KeyValues(tuple((name, value) for name, value in _rows(certificate) if value)),
            Paragraph(_("This is certified so that it can serve as evidence.")),
            Signature(tuple(_signature(certificate, partner, is_signed=is_signed))),
        ]
        if is_signed and not certificate.is_authorised:
            blocks.append(
                Note(_("The signer states that he or she may not sign for the organisation."), kind="remark")
            )
        if is_signed:
            blocks.append(Note(_how(certificate), kind="remark"))
        else:
            boxes = _("(   ) I may sign for the organisation   (   ) I may not sign for it")
            blocks.append(Paragraph(boxes, indent=False))
            blocks.insert(
                0, Note(_("Not signed: what stands here is not certified by the partner yet."), kind="info")
            )
        if certificate.project.is_sample:
            blocks.insert(0, Note(_("Made up, to show how it works."), kind="sample"))
        number = _("No. %(number)s") % {"number": certificate.number} if certificate.number else ""
        return Document(
            title=_("Certificate of use"),
            organisation=partner,
            created=created,
            subtitle_lines=tuple(filter(None, [number, project])),
            blocks=tuple(blocks),
            glossary=frozenset({partner, organisation}),
            draft_mark="" if is_signed else _("not signed"),
            footer=" · ".join(filter(None, [organisation, number])),
        )


def _opening(certificate: UseCertificate, partner: str, project: str) -> str:
    words = {
        "name": certificate.signer_name or BLANK,
        "position": certificate.signer_position or BLANK,
        "partner": partner,
        "project": project,
    }
    return (
        _(
            "I, %(name)s, %(position)s, %(partner)s, certify that what came of the project “%(project)s” is used as follows."
        )
        % words
    )


def _rows(certificate: UseCertificate) -> Iterator[tuple[str, str]]:
    yield _("What is used, and how"), certificate.use
    yield _("Period of use"), period_of(certificate)
    yield _("What it brought"), certificate.effect
    if certificate.state == CertificateState.SIGNED:
        yield _("In the signer's words"), certificate.words


def _signature(certificate: UseCertificate, partner: str, *, is_signed: bool) -> Iterator[str]:
    yield f"({certificate.signer_name or BLANK})"
    yield certificate.signer_position or BLANK
    yield partner
    if is_signed and certificate.answered_at is not None:
        yield thai_date(certificate.answered_at)
    else:
        yield f"{_('Date')} {BLANK[:40]}"


def _how(certificate: UseCertificate) -> str:
    day = {"date": thai_date(certificate.answered_at)}
    if certificate.scan_id is not None:
        return _("Signed on paper on %(date)s; the scan is kept with the record.") % day
    return (
        _("Signed by personal link on %(date)s; the record keeps who signed, in which position, and when.")
        % day
    )
