"""Later versions, addenda and files of an agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from samphan.agreements import policy
from samphan.agreements.actions.agreement import locked
from samphan.agreements.actions.records import keep_file
from samphan.agreements.models import Amendment, AmendmentKind, Attachment
from samphan.kit.errors import Problem
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from samphan.agreements.models import Agreement
    from samphan.kit.actor import Actor
    from samphan.kit.asking import Upload
    from samphan.kit.partial import PartialDate


@transaction.atomic
def amend_agreement(
    *,
    by: Actor,
    agreement: Agreement,
    kind: str,
    changed_th: str,
    changed_en: str = "",
    signed_on: PartialDate | None = None,
    in_force_from: PartialDate | None = None,
    scope_th: str = "",
    scope_en: str = "",
    upload: Upload | None = None,
) -> Amendment:
    """Add a new version or an addendum, with what it changed; a new scope holds from its first day on."""
    agreement = locked(agreement)
    by.must(policy.manage, on=agreement)
    if kind not in AmendmentKind.values:
        raise Problem(_("Say whether it is a new version or an addendum."), field="kind")
    if not changed_th.strip():
        raise Problem(_("Say what it changed."), field="changed_th")
    first = in_force_from or signed_on
    if signed_on and in_force_from and in_force_from.until_on <= signed_on.from_on:
        raise Problem(_("It cannot be in force before it was signed."), field="in_force_from")
    if first and agreement.signed_on and first.until_on <= agreement.signed_on.from_on:
        raise Problem(_("It cannot be older than the agreement."), field="signed_on")
    earlier = Amendment.objects.filter(agreement=agreement, kind=kind).aggregate(last=Max("number"))["last"]
    # The agreement as it was signed is its first version.
    number = (earlier or (1 if kind == AmendmentKind.VERSION else 0)) + 1
    amendment = Amendment.objects.create(
        network_id=agreement.network_id,
        agreement=agreement,
        kind=kind,
        number=number,
        signed_on=signed_on,
        in_force_from=in_force_from,
        changed_th=changed_th,
        changed_en=changed_en,
        scope_th=scope_th,
        scope_en=scope_en,
        file=keep_file(upload, agreement.network_id) if upload else None,
    )
    _touch(by, agreement)
    record(by, "amend_agreement", agreement, changes={kind: [None, number], "changed": [None, changed_th]})
    return amendment


@transaction.atomic
def remove_amendment(*, by: Actor, amendment: Amendment, reason: str) -> None:
    """Take out a version or an addendum that was entered by mistake."""
    agreement = locked(amendment.agreement)
    by.must(policy.manage, on=agreement)
    changes = {amendment.kind: [amendment.number, None], "changed": [amendment.changed_th, None]}
    amendment.delete()
    _touch(by, agreement)
    record(by, "remove_amendment", agreement, changes=changes, reason=reason)


@transaction.atomic
def attach_file(*, by: Actor, agreement: Agreement, title: str, upload: Upload) -> Attachment:
    """Keep a file with an agreement."""
    by.must(policy.manage, on=agreement)
    if not title.strip():
        raise Problem(_("Say what the file is."), field="title")
    attachment = Attachment.objects.create(
        network_id=agreement.network_id,
        agreement=agreement,
        title=title,
        file=keep_file(upload, agreement.network_id),
    )
    record(by, "attach_file", agreement, changes={"file": [None, attachment.file.name]})
    return attachment


@transaction.atomic
def remove_attachment(*, by: Actor, attachment: Attachment) -> None:
    """Take a file out of an agreement; its bytes stay with the network's files."""
    agreement = attachment.agreement
    by.must(policy.manage, on=agreement)
    name = attachment.file.name
    attachment.delete()
    record(by, "remove_attachment", agreement, changes={"file": [name, None]})


def _touch(by: Actor, agreement: Agreement) -> None:
    agreement.touch(by)
    agreement.save(update_fields=["version", "changed_by", "changed_at"])
