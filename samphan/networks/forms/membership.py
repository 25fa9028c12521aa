"""Forms of members, their periods, and who speaks for them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.directory.queries.picking import Organisations, People
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import DayField, LongTextField, PartialDateFormField, TextField
from samphan.kit.picking import PickedField
from samphan.networks.models import (
    EndReason,
    MemberCategory,
    MembershipPeriod,
    PeriodBasis,
    RepresentativeKind,
)

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


class CategoryChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """One of the network's categories."""

    def __init__(self, *, actor: Actor, **kwargs: Any) -> None:
        found = MemberCategory.objects.filter(network_id=actor.network_id).order_by("position", "id")
        super().__init__(queryset=found, label=_("Category"), empty_label=_("not stated"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class PeriodForm(VersionedForm):
    """When an organisation is a member, as what, and by which resolution."""

    field_order = ("organisation", "category", "basis", "since", "until", "instrument", "number", "note")
    basis = forms.ChoiceField(
        label=_("Basis"), choices=PeriodBasis.choices, initial=PeriodBasis.UNTIL_RESIGNATION, required=False
    )
    since = PartialDateFormField(
        label=_("Member since"),
        required=False,
        help_text=_("A day, a month or a year, as far as it is known."),
    )
    until = PartialDateFormField(
        label=_("Member until"),
        required=False,
        help_text=_("The last day. Leave it empty while the membership lasts."),
    )
    instrument = TextField(
        label=_("Resolution or order"),
        required=False,
        max_length=300,
        help_text=_("Body, number of the meeting and date, as they are stated."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"] = CategoryChoice(actor=actor, required=False)
        self.order_fields(self.field_order)

    def clean_basis(self) -> str:
        return self.cleaned_data["basis"] or PeriodBasis.UNTIL_RESIGNATION


class ChangePeriodForm(PeriodForm):
    """A period with why it ended."""

    end_kind = forms.ChoiceField(
        label=_("Why it ended"),
        required=False,
        choices=[("", _("it lasts, or nobody says")), *EndReason.choices],
    )
    end_reason = LongTextField(label=_("Reason in words"), required=False, max_length=1000, rows=2)


class AdmitForm(PeriodForm):
    """A new member."""

    number = TextField(label=_("Member number"), required=False, max_length=40)
    note = TextField(label=_("Note"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["organisation"] = PickedField(Organisations(actor), label=_("Organisation"))
        self.order_fields(self.field_order)


class MemberForm(VersionedForm):
    """Number and note of a member."""

    number = TextField(label=_("Member number"), required=False, max_length=40)
    note = TextField(label=_("Note"), required=False)


class EndForm(forms.Form):
    """A member leaves."""

    until = PartialDateFormField(label=_("Last day of membership"), help_text=_("A day, a month or a year."))
    kind = forms.ChoiceField(label=_("Why it ends"), choices=[
        (code, label) for code, label in EndReason.choices if code not in {"renewed", "changed"}
    ])  # fmt: skip
    reason = LongTextField(label=_("Reason in words"), required=False, max_length=1000, rows=3)
    instrument = TextField(label=_("Resolution or letter"), required=False, max_length=300)


class SuspendForm(forms.Form):
    """The rights of a member rest."""

    since_on = DayField(label=_("From"))
    reason = LongTextField(label=_("Reason"), max_length=1000, rows=3)


class LiftForm(forms.Form):
    """They are back."""

    until_on = DayField(label=_("Rights are back from"))
    reason = LongTextField(label=_("Reason"), required=False, max_length=1000, rows=3)


class RenewForm(forms.Form):
    """Fixed terms go on."""

    periods = forms.ModelMultipleChoiceField(
        label=_("Terms to renew"),
        queryset=MembershipPeriod.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    until = PartialDateFormField(label=_("New last day"), help_text=_("A day, a month or a year."))
    instrument = TextField(label=_("Resolution"), required=False, max_length=300)

    def __init__(self, *args: Any, periods: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["periods"]
        field.queryset = periods
        field.label_from_instance = _term


def _term(period: Any) -> str:
    category = f" · {period.category.name}" if period.category else ""
    return f"{period.member.organisation.name}{category} · {period.until.format('th')}"


class ContactForm(forms.Form):
    """How a representative is called and reached."""

    field_order: tuple[str, ...] = ("name", "position", "email", "phone", "person")

    name = TextField(label=_("Name"), max_length=200)
    position = TextField(label=_("Position"), required=False, max_length=200)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    phone = TextField(label=_("Telephone"), required=False, max_length=60)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PickedField(
            People(actor),
            label=_("Person of the directory"),
            required=False,
            help_text=_("Where the person is recorded there. Type a part of the name."),
        )
        self.order_fields(self.field_order)


class RepresentativeForm(ContactForm):
    """Somebody who speaks for a member."""

    kind = forms.ChoiceField(
        label=_("Speaks as"),
        required=False,
        choices=[("", _("lead where nobody leads, else alternate")), *RepresentativeKind.choices],
    )
    since_on = DayField(label=_("From"))
    until_on = DayField(
        label=_("Until"), required=False, help_text=_("The last day. Leave it empty while it lasts.")
    )
    field_order = ("name", "position", "email", "phone", "person", "kind", "since_on", "until_on")

    def clean_until_on(self) -> dt.date | None:
        """The day after the last one: periods are half-open."""
        last: dt.date | None = self.cleaned_data["until_on"]
        return last + dt.timedelta(days=1) if last else None


class SubstituteForm(ContactForm):
    """Somebody who takes a place over."""

    since_on = DayField(label=_("From"))
    field_order = ("name", "position", "email", "phone", "person", "since_on")
