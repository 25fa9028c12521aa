"""Forms of proposed changes: the form of the record with a reason, and the answer field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from samphan.directory.actions.proposal import LONGEST_REASON, WORDS
from samphan.directory.forms.organisation import OrganisationForm
from samphan.directory.forms.person import PersonForm
from samphan.directory.models import Organisation, Person
from samphan.kit.fields import LongTextField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.queries.proposal import ProposedField

REASON_HELP = gettext_lazy("For example where the new name was announced. Those who keep the record read it.")


class ProposeOrganisationForm(OrganisationForm):
    """What should stand in the record of an organisation, and why."""

    reason = LongTextField(
        label=gettext_lazy("Reason"), max_length=LONGEST_REASON, rows=3, help_text=REASON_HELP
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("parent", "aliases"):
            del self.fields[name]

    def words(self) -> dict[str, Any]:
        """What the action takes: the fields that may be proposed."""
        return {name: self.cleaned_data[name] for name in WORDS[Organisation]}


class ProposePersonForm(PersonForm):
    """What should stand in the record of a person, and why."""

    reason = LongTextField(
        label=gettext_lazy("Reason"), max_length=LONGEST_REASON, rows=3, help_text=REASON_HELP
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["is_listed"]

    def words(self) -> dict[str, Any]:
        """What the action takes: the fields that may be proposed."""
        return {name: self.cleaned_data[name] for name in WORDS[Person]}


class AnswerForm(forms.Form):
    """Which of the proposed fields are taken, and what whoever proposed them is told."""

    answer = LongTextField(
        label=gettext_lazy("Answer"),
        max_length=LONGEST_REASON,
        rows=3,
        required=False,
        help_text=gettext_lazy("Needed where something is not taken. Whoever proposed it reads this."),
    )

    def __init__(self, *args: Any, proposed: Sequence[ProposedField], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fields"] = forms.MultipleChoiceField(
            label=gettext_lazy("Take into the record"),
            choices=[(each.name, f"{each.label}: {each.wanted}") for each in proposed],
            initial=[each.name for each in proposed],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text=gettext_lazy("Where nothing is ticked, the proposal is declined."),
        )
        self.order_fields(["fields", "answer"])
