"""What the actions of this app share: a record is written and noted, a file is kept, an amount is looked at."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from samphan.agreements.models import MONEY_DIGITS
from samphan.kit.errors import Problem
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy import files
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import Model

    from samphan.kit.actor import Actor
    from samphan.kit.asking import Upload
    from samphan.tenancy.models import StoredFile

SATANG: Final = Decimal("0.01")
TOO_MUCH: Final = Decimal(10) ** (MONEY_DIGITS - 2)


def network_of(by: Actor) -> int:
    """The network of the address, in which a new record is made."""
    if by.network is None:
        raise ValueError("this is made in a network")
    return by.network_id


def write_fields(
    by: Actor,
    found: Model,
    fields: Mapping[str, Any],
    *,
    new: str,
    changed: str,
    label: tuple[str, str] | None = None,
) -> bool:
    """Save a new or changed record and note it; nothing new, nothing noted. The caller has asked the policy."""
    before = assign(found, fields)
    return save_changes(by, found, before, fields, act=changed if found.pk else new, label=label)


def assign(found: Model, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Put values into a record that is not saved yet; what it held before, nothing for a new one."""
    before = values(found, fields) if found.pk else {}
    for name, value in fields.items():
        setattr(found, name, value)
    if hasattr(found, "sort_key"):
        found.sort_key = sort_key(found.title_th)  # type: ignore[attr-defined]  # what has a sort key has a title
    return before


def save_changes(
    by: Actor,
    found: Model,
    before: Mapping[str, Any],
    fields: Iterable[str],
    *,
    act: str,
    label: tuple[str, str] | None = None,
    reason: str = "",
) -> bool:
    """Save what ``assign`` changed, and note it; whether there was anything to save."""
    is_new = found.pk is None
    changes = difference(before, values(found, fields))
    if not is_new and not changes:
        return False
    if hasattr(found, "touch") and not is_new:
        found.touch(by)
    elif hasattr(found, "changed_by"):
        found.changed_by = by.label
    found.save()
    told = {name: [_said(old), _said(value)] for name, (old, value) in changes.items()}
    record(by, act, found, changes=told, label=label, reason=reason)
    return True


def _said(value: Any) -> Any:
    """A value as the audit trail keeps it: records by their Thai name."""
    for name in ("title_th", "name_th", "name"):
        if hasattr(value, name):
            return str(getattr(value, name))
    return value.organisation.name_th if hasattr(value, "organisation") else value


def keep_file(upload: Upload, network_id: int) -> StoredFile:
    """Store a file that was sent.

    Raises:
        Problem: it is too large, of a kind that is not kept, or something else than its name says.
    """
    if len(upload.content) > files.MAX_SIZE:
        raise Problem(
            _("The file is larger than %(size)s MB.") % {"size": files.MAX_SIZE // 2**20}, field="upload"
        )
    media_type = files.sniff(upload.content)
    if media_type is None:
        raise Problem(
            _("This file is none of those that are kept here: PDF, Word (docx), Excel (xlsx), PNG or JPEG."),
            field="upload",
        )
    name = upload.name.lower()
    others = (endings for kind, endings in files.ENDINGS.items() if kind != media_type)
    if any(name.endswith(endings) for endings in others):
        raise Problem(
            _("“%(name)s” is not what its name says: it is %(kind)s.")
            % {"name": upload.name, "kind": files.ENDINGS[media_type][0].removeprefix(".").upper()},
            field="upload",
        )
    return files.store(upload.content, network_id=network_id, name=upload.name, media_type=media_type)


def check_amount(amount: Decimal | None, field: str) -> None:
    """Raise ``Problem`` at ``field`` unless the amount is more than nothing, below 10^14 and in whole hundredths."""
    if amount is None:
        raise Problem(_("Write an amount."), field=field)
    if not amount.is_finite() or amount <= 0:
        raise Problem(_("An amount is more than nothing."), field=field)
    if amount >= TOO_MUCH:
        raise Problem(_("This amount is too large."), field=field)
    if amount != amount.quantize(SATANG):
        raise Problem(_("An amount has at most two decimal places."), field=field)
