"""Asking whether a new record is in the directory already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _

from samphan.kit.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.models import Organisation, Person


class AskingForm(forms.Form):
    """A form of a new record: what may be there already is shown, and the reader says that it is none of these.

    ``not_these`` holds the ids that the reader has seen and turned down, so that another name is asked anew.
    """

    not_these = forms.CharField(required=False, widget=forms.HiddenInput)
    duplicates: Sequence[Organisation] | Sequence[Person] = ()

    def refuse_unseen(self, found: Sequence[Organisation] | Sequence[Person]) -> None:
        """Raise ``Problem`` when there are probable duplicates that the reader has not turned down."""
        seen = set(str(self.cleaned_data.get("not_these", "")).split(","))
        if any(str(each.pk) not in seen for each in found):
            self.duplicates = found
            raise Problem(_("This may be in the directory already. Look at the entries below and decide."))

    @property
    def duplicate_ids(self) -> str:
        return ",".join(str(each.pk) for each in self.duplicates)
