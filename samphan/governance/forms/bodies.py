"""Forms of bodies, their positions and seats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.directory.models import OrganisationKind
from samphan.governance.models import BodyKind, QuorumOf, QuorumRule
from samphan.kit.fields import (
    HALF_KNOWN,
    CountField,
    DayField,
    LongTextField,
    PartialDateFormField,
    TextField,
)
from samphan.kit.layout import LaidOutForm, RowForm
from samphan.kit.picking import PickedField, RecordField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.queries.picking import Directory
    from samphan.governance.models import Body

LAST_DAY = _("The last day. Leave it empty while it lasts.")


class BodyForm(LaidOutForm):
    """What is said of a body."""

    name_th = TextField(label=_("Name"), max_length=300)
    name_en = TextField(label=_("Name"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=BodyKind.choices)
    purpose_th = LongTextField(label=_("Mandate"), required=False)
    purpose_en = LongTextField(label=_("Mandate"), required=False)
    since = PartialDateFormField(label=_("Exists since"), required=False, help_text=HALF_KNOWN)
    term_months = CountField(
        label=_("Length of a term in months"),
        required=False,
        help_text=_("24 for two years. The last day of a new term is reckoned from it."),
    )
    stated_seats = CountField(
        label=_("Stated number of seats"),
        required=False,
        help_text=_("As a rule or a document states it. It is shown beside the number that is counted here."),
    )
    stated_on = PartialDateFormField(label=_("Stated as of"), required=False, help_text=HALF_KNOWN)
    stated_source = TextField(label=_("Where it is stated"), required=False)
    quorum_rule = forms.ChoiceField(label=_("Quorum"), choices=QuorumRule.choices)
    quorum_over = CountField(label=_("Share: so many"), required=False)
    quorum_under = CountField(label=_("of so many parts"), required=False, help_text=_("1 of 2 is one half."))
    quorum_count = CountField(label=_("Number of people"), required=False)
    quorum_of = forms.ChoiceField(label=_("Reckoned"), choices=QuorumOf.choices)
    is_public = forms.BooleanField(
        label=_("Publish the body with the names of its members"),
        required=False,
        help_text=_("Everybody sees names, positions and terms, never an address or a telephone number."),
    )
    layout: ClassVar = (
        (_("What it is"), ("name", "kind parent", "purpose")),
        (_("Since when, and for how long"), ("since term_months",)),
        (_("Stated number of seats"), ("stated_seats stated_on", "stated_source")),
        (_("Quorum"), ("quorum_rule quorum_of", "quorum_over quorum_under", "quorum_count")),
        (_("Who may see it"), ("is_public",)),
    )

    def __init__(self, *args: Any, parents: Sequence[tuple[Body, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"] = RecordField(label=_("Belongs to"), records=parents, required=False)

    def clean_term_months(self) -> int | None:
        months: int | None = self.cleaned_data.get("term_months")
        if months is not None and not 1 <= months <= 600:
            raise forms.ValidationError(_("Write 1 to 600 months."))
        return months

    def _small(self, name: str) -> int | None:
        number: int | None = self.cleaned_data.get(name)
        if number is not None and number > 1000:
            raise forms.ValidationError(_("Write a smaller number."))
        return number

    def clean_quorum_over(self) -> int | None:
        return self._small("quorum_over")

    def clean_quorum_under(self) -> int | None:
        return self._small("quorum_under")


class CloseForm(forms.Form):
    """The last day of a body, and why."""

    until = PartialDateFormField(label=_("Last day"), help_text=HALF_KNOWN)
    reason = LongTextField(label=_("Reason"), max_length=500, rows=3)


class ConfirmCloseForm(CloseForm):
    """The same, after the terms that end with the body were shown; ``seen`` are their ids."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_seen(self) -> list[int]:
        return [
            int(part)
            for part in str(self.cleaned_data["seen"]).split()
            if part.isdecimal() and len(part) < 19
        ]


class ReasonForm(forms.Form):
    """A written reason."""

    reason = LongTextField(label=_("Reason"), max_length=500, rows=3)


class PositionRowForm(RowForm):
    """One position with its number of seats."""

    title_th = TextField(label=pgettext_lazy("office", "Position"), max_length=200)
    title_en = TextField(label=pgettext_lazy("office", "Position"), max_length=200, required=False)
    seats = CountField(label=_("Seats"), required=False)


class SeatForm(forms.Form):
    """By which office a seat is held, for whom, and since and until when it is there."""

    office_th = TextField(
        label=_("Held ex officio by"),
        max_length=300,
        required=False,
        help_text=_("The office elsewhere whose holder sits here, for example the rector of a university."),
    )
    office_en = TextField(label=_("Held ex officio by"), max_length=300, required=False)
    on_behalf_kind = forms.ChoiceField(
        label=_("On behalf of a kind of organisation"),
        choices=[("", "–"), *OrganisationKind.choices],
        required=False,
    )
    since = PartialDateFormField(label=_("Exists since"), required=False, help_text=HALF_KNOWN)
    until = PartialDateFormField(label=_("Until"), required=False, help_text=LAST_DAY)

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office_of"] = PickedField(
            directory.organisations, label=_("Organisation of that office"), required=False
        )
        self.fields["on_behalf"] = PickedField(
            directory.organisations, label=_("On behalf of"), required=False
        )
        self.order_fields(
            ["office_th", "office_en", "office_of", "on_behalf", "on_behalf_kind", "since", "until"]
        )

    def words(self) -> dict[str, Any]:
        """What the action takes."""
        words = dict(self.cleaned_data)
        for name in ("office_of", "on_behalf"):
            chosen = words.pop(name)
            words[f"{name}_id"] = chosen.pk if chosen else None
        return words


class AsOfForm(forms.Form):
    """The day of which a body is shown."""

    on = DayField(label=_("As of"), required=False)
