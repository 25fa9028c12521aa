"""Forms of prospective members and invitations to join."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samphan.directory.queries.picking import Organisations
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import DayField, LongTextField, TextField
from samphan.kit.picking import PickedField
from samphan.networks.models import Answer, Level

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


class ProspectForm(VersionedForm):
    """What is known of an organisation that might join."""

    potential = forms.ChoiceField(
        label=_("Potential"), choices=Level.choices, initial=Level.UNKNOWN,
        help_text=_("What the organisation could bring into the network."),
    )  # fmt: skip
    potential_reason = LongTextField(label=_("Why this potential"), required=False, rows=2, max_length=1000)
    interest = forms.ChoiceField(
        label=_("Interest"), choices=Level.choices, initial=Level.UNKNOWN,
        help_text=_("How much it wants to join, as far as it has shown."),
    )  # fmt: skip
    interest_reason = LongTextField(label=_("Why this interest"), required=False, rows=2, max_length=1000)
    keeper = TextField(label=_("Who keeps contact"), required=False, max_length=200)
    contact_name = TextField(label=_("Contact there"), required=False, max_length=200)
    contact_email = forms.EmailField(label=_("E-mail address of the contact"), required=False, max_length=254)


class NewProspectForm(ProspectForm):
    """An organisation that might join."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = PickedField(Organisations(actor), label=_("Organisation"))
        self.order_fields(["organisation"])


class ContactNoteForm(forms.Form):
    """What was talked about."""

    on = DayField(label=_("Day"))
    text = LongTextField(label=_("What was talked about"), rows=3, max_length=2000)


class InvitationForm(VersionedForm):
    """An invitation to join, before it is sent."""

    to_name = TextField(label=_("Addressed to"), max_length=300)
    to_email = forms.EmailField(label=_("E-mail address"), max_length=254)
    number = TextField(label=_("Number of the letter"), required=False, max_length=100)
    subject = TextField(label=_("Subject"), max_length=300)
    body = LongTextField(
        label=_("Text"),
        rows=14,
        max_length=10_000,
        help_text=_("The personal link stands where {link} is written, or at the end."),
    )
    answer_until = DayField(label=_("Answer until"), required=False)


class AnswerForm(forms.Form):
    """What an organisation answers."""

    answer = forms.ChoiceField(label=_("Your answer"), choices=Answer.choices, widget=forms.RadioSelect)
    words = LongTextField(label=_("In your own words"), required=False, rows=4, max_length=2000)
    name = TextField(label=_("Your name and position"), max_length=200)
