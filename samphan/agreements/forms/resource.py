"""Forms of resources, their entries and needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.agreements.models import EntryKind, ResourceKind
from samphan.kit.fields import (
    HALF_KNOWN,
    AmountField,
    CountField,
    LongTextField,
    PartialDateFormField,
    TextField,
)
from samphan.kit.forms import ComboSelect
from samphan.kit.layout import LaidOutForm
from samphan.kit.picking import PickedField, RecordField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.agreements.models import Agreement
    from samphan.directory.queries.picking import Directory


class ResourceForm(LaidOutForm):
    """What an organisation pledges."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ResourceKind.choices)
    title_th = TextField(label=_("What is given"))
    title_en = TextField(label=_("What is given"), required=False)
    purpose = TextField(label=_("For what"), required=False)
    amount = AmountField(label=_("Amount"))
    unit = TextField(
        label=_("Unit"),
        max_length=60,
        required=False,
        help_text=_("Such as person-days, sets or hours. Money is counted in baht."),
    )
    value_baht = AmountField(
        label=_("Value in baht"),
        required=False,
        help_text=_("Of the whole amount, for what is given in kind. Left empty: not valued."),
    )
    value_basis = TextField(
        label=_("Basis of the value"),
        max_length=300,
        required=False,
        help_text=_("Such as a price list, a rate for a day of work, a quotation."),
    )
    starts = PartialDateFormField(label=_("From"), required=False, help_text=HALF_KNOWN)
    ends = PartialDateFormField(label=_("Until"), required=False, help_text=HALF_KNOWN)
    is_open = forms.BooleanField(
        label=_("Open to every member of the network"),
        required=False,
        help_text=_("Otherwise it is seen by who may see agreements."),
    )
    note = LongTextField(label=_("Note"), max_length=5000, rows=3, required=False)
    layout: ClassVar = (
        (_("What it is"), ("kind giver", "title", "purpose", "agreement")),
        (_("How much"), ("amount unit", "value_baht value_basis")),
        (_("From when to when"), ("starts ends", "is_open", "note")),
    )

    def __init__(
        self, *args: Any, directory: Directory, agreements: Sequence[Agreement], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["giver"] = PickedField(directory.organisations, label=_("Given by"))
        self.fields["agreement"] = RecordField(
            label=_("Under the agreement"),
            required=False,
            widget=ComboSelect(),
            records=[(each, f"{each.number} {each.title}") for each in agreements],
        )


class EntryForm(forms.Form):
    """Some of a resource was received or used."""

    kind = forms.ChoiceField(label=_("Kind"), choices=EntryKind.choices, widget=forms.RadioSelect)
    on = PartialDateFormField(label=pgettext_lazy("day", "On"), help_text=HALF_KNOWN)
    amount = AmountField(label=_("Amount"))
    purpose = TextField(label=_("For what"), required=False)
    user = TextField(label=_("By whom"), max_length=300, required=False)
    note = LongTextField(label=_("Note"), max_length=1000, rows=2, required=False)


class NeedForm(LaidOutForm):
    """What the network needs of one kind in a year."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ResourceKind.choices)
    year = CountField(label=_("Year (B.E.)"))
    title_th = TextField(label=_("What is needed"))
    title_en = TextField(label=_("What is needed"), required=False)
    amount = AmountField(label=_("Amount"))
    unit = TextField(
        label=_("Unit"),
        max_length=60,
        required=False,
        help_text=_("The same as in what is received: amounts in different units are never added up."),
    )
    layout: ClassVar = ((_("What it is"), ("kind year", "title", "amount unit")),)
