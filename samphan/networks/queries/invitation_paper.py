"""An invitation to join as an official letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import timezone

from samphan.kit.documents import Document, LetterHead, Paragraph, Signature
from samphan.kit.thai.dates import format_date

if TYPE_CHECKING:
    import datetime as dt

    from samphan.networks.models import MembershipInvitation, MembershipSettings

LINK_MARK: Final = "{link}"
_GREETINGS: Final = ("เรียน ", "ขอแสดงความนับถือ")
_BLANK: Final = "." * 40


def invitation_document(
    invitation: MembershipInvitation, issuer: MembershipSettings, address: str, created: dt.datetime
) -> Document:
    """The letter on paper: its text without salutation and close, which stand in their own places.

    ``address`` is the personal link, empty on a draft; it stands where the mail has it. The date of a draft stays empty.
    """
    paragraphs = [" ".join(each.split()) for each in invitation.body.split("\n\n")]
    closing = paragraphs.index(_GREETINGS[1]) if _GREETINGS[1] in paragraphs else len(paragraphs)
    text = [
        each.replace(LINK_MARK, address)
        for each in paragraphs[:closing]
        if not each.startswith(_GREETINGS[0])
    ]
    day = format_date(timezone.localdate(invitation.sent_at)) if invitation.sent_at else ""
    signer = [f"({issuer.signer_name or _BLANK})", issuer.signer_position]
    blocks = [Paragraph(each) for each in text if each]
    return Document(
        title=invitation.subject,
        organisation=issuer.office or "–",
        created=created,
        blocks=(
            *blocks,
            Signature(tuple(filter(None, signer)), closing=_GREETINGS[1]),
            Paragraph(issuer.contact or "–", indent=False, align="left"),
        ),
        language="th",
        glossary=frozenset(filter(None, [issuer.signer_name])),
        head=LetterHead(
            f"ที่ {invitation.number}".strip(),
            tuple(filter(None, [issuer.office, *issuer.address.splitlines()])),
            day,
            (("เรื่อง", invitation.subject), ("เรียน", invitation.to_name)),
        ),
    )
