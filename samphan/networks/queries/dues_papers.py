"""The invoice and the receipt as papers, in Thai as offices write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samphan.kit.documents import Column, Document, Heading, KeyValues, Note, Paragraph, Signature, Table
from samphan.kit.thai.dates import format_date
from samphan.kit.thai.numerals import baht_text, format_number

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from samphan.kit.documents.model import Block
    from samphan.networks.models import Invoice, MembershipSettings, Receipt

_BLANK = "." * 40


def invoice_document(invoice: Invoice, issuer: MembershipSettings, created: dt.datetime) -> Document:
    """The invoice with its amount in figures and words; a cancelled one says so above everything."""
    blocks: list[Block] = []
    if invoice.state == "cancelled":
        blocks.append(Note(f"ใบแจ้งค่าบำรุงฉบับนี้ยกเลิกแล้ว เหตุผล: {invoice.reason}", kind="stale"))
    blocks += [
        KeyValues(
            (
                ("เลขที่", invoice.number),
                ("วันที่", format_date(invoice.issued_on)),
                ("เรียน", _addressee(invoice)),
                ("ครบกำหนดชำระ", format_date(invoice.due_on)),
            )
        ),
        _amounts(f"ค่าบำรุงสมาชิก ประจำปี {invoice.year} ({invoice.category_th})", invoice.amount),
    ]
    if issuer.payment:
        blocks += [Heading(2, "วิธีชำระ"), Paragraph(issuer.payment, indent=False, align="left")]
    blocks.append(_signed(issuer, "ผู้แจ้ง"))
    return _paper("ใบแจ้งค่าบำรุงสมาชิก", blocks, issuer, created)


def receipt_document(receipt: Receipt, issuer: MembershipSettings, created: dt.datetime) -> Document:
    """The receipt; its invoice is loaded. A cancelled one says so above everything."""
    invoice = receipt.invoice
    blocks: list[Block] = []
    if receipt.is_cancelled:
        blocks.append(Note(f"ใบเสร็จรับเงินฉบับนี้ยกเลิกแล้ว เหตุผล: {receipt.reason}", kind="stale"))
    blocks += [
        KeyValues(
            (
                ("เลขที่", receipt.number),
                ("วันที่", format_date(receipt.issued_on)),
                ("ได้รับเงินจาก", invoice.payer_th),
                ("ตามใบแจ้งค่าบำรุงเลขที่", invoice.number),
                ("วันที่รับชำระ", format_date(receipt.paid_on)),
                ("วิธีชำระ", _WAYS.get(receipt.way, receipt.way)),
            )
        ),
        _amounts(f"ค่าบำรุงสมาชิก ประจำปี {invoice.year} ({invoice.category_th})", invoice.amount),
        _signed(issuer, "ผู้รับเงิน"),
    ]
    return _paper("ใบเสร็จรับเงิน", blocks, issuer, created)


_WAYS = {"transfer": "โอนเงินผ่านธนาคาร", "cheque": "เช็ค", "cash": "เงินสด", "other": "อื่น ๆ"}


def _addressee(invoice: Invoice) -> str:
    return f"{invoice.contact_name} {invoice.payer_th}".strip()


def _amounts(what: str, amount: Decimal) -> Table:
    return Table(
        (
            Column("ที่", "center", share=0),
            Column("รายการ", share=3),
            Column("จำนวนเงิน (บาท)", "right", share=1),
        ),
        (("1", what, format_number(amount)), ("", f"รวม ({baht_text(amount)})", format_number(amount))),
        has_total=True,
    )


def _signed(issuer: MembershipSettings, role: str) -> Signature:
    lines = (f"({issuer.signer_name or _BLANK})", issuer.signer_position, role)
    return Signature(tuple(filter(None, lines)))


def _paper(title: str, blocks: list[Block], issuer: MembershipSettings, created: dt.datetime) -> Document:
    head: list[Block] = [
        Paragraph(
            "\n".join(filter(None, [issuer.address, issuer.contact])),
            indent=False,
            align="center",
        )
    ]
    if not (issuer.address or issuer.contact):
        head = []
    return Document(
        title=title,
        organisation=issuer.office or "–",
        created=created,
        blocks=(*head, *blocks),
        language="th",
        glossary=frozenset(filter(None, [issuer.signer_name])),
    )
