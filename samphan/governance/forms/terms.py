"""Forms of terms: appointing, ending, extending, replacing, correcting; and of what appointed people."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samphan.governance.models import Ending, InSeats, InstrumentKind
from samphan.governance.queries.bodies import months_on
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import (
    HALF_KNOWN,
    CountField,
    DayField,
    LongTextField,
    PartialDateFormField,
    TextField,
)
from samphan.kit.layout import RowForm
from samphan.kit.partial import PartialDate
from samphan.kit.picking import PickedField, RecordField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samphan.directory.queries.picking import Directory
    from samphan.governance.models import Instrument, Position, Seat, Term

MANUAL_ENDINGS = [(code, label) for code, label in Ending.choices if code != Ending.CLOSED]


def last_day_of(start: dt.date, months: int) -> dt.date:
    """The last day of so many months from a first day: 1 April 2567 and 24 months give 31 March 2569."""
    after = months_on(start, months)
    return after if after.day < start.day else after - dt.timedelta(days=1)


class PeriodForm(forms.Form):
    """From when to which last day; the usual length of a term fills the last day in."""

    since = PartialDateFormField(label=_("From"), help_text=HALF_KNOWN)
    until = PartialDateFormField(
        label=_("Until"), required=False, help_text=_("The last day. Leave it empty while it lasts.")
    )

    def __init__(
        self, *args: Any, instruments: Sequence[Instrument], term_months: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.term_months = term_months
        self.fields["instrument"] = instrument_field(instruments)
        if term_months:
            self.fields["is_open"] = forms.BooleanField(
                label=_("Without a fixed end"),
                required=False,
                help_text=_("Otherwise an empty last day is reckoned from the usual length of a term."),
            )

    def clean(self) -> dict[str, Any]:
        words = super().clean() or self.cleaned_data
        since, until = words.get("since"), words.get("until")
        is_reckoned = not (until or "until" in self.errors or words.get("is_open") or words.get("is_stated"))
        if self.term_months and is_reckoned and isinstance(since, PartialDate) and since.precision == "day":
            words["until"] = PartialDate.of(last_day_of(since.from_on, self.term_months))
        return words


class AppointForm(PeriodForm):
    """What all people of a list of appointments have in common."""

    is_stated = forms.BooleanField(
        label=_("The first day is not known: this is a day for which a source names them"),
        required=False,
    )
    source = TextField(label=_("Source"), required=False)


class AppointRowForm(RowForm):
    """One person of a list of appointments: to a seat, or listed under a position."""

    def __init__(
        self,
        *args: Any,
        directory: Directory,
        seats: Sequence[tuple[Seat, str]],
        positions: Sequence[tuple[Position, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PickedField(directory.people, label=_("Person"), required=False)
        self.fields["seat"] = RecordField(label=_("Seat"), records=seats, required=False)
        self.fields["position"] = RecordField(
            label=_("Or listed as, seat not known"), records=positions, required=False
        )
        self.fields["in_seats"] = forms.ChoiceField(
            label=_("Among the stated seats"),
            choices=InSeats.choices,
            required=False,
            initial=InSeats.NOT_STATED,
        )
        self.fields["on_behalf"] = PickedField(
            directory.organisations, label=_("On behalf of"), required=False
        )

    def clean(self) -> dict[str, Any]:
        words = super().clean() or self.cleaned_data
        is_begun = any(words.get(name) for name in ("seat", "position", "on_behalf"))
        if is_begun and not words.get("person") and "person" not in self.errors:
            self.add_error("person", gettext("Say who."))
        if words.get("person") and not words.get("seat") and not words.get("position"):
            self.add_error("seat", gettext("Say to which seat, or as what the person is listed."))
        return words


class ReplaceForm(PeriodForm):
    """Who takes an office from a day on, and how the present term ends."""

    ended = forms.ChoiceField(
        label=_("How the present term ends"), choices=MANUAL_ENDINGS, initial=Ending.REPLACED
    )
    reason = TextField(label=_("Reason"), required=False)

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PickedField(directory.people, label=_("Who takes the office"))
        self.fields["on_behalf"] = PickedField(
            directory.organisations, label=_("On behalf of"), required=False
        )
        self.order_fields(
            ["person", "on_behalf", "since", "until", "is_open", "instrument", "ended", "reason"]
        )


class ActingForm(PeriodForm):
    """Who acts in an office for a while."""

    def __init__(self, *args: Any, directory: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PickedField(directory.people, label=_("Who acts"))
        self.order_fields(["person", "since", "until", "instrument"])


class EndForm(VersionedForm):
    """When and how a term ended."""

    until = PartialDateFormField(label=_("Last day"), help_text=HALF_KNOWN)
    ended = forms.ChoiceField(label=_("How it ended"), choices=MANUAL_ENDINGS)
    reason = TextField(label=_("Reason"), required=False)

    def __init__(self, *args: Any, instruments: Sequence[Instrument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instrument"] = instrument_field(instruments)


class ExtendForm(VersionedForm):
    """How long a term lasts now."""

    until = PartialDateFormField(
        label=_("New last day"), required=False, help_text=_("Leave it empty for a term without a fixed end.")
    )

    def __init__(self, *args: Any, instruments: Sequence[Instrument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instrument"] = instrument_field(instruments)


class CorrectForm(VersionedForm):
    """What was entered wrongly about a term."""

    name_th = TextField(label=_("Name at signing"), max_length=300)
    name_en = TextField(label=_("Name at signing"), max_length=300, required=False)
    since = PartialDateFormField(label=_("From"), required=False, help_text=HALF_KNOWN)
    stated = PartialDateFormField(
        label=_("Stated as of"),
        required=False,
        help_text=_("Where the first day is not known: the day for which a source names the person."),
    )
    until = PartialDateFormField(
        label=_("Until"), required=False, help_text=_("The last day. Leave it empty while it lasts.")
    )
    ended = forms.ChoiceField(label=_("How it ended"), choices=[("", "–"), *Ending.choices], required=False)
    end_reason = TextField(label=_("Reason of the end"), required=False)
    is_ex_officio = forms.BooleanField(label=_("Ex officio"), required=False)
    source = TextField(label=_("Source"), required=False)
    reason = TextField(label=_("Why it is corrected"), required=False)

    def __init__(
        self,
        *args: Any,
        term: Term,
        directory: Directory,
        instruments: Sequence[Instrument],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on_behalf"] = PickedField(
            directory.organisations, label=_("On behalf of"), required=False
        )
        self.fields["instrument"] = instrument_field(instruments)
        if term.seat_id is None:
            self.fields["in_seats"] = forms.ChoiceField(
                label=_("Among the stated seats"), choices=InSeats.choices
            )
            self.fields["place"] = CountField(label=_("Place on the list"), required=False)
        self.order_fields(
            [
                "name_th",
                "name_en",
                "since",
                "stated",
                "until",
                "in_seats",
                "place",
                "on_behalf",
                "is_ex_officio",
            ]
        )

    def words(self) -> dict[str, Any]:
        """What the action takes."""
        words = dict(self.cleaned_data)
        for name in ("on_behalf", "instrument"):
            chosen = words.pop(name)
            words[f"{name}_id"] = chosen.pk if chosen else None
        if "place" in words:
            words["place"] = words["place"] or 0
        return words


def instrument_field(instruments: Sequence[Instrument]) -> RecordField:
    """What appointed people, among what is noted of the body."""
    records = [(each, called(each)) for each in instruments]
    return RecordField(
        label=_("Order or resolution"),
        records=records,
        required=False,
        help_text=_("Note it with the body first; an order can also be made here afterwards."),
    )


def called(instrument: Instrument) -> str:
    """An order in a list of choices: kind, number, title."""
    kind = str(InstrumentKind(instrument.kind).label)
    return " ".join(filter(None, [kind, instrument.number, str(instrument.title)]))


class InstrumentForm(VersionedForm):
    """What appointed people, as it came from elsewhere."""

    kind = forms.ChoiceField(label=_("Kind"), choices=InstrumentKind.choices)
    number = TextField(label=_("Number"), max_length=80, required=False)
    dated = PartialDateFormField(label=_("Date"), required=False, help_text=HALF_KNOWN)
    title_th = TextField(label=_("Title"), required=False)
    title_en = TextField(label=_("Title"), required=False)
    note = TextField(label=_("Note"), required=False)
    file = forms.FileField(
        label=_("Its paper"), required=False, help_text=_("PDF, Word document or picture, up to 10 MB.")
    )

    def words(self) -> dict[str, Any]:
        """What the action takes."""
        words = dict(self.cleaned_data)
        file = words.pop("file")
        return {**words, "file": file.read() if file else None, "file_name": file.name if file else ""}


class OrderForm(forms.Form):
    """The words of an order of appointment that is made here."""

    terms = forms.TypedMultipleChoiceField(label=_("Whom it appoints"), widget=forms.CheckboxSelectMultiple)
    issuer = TextField(label=_("Issued by"), max_length=300)
    subject = TextField(label=_("Subject"))
    reason = LongTextField(label=_("Why and by what right"), rows=4, max_length=4000)
    duties = LongTextField(
        label=_("Duties and powers"),
        rows=4,
        max_length=4000,
        required=False,
        help_text=_("One paragraph a line."),
    )
    effective_on = DayField(
        label=_("Effective from"), required=False, help_text=_("Leave it empty for “from now on”.")
    )
    dated_on = DayField(label=_("Date of the order"))
    signer_name = TextField(label=_("Who signs"), max_length=200)
    signer_position = TextField(label=_("Position of who signs"), max_length=200, required=False)
    has_thai_numerals = forms.BooleanField(label=_("Thai numerals"), required=False)

    def __init__(self, *args: Any, terms: Sequence[Term], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_id = {str(term.pk): term for term in terms}
        chosen: Any = self.fields["terms"]
        chosen.choices = [(pk, f"{term.name}, {term.position.title}") for pk, term in by_id.items()]
        chosen.coerce = by_id.__getitem__
