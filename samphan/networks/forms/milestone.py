"""The form of a milestone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.directory.queries.picking import Organisations
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import HALF_KNOWN, LongTextField, PartialDateFormField, TextField
from samphan.kit.picking import PickedField
from samphan.networks.models import MilestoneKind

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


class MilestoneForm(VersionedForm):
    """One thing worth remembering."""

    title_th = TextField(label=_("What happened"), max_length=300)
    title_en = TextField(label=_("What happened"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=MilestoneKind.choices)
    on = PartialDateFormField(label=_("Date"), required=False, help_text=HALF_KNOWN)
    when_words = TextField(
        label=_("Time as it is said"),
        required=False,
        max_length=200,
        help_text=_("Hours of the day, or all that is known where no year is known."),
    )
    place = TextField(label=_("Place"), required=False, max_length=300)
    detail_th = LongTextField(label=_("Details"), required=False, rows=4, max_length=4000)
    detail_en = LongTextField(label=_("Details"), required=False, rows=4, max_length=4000)
    source = TextField(label=_("Source"), required=False)
    link = TextField(
        label=_("Leads to"),
        required=False,
        help_text=_("The address of a record here (it begins with /n/), or of a page elsewhere (https://)."),
    )
    upload = forms.FileField(label=_("File"), required=False)
    is_published = forms.BooleanField(
        label=_("Published on the public timeline"),
        required=False,
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = PickedField(
            Organisations(actor), label=_("Organisation concerned"), required=False
        )
        self.order_fields(
            [
                "title_th", "title_en", "kind", "on", "when_words", "place", "organisation", "detail_th", "detail_en",
                "source", "link", "upload", "is_published",
            ]
        )  # fmt: skip
