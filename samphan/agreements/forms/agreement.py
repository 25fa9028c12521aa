"""Forms of an agreement and its parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.agreements.models import AgreementKind, AmendmentKind, Ending, FulfilmentState, Languages
from samphan.directory.queries.picking import People
from samphan.kit.fields import (
    HALF_KNOWN,
    CountField,
    DayField,
    LongTextField,
    PartialDateFormField,
    TextField,
)
from samphan.kit.forms import ComboSelect
from samphan.kit.layout import LaidOutForm
from samphan.kit.picking import PickedField, RecordField
from samphan.kit.thai.numerals import arabic_digits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.agreements.models import Agreement, Party
    from samphan.directory.queries.picking import Directory
    from samphan.kit.actor import Actor

MONTHS: Final = 12
YEARS, MONTHLY = "years", "months"
PARTY_FIELDS: Final = ("party_1", "party_2", "party_3", "party_4")
FILES: Final = _("PDF, Word (docx), Excel (xlsx), PNG or JPEG, up to 10 MB.")


class DaysField(forms.CharField):
    """Numbers of days, separated by commas or blanks: 90, 30."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=100, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else value

    def to_python(self, value: Any) -> Any:
        words = [each for each in re.split(r"[\s,;]+", arabic_digits(super().to_python(value) or "")) if each]
        if any(not each.isascii() or not each.isdigit() or len(each) > len("9999") for each in words):
            raise ValidationError(_("Write numbers of days, for example 90, 30."), code="invalid")
        return [int(each) for each in words]


class AgreementForm(LaidOutForm):
    """What is said about an agreement."""

    kind = forms.ChoiceField(label=_("Kind"), choices=AgreementKind.choices)
    title_th = TextField(label=_("Title"))
    title_en = TextField(label=_("Title"), required=False)
    scope_th = LongTextField(label=_("Scope"), required=False)
    scope_en = LongTextField(label=_("Scope"), required=False)
    paper_number = TextField(label=_("Number on the paper"), max_length=100, required=False)
    languages = forms.ChoiceField(label=_("Language of the paper"), choices=Languages.choices)
    stated_parties = CountField(
        label=_("Stated number of parties"),
        required=False,
        help_text=_("As the paper or the news says; it may differ from the parties that are named."),
    )
    signed_on = PartialDateFormField(label=_("Signed on"), required=False, help_text=HALF_KNOWN)
    place = TextField(label=_("Signed at"), max_length=300, required=False)
    in_force_from = PartialDateFormField(
        label=_("In force from"), required=False, help_text=_("Left empty: from the day of signing.")
    )
    ending = forms.ChoiceField(label=_("How it ends"), choices=Ending.choices, widget=forms.RadioSelect)
    ends = PartialDateFormField(
        label=_("Last day"),
        required=False,
        help_text=_("Of one that renews itself: the last day of the first period. A day, a month or a year."),
    )
    term = CountField(
        label=_("Length of a period"),
        required=False,
        help_text=_("For how long it holds, or for how long it renews itself each time."),
    )
    term_unit = forms.ChoiceField(
        label=_("Years or months"), choices=((YEARS, _("years")), (MONTHLY, _("months")))
    )
    notice_months = CountField(label=_("Notice, in months"), required=False)
    owner_name = TextField(label=_("Looked after by"), max_length=200, required=False)
    owner_email = forms.EmailField(label=_("E-mail for reminders"), max_length=254, required=False)
    remind_days = DaysField(
        label=_("Reminders, days before"),
        required=False,
        help_text=_("Before it ends, renews itself, or can be given notice for the last time."),
    )
    is_open = forms.BooleanField(
        label=_("Open to every member of the network"),
        required=False,
        help_text=_("Otherwise it is seen by who may see agreements."),
    )
    layout: ClassVar = (
        (_("What it is"), ("kind paper_number", "title", "scope", "languages stated_parties", "continues")),
        (_("Parties"), ("party_1 party_2", "party_3 party_4")),
        (
            _("From when to when"),
            ("signed_on place", "in_force_from", "ending", "ends", "term term_unit", "notice_months"),
        ),
        (_("Who looks after it"), ("owner_name owner_email", "remind_days", "is_open")),
    )

    def __init__(
        self,
        *args: Any,
        others: Sequence[Agreement],
        directory: Directory | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["continues"] = RecordField(
            label=_("Continues"),
            required=False,
            widget=ComboSelect(),
            help_text=_("The earlier agreement that this one renews."),
            records=[(each, f"{each.number} {each.title}") for each in others],
        )
        if directory is not None:
            for place, name in enumerate(PARTY_FIELDS, start=1):
                self.fields[name] = PickedField(
                    directory.organisations,
                    label=_("Party %(place)s") % {"place": place},
                    required=place <= 2,
                )

    def words(self) -> dict[str, Any]:
        """What the action takes, without the parties."""
        words = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {*PARTY_FIELDS, "term", "term_unit", "version"}
        }
        term = self.cleaned_data["term"]
        unit = MONTHS if self.cleaned_data["term_unit"] == YEARS else 1
        words["term_months"] = None if term is None else term * unit
        words["notice_months"] = words["notice_months"] or 0
        return words

    @staticmethod
    def length(months: int | None) -> dict[str, Any]:
        """The initial values of a length in months: in years where it is whole years."""
        if months is None:
            return {"term": None, "term_unit": YEARS}
        whole = months % MONTHS == 0
        return {"term": months // MONTHS if whole else months, "term_unit": YEARS if whole else MONTHLY}


class PartyRowForm(forms.Form):
    """One party of the list."""

    id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    role = TextField(label=_("Role"), max_length=300, required=False)
    acceded_on = PartialDateFormField(
        label=_("Acceded on"), required=False, help_text=_("Left empty: from the beginning.")
    )
    field_order = ("id", "organisation", "role", "acceded_on")

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = PickedField(directory.organisations, label=_("Organisation"))
        self.order_fields(self.field_order)


class WithdrawForm(forms.Form):
    """A party withdraws, or its withdrawal is taken back."""

    withdrew_on = PartialDateFormField(
        label=_("Last day as a party"),
        required=False,
        help_text=_("Left empty: a withdrawal that was noted by mistake is taken back."),
    )
    reason = LongTextField(label=_("Reason"), max_length=1000, rows=3, required=False)


class SignatoryRowForm(forms.Form):
    """One of those who signed."""

    name = TextField(label=_("Name as signed"), max_length=200)
    position = TextField(label=_("Position as signed"), max_length=300, required=False)
    is_witness = forms.BooleanField(label=_("As a witness"), required=False)
    field_order = ("name", "position", "party", "is_witness", "person")

    def __init__(self, *args: Any, parties: Sequence[Party], actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"] = party_field(parties, label=_("For which party"))
        self.fields["person"] = PickedField(People(actor), label=_("Person of the directory"), required=False)
        self.order_fields(self.field_order)


def party_field(parties: Sequence[Party], **kwargs: Any) -> RecordField:
    """One of the parties of an agreement, or none."""
    return RecordField(
        required=False, **kwargs, records=[(each, str(each.organisation.name)) for each in parties]
    )


class AmendmentForm(LaidOutForm):
    """A new version or an addendum."""

    kind = forms.ChoiceField(label=_("Kind"), choices=AmendmentKind.choices)
    changed_th = LongTextField(label=_("What changed"), rows=3)
    changed_en = LongTextField(label=_("What changed"), rows=3, required=False)
    signed_on = PartialDateFormField(label=_("Signed on"), required=False, help_text=HALF_KNOWN)
    in_force_from = PartialDateFormField(
        label=_("In force from"), required=False, help_text=_("Left empty: from the day of signing.")
    )
    scope_th = LongTextField(
        label=_("New text of the scope"), required=False, help_text=_("Left empty: the scope stays.")
    )
    scope_en = LongTextField(label=_("New text of the scope"), required=False)
    upload = forms.FileField(label=_("File"), required=False, help_text=FILES)
    layout: ClassVar = (
        (
            _("What it is"),
            ("kind", "changed", "signed_on in_force_from", "scope", "upload"),
        ),
    )


class AttachForm(forms.Form):
    """A file of an agreement."""

    title = TextField(label=_("What it is"), max_length=300)
    upload = forms.FileField(label=_("File"), help_text=FILES)


class ObligationForm(LaidOutForm):
    """What is owed, by whom, until when."""

    what_th = TextField(label=_("What is owed"))
    what_en = TextField(label=_("What is owed"), required=False)
    due_on = DayField(label=_("Due"), required=False)
    is_yearly = forms.BooleanField(
        label=_("Every year"),
        required=False,
        help_text=_("On the same day of each year, while the agreement holds."),
    )
    layout: ClassVar = (
        (_("What it is"), ("what",)),
        (_("Who and until when"), ("party person", "due_on", "is_yearly")),
    )

    def __init__(self, *args: Any, parties: Sequence[Party], actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"] = party_field(
            parties, label=_("Party"), help_text=_("Left empty: all parties together.")
        )
        self.fields["person"] = PickedField(People(actor), label=_("Responsible person"), required=False)


class SettleForm(forms.Form):
    """An obligation was done, or is waived."""

    state = forms.ChoiceField(label=_("State"), choices=FulfilmentState.choices, widget=forms.RadioSelect)
    on = DayField(label=pgettext_lazy("day", "On"))
    note = LongTextField(
        label=_("What shows it, or why it is waived"), max_length=1000, rows=3, required=False
    )


class SignForm(forms.Form):
    """Something happened that no other record tells."""

    on = DayField(label=pgettext_lazy("day", "On"))
    note = LongTextField(label=_("What happened"), max_length=1000, rows=3)


class GiveUpForm(LaidOutForm):
    """Notice was given."""

    on = PartialDateFormField(label=_("Notice given on"), help_text=HALF_KNOWN)
    reason = LongTextField(label=_("Reason"), max_length=1000, rows=3, required=False)


class EndForm(LaidOutForm):
    """The agreement ended early."""

    on = PartialDateFormField(label=_("Last day"), help_text=HALF_KNOWN)
    reason = LongTextField(label=_("Reason"), max_length=1000, rows=3)
