"""Choosing an agreement under which a project stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.kit.picking import RecordField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.agreements.models import Agreement


class AgreementForm(forms.Form):
    """One agreement of the register."""

    def __init__(self, *args: Any, agreements: Sequence[Agreement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreement"] = RecordField(
            label=_("Agreement"), records=[(each, each.title) for each in agreements]
        )
