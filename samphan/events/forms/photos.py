"""Forms of photographs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.events.forms.sheets import PartField
from samphan.events.models import PhotoConsent
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import DayField, FilesField, LongTextField, TextField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.events.models import AgendaItem


class PhotosForm(VersionedForm):
    """Photographs to bring, and what holds for all of them."""

    uploads = FilesField(
        label=_("Photographs"),
        help_text=_("JPEG, PNG or WebP, up to 10 MB each and 20 at once. Hidden place data is not kept."),
    )
    taken_on = DayField(
        label=_("Taken on"), required=False, help_text=_("Left empty: the day that each camera wrote.")
    )
    place = TextField(label=_("Place"), max_length=300, required=False)
    consent = forms.ChoiceField(
        label=_("Did everybody who can be recognised agree?"),
        choices=[each for each in PhotoConsent.choices if each[0] != PhotoConsent.WITHDRAWN],
        initial=PhotoConsent.NOT_ASKED,
        widget=forms.RadioSelect,
        help_text=_("Reports and public pages show only photographs with consent."),
    )

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agenda_item"] = PartField(label=_("Part of the agenda"), parts=items, required=False)


class PhotoForm(PhotosForm):
    """What one photograph shows."""

    uploads = None  # type: ignore[assignment]  # Django's way to leave out an inherited field
    title_th = TextField(label=_("What is shown"), max_length=300, required=False)
    title_en = TextField(label=_("What is shown"), max_length=300, required=False)


class WithdrawPhotoForm(forms.Form):
    """Why a photograph is shown no more."""

    reason = LongTextField(label=_("Reason"), max_length=300, rows=3)
