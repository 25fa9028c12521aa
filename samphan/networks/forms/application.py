"""Forms of applications for membership."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.directory.queries.picking import Organisations
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import DayField, LongTextField, PartialDateFormField, TextField
from samphan.kit.picking import PickedField
from samphan.networks.forms.membership import CategoryChoice
from samphan.networks.models import PeriodBasis

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


class ApplicationForm(VersionedForm):
    """What an applicant says."""

    organisation_name = TextField(label=_("Name of the organisation"), max_length=300)
    applicant_name = TextField(label=_("Name of who applies"), max_length=200)
    applicant_position = TextField(label=_("Position"), required=False, max_length=200)
    applicant_email = forms.EmailField(label=_("E-mail address"), max_length=254)
    applicant_phone = TextField(label=_("Telephone"), required=False, max_length=60)
    reasons = LongTextField(
        label=_("Why the organisation wants to join"), required=False, rows=4, max_length=3000
    )

    def __init__(self, *args: Any, actor: Actor, is_public: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"] = CategoryChoice(actor=actor, required=False)
        field: Any = self.fields["category"]
        if is_public:
            field.queryset = field.queryset.filter(is_open=True)
        if not field.queryset.exists():
            del self.fields["category"]
        self.order_fields(["organisation", "organisation_name", "category"])


class PublicApplicationForm(ApplicationForm):
    """The form behind the address of the network; its key counts once."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)


class OfficeApplicationForm(ApplicationForm):
    """An application as the secretariat enters or corrects it."""

    submitted_on = DayField(label=_("Submitted"))

    def __init__(self, *args: Any, actor: Actor, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["organisation"] = PickedField(
            Organisations(actor),
            label=_("Organisation of the directory"),
            required=False,
            help_text=_("Needed before the application is decided."),
        )
        if not is_new:
            del self.fields["submitted_on"]
        self.order_fields(["organisation", "organisation_name", "category"])


class DecisionForm(forms.Form):
    """The decision on an application."""

    is_approved = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("the organisation is admitted")), ("no", _("the application is declined"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    resolution_label = TextField(
        label=_("Resolution"),
        max_length=300,
        help_text=_("Body, number of the meeting and date, as they are stated."),
    )
    resolved_on = DayField(label=_("Date of the resolution"))
    since = PartialDateFormField(
        label=_("Member from"), required=False, help_text=_("Left empty: from the date of the resolution.")
    )
    basis = forms.ChoiceField(label=_("Basis"), choices=PeriodBasis.choices, required=False)
    until = PartialDateFormField(
        label=_("Member until"), required=False, help_text=_("For a fixed term: its last day.")
    )
    leads = forms.BooleanField(
        label=_("Who applied becomes the lead representative"), required=False, initial=True
    )
    reason = LongTextField(label=_("Reason"), required=False, rows=2, max_length=1000)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"] = CategoryChoice(actor=actor, required=False)
        self.order_fields(["is_approved", "resolution_label", "resolved_on", "category", "since"])

    def clean_basis(self) -> str:
        return self.cleaned_data["basis"] or PeriodBasis.UNTIL_RESIGNATION
