"""What a column can hold, said before the database refuses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from samphan.kit.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model


def refuse_too_long(record: Model, names: Iterable[str]) -> None:
    """Raise ``Problem`` at the first field whose text is longer than its column; other fields pass."""
    for name in names:
        limit = getattr(record._meta.get_field(name), "max_length", None)  # noqa: SLF001 - Django's own name for the options
        if limit and len(getattr(record, name)) > limit:
            raise Problem(_("Keep this to %(limit)s characters.") % {"limit": limit}, field=name)
